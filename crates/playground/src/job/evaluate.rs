//! The expression over all steps, in chunks of steps so that no slice takes long. It must not know alerts.

use crate::limits::VALUES;
use crate::picture::Columns;
use crate::plan::Plan;
use promql::{Column, Steps};
use series::{Labels, STALE, Store};
use std::collections::BTreeMap;

/// Steps that one chunk evaluates.
const CHUNK: usize = 256;

/// The evaluation of one plan's expression.
pub(super) struct EvaluateJob {
    steps: usize,
    next: usize,
    side: Growing,
    whole: Growing,
    found: Columns,
}

/// Columns that grow by chunks.
#[derive(Default)]
struct Growing {
    by_labels: BTreeMap<Labels, Vec<f64>>,
}

impl Growing {
    /// Puts a chunk's columns at step `from`; a label set without a sample in a chunk stays without one.
    fn add(&mut self, from: usize, columns: Vec<Column>) {
        for column in columns {
            let values = self.by_labels.entry(column.labels).or_default();
            values.resize(from, STALE);
            values.extend(column.values);
        }
    }

    fn finish(&mut self, steps: usize) -> Vec<Column> {
        let columns = std::mem::take(&mut self.by_labels).into_iter();
        columns
            .map(|(labels, mut values)| {
                values.resize(steps, STALE);
                Column { labels, values }
            })
            .collect()
    }
}

impl EvaluateJob {
    pub(super) fn new(plan: &Plan) -> Self {
        let (side, whole, found) = Default::default();
        Self { steps: plan.steps.len(), next: 0, side, whole, found }
    }

    pub(super) fn progress(&self) -> f32 {
        self.next as f32 / self.steps.max(1) as f32
    }

    /// One chunk; says whether there is more to do.
    pub(super) fn work(&mut self, plan: &Plan, store: &Store, left: &mut u64) -> bool {
        let upto = (self.next + CHUNK).min(self.steps);
        let steps = Steps {
            start: plan.steps.time(self.next),
            end: plan.steps.time(upto.saturating_sub(1)),
            step: plan.steps.step,
        };
        match self.chunk(plan, store, steps) {
            Ok(samples) => *left = left.saturating_sub(samples.max(1)),
            Err(error) => {
                self.found.error = error;
                self.next = self.steps;
                return false;
            }
        }
        self.next = upto;
        self.next < self.steps
    }

    fn chunk(&mut self, plan: &Plan, store: &Store, steps: Steps) -> Result<u64, String> {
        let compared = promql::comparisons(&plan.query);
        let side = compared.first().map_or(plan.query.root(), |it| it.side);
        let both = promql::ranges(&[plan.query.root(), side], store, steps, &plan.options());
        let [whole, side] = <[promql::Range; 2]>::try_from(both.map_err(|err| err.to_string())?)
            .map_err(|_| "the evaluation has gone wrong")?;
        let samples = whole.samples + side.samples;
        if self.next == 0 {
            self.found.notes = whole.notes;
        }
        if (side.columns.len() + whole.columns.len()) * self.steps > VALUES {
            return Err(format!("the expression gives too many values; {VALUES} are the most"));
        }
        self.side.add(self.next, side.columns);
        self.whole.add(self.next, whole.columns);
        Ok(samples)
    }

    /// What was found.
    pub(super) fn finish(&mut self) -> Columns {
        let mut found = std::mem::take(&mut self.found);
        if found.error.is_empty() {
            found.side = self.side.finish(self.steps);
            found.whole = std::sync::Arc::new(self.whole.finish(self.steps));
        }
        found
    }
}
