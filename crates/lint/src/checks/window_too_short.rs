//! A window that holds too few samples. It must not look at samples: the scrape interval says enough.

use crate::{Check, Context, Example, Shown, Finding, Repair, Severity, rewrite};
use promql::{Kind, RangeSpan, Semantics, windows};
use series::format_duration;

pub(super) const CHECK: Check = Check {
    id: "window-too-short",
    gravest: Severity::Error,
    needs_samples: false,
    recording: true,
    run,
};

pub(super) const SHOWN: Shown = Shown {
    doc: "`rate` needs two samples in its window. Prometheus 3 counts a window of n scrape intervals as n samples; with \
          fewer than two there is no value, and with two each lost scrape is a gap that starts `for` anew. Four are \
          a good rule.",
    bad: Example {
        rule: "{alert: A, expr: 'rate(responses_total[15s]) > 5'}",
        because: "at a scrape every 15s the window holds one sample",
    },
    good: Example { rule: "{alert: A, expr: 'rate(responses_total[1m]) > 50'}", because: "four samples" },
};

fn run(context: &Context<'_>) -> Vec<Finding> {
    let scrape = context.scrape_interval;
    if scrape <= 0 {
        return Vec::new();
    }
    let mut lengths: Vec<i64> = Vec::new();
    let mut findings = Vec::new();
    for window in windows(context.query) {
        if window.millis < 4 * scrape && !lengths.contains(&window.millis) && needs_two(window, context) {
            lengths.push(window.millis);
            findings.push(finding(window, scrape, context));
        }
    }
    findings
}

/// Whether a function over this window needs two samples.
fn needs_two(window: RangeSpan, context: &Context<'_>) -> bool {
    let mut found = false;
    promql::walk(context.query.root(), &mut |node| {
        if let Kind::Call(call) = &node.kind {
            let two = ["rate", "irate", "increase", "delta", "idelta", "deriv"];
            let over = |arg: &promql::Node| matches!(&arg.unwrapped().kind, Kind::Range(it) if it.range_span == window.span);
            found |= two.contains(&call.function.signature.name) && call.args.iter().any(over);
        }
    });
    found
}

fn finding(window: RangeSpan, scrape: i64, context: &Context<'_>) -> Finding {
    let (length, every) = (format_duration(window.millis), format_duration(scrape));
    let (severity, title, detail) = if window.millis <= scrape && context.semantics == Semantics::V3 {
        let title = format!("No value, ever: [{length}] holds one sample at a scrape every {every}.");
        (Severity::Error, title, "Two samples are needed.")
    } else if window.millis < 2 * scrape || (window.millis == scrape && context.semantics == Semantics::V2) {
        let title = format!("Often no value: [{length}] holds one or two samples at a scrape every {every}.");
        (Severity::Warning, title, "Two samples are needed; each gap starts `for` anew.")
    } else if window.millis < 3 * scrape {
        let title =
            format!("One lost scrape is a gap: [{length}] holds two samples at a scrape every {every}.");
        (Severity::Warning, title, "Each gap starts `for` anew.")
    } else {
        let title = format!("[{length}] holds three samples at a scrape every {every}.");
        (Severity::Info, title, "Four or more bridge lost scrapes.")
    };
    let found = Finding::new(CHECK.id, severity, title, detail.to_owned());
    found.at_span(window.span).repaired(longer(window, 4 * scrape, context))
}

/// All windows of this length made `wanted` long, so that both sides of a ratio keep the same.
fn longer(window: RangeSpan, wanted: i64, context: &Context<'_>) -> Option<Repair> {
    let alike = windows(context.query).into_iter().filter(|it| it.millis == window.millis);
    let edits: Vec<_> = alike.map(|it| (it.span, format_duration(wanted))).collect();
    rewrite::edited(context, format!("Use [{}]", format_duration(wanted)), &edits)
}
