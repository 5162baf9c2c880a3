//! Changes to an expression's text, each checked by parsing the result. They must not judge.

use crate::{Context, Repair};
use alerting::Rule;
use promql::{Kind, Node, Span};

/// A repair that applies `edits`, if what comes out is PromQL.
pub(crate) fn edited(
    context: &Context<'_>,
    title: impl Into<String>,
    edits: &[(Span, String)],
) -> Option<Repair> {
    let expr = promql::replace(context.query.text(), edits);
    let parses = expr != context.query.text() && promql::parse(&expr, context.semantics).is_ok();
    if parses { changed(context, title, |rule| rule.expr = expr) } else { None }
}

/// A repair that changes the rule by `change`.
pub(crate) fn changed(
    context: &Context<'_>,
    title: impl Into<String>,
    change: impl FnOnce(&mut Rule),
) -> Option<Repair> {
    let mut rule = context.rule.clone();
    change(&mut rule);
    Some(Repair { title: title.into(), rule })
}

/// The text of `node` as an operand of any operator.
pub(crate) fn operand(node: &Node, context: &Context<'_>) -> String {
    let text = node.span.of(context.query.text());
    match node.kind {
        Kind::Binary(_) | Kind::Negate(_) => format!("({text})"),
        _ => text.to_owned(),
    }
}

/// Where a label is added to an aggregation's `by (...)`, and what is written there; `None` where nothing needs to
/// be added.
pub(crate) fn add_to_grouping(node: &Node, label: &str, text: &str) -> Option<(Span, String)> {
    let Kind::Aggregate(aggregate) = &node.kind else { return None };
    let grouping = &aggregate.grouping;
    if grouping.without || grouping.labels.iter().any(|it| it == label) {
        return None;
    }
    let inner = aggregate.of.span;
    let outside = |span: Span| {
        span.start >= node.span.start
            && span.end <= node.span.end
            && !(inner.start <= span.start && span.end <= inner.end)
    };
    let tokens: Vec<_> = promql::tokens(text).into_iter().filter(|token| outside(token.span)).collect();
    let by = tokens.iter().position(|token| token.span.of(text).eq_ignore_ascii_case("by"));
    match by {
        Some(by) => {
            let close = tokens[by..].iter().find(|token| token.span.of(text) == ")")?;
            let at = Span { start: close.span.start, end: close.span.start };
            let separator = if grouping.labels.is_empty() { "" } else { ", " };
            Some((at, format!("{separator}{label}")))
        }
        None => {
            // Behind the aggregation's name.
            let at = Span { start: tokens.first()?.span.end, end: tokens.first()?.span.end };
            Some((at, format!(" by ({label}) ")))
        }
    }
}
