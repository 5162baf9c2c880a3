//! A limit that limits nothing. It must not know which: that is data on the metric.

use crate::uses::Role;
use crate::{Check, Context, Example, Shown, Finding, Severity, advice};
use series::meta::About;

pub(super) const CHECK: Check = Check {
    id: "not-a-limit",
    gravest: Severity::Warning,
    needs_samples: false,
    recording: false,
    run,
};

pub(super) const SHOWN: Shown = Shown {
    doc: "A share of a number that nothing enforces says nothing about what is left.",
    bad: Example { rule: "{alert: A, expr: 'queue / on (server, instance, job) soft_limit > 0.8'}", because: "the server takes more without harm" },
    good: Example { rule: "{alert: A, expr: 'queue / on (server, instance, job) limit > 0.8'}", because: "beyond it requests are refused" },
};

fn run(context: &Context<'_>) -> Vec<Finding> {
    let hits = advice::hits(context, About::NoLimit, &[Role::Value, Role::Below, Role::Guard]);
    hits.iter().map(|it| it.finding(CHECK.id)).collect()
}
