//! A passing state that reads as a lasting one. It must not know which: that is data on the metric.

use crate::uses::Role;
use crate::{Check, Context, Example, Shown, Finding, Severity, advice};
use series::meta::About;

pub(super) const CHECK: Check = Check {
    id: "passing-state",
    gravest: Severity::Info,
    needs_samples: false,
    recording: false,
    run,
};

pub(super) const SHOWN: Shown = Shown {
    doc: "A state that a single failed check changes for some seconds needs a `for` that outlasts it.",
    bad: Example { rule: "{alert: A, expr: 'alive == 0 or up == 0'}", because: "one failed check reads 0" },
    good: Example { rule: "{alert: A, expr: 'alive == 0 or up == 0', for: 1m}", because: "it must last" },
};

fn run(context: &Context<'_>) -> Vec<Finding> {
    let hits = advice::hits(context, About::Passing, &[Role::Value])
        .into_iter()
        .filter(|it| context.rule.hold == 0 && it.looks_down());
    hits.map(|it| it.finding(CHECK.id)).collect()
}
