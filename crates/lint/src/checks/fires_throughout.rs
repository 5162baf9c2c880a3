//! An alert that is on from the first evaluation to the last. It must not judge the rule alone: the scenario shows it.

use crate::{Check, Context, Example, Shown, Finding, Severity, names};
use series::format_clock;

pub(super) const CHECK: Check = Check {
    id: "fires-throughout",
    gravest: Severity::Warning,
    needs_samples: true,
    recording: false,
    run,
};

pub(super) const SHOWN: Shown = Shown {
    doc: "What is on in health and in fault alike tells nobody anything: either the threshold lies in the normal range, \
          or the rule is about something that is always so.",
    bad: Example { rule: "{alert: A, expr: queue > 0.5, for: 1m}", because: "a queue of 1 is normal here" },
    good: Example { rule: "{alert: A, expr: queue > 5, for: 1m}", because: "only while it is long" },
};

fn run(context: &Context<'_>) -> Vec<Finding> {
    // The check for rules without a condition says more.
    if !super::always_returns::CHECK.run_on(context).is_empty() || context.steps.len() < 20 {
        return Vec::new();
    }
    let length = context.steps.end - context.steps.start;
    let start = context.steps.start + context.rule.hold + length / 20;
    let on = |it: &&alerting::InstanceTimeline| {
        it.spans.last().is_some_and(|last| last.state.is_firing() && last.from <= start)
    };
    let instances = context.timeline.map_or(&[][..], |it| &it.instances);
    let Some(instance) = instances.iter().find(on) else { return Vec::new() };
    let since = instance.spans.last().map_or(start, |it| it.from);
    let count = instances.iter().filter(on).count();
    let others = if count > 1 { format!(", and {} more", count - 1) } else { String::new() };
    let title = "Fires throughout: on from the start of this scenario to its end.";
    let detail = "What is always on is not looked at. Raise the threshold, or leave out what is so by design.";
    let evidence = format!("Since {}{}{others}.", format_clock(since), names::behind_comma(&instance.series));
    vec![Finding::new(CHECK.id, Severity::Warning, title, detail).shown(evidence, since).of(&instance.series)]
}
