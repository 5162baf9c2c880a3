//! Which metrics an expression reads, and what for. It must not judge.

use crate::Context;
use promql::plan::{BinaryOp, Selector};
use promql::{Kind, Node, Span};
use series::meta::MetricInfo;

/// What a metric is read for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// It makes the value that is compared.
    Value,
    /// It is divided by.
    Below,
    /// It only decides which values count: right of `and` and `unless`.
    Guard,
}

/// One selector of an expression.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Use<'a> {
    pub(crate) name: &'a str,
    pub(crate) selector: &'a Selector,
    pub(crate) node: &'a Node,
    pub(crate) role: Role,
}

impl Use<'_> {
    /// Where the metric's name stands.
    pub(crate) fn name_span(&self) -> Span {
        let length = if self.selector.name_in_braces { 0 } else { self.name.len() as u32 };
        let Span { start, end } = self.node.span;
        if length == 0 { Span { start, end } } else { Span { start, end: start + length } }
    }

    /// What is known of the metric.
    pub(crate) fn info<'c>(&self, context: &Context<'c>) -> Option<&'c MetricInfo> {
        context.metric(self.name)
    }
}

/// The selectors under `node` that name a metric, in the order of the text.
pub(crate) fn of(node: &Node) -> Vec<Use<'_>> {
    let (mut found, mut waiting) = (Vec::new(), vec![(node, Role::Value)]);
    while let Some((node, role)) = waiting.pop() {
        let selector = match &node.kind {
            Kind::Selector(it) => Some(it),
            Kind::Range(it) => Some(&it.selector),
            _ => None,
        };
        if let Some((selector, name)) = selector.and_then(|it| Some((it, it.name.as_deref()?))) {
            found.push(Use { name, selector, node, role });
        }
        let right = match &node.kind {
            Kind::Binary(it) if matches!(it.op, BinaryOp::And | BinaryOp::Unless) => Role::Guard,
            Kind::Binary(it) if it.op == BinaryOp::Divide && role == Role::Value => Role::Below,
            _ => role,
        };
        let mut children: Vec<_> = node.children().into_iter().map(|it| (it, role)).collect();
        if let (Kind::Binary(_), Some(last)) = (&node.kind, children.last_mut()) {
            last.1 = right;
        }
        waiting.extend(children.into_iter().rev());
    }
    found
}

/// Whether the expression reads the metric `name` anywhere.
pub(crate) fn reads(node: &Node, name: &str) -> bool {
    of(node).iter().any(|it| it.name == name)
}

/// The longest window of a range or subquery under `node`, in milliseconds.
pub(crate) fn longest_window(node: &Node) -> i64 {
    let mut longest = 0;
    promql::walk(node, &mut |node| match &node.kind {
        Kind::Range(it) => longest = longest.max(it.range),
        Kind::Subquery(it) => longest = longest.max(it.range),
        _ => {}
    });
    longest
}

/// Whether a function whose name begins with `start` is called under `node`.
pub(crate) fn calls(node: &Node, start: &str) -> bool {
    let mut found = false;
    promql::walk(node, &mut |node| {
        found |= matches!(&node.kind, Kind::Call(it) if it.function.signature.name.starts_with(start));
    });
    found
}
