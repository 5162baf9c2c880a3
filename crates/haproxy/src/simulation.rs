//! The facade: scrape by scrape, from a scenario into a store. It must not know what the model does in between.

mod column;

use crate::impact::Watch;
use crate::model::Model;
use crate::random::{Purpose, Random, scramble};
use crate::scenario::validate::validate;
use crate::{Impact, Scenario, ScenarioError, Scrape};
use column::Column;
use series::Store;
use std::collections::BTreeSet;

/// A scenario being simulated, resumable between scrapes.
#[derive(Clone, Debug)]
pub struct Simulation {
    processes: Vec<Process>,
    length: i64,
    scrape: Scrape,
    /// Rounds of scrapes so far, each of every process once, and the processes that were scraped in this one.
    rounds: i64,
    scraped: usize,
    /// Whether somebody asks how many samples there are, so that all must be looked at.
    counts: bool,
    /// How many series the store had after the last step.
    known: usize,
    /// What requests came to, once somebody asked.
    watch: Option<Watch>,
}

/// A process and the series of its target.
#[derive(Clone, Debug)]
struct Process {
    model: Model,
    columns: Vec<Column>,
    /// When its first scrape is due, ms after the start.
    offset: i64,
    /// Where chance comes from of which scrapes come late or are lost.
    seed: u64,
}

/// What it comes to that a series gets its sample, in samples looked at: measured in wasm.
const WRITING: u64 = 5;

/// The metrics for which a scrape's samples must be counted.
const COUNTING: [&str; 3] =
    ["scrape_samples_scraped", "scrape_samples_post_metric_relabeling", "scrape_series_added"];

impl Simulation {
    /// Prepares `scenario`. Only the metrics in `wanted` are kept (all if none); which they are moves no number.
    ///
    /// # Errors
    /// The scenario's first value out of range, repeated name or unknown target. Beside the ranges of each field: at
    /// most 8 instances, 8 frontends, 32 backends, 200 servers, 500 events, 14 days, 200,000 scrapes.
    pub fn new(scenario: &Scenario, wanted: Option<&BTreeSet<String>>) -> Result<Self, ScenarioError> {
        validate(scenario)?;
        let is_wanted = |name: &str| wanted.is_none_or(|it| it.contains(name));
        let is_any = |part: &str| wanted.is_none_or(|all| all.iter().any(|it| it.contains(part)));
        let counts = COUNTING.iter().any(|it| is_wanted(it));
        let number = scenario.instances().count() as i64;
        let mut processes = Vec::new();
        let each = scenario.instances().enumerate().map(|(idx, name)| (idx, name, scenario.exporter));
        // Another target of the first process: it counts the same, for its chance is the same.
        let beside = scenario.other_exporter.iter().map(|name| (0, name.as_str(), scenario.exporter.other()));
        for (idx, name, exporter) in each.chain(beside) {
            let mut model = Model::new(scenario, idx, exporter);
            model.times.asked = is_any("_time_");
            model.times.peaks = is_any("max_sessions");
            model.times.rates = is_any("_rate");
            let columns = column::all(scenario, exporter, name, &model, (&is_wanted, counts));
            let distance = scenario.scrape.interval * idx as i64 / number;
            let offset = (scenario.scrape.offset + distance) % scenario.scrape.interval;
            let seed = (Random::new(scenario.seed, Purpose::Scrapes, idx, 0).uniform() * 1e18) as u64;
            processes.push(Process { model, columns, offset, seed });
        }
        let (length, scrape) = (scenario.length, scenario.scrape);
        Ok(Self { processes, length, scrape, rounds: 0, scraped: 0, counts, known: 0, watch: None })
    }

    /// Whether `scenario` can be simulated, without preparing it.
    ///
    /// # Errors
    /// Those of [`Self::new`].
    pub fn check(scenario: &Scenario) -> Result<(), ScenarioError> {
        validate(scenario)
    }

    /// Asks what requests come to: see [`Self::impact`]. To be asked before the first step; it moves no sample.
    #[must_use]
    pub fn with_impact(mut self, scenario: &Scenario) -> Self {
        let number = scenario.instances().count();
        // Another target of the first process is no other traffic.
        let processes = self.processes.iter_mut().take(number);
        processes.for_each(|it| it.model.watch());
        let step = self.scrape.interval;
        let first = self.processes.first().map(|it| &it.model);
        self.watch = first.map(|it| Watch::new(number, it, it.epoch + self.scrape.offset - step, step));
        self
    }

