//! A metric that planned work moves. It must not know which: that is data on the metric.

use crate::uses::Role;
use crate::{Check, Context, Example, Shown, Finding, Severity, advice};
use series::meta::About;

pub(super) const CHECK: Check = Check {
    id: "planned-work",
    gravest: Severity::Info,
    needs_samples: false,
    recording: false,
    run,
};

pub(super) const SHOWN: Shown = Shown {
    doc: "Maintenance is no outage. Where a metric cannot tell them apart, the rule pages for what an operator did on purpose.",
    bad: Example { rule: "{alert: A, expr: 'alive == 0 or up == 0', for: 1m}", because: "0 in maintenance, too" },
    good: Example { rule: "{alert: A, expr: '(alive == 0 and increase(check_failures_total[5m]) > 0) or up == 0', for: 1m}", because: "its checks fail" },
};

fn run(context: &Context<'_>) -> Vec<Finding> {
    let hits = advice::hits(context, About::Planned, &[Role::Value]);
    hits.iter().map(|it| it.finding(CHECK.id)).collect()
}
