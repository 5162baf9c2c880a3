//! The comparisons of an alert that a person may drag, its windows, and writing into its text. It must not evaluate.

mod edit;
mod fold;

use crate::Span;
use crate::plan::{Binary, BinaryOp, CompareOp, Kind, Node, Query, walk};
pub use edit::{replace, write_number};
use fold::folded;

/// A number in a query.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Literal {
    /// Its value, sign and folding included.
    pub value: f64,
    /// What to replace to change it.
    pub span: Span,
}

/// A comparison that decides whether an alert is active.
#[derive(Clone, Debug)]
pub struct Comparison<'a> {
    /// Which one.
    pub op: CompareOp,
    /// Whether it yields 0 or 1 rather than filtering.
    pub bool_modifier: bool,
    /// The side that is compared: the one that is no number, the left one where neither is.
    pub side: &'a Node,
    /// The threshold; none where both sides vary.
    pub literal: Option<Literal>,
    /// Whether the threshold stands left.
    pub literal_on_left: bool,
    /// The side that is not `side`.
    pub other: &'a Node,
    /// The whole comparison.
    pub node: &'a Node,
}

/// The comparisons on the path from the root through parentheses, set operators and comparisons, in the order of the
/// text.
pub fn comparisons(query: &Query) -> Vec<Comparison<'_>> {
    let mut found = Vec::new();
    let mut waiting = vec![query.root()];
    while let Some(node) = waiting.pop() {
        match &node.kind {
            Kind::Paren(inner) => waiting.push(inner),
            Kind::Binary(it) if it.op.is_set() => waiting.extend([&it.right, &it.left]),
            Kind::Binary(it) => {
                if let BinaryOp::Compare(op) = it.op {
                    found.push(comparison(node, it, op));
                    waiting.extend([&it.right, &it.left]);
                }
            }
            _ => {}
        }
    }
    let place =
        |it: &Comparison<'_>| (it.literal.map_or(it.other.span, |literal| literal.span), it.node.span);
    series::sort_by(&mut found, &|a, b| place(a).cmp(&place(b)));
    found
}

fn comparison<'a>(node: &'a Node, binary: &'a Binary, op: CompareOp) -> Comparison<'a> {
    let (left, right) = (folded(&binary.left), folded(&binary.right));
    let literal_on_left = left.is_some() && right.is_none();
    let (side, other) =
        if literal_on_left { (&binary.right, &binary.left) } else { (&binary.left, &binary.right) };
    let literal = if literal_on_left { left } else { right };
    Comparison { op, bool_modifier: binary.bool_modifier, side, literal, literal_on_left, other, node }
}

/// The window of a range selector.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RangeSpan {
    /// Its length in milliseconds.
    pub millis: i64,
    /// The duration in the text.
    pub span: Span,
}

/// The windows of all range selectors, in the order of the text.
pub fn windows(query: &Query) -> Vec<RangeSpan> {
    let mut windows = Vec::new();
    walk(query.root(), &mut |node| {
        if let Kind::Range(it) = &node.kind {
            windows.push(RangeSpan { millis: it.range, span: it.range_span });
        }
    });
    series::sort_by(&mut windows, &|a, b| a.span.cmp(&b.span));
    windows
}

#[cfg(test)]
mod tests;
