//! A state that one evaluation may report. It must not look at samples.

use crate::{Check, Context, Example, Shown, Finding, Place, Severity, necessary, rewrite, uses};
use promql::Comparison;

pub(super) const CHECK: Check = Check {
    id: "fires-at-once",
    gravest: Severity::Warning,
    needs_samples: false,
    recording: false,
    run,
};

pub(super) const SHOWN: Shown = Shown {
    doc: "Without `for` a single evaluation decides: one lost scrape, one restart, one slow second, and somebody is \
          woken. A minute of `for`, or a window of some minutes, sees the difference between a blip and a fault.",
    bad: Example { rule: "{alert: A, expr: up == 0, labels: {severity: critical}}", because: "one lost scrape" },
    good: Example {
        rule: "{alert: A, expr: up == 0, for: 2m, labels: {severity: critical}}",
        because: "it must last",
    },
};

/// A window that smooths as much as `for` does, in milliseconds.
const SMOOTH: i64 = 120_000;

fn run(context: &Context<'_>) -> Vec<Finding> {
    let comparisons = necessary::necessary(context.query);
    let steady = |it: &Comparison<'_>| {
        let over = uses::longest_window(it.side).max(uses::longest_window(it.other));
        over >= SMOOTH || uses::calls(it.node, "time") || uses::reads(it.node, "ALERTS")
    };
    let waits = context.rule.hold > 0 || comparisons.iter().any(steady);
    if waits || comparisons.is_empty() || uses::calls(context.query.root(), "absent") {
        return Vec::new();
    }
    let wakes = matches!(context.rule.labels.get("severity").map(String::as_str), Some("critical" | "page"));
    let (severity, reader) =
        if wakes { (Severity::Warning, "somebody is woken") } else { (Severity::Info, "the alert is sent") };
    let title = "No `for`: a single evaluation decides.";
    let detail = format!("One blip or bad scrape, and {reader}. Let it last before it fires.");
    let wait = (4 * context.scrape_interval).max(60_000);
    let title_of = format!("Wait {}", series::format_duration(wait));
    let repair = rewrite::changed(context, title_of, |rule| rule.hold = wait);
    vec![Finding::new(CHECK.id, severity, title, detail).within(Place::For, None).repaired(repair)]
}
