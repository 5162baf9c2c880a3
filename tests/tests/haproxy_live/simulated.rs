//! The same scenario by the traffic model, for several seeds. It must not know the real HAProxy's processes.

use haproxy::{Scenario, Simulation};
use series::{Labels, METRIC_NAME, Store, is_stale};
use std::collections::{BTreeMap, BTreeSet};
use tests::haproxy::Exposition;

/// So many runs show what is chance.
const SEEDS: u64 = 24;

/// One run: its samples, without those that Prometheus adds.
struct Run {
    start: i64,
    /// By labels as the exporter writes them: times and values.
    series: BTreeMap<Labels, (Vec<i64>, Vec<f64>)>,
}

/// The same scenario under several seeds.
pub(crate) struct Simulated {
    runs: Vec<Run>,
}

impl Simulated {
    /// Simulates `scenario`.
    pub(crate) fn of(scenario: &Scenario) -> Self {
        Self { runs: (1..=SEEDS).map(|seed| Run::of(&Scenario { seed, ..scenario.clone() })).collect() }
    }

    /// The values of a series at the last scrape up to `time`, milliseconds after the start, in those runs in which it is
    /// there.
    pub(crate) fn values(&self, labels: &Labels, time: i64) -> Vec<f64> {
        self.runs.iter().filter_map(|it| it.value(labels, time)).collect()
    }

    /// The values of a counter at the end; if `scaled`, in proportion to the requests that its proxy really got, as `last`
    /// says.
    pub(crate) fn totals(&self, labels: &Labels, scaled: bool, last: &Exposition) -> Vec<f64> {
        let kind = if labels.metric().is_some_and(|it| it.starts_with("haproxy_frontend")) {
            "frontend"
        } else {
            "backend"
        };
        let load = labels.value("proxy").map(|proxy| {
            Labels::new([(METRIC_NAME, format!("haproxy_{kind}_sessions_total").as_str()), ("proxy", proxy)])
        });
        let total = |run: &Run| {
            let value = run.value(labels, i64::MAX)?;
            let share = load
                .as_ref()
                .filter(|_| scaled)
                .and_then(|load| Some(last.samples.get(load)? / run.value(load, i64::MAX)?));
            Some(share.filter(|it| it.is_finite()).map_or(value, |share| value * share))
        };
        self.runs.iter().filter_map(total).collect()
    }

    /// How long after `since` the series first has `value`, milliseconds, in each run.
    pub(crate) fn first(&self, labels: &Labels, value: f64, since: i64) -> Vec<i64> {
        let first = |run: &Run| {
            let (times, values) = run.series.get(labels)?;
            let mut samples = times.iter().map(|it| it - run.start - since).zip(values);
            samples.find(|it| it.0 >= 0 && *it.1 == value).map(|it| it.0)
        };
        self.runs.iter().filter_map(first).collect()
    }

    /// The series that are there in every run at the last scrape up to `time`.
    pub(crate) fn present(&self, time: i64) -> BTreeSet<Labels> {
        let all: BTreeSet<&Labels> = self.runs.iter().flat_map(|it| it.series.keys()).collect();
        all.into_iter().filter(|it| self.values(it, time).len() == self.runs.len()).cloned().collect()
    }
}

impl Run {
    fn of(scenario: &Scenario) -> Self {
        let mut simulation = Simulation::new(scenario, None).unwrap();
        let mut store = Store::new();
        while simulation.step(&mut store) {}
        let own = store.iter().filter(|it| it.labels.metric().is_some_and(|it| it.starts_with("haproxy_")));
        let exposed = |labels: &Labels| labels.filter(|it| it != "job" && it != "instance");
        let series = own.map(|it| (exposed(&it.labels), (it.times.clone(), it.values.clone()))).collect();
        Self { start: scenario.start, series }
    }

    fn value(&self, labels: &Labels, time: i64) -> Option<f64> {
        let (times, values) = self.series.get(labels)?;
        let idx = times.partition_point(|it| *it - self.start <= time).checked_sub(1)?;
        Some(values[idx]).filter(|it| !is_stale(*it))
    }
}
