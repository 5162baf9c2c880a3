//! A `for` that one step of a counter can never fill. It must not look at samples.

use crate::reach::facing;
use crate::{Check, Context, Example, Shown, Finding, Repair, Severity, necessary, rewrite, uses};
use alerting::State;
use promql::{CompareOp, Kind, Node};
use series::format_duration;
use series::meta::About;

pub(super) const CHECK: Check = Check {
    id: "for-outlasts-window",
    gravest: Severity::Warning,
    needs_samples: false,
    recording: false,
    run,
};

pub(super) const SHOWN: Shown = Shown {
    doc: "`increase(x[1m]) > 0` stays true for less than a minute after one step of the counter: the window holds the \
          step no longer. With `for: 1m` only a counter that keeps growing fires.",
    bad: Example {
        rule: "{alert: A, expr: 'increase(check_failures_total[1m]) > 0', for: 1m}",
        because: "a server that dies cleanly steps the counter for some seconds only",
    },
    good: Example {
        rule: "{alert: A, expr: 'increase(check_failures_total[5m]) > 0', for: 1m}",
        because: "the step stays in the window for longer than `for`",
    },
};

fn run(context: &Context<'_>) -> Vec<Finding> {
    let hold = context.rule.hold;
    let mut findings = Vec::new();
    for it in necessary::necessary(context.query) {
        let at_zero = it.literal.is_some_and(|literal| literal.value == 0.0);
        let above = facing(it.op, it.literal_on_left) == CompareOp::Greater;
        let window = window(it.side).filter(|window| hold > 0 && hold + context.scrape_interval.max(1) > *window);
        let Some(window) = window.filter(|_| at_zero && above && stops(it.side, context)) else { continue };
        let (length, wait) = (format_duration(window), format_duration(hold));
        let title =
            format!("One step of the counter keeps this true for less than {length}; `for` is {wait}.");
        let detail =
            "Only a counter that grows again and again fires. Look back longer than `for` lasts.".to_owned();
        let finding = Finding::new(CHECK.id, Severity::Warning, title, detail).at_span(it.node.span);
        findings.push(finding.repaired(longer(window, context)));
    }
    findings
}

/// Whether the counter is known to stop, or the scenario shows that the wait never ends: one that may keep growing may be
/// waited for.
fn stops(side: &Node, context: &Context<'_>) -> bool {
    let frozen = uses::of(side).iter().filter_map(|it| it.info(context)).any(|info| {
        info.facts.advice.iter().any(|it| it.about == About::Frozen)
    });
    let spans = |wanted: fn(State) -> bool| {
        let instances = context.timeline.map_or(&[][..], |it| &it.instances);
        instances.iter().any(|it| it.spans.iter().any(|span| wanted(span.state)))
    };
    frozen || spans(|it| it == State::Pending) && !spans(State::is_firing)
}

/// All windows of this length made longer than `for` by as much again, five minutes at least.
fn longer(window: i64, context: &Context<'_>) -> Option<Repair> {
    let wanted = format_duration((2 * context.rule.hold).max(300_000));
    let alike = promql::windows(context.query).into_iter().filter(|it| it.millis == window);
    let edits: Vec<_> = alike.map(|it| (it.span, wanted.clone())).collect();
    rewrite::edited(context, format!("Look back {wanted}"), &edits)
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
