//! A counter that stands still when things are worst. It must not know which: that is data on the metric.

use crate::advice::{self, Hit};
use crate::uses::{self, Role};
use crate::{Check, Context, Example, Shown, Finding, Severity};
use series::meta::About;

pub(super) const CHECK: Check = Check {
    id: "frozen-counter",
    gravest: Severity::Info,
    needs_samples: false,
    recording: false,
    run,
};

pub(super) const SHOWN: Shown = Shown {
    doc: "A counter that stops while the fault lasts tells of its beginning, never of its presence: the alert resolves in the middle of the outage.",
    bad: Example { rule: "{alert: A, expr: 'increase(check_failures_total[2m]) > 0', for: 1m}", because: "an outage of any length is three steps" },
    good: Example { rule: "{alert: A, expr: 'increase(check_failures_total[2m]) > 0 or alive == 0 or up == 0', for: 1m}", because: "the state is read, too" },
};

/// In milliseconds.
const LONG: i64 = 300_000;

fn run(context: &Context<'_>) -> Vec<Finding> {
    let hits = advice::hits(context, About::Frozen, &[Role::Value]);
    // A long window keeps the alert on for long enough to be seen.
    let short = |it: &&Hit<'_>| uses::longest_window(it.comparison.as_ref().map_or(it.used.node, |it| it.side)) < LONG;
    hits.iter().filter(short).map(|it| it.finding(CHECK.id)).collect()
}
