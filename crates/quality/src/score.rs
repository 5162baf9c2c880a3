//! Firing episodes against incidents: which found which, and the scorecard that comes of it. It must not know where
//! either comes from.

mod card;
mod judge;
mod tally;

use crate::incident::{Impact, Incident, Slo};
use alerting::{Episode, State, Timeline};

pub use card::Scorecard;
pub use judge::{Found, Judge, Verdict};
pub use tally::Tally;

/// An episode as far as it is scored: when it fires, at both ends by the evaluations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Firing {
    /// The first evaluation at which it fires, in milliseconds since the Unix epoch.
    pub from: i64,
    /// The first at which it no longer does; at the end of the range one step past the last.
    pub to: i64,
    /// It fires at the last evaluation of the range: its true end is not known.
    pub open: bool,
}

impl From<&Episode> for Firing {
    fn from(it: &Episode) -> Self {
        Self { from: it.from, to: it.to, open: it.open_end }
    }
}

/// The firing episodes of each instance, in the order of time.
pub fn firings(timeline: &Timeline, end: i64) -> Vec<Vec<Firing>> {
    timeline.instances.iter().map(|it| of_spans(it, end)).collect()
}

fn of_spans(instance: &alerting::InstanceTimeline, end: i64) -> Vec<Firing> {
    let mut found: Vec<Firing> = Vec::new();
    for span in instance.spans.iter().filter(|it| it.state.is_firing()) {
        match found.last_mut().filter(|it| it.to == span.from) {
            Some(last) => last.to = span.to,
            None => found.push(Firing { from: span.from, to: span.to, open: false }),
        }
    }
    if let Some(last) = found.last_mut() {
        last.open = last.to >= end;
    }
    found
}

/// The stretches of pending that ended without firing, of all instances.
pub fn vain(timeline: &Timeline) -> Vec<(i64, i64)> {
    let pairs = timeline.instances.iter().flat_map(|it| it.spans.windows(2));
    pairs
        .filter(|pair| pair[0].state == State::Pending && !pair[1].state.is_firing())
        .map(|pair| (pair[0].from, pair[0].to))
        .collect()
}

/// The scorecard of a rule's `timeline` over evaluations `step` apart from `start` to `end` (one step past the last).
pub fn score(judge: &Judge, timeline: &Timeline, budget: Option<(&Impact, Slo)>) -> Scorecard {
    let mut tally = Tally::new(judge);
    for instance in firings(timeline, judge.end) {
        tally.next_instance();
        for it in instance {
            tally.firing(judge, it);
        }
    }
    for (from, to) in vain(timeline) {
        tally.vain(to - from);
    }
    tally.finish(judge, budget)
}

impl Judge {
    /// A judge over `incidents` that count, for evaluations `step` apart from `start` to `end`, which lies one step
    /// past the last. An episode may begin one evaluation before its incident or after its end.
    pub fn new(incidents: &[Incident], start: i64, end: i64, step: i64) -> Self {
        Self::with_grace(incidents, start, end, step, step)
    }
}

#[cfg(test)]
mod tests;
