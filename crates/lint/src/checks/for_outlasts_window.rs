//! A `for` that one step of a counter can never fill. It must not look at samples.

use crate::reach::facing;
use crate::{Check, Context, Example, Finding, Repair, Severity, necessary};
use promql::{CompareOp, Kind, Node};
use series::format_duration;

pub(super) const CHECK: Check = Check {
    id: "for-outlasts-window",
    doc: "`increase(x[1m]) > 0` stays true for less than a minute after one step of the counter: the window holds the \
          step no longer. With `for: 1m` only a counter that keeps growing fires.",
    needs_samples: false,
    bad: Example {
        rule: "{alert: A, expr: 'increase(failures_total[1m]) > 0', for: 1m}",
        because: "a server that dies cleanly steps the counter for some seconds only",
    },
    good: Example {
        rule: "{alert: A, expr: 'increase(failures_total[5m]) > 0', for: 1m}",
        because: "the step stays in the window for longer than `for`",
    },
    run,
};

fn run(context: &Context<'_>) -> Vec<Finding> {
    let hold = context.rule.hold;
    let mut findings = Vec::new();
    for it in necessary::necessary(context.query) {
        let at_zero = it.literal.is_some_and(|literal| literal.value == 0.0);
        let above = facing(it.op, it.literal_on_left) == CompareOp::Greater;
        let window = window(it.side).filter(|window| hold > 0 && hold + context.scrape_interval > *window);
        let Some(window) = window.filter(|_| at_zero && above) else { continue };
        let (length, wait) = (format_duration(window), format_duration(hold));
        let title =
            format!("One step of the counter keeps this true for less than {length}; `for` is {wait}.");
        let detail =
            "Only a counter that grows again and again fires. Fire at once, or look back longer.".to_owned();
        let finding = Finding::new(CHECK.id, Severity::Warning, title, detail).at_span(it.node.span);
        let repair = Repair { title: "Fire at once".to_owned(), expr: None, hold: Some(0) };
        findings.push(finding.repaired(Some(repair)));
    }
    findings
}

/// The window of a function that shows a step of a counter for as long as the window holds it.
fn window(node: &Node) -> Option<i64> {
    match &node.unwrapped().kind {
        Kind::Call(call)
            if matches!(call.function.signature.name, "increase" | "rate" | "changes" | "resets") =>
        {
            match &call.args.first()?.unwrapped().kind {
                Kind::Range(range) => Some(range.range),
                _ => None,
            }
        }
        Kind::Aggregate(it) => window(&it.of),
        _ => None,
    }
}
