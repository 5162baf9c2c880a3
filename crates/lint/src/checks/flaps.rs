//! An alert that comes and goes. It must not judge the rule alone: the scenario shows it.

use crate::{Check, Context, Example, Shown, Finding, Place, Severity, names, rewrite};
use alerting::InstanceTimeline;
use series::{format_clock, format_duration};

pub(super) const CHECK: Check = Check {
    id: "flaps",
    gravest: Severity::Warning,
    needs_samples: true,
    recording: false,
    run,
};

pub(super) const SHOWN: Shown = Shown {
    doc: "An alert that fires and resolves again and again sends a message each time, and is muted in the end. A longer \
          `for`, or `keep_firing_for` over the gaps, makes one alert of it.",
    bad: Example { rule: "{alert: A, expr: wobbly > 5}", because: "every other minute" },
    good: Example { rule: "{alert: A, expr: wobbly > 5, keep_firing_for: 5m}", because: "one alert" },
};

/// So many episodes within [`WITHIN`] are no accident.
const MANY: usize = 4;
/// In milliseconds.
const WITHIN: i64 = 20 * 60_000;

fn run(context: &Context<'_>) -> Vec<Finding> {
    let instances = context.timeline.map_or(&[][..], |it| &it.instances);
    let worst = instances.iter().map(|it| (it, firing(it))).max_by_key(|(_, it)| most(it).0);
    let Some((instance, times)) = worst else { return Vec::new() };
    let (count, from) = most(&times);
    if count < MANY {
        return Vec::new();
    }
    let span = times.iter().filter(|it| it.0 >= from).nth(count - 1).map_or(0, |it| it.1 - from);
    let title = format!("Fires {count} times in {}.", format_duration(span));
    let gap = times.windows(2).map(|it| it[1].0 - it[0].1).filter(|it| *it <= WITHIN / 2).max().unwrap_or(0);
    let keep = (gap / 60_000 + 1) * 60_000;
    let name = format!("Keep firing for {}", format_duration(keep));
    let repair = rewrite::changed(context, name, |rule| rule.keep_firing_for = keep);
    let detail = "Each time is a message. Let it last longer before it fires, or keep it firing over the gaps.";
    let evidence = format!("From {}{}.", format_clock(from), names::behind_comma(&instance.series));
    let finding = Finding::new(CHECK.id, Severity::Warning, title, detail).shown(evidence, from).of(&instance.series);
    vec![finding.within(Place::For, None).repaired(repair)]
}

/// The times that the instance fired, from and to.
fn firing(instance: &InstanceTimeline) -> Vec<(i64, i64)> {
    let mut times: Vec<(i64, i64)> = Vec::new();
    for span in instance.spans.iter().filter(|it| it.state.is_firing()) {
        match times.last_mut() {
            Some(last) if last.1 == span.from => last.1 = span.to,
            _ => times.push((span.from, span.to)),
        }
    }
    times
}

/// The most times that begin within [`WITHIN`] of each other, and when the first of them begins.
fn most(times: &[(i64, i64)]) -> (usize, i64) {
    let run = |(idx, first): (usize, &(i64, i64))| {
        (times[idx..].iter().take_while(|it| it.0 < first.0 + WITHIN).count(), first.0)
    };
    times.iter().enumerate().map(run).max_by_key(|(count, from)| (*count, std::cmp::Reverse(*from))).unwrap_or((0, 0))
}
