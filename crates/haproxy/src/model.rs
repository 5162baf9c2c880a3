//! HAProxy and what is behind it, from one instant to the next: load and faults in, integer counters out. It must not
//! know exporters or metric names.

mod advance;
mod answer;
mod arrivals;
mod backend;
mod capacity;
mod check;
mod counters;
mod faults;
mod flow;
mod frontend;
pub(crate) mod rate;
mod ring;
mod server;
mod waiting;

pub(crate) use backend::Backend;
pub(crate) use check::Outcome;
pub(crate) use frontend::Frontend;
pub(crate) use server::Server;

use crate::Scenario;
use crate::random::{Purpose, Random};

/// How long a healthy request takes, milliseconds, as in the laboratory behind the captured figures (20 ms service
/// and 2 ms around it). Only the sessions in flight depend on it; service times become part of the scenario with the
/// queue.
pub(crate) const SERVICE_MILLIS: f64 = 22.0;

/// `maxconn` of the process and of each frontend; HAProxy derives a backend's `fullconn` from it.
pub(crate) const MAX_CONNECTIONS: u64 = 2000;

/// One process and all that it serves. Times are milliseconds after the scenario's start.
#[derive(Clone, Debug)]
pub(crate) struct Model {
    /// The scenario's start, milliseconds since the Unix epoch.
    pub(crate) epoch: i64,
    /// Until when everything has happened.
    pub(crate) now: i64,
    /// When the process started.
    pub(crate) started: i64,
    /// Scrapes so far, the one at `now` among them.
    pub(crate) scrapes: u64,
    /// Samples that the exporter wrote at `now`.
    pub(crate) samples: u64,
    /// Those of them whose series were not there at the scrape before.
    pub(crate) series_added: u64,
    /// Seconds that the scrape at `now` took.
    pub(crate) scrape_seconds: f64,
    /// In the scenario's order.
    pub(crate) frontends: Vec<Frontend>,
    /// In the scenario's order.
    pub(crate) backends: Vec<Backend>,
    faults: faults::Schedule,
    gauges: Random,
}

impl Model {
    /// The process at its start. `scenario` is valid.
    pub(crate) fn new(scenario: &Scenario) -> Self {
        let mut model = Self {
            epoch: scenario.start,
            now: 0,
            started: 0,
            scrapes: 0,
            samples: 0,
            series_added: 0,
            scrape_seconds: 0.0,
            frontends: (0..scenario.frontends.len()).map(|idx| Frontend::new(scenario, idx)).collect(),
            backends: (0..scenario.backends.len()).map(|idx| Backend::new(scenario, idx)).collect(),
            faults: faults::Schedule::new(scenario),
            gauges: Random::new(scenario.seed, Purpose::Gauges, 0, 0),
        };
        model.faults.apply(0, &mut model.backends);
        model
    }

    /// What a scrape at `now` sees beside the counters, after `elapsed` ms since the one before.
    pub(crate) fn observe(&mut self, elapsed: i64) {
        // Drawn at each scrape, whatever is kept of it, so that the choice of metrics moves no other number.
        self.scrape_seconds = 0.003 + 0.004 * self.gauges.uniform();
        for backend in &mut self.backends {
            backend.observe(elapsed, &mut self.gauges);
        }
        for frontend in &mut self.frontends {
            let waits = |it: &Backend| it.waiting_of(frontend.idx);
            let waiting = self.backends.iter().map(waits).sum::<u64>();
            frontend.observe(elapsed, waiting, &mut self.gauges);
        }
    }
}
