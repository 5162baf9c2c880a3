//! A comparison that nothing in the scenario satisfied. It must not claim more than that.

use crate::reach::{Reached, facing, nearest, short};
use crate::{Check, Context, Example, Shown, Finding, Severity, names};
use promql::CompareOp;
use series::format_clock;

pub(super) const CHECK: Check = Check {
    id: "never-true-here",
    gravest: Severity::Info,
    needs_samples: true,
    recording: false,
    run,
};

pub(super) const SHOWN: Shown = Shown {
    doc: "The rule stayed silent in this scenario. How near it came says whether the threshold is far off, or the \
          scenario too mild.",
    bad: Example { rule: "{alert: A, expr: queue > 50}", because: "the queue stays below 10" },
    good: Example { rule: "{alert: A, expr: queue > 5}", because: "the queue reaches 8" },
};

fn run(context: &Context<'_>) -> Vec<Finding> {
    finding(context).into_iter().collect()
}

fn finding(context: &Context<'_>) -> Option<Finding> {
    let (side, comparison) = (context.side?, context.comparison()?);
    let threshold = comparison.literal?.value;
    let op = facing(comparison.op, comparison.literal_on_left);
    // A rule that can never fire has a graver finding.
    let possible = crate::bounds::of(comparison.side, context).may_hold(op, threshold);
    let nearest = nearest(side, context.steps, op, threshold);
    let finding = match nearest {
        _ if !possible => return None,
        None => {
            let title = "No value here: the left side returned nothing in this scenario.".to_owned();
            let detail =
                "Check that the metrics exist and that their windows hold enough samples.".to_owned();
            Finding::new(CHECK.id, Severity::Info, title, detail)
        }
        Some(it) if op.holds(it.value, threshold) => return None,
        Some(it) => {
            let title = format!("Never true here. {}", closest(&it, op, threshold));
            let detail = "Nothing in this scenario passes the threshold.".to_owned();
            let evidence = format!("{} against {}.", short(it.value), short(threshold));
            Finding::new(CHECK.id, Severity::Info, title, detail).shown(evidence, it.time).of(it.labels)
        }
    };
    Some(finding.at_span(comparison.side.span))
}

/// How near the value came: as a part of the threshold where that says something.
fn closest(it: &Reached<'_>, op: CompareOp, threshold: f64) -> String {
    let (at, name) = (format_clock(it.time), names::behind_comma(it.labels));
    let upward = matches!(op, CompareOp::Greater | CompareOp::GreaterOrEqual);
    if upward && threshold > 0.0 && it.value > 0.0 {
        return format!("Closest: {} of the threshold at {at}{name}.", short(it.value / threshold));
    }
    format!("Closest: {} at {at}{name}.", short(it.value))
}
