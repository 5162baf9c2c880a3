//! A comparison that no value, or every value, satisfies. It must not look at samples.

use crate::reach::{facing, short};
use crate::{Check, Context, Example, Shown, Finding, Severity, bounds, necessary};
use bounds::Bounds;
use promql::Comparison;

pub(super) const CHECK: Check = Check {
    id: "out-of-bounds",
    gravest: Severity::Error,
    needs_samples: false,
    recording: false,
    run,
};

pub(super) const SHOWN: Shown = Shown {
    doc: "Counters and their rates are never below 0, `up` is 0 or 1, a count is at least 1. A comparison outside of \
          such bounds is never true, or always.",
    bad: Example { rule: "{alert: A, expr: up < 0}", because: "`up` is 0 or 1" },
    good: Example { rule: "{alert: A, expr: up < 1}", because: "`up` may be 0" },
};

fn run(context: &Context<'_>) -> Vec<Finding> {
    necessary::necessary(context.query).iter().filter_map(|it| finding(it, context)).collect()
}

fn finding(it: &Comparison<'_>, context: &Context<'_>) -> Option<Finding> {
    let threshold = it.literal?.value;
    let op = facing(it.op, it.literal_on_left);
    let within = bounds::of(it.side, context);
    let range = in_words(within)?;
    let (sign, number) = (op.text(), short(threshold));
    if !within.may_hold(op, threshold) {
        // The check for ratios says more.
        if within.hi.is_finite() && !super::ratio_bound::CHECK.run_on(context).is_empty() {
            return None;
        }
        let title = format!("Can never fire: the left side is {range}, which is never `{sign} {number}`.");
        let detail = "No sample can make this comparison true. Check the metric, the sign and the threshold.";
        return Some(Finding::new(CHECK.id, Severity::Error, title, detail.to_owned()).at_span(it.node.span));
    }
    if within.always_holds(op, threshold) && !it.bool_modifier && is_whole_condition(context) {
        let title =
            format!("True whenever there is a value: the left side is {range}, always `{sign} {number}`.");
        let detail = "The rule fires as soon as the series exist, and stays on.";
        return Some(
            Finding::new(CHECK.id, Severity::Warning, title, detail.to_owned()).at_span(it.node.span),
        );
    }
    None
}

/// Whether the rule has no other condition; a guard that always holds harms nobody.
fn is_whole_condition(context: &Context<'_>) -> bool {
    promql::comparisons(context.query).len() == 1
}

fn in_words(it: Bounds) -> Option<String> {
    match (it.lo.is_finite(), it.hi.is_finite()) {
        (true, true) if it.lo == it.hi => Some(short(it.lo)),
        (true, true) => Some(format!("between {} and {}", short(it.lo), short(it.hi))),
        (true, false) => Some(format!("at least {}", short(it.lo))),
        (false, true) => Some(format!("at most {}", short(it.hi))),
        (false, false) => None,
    }
}
