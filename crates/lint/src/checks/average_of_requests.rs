//! An average over requests that is read as one over time. It must not know which: that is data on the metric.

use crate::uses::Role;
use crate::{Check, Context, Example, Shown, Finding, Severity, advice};
use series::meta::About;

pub(super) const CHECK: Check = Check {
    id: "average-of-requests",
    gravest: Severity::Info,
    needs_samples: false,
    recording: false,
    run,
};

pub(super) const SHOWN: Shown = Shown {
    doc: "An average over the last N requests moves only while there are requests: without a floor for traffic it may tell of last week.",
    bad: Example { rule: "{alert: A, expr: 'average_time > 1', for: 1m}", because: "without traffic it stays as it was" },
    good: Example { rule: "{alert: A, expr: 'average_time > 1 and on (server, instance, job) rate(good_total[1m]) > 1', for: 1m}", because: "there is traffic" },
};

fn run(context: &Context<'_>) -> Vec<Finding> {
    let hits = advice::hits(context, About::Requests, &[Role::Value])
        .into_iter()
        .filter(|it| !it.has_traffic(context));
    hits.map(|it| it.finding(CHECK.id)).collect()
}
