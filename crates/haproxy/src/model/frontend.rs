//! A frontend: where requests come in and answers go out. It must not know how a backend serves them.

use super::SERVICE_MILLIS;
use super::counters::{FrontendCount, Gauges};
use super::rate::Rate;
use crate::random::{Purpose, Random};
use crate::{Mix, Scenario};

/// A frontend and its counters.
#[derive(Clone, Debug)]
pub(crate) struct Frontend {
    /// Its place among the frontends.
    pub(crate) idx: usize,
    /// Its name.
    pub(crate) name: String,
    /// Since the process started.
    pub(crate) count: FrontendCount,
    /// As of the last scrape.
    pub(crate) gauges: Gauges,
    /// The expected requests.
    pub(super) rate: Rate,
    /// What the applications answer.
    pub(super) mix: Mix,
    /// The backends' places, and the share of each.
    pub(super) routes: Vec<usize>,
    pub(super) shares: Vec<f64>,
    /// Draws how many requests arrive from scrape to scrape: untouched by faults, so that editing a fault leaves the
    /// load as it was.
    pub(super) arrivals: Random,
    /// Draws when within a scrape they arrive and where they go.
    pub(super) division: Random,
}

impl Frontend {
    /// Frontend `idx` of a valid scenario, at its start.
    pub(super) fn new(scenario: &Scenario, idx: usize) -> Self {
        let frontend = &scenario.frontends[idx];
        let place = |name: &String| scenario.backends.iter().position(|it| it.name == *name);
        let routes = frontend.routes.iter().filter_map(|it| Some((place(&it.backend)?, it.share)));
        let (routes, shares) = routes.unzip();
        Self {
            idx,
            name: frontend.name.clone(),
            count: FrontendCount::default(),
            gauges: Gauges::default(),
            rate: Rate::new(scenario, idx),
            mix: frontend.load.mix,
            routes,
            shares,
            arrivals: Random::new(scenario.seed, Purpose::Arrivals, idx, 0),
            division: Random::new(scenario.seed, Purpose::Routes, idx, 0),
        }
    }

    /// Sees the sessions in flight: those that wait, and by Little's law those being served.
    pub(super) fn observe(&mut self, elapsed: i64, waiting: u64, random: &mut Random) {
        let fresh = self.gauges.fresh(self.count.requests) as f64;
        let served = random.poisson(fresh * SERVICE_MILLIS / elapsed.max(1) as f64);
        self.gauges.observe(waiting + served, self.count.requests, elapsed);
    }

    /// A new process: nothing counted.
    pub(super) fn reset(&mut self) {
        self.count = FrontendCount::default();
        self.gauges = Gauges::default();
    }
}
