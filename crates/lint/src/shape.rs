//! Questions about the form of an expression: is one part of another, what constant stands before it. It must not
//! know values.

use crate::Context;
use promql::plan::{
    Aggregate, Aggregation, Binary, BinaryOp, Call, Cardinality, Grouping, Matching, Selector,
};
use promql::{Kind, Node};
use series::set_of;

/// The factor `k` such that `part` is never more than `k` times `whole`, both being 0 or more: `part` selects some
/// of the series of `whole`, and both are aggregated alike.
pub(crate) fn part_of(part: &Node, whole: &Node, context: &Context<'_>) -> Option<f64> {
    let (part_factor, part) = scaled(part);
    let (whole_factor, whole) = scaled(whole);
    let factor = part_factor / whole_factor;
    let valid = part_factor >= 0.0 && whole_factor > 0.0 && factor.is_finite();
    if !valid {
        return None;
    }
    let inner = match (&part.kind, &whole.kind) {
        // A part of either summand is a part of the sum, if the other adds something.
        (_, Kind::Binary(sum)) if sum.op == BinaryOp::Add && is_plain(&sum.matching) => {
            let of =
                |one: &Node, other: &Node| part_of(part, one, context).filter(|_| is_count(other, context));
            of(&sum.left, &sum.right).or_else(|| of(&sum.right, &sum.left))?
        }
        (Kind::Aggregate(part), Kind::Aggregate(whole)) => aggregated(part, whole, context)?,
        (Kind::Call(part), Kind::Call(whole)) => called(part, whole, context)?,
        (Kind::Selector(part), Kind::Selector(whole)) => selected(part, whole, context)?,
        (Kind::Range(part), Kind::Range(whole)) if part.range == whole.range => {
            selected(&part.selector, &whole.selector, context)?
        }
        _ => return None,
    };
    Some(factor * inner)
}

fn aggregated(part: &Aggregate, whole: &Aggregate, context: &Context<'_>) -> Option<f64> {
    let grows_with_series = matches!(part.op, Aggregation::Sum | Aggregation::Max);
    let alike = part.op == whole.op && same_grouping(&part.grouping, &whole.grouping);
    if grows_with_series && alike { part_of(&part.of, &whole.of, context) } else { None }
}

fn called(part: &Call, whole: &Call, context: &Context<'_>) -> Option<f64> {
    let alike = part.function.signature.name == whole.function.signature.name;
    match (part.args.as_slice(), whole.args.as_slice()) {
        ([part_arg], [whole_arg]) if alike && counts(part) => part_of(part_arg, whole_arg, context),
        _ => None,
    }
}

fn selected(part: &Selector, whole: &Selector, context: &Context<'_>) -> Option<f64> {
    let name = part.name.as_deref().filter(|name| context.is_counter(name))?;
    let same = |left: &series::Matcher, right: &series::Matcher| {
        (left.name(), left.op(), left.value()) == (right.name(), right.op(), right.value())
    };
    let subset = whole.matchers.iter().all(|it| part.matchers.iter().any(|other| same(it, other)));
    (whole.name.as_deref() == Some(name) && part.offset == whole.offset && subset).then_some(1.0)
}

/// Whether the function's result over a counter is 0 or more and the same for the same series.
fn counts(call: &Call) -> bool {
    matches!(call.function.signature.name, "rate" | "irate" | "increase")
}

/// Whether the expression is a sum of counters' rates, so never below 0.
fn is_count(node: &Node, context: &Context<'_>) -> bool {
    crate::bounds::of(node, context).lo >= 0.0
}

fn same_grouping(left: &Grouping, right: &Grouping) -> bool {
    let set = |it: &Grouping| set_of(it.labels.iter().cloned());
    left.without == right.without && set(left) == set(right)
}

/// Whether series match by all their labels.
pub(crate) fn is_plain(matching: &Matching) -> bool {
    matching.card == Cardinality::OneToOne && !matching.on && matching.labels.is_empty()
}

/// The constant factor before an expression, also inside sums, and the expression without its outermost parentheses
/// and factors.
pub(crate) fn scaled(node: &Node) -> (f64, &Node) {
    let (mut factor, mut node) = (1.0, node.unwrapped());
    while let Kind::Binary(it) = &node.kind {
        let Some((by, rest)) = step(it) else { break };
        (factor, node) = (factor * by, rest.unwrapped());
    }
    (factor, node)
}

fn step(binary: &Binary) -> Option<(f64, &Node)> {
    let number = |node: &Node| match node.unwrapped().kind {
        Kind::Number(value) => Some(value),
        _ => None,
    };
    match (binary.op, number(&binary.left), number(&binary.right)) {
        (BinaryOp::Multiply, Some(by), None) => Some((by, &binary.right)),
        (BinaryOp::Multiply, None, Some(by)) => Some((by, &binary.left)),
        (BinaryOp::Divide, None, Some(by)) => Some((1.0 / by, &binary.left)),
        _ => None,
    }
}
