//! A number that grows with the traffic, compared as it stands. It must not know which: that is data on the metric.

use crate::advice::{self, Hit};
use crate::uses::{self, Role};
use crate::{Check, Context, Example, Shown, Finding, Severity};
use promql::CompareOp;
use series::meta::About;

pub(super) const CHECK: Check = Check {
    id: "absolute-number",
    gravest: Severity::Info,
    needs_samples: false,
    recording: false,
    run,
};

pub(super) const SHOWN: Shown = Shown {
    doc: "A number of failures says little without the number of requests: a small object that fails altogether stays below what a busy one passes in health.",
    bad: Example { rule: "{alert: A, expr: 'sum by (server, instance) (rate(failures_total[1m])) > 100', for: 1m}", because: "100/s may be all, or nothing" },
    good: Example { rule: "{alert: A, expr: 'sum by (server, instance) (rate(failures_total[1m])) / (sum by (server, instance) (rate(failures_total[1m])) + sum by (server, instance) (rate(responses_total[1m]))) > 0.05 and sum by (server, instance) (rate(responses_total[1m])) > 1', for: 1m}", because: "a share of what was asked" },
};

fn run(context: &Context<'_>) -> Vec<Finding> {
    let hits = advice::hits(context, About::Share, &[Role::Value])
        .into_iter()
        .filter(|it| is_absolute(it));
    hits.map(|it| it.finding(CHECK.id)).collect()
}

/// Whether a rate of more than one a second is asked for, with nothing to divide it by.
fn is_absolute(hit: &Hit<'_>) -> bool {
    let (Some((op, value)), Some(it)) = (hit.threshold(), &hit.comparison) else { return false };
    let upward = matches!(op, CompareOp::Greater | CompareOp::GreaterOrEqual);
    let rate = uses::calls(it.side, "rate") || uses::calls(it.side, "irate") || uses::calls(it.side, "increase");
    let divided = uses::of(it.side).iter().any(|it| it.role == Role::Below);
    upward && value > 1.0 && rate && !divided
}
