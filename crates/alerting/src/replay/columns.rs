//! The replay of a rule whose instances do not touch each other: one column after the other, runs of the same
//! answer being skipped. It must not meet two columns of one instance.

use crate::phase::{self, Phase, Waits};
use crate::timeline::Recorder;
use crate::{CompiledRule, InstanceTimeline, State, Timeline};
use promql::{Column, Steps};
use series::{Labels, is_stale};

#[derive(Debug)]
pub(super) struct ByColumn {
    steps: Steps,
    /// The alert's labels of each column.
    labels: Vec<Labels>,
    column: usize,
    cursor: Cursor,
    instances: Vec<InstanceTimeline>,
}

/// How far one column has been read, and the state that it has come to.
#[derive(Debug, Default)]
struct Cursor {
    step: usize,
    phase: Option<Phase>,
    recorder: Option<Recorder>,
}

impl ByColumn {
    /// The work for `columns`, if their instances do not touch each other.
    pub(super) fn new(rule: &CompiledRule, columns: &[Column], steps: Steps) -> Option<Self> {
        if rule.limit > 0 || !rule.has_static_labels() {
            return None;
        }
        let labels: Vec<_> =
            columns.iter().map(|column| rule.alert_labels(&column.labels, 0.0, steps.start)).collect();
        if !series::all_differ(labels.len(), &|a, b| labels[a].cmp(&labels[b])) {
            return None;
        }
        Some(Self { steps, labels, column: 0, cursor: Cursor::default(), instances: Vec::new() })
    }

    pub(super) fn run(&mut self, rule: &CompiledRule, columns: &[Column], budget: &mut u64) -> bool {
        while let Some(column) = columns.get(self.column) {
            if !self.cursor.run(column, self.steps, rule.waits(), budget) {
                return true;
            }
            let cursor = std::mem::take(&mut self.cursor);
            if let Some(recorder) = cursor.recorder {
                let labels = self.labels[self.column].clone();
                self.instances.push(recorder.finish(labels, super::end(self.steps)));
            }
            self.column += 1;
        }
        false
    }

    pub(super) fn finish(mut self) -> Timeline {
        series::sort_by(&mut self.instances, &|left, right| left.labels.cmp(&right.labels));
        Timeline { instances: self.instances, errors: Vec::new() }
    }
}

impl Cursor {
    /// Reads on; whether the column is done.
    fn run(&mut self, column: &Column, steps: Steps, waits: Waits, budget: &mut u64) -> bool {
        let n_steps = steps.len();
        let is_returned = |step: usize| column.values.get(step).is_some_and(|value| !is_stale(*value));
        while self.step < n_steps {
            let state = self.phase.map_or(State::Inactive, |phase| phase.state);
            // A state that this answer cannot change: nothing happens until the answer changes.
            let lasting = match state {
                State::Inactive => Some(false),
                State::Firing => Some(true),
                State::Pending | State::Kept => None,
            };
            while self.step < n_steps && *budget > 0 && lasting == Some(is_returned(self.step)) {
                self.step += 1;
                *budget -= 1;
            }
            if self.step == n_steps {
                break;
            }
            if *budget == 0 {
                return false;
            }
            *budget -= 1;
            self.advance(column, steps, waits, is_returned(self.step));
        }
        true
    }

    fn advance(&mut self, column: &Column, steps: Steps, waits: Waits, is_returned: bool) {
        let time = steps.time(self.step);
        self.phase = phase::advance(self.phase, is_returned, time, waits);
        let recorder =
            self.recorder.get_or_insert_with(|| Recorder::new(column.labels.clone(), steps.start, time));
        recorder.record(self.phase.map_or(State::Inactive, |phase| phase.state), time);
        self.step += 1;
    }
}
