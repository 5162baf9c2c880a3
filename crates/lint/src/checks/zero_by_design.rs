//! A count that is 0 where nothing is wrong. It must not know which: that is data on the metric.

use crate::uses::Role;
use crate::{Check, Context, Example, Shown, Finding, Severity, advice};
use series::meta::About;

pub(super) const CHECK: Check = Check {
    id: "zero-by-design",
    gravest: Severity::Warning,
    needs_samples: false,
    recording: false,
    run,
};

pub(super) const SHOWN: Shown = Shown {
    doc: "Some objects have none by design, and an alert on 0 is on for them from the first evaluation to the last.",
    bad: Example { rule: "{alert: A, expr: 'alive_count == 0 or up == 0', for: 1m}", because: "0 without servers" },
    good: Example { rule: "{alert: A, expr: '(alive_count == 0 and server_count > 0) or up == 0', for: 1m}", because: "only where there are servers" },
};

fn run(context: &Context<'_>) -> Vec<Finding> {
    let hits = advice::hits(context, About::Idle, &[Role::Value])
        .into_iter()
        .filter(|it| it.looks_down());
    hits.map(|it| it.finding(CHECK.id)).collect()
}
