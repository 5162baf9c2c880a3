//! The replay of any rule: `step`, instant by instant. It must not take short cuts.

use super::{MAX_INSTANCES, ReplayError};
use crate::timeline::Recorder;
use crate::{Active, CompiledRule, Timeline, step};
use promql::{Column, Steps};
use series::{Labels, is_stale};
use std::collections::BTreeMap;

#[derive(Debug)]
pub(super) struct ByInstant {
    steps: Steps,
    step: usize,
    active: Active,
    recorders: BTreeMap<Labels, Recorder>,
    errors: Vec<(i64, String)>,
    failed: Option<ReplayError>,
}

impl ByInstant {
    pub(super) fn new(steps: Steps) -> Self {
        Self {
            steps,
            step: 0,
            active: Active::default(),
            recorders: BTreeMap::new(),
            errors: Vec::new(),
            failed: None,
        }
    }

    pub(super) fn run(&mut self, rule: &CompiledRule, columns: &[Column], budget: &mut u64) -> bool {
        let n_steps = self.steps.len();
        while self.step < n_steps && self.failed.is_none() {
            if *budget == 0 {
                return true;
            }
            // The instances in memory cost as much as the samples.
            let cost = columns.len() + self.recorders.len() + 1;
            *budget = budget.saturating_sub(u64::try_from(cost).unwrap_or(u64::MAX));
            self.evaluate(rule, columns);
            self.step += 1;
        }
        false
    }

    fn evaluate(&mut self, rule: &CompiledRule, columns: &[Column]) {
        let time = self.steps.time(self.step);
        let sample = |column: &Column| {
            let value = column.values.get(self.step).copied().filter(|value| !is_stale(*value))?;
            Some((column.labels.clone(), value))
        };
        let result: Vec<_> = columns.iter().filter_map(sample).collect();
        self.active = match step(rule, std::mem::take(&mut self.active), &result, time) {
            Ok(active) => active,
            Err(err) => {
                self.errors.push((time, err.message));
                err.active
            }
        };
        self.record(time);
    }

    fn record(&mut self, time: i64) {
        for (labels, instance) in self.active.iter() {
            let recorder = self
                .recorders
                .entry(labels.clone())
                .or_insert_with(|| Recorder::new(instance.sample.clone(), self.steps.start, time));
            recorder.returned(&instance.sample);
        }
        for (labels, recorder) in &mut self.recorders {
            recorder.record(self.active.state(labels), time);
        }
        if self.recorders.len() > MAX_INSTANCES {
            self.failed = Some(ReplayError::TooManyInstances);
        }
    }

    pub(super) fn finish(self) -> Result<Timeline, ReplayError> {
        if let Some(failed) = self.failed {
            return Err(failed);
        }
        let end = super::end(self.steps);
        let instances =
            self.recorders.into_iter().map(|(labels, recorder)| recorder.finish(labels, end)).collect();
        Ok(Timeline { instances, errors: self.errors })
    }
}