    /// What requests came to, if that was asked.
    pub fn impact(self) -> Option<Impact> {
        self.watch.map(Watch::finish)
    }

    /// Simulates until the next scrape of each process and adds its samples to `store`, which must be the same each
    /// time. Whether there is a further scrape; without one nothing happens.
    pub fn step(&mut self, store: &mut Store) -> bool {
        self.work(store, u64::MAX, &mut 0)
    }

    /// The same in pieces: goes on until `spent`, which is raised by what is done, has reached `budget`. The unit is a
    /// sample looked at, a good 20 ns of wasm.
    pub fn work(&mut self, store: &mut Store, budget: u64, spent: &mut u64) -> bool {
        if !self.has_next() {
            return false;
        }
        if store.len() < self.known {
            // Another store than before: handles into it would lead nowhere.
            self.processes.iter_mut().flat_map(|it| &mut it.columns).for_each(Column::forget);
        }
        while let Some(it) = self.processes.get_mut(self.scraped) {
            let (time, lost) = it.due(&self.scrape, self.rounds);
            if time <= self.length {
                let Some(elapsed) = it.model.advance(time, budget, spent) else { return true };
                let left = ((self.length - time) / self.scrape.interval + 1) as usize;
                it.scrape((elapsed, lost), self.counts, left, store);
                if let Some(watch) = &mut self.watch {
                    watch.see(self.scraped, self.rounds as usize, &it.model);
                }
                *spent += it.columns.len() as u64 * WRITING;
            }
            self.scraped += 1;
        }
        self.scraped = 0;
        self.rounds += 1;
        self.known = store.len();
        self.has_next()
    }

    /// A simulation of which only [`Self::show_stat`] is looked at: no sample is kept.
    ///
    /// # Errors
    /// Those of [`Self::new`].
    pub fn for_stat(scenario: &Scenario) -> Result<Self, ScenarioError> {
        // No metric, but words that call for all that is worked out only where somebody looks at it.
        let looked_at = ["_time_", "max_sessions", "_rate"].map(str::to_owned);
        Self::new(scenario, Some(&BTreeSet::from(looked_at)))
    }

    /// Simulates up to the last scrape at or before `until`, milliseconds after the start. Samples that it was asked to keep are
    /// lost: see [`Self::for_stat`].
    pub fn run_until(&mut self, until: i64) {
        let mut store = Store::new();
        while self.is_due_by(until) && self.step(&mut store) {}
    }

    /// What the first process prints for `show stat`, as of its last scrape.
    pub fn show_stat(&self) -> String {
        self.processes.first().map(|it| crate::stat::csv(&it.model)).unwrap_or_default()
    }

    /// When [`Self::show_stat`] is of: milliseconds after the start.
    pub fn seen(&self) -> i64 {
        self.processes.first().map_or(0, |it| it.model.now)
    }

    /// The simulated share of the scenario's length, 0 to 1.
    pub fn progress(&self) -> f64 {
        let now = self.processes.iter().map(|it| it.model.now).min().unwrap_or(0);
        if self.has_next() { now as f64 / self.length as f64 } else { 1.0 }
    }

    /// Whether the next scrape of the first process comes by `until`.
    fn is_due_by(&self, until: i64) -> bool {
        self.processes.first().is_some_and(|it| it.due(&self.scrape, self.rounds).0 <= until)
    }

    /// Whether any process has a scrape within the scenario.
    fn has_next(&self) -> bool {
        self.processes.iter().any(|it| it.due(&self.scrape, self.rounds).0 <= self.length)
    }
}

impl Process {
    /// When scrape number `round` comes, ms after the start, and whether it is lost.
    fn due(&self, scrape: &Scrape, round: i64) -> (i64, bool) {
        let bits = scramble(self.seed ^ scramble(round as u64));
        let late = (bits % (scrape.jitter as u64 + 1)) as i64;
        let chance = (scramble(bits) >> 11) as f64 / (1u64 << 53) as f64;
        (self.offset + round * scrape.interval + late, chance < scrape.loss)
    }

    /// What the exporter says now, `elapsed` ms after the scrape before.
    fn scrape(&mut self, (elapsed, lost): (i64, bool), counts: bool, left: usize, store: &mut Store) {
        self.model.observe(elapsed, lost);
        if counts {
            self.count();
        }
        let time = self.model.epoch + self.model.now;
        for column in &mut self.columns {
            column.sample(&self.model, time, left, store);
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
        self.model.scraped.samples = samples;
        self.model.scraped.series_added = added;
    }
}
