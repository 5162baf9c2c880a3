//! The replay of any rule, instant by instant, as `step` does it. It must not take short cuts but one: labels that
//! depend on nothing but the series are filled once.

use super::{MAX_INSTANCES, ReplayError};
use crate::active::transition;
use crate::timeline::Recorder;
use crate::{Active, CompiledRule, Timeline};
use promql::{Column, Steps};
use series::{Labels, is_stale};
use std::collections::BTreeMap;

/// What a column costs at one instant, in samples visited by the replay column by column: measured, its way through
/// ordered maps takes about a hundred times as long.
const COST: u64 = 100;

#[derive(Debug)]
pub(super) struct ByInstant {
    steps: Steps,
    step: usize,
    /// The alert's labels of each column, where they never change.
    labels: Option<Vec<Labels>>,
    active: Active,
    recorders: BTreeMap<Labels, Recorder>,
    errors: Vec<(i64, String)>,
    failed: Option<ReplayError>,
}

impl ByInstant {
    pub(super) fn new(rule: &CompiledRule, columns: &[Column], steps: Steps) -> Self {
        let labels = || columns.iter().map(|it| rule.alert_labels(&it.labels, 0.0, steps.start)).collect();
        Self {
            steps,
            step: 0,
            labels: rule.has_static_labels().then(labels),
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
            let touched = columns.len() + self.recorders.len() + 1;
            let cost = u64::try_from(touched).unwrap_or(u64::MAX).saturating_mul(COST);
            *budget = budget.saturating_sub(cost);
            self.evaluate(rule, columns);
            self.step += 1;
        }
        false
    }

    fn evaluate<'c>(&mut self, rule: &CompiledRule, columns: &'c [Column]) {
        let time = self.steps.time(self.step);
        let labels = self.labels.as_deref();
        let sample = |(idx, column): (usize, &'c Column)| {
            let value = column.values.get(self.step).copied().filter(|value| !is_stale(*value))?;
            let known = labels.and_then(|labels| labels.get(idx)).cloned();
            let labels = known.unwrap_or_else(|| rule.alert_labels(&column.labels, value, time));
            Some((labels, &column.labels, value))
        };
        let result = columns.iter().enumerate().filter_map(sample);
        self.active = match transition(rule, std::mem::take(&mut self.active), result, time) {
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
