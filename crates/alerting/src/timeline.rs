//! The states of every alert instance over a range of evaluations. It must not know how they came about.

use crate::State;
use series::Labels;

/// A run of evaluations in one state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StateSpan {
    /// The state.
    pub state: State,
    /// The first evaluation in it, in milliseconds since the Unix epoch.
    pub from: i64,
    /// The first evaluation in another state; at the end of the range one step past the last.
    pub to: i64,
}

/// One instance over the whole range.
#[derive(Clone, Debug, PartialEq)]
pub struct InstanceTimeline {
    /// The alert's labels, `alertname` among them.
    pub labels: Labels,
    /// The labels of the series that the expression returned for it first.
    pub series: Labels,
    /// Further series that became this instance at other evaluations.
    pub also: Vec<Labels>,
    /// Its states from the range's start to its end, without gaps.
    pub spans: Vec<StateSpan>,
}

impl InstanceTimeline {
    /// The state at `time`.
    pub fn state(&self, time: i64) -> State {
        let idx = self.spans.partition_point(|span| span.to <= time);
        self.spans.get(idx).filter(|span| span.from <= time).map_or(State::Inactive, |span| span.state)
    }
}

/// All instances that were ever pending or firing, ordered by their labels.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timeline {
    /// The instances.
    pub instances: Vec<InstanceTimeline>,
    /// The evaluations that failed: their instants and messages.
    pub errors: Vec<(i64, String)>,
}

/// Collects an instance's states evaluation by evaluation.
#[derive(Clone, Debug)]
pub(crate) struct Recorder {
    series: Vec<Labels>,
    spans: Vec<StateSpan>,
}

impl Recorder {
    /// A recorder for an instance of `series` in a range that starts at `start`, inactive up to `time`.
    pub(crate) fn new(series: Labels, start: i64, time: i64) -> Self {
        let inactive = StateSpan { state: State::Inactive, from: start, to: time };
        Self { series: vec![series], spans: if start < time { vec![inactive] } else { Vec::new() } }
    }

    /// Notes that `series` became this instance.
    pub(crate) fn returned(&mut self, series: &Labels) {
        if !self.series.contains(series) {
            self.series.push(series.clone());
        }
    }

    /// Takes the state of the evaluation at `time`.
    pub(crate) fn record(&mut self, state: State, time: i64) {
        match self.spans.last_mut() {
            Some(last) if last.state == state => {}
            last => {
                if let Some(last) = last {
                    last.to = time;
                }
                self.spans.push(StateSpan { state, from: time, to: time });
            }
        }
    }

    /// The instance with `labels` over a range that ends before `end`.
    pub(crate) fn finish(mut self, labels: Labels, end: i64) -> InstanceTimeline {
        if let Some(last) = self.spans.last_mut() {
            last.to = end;
        }
        let mut series = self.series.into_iter();
        let first = series.next().unwrap_or_default();
        InstanceTimeline { labels, series: first, also: series.collect(), spans: self.spans }
    }
}
