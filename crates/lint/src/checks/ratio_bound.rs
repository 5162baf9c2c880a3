//! A ratio compared with a percentage. It must not look at samples to decide, only to show.

use crate::reach::{facing, nearest, short};
use crate::{Check, Context, Example, Shown, Finding, Repair, Severity, bounds, names, necessary, rewrite, shape};
use promql::plan::BinaryOp;
use promql::{CompareOp, Comparison, Kind, Node};
use series::format_clock;

pub(super) const CHECK: Check = Check {
    id: "ratio-bound",
    gravest: Severity::Error,
    needs_samples: false,
    recording: false,
    run,
};

pub(super) const SHOWN: Shown = Shown {
    doc: "A part divided by its whole lies between 0 and 1. Compared with a percentage, it can never be true: the \
          rule looks alive and is dead in every traffic.",
    bad: Example {
        rule: "{alert: A, expr: 'sum by (server) (rate(responses_total{code=\"4xx\"}[1m])) / sum by (server) \
               (rate(responses_total[1m])) > 5'}",
        because: "the ratio is at most 1",
    },
    good: Example {
        rule: "{alert: A, for: 1m, expr: 'sum by (server, instance) (rate(responses_total{code=\"4xx\"}[1m])) / \
               sum by (server, instance) (rate(responses_total[1m])) * 100 > 50 and \
               sum by (server, instance) (rate(responses_total[1m])) > 1'}",
        because: "a percentage is compared with a percentage",
    },
};

fn run(context: &Context<'_>) -> Vec<Finding> {
    necessary::necessary(context.query).iter().filter_map(|it| finding(it, context)).collect()
}

fn finding(it: &Comparison<'_>, context: &Context<'_>) -> Option<Finding> {
    let literal = it.literal?;
    let op = facing(it.op, it.literal_on_left);
    let most = share(it.side, context)?;
    if bounds::of(it.side, context).may_hold(op, literal.value) || !is_above(op) {
        return None;
    }
    let (most, threshold) = (short(most), short(literal.value));
    let repair = percent(it, context);
    let way_out = if repair.is_some() { " Multiply by 100." } else { "" };
    let title = format!(
        "Can never fire: the left side is a ratio, at most {most}, and is compared with {threshold}.{way_out}"
    );
    let detail = format!(
        "The numerator selects some of the series that the denominator sums, so their ratio lies between 0 and \
         {most} in any traffic."
    );
    let finding =
        Finding::new(CHECK.id, Severity::Error, title, detail).at_span(it.node.span).repaired(repair);
    let reached = context.side.and_then(|side| nearest(side, context.steps, op, literal.value));
    Some(match reached {
        Some(it) => {
            let (value, at) = (short(it.value), format_clock(it.time));
            let evidence = format!("Highest value here: {value} at {at}{}.", names::behind_comma(it.labels));
            finding.shown(evidence, it.time).of(it.labels)
        }
        None => finding,
    })
}

fn is_above(op: CompareOp) -> bool {
    matches!(op, CompareOp::Greater | CompareOp::GreaterOrEqual | CompareOp::Equal)
}

/// The most that a division of a part by its whole can be, with the constant before it.
fn share(side: &Node, context: &Context<'_>) -> Option<f64> {
    let (factor, inner) = shape::scaled(side);
    let Kind::Binary(division) = &inner.kind else { return None };
    let plain = division.op == BinaryOp::Divide && shape::is_plain(&division.matching) && factor > 0.0;
    if !plain {
        return None;
    }
    Some(factor * shape::part_of(&division.left, &division.right, context)?)
}

/// The side times 100, where that makes the comparison possible.
fn percent(it: &Comparison<'_>, context: &Context<'_>) -> Option<Repair> {
    let literal = it.literal?;
    let most = bounds::of(it.side, context).hi;
    if most * 100.0 <= literal.value || most > 1.0 {
        return None;
    }
    let text = format!("{} * 100", rewrite::operand(it.side, context));
    rewrite::edited(context, "Multiply by 100", &[(it.side.span, text)])
}
