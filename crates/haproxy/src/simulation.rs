//! The facade: scrape by scrape, from a scenario into a store. It must not know what the model does in between.

mod column;

use crate::model::Model;
use crate::scenario::validate::validate;
use crate::{Scenario, ScenarioError};
use column::Column;
use series::Store;
use std::collections::BTreeSet;

/// A scenario being simulated, resumable between scrapes.
#[derive(Clone, Debug)]
pub struct Simulation {
    model: Model,
    columns: Vec<Column>,
    length: i64,
    offset: i64,
    interval: i64,
    /// Whether somebody asks how many samples there are, so that all must be looked at.
    counts: bool,
    /// How many series the store had after the last step.
    known: usize,
}

/// The metrics for which a scrape's samples must be counted.
const COUNTING: [&str; 3] =
    ["scrape_samples_scraped", "scrape_samples_post_metric_relabeling", "scrape_series_added"];

impl Simulation {
    /// Prepares `scenario`. Only the metrics in `wanted` are kept (all if none); which they are moves no number.
    ///
    /// # Errors
    /// The scenario's first value out of range, repeated name or unknown target. Beside the ranges of each field: at
    /// most 8 frontends, 32 backends, 200 servers, 500 events, 14 days, 200,000 scrapes.
    pub fn new(scenario: &Scenario, wanted: Option<&BTreeSet<String>>) -> Result<Self, ScenarioError> {
        validate(scenario)?;
        let is_wanted = |name: &str| wanted.is_none_or(|it| it.contains(name));
        let counts = COUNTING.iter().any(|it| is_wanted(it));
        let model = Model::new(scenario);
        let mut columns = column::all(scenario, &model, is_wanted);
        if !counts {
            columns.retain(Column::is_kept);
        }
        let (offset, interval) = (scenario.scrape.offset, scenario.scrape.interval);
        Ok(Self { model, columns, length: scenario.length, offset, interval, counts, known: 0 })
    }

    /// Simulates until the next scrape and adds its samples to `store`, which must be the same each time. Whether
    /// there is a further scrape; without one nothing happens.
    pub fn step(&mut self, store: &mut Store) -> bool {
        let Some(time) = self.next_scrape() else { return false };
        if store.len() < self.known {
            // Another store than before: handles into it would lead nowhere.
            self.columns.iter_mut().for_each(Column::forget);
        }
        let elapsed = time - self.model.now;
        self.model.advance(time);
        self.model.observe(elapsed);
        self.scrape(store);
        self.known = store.len();
        self.next_scrape().is_some()
    }

    /// The simulated share of the scenario's length, 0 to 1.
    pub fn progress(&self) -> f64 {
        if self.next_scrape().is_none() { 1.0 } else { self.model.now as f64 / self.length as f64 }
    }

    /// When the next scrape is due, ms after the scenario's start.
    fn next_scrape(&self) -> Option<i64> {
        let scrapes = i64::try_from(self.model.scrapes).ok()?;
        Some(self.offset + scrapes * self.interval).filter(|it| *it <= self.length)
    }

    fn scrape(&mut self, store: &mut Store) {
        self.model.scrapes += 1;
        if self.counts {
            self.count();
        }
        let time = self.model.epoch + self.model.now;
        for column in &mut self.columns {
            column.sample(&self.model, time, store);
        }
    }

    /// Counts what the exporter writes this time, wanted or not.
    fn count(&mut self) {
        let (mut samples, mut added) = (0, 0);
        for column in self.columns.iter_mut().filter(|it| it.is_exported()) {
            let there = column.notice(&self.model);
            samples += u64::from(there.now);
            added += u64::from(there.now && !there.before);
        }
        self.model.samples = samples;
        self.model.series_added = added;
    }
}
