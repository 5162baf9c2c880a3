//! The times that alerts fired, one after the other. They must not know what was wrong at the time.

use crate::{InstanceTimeline, State, StateSpan, Timeline};
use promql::{Column, Steps};
use series::{Labels, is_stale};
use std::collections::BTreeMap;

/// An alert instance from its first firing evaluation until it is resolved, kept firing included.
#[derive(Clone, Debug, PartialEq)]
pub struct Episode {
    /// The alert's labels, `alertname` among them.
    pub labels: Labels,
    /// The first evaluation of the pending time that led to it; none when it fired at once.
    pub pending_from: Option<i64>,
    /// The first evaluation at which it fires, in milliseconds since the Unix epoch.
    pub from: i64,
    /// The first evaluation at which it no longer fires; at the end of the range one step past the last.
    pub to: i64,
    /// The value that the caller's [`Peak`] picks while it fires; NaN where there is none.
    pub peak: f64,
    /// It fires at the first evaluation of the range.
    pub open_start: bool,
    /// It still fires at the last evaluation of the range.
    pub open_end: bool,
}

/// Which of an episode's values is its peak.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Peak {
    /// The largest: for `>` and `>=`.
    #[default]
    Max,
    /// The smallest: for `<` and `<=`.
    Min,
    /// The last: for `==` and `!=`.
    Last,
}

/// The episodes of all instances in the order of their start, then of their labels. `columns` are those that were
/// replayed.
pub fn episodes(timeline: &Timeline, columns: &[Column], steps: Steps, peak: Peak) -> Vec<Episode> {
    let mut by_labels = BTreeMap::new();
    by_labels.extend(columns.iter().map(|column| (&column.labels, column)));
    let mut episodes = Vec::new();
    for instance in &timeline.instances {
        let columns: Vec<_> = std::iter::once(&instance.series)
            .chain(&instance.also)
            .filter_map(|labels| by_labels.get(labels).copied())
            .collect();
        of_instance(instance, steps, |from, to| peak.of(&columns, steps, from, to), &mut episodes);
    }
    series::sort_by(&mut episodes, &|left, right| {
        (left.from, &left.labels).cmp(&(right.from, &right.labels))
    });
    episodes
}

fn of_instance(
    instance: &InstanceTimeline,
    steps: Steps,
    peak: impl Fn(i64, i64) -> f64,
    episodes: &mut Vec<Episode>,
) {
    let mut before: Option<&StateSpan> = None;
    let mut spans = instance.spans.iter().peekable();
    while let Some(span) = spans.next() {
        if span.state.is_firing() {
            let mut to = span.to;
            while let Some(next) = spans.next_if(|next| next.state.is_firing()) {
                to = next.to;
            }
            let pending = before.filter(|it| it.state == State::Pending);
            episodes.push(Episode {
                labels: instance.labels.clone(),
                pending_from: pending.map(|it| it.from),
                from: span.from,
                to,
                peak: peak(span.from, to),
                open_start: span.from == steps.start,
                open_end: spans.peek().is_none(),
            });
        }
        before = Some(span);
    }
}

impl Peak {
    /// The picked value of the columns' samples in `[from, to)`.
    fn of(self, columns: &[&Column], steps: Steps, from: i64, to: i64) -> f64 {
        let step = steps.step.max(1);
        let idx = |time: i64| usize::try_from((time - steps.start) / step).unwrap_or(0);
        let mut picked = f64::NAN;
        for at in idx(from)..idx(to) {
            let values = columns.iter().filter_map(|column| column.values.get(at).copied());
            for value in values.filter(|value| !is_stale(*value) && !value.is_nan()) {
                picked = match self {
                    Self::Max => picked.max(value),
                    Self::Min => picked.min(value),
                    Self::Last => value,
                };
            }
        }
        picked
    }
}

#[cfg(test)]
mod tests;
