//! Alerts that were pending and never fired. It must not judge the rule alone: the scenario shows it.

use crate::{Check, Context, Example, Shown, Finding, Severity, names};
use alerting::{InstanceTimeline, State, StateSpan};
use series::{format_clock, format_duration};

pub(super) const CHECK: Check = Check {
    id: "for-never-reached",
    gravest: Severity::Info,
    needs_samples: true,
    recording: false,
    run,
};

pub(super) const SHOWN: Shown = Shown {
    doc: "A pending alert tells nobody. Where the expression turns true and never stays so for as long as `for` asks, \
          the rule is silent although it has seen something.",
    bad: Example {
        rule: "{alert: A, expr: queue > 5, for: 5m}",
        because: "the queue is long for two minutes",
    },
    good: Example { rule: "{alert: A, expr: queue > 5, for: 1m}", because: "two minutes are enough" },
};

fn run(context: &Context<'_>) -> Vec<Finding> {
    let instances = context.timeline.map_or(&[][..], |timeline| &timeline.instances);
    let fired = instances.iter().any(|it| it.spans.iter().any(|span| span.state.is_firing()));
    let pending: Vec<_> =
        instances.iter().flat_map(|it| spans(it, context).map(move |span| (it, span))).collect();
    let longest = pending.iter().max_by_key(|(_, span)| (span.to - span.from, std::cmp::Reverse(span.from)));
    let Some((instance, span)) = longest.filter(|_| !fired) else { return Vec::new() };
    // From the first to the last evaluation that found it true: what `for` is compared with.
    let lasted = match span.to - span.from - context.steps.step {
        0 => "at one evaluation".to_owned(),
        lasted => format!("for {}", format_duration(lasted)),
    };
    let title =
        format!("Pending {lasted}, then false again. `for` is {}.", format_duration(context.rule.hold));
    let times = match pending.len() {
        1 => "once".to_owned(),
        count => format!("{count} times"),
    };
    let detail = format!("Pending {times} here, and never for long enough.");
    let at = format_clock(span.from);
    let evidence = format!("Longest from {at}{}.", names::behind_comma(&instance.series));
    vec![Finding::new(CHECK.id, Severity::Info, title, detail).shown(evidence, span.from).of(&instance.series)]
}

/// The times that the instance was pending and then false; one that the range cuts may yet fire.
fn spans<'a>(
    instance: &'a InstanceTimeline,
    context: &'a Context<'_>,
) -> impl Iterator<Item = &'a StateSpan> {
    let cut = |span: &StateSpan| span.to > context.steps.end;
    instance.spans.iter().filter(move |span| span.state == State::Pending && !cut(span))
}
