//! HAProxy and what is behind it, from one instant to the next: load and faults in, integer counters out. It must not
//! know exporters or metric names.

mod advance;
mod answer;
mod arrivals;
mod attempt;
mod backend;
mod calm;
mod cell;
mod cells;
mod check;
mod choose;
mod counters;
mod entry;
mod faults;
mod frontend;
mod harm;
mod lane;
mod least;
mod queue;
mod queues;
pub(crate) mod rate;
mod ring;
mod server;
mod times;
mod waiting;

pub(crate) use backend::Backend;
pub(crate) use check::Outcome;
pub(crate) use counters::Bytes;
pub(crate) use frontend::Frontend;
pub(crate) use server::{Server, State};
pub(crate) use times::{Times, TimesOf};

use crate::random::{Purpose, Random, scramble};
use crate::{Fault, FaultKind, Place, Scenario, Target};

/// What a scrape comes to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Reach {
    /// The exporter answers with all it has.
    #[default]
    Whole,
    /// The exporter answers, HAProxy does not: haproxy_exporter beside a dead HAProxy.
    Bare,
    /// Nobody answers, the connection is refused.
    Refused,
    /// Nobody answers in time.
    Lost,
}

/// What a scrape sees beside the counters.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Scraped {
    /// How it ended.
    pub(crate) reach: Reach,
    /// Samples that the exporter wrote.
    pub(crate) samples: u64,
    /// Those of them whose series were not there at the scrape before.
    pub(crate) series_added: u64,
    /// Seconds that it took.
    pub(crate) seconds: f64,
}

/// One process and all that it serves. Times are milliseconds after the scenario's start.
#[derive(Clone, Debug)]
pub(crate) struct Model {
    /// The scenario's start, milliseconds since the Unix epoch.
    pub(crate) epoch: i64,
    /// Until when everything has happened.
    pub(crate) now: i64,
    /// When the process started.
    pub(crate) started: i64,
    /// Scrapes that reached the exporter so far, the one at `now` among them.
    pub(crate) scrapes: u64,
    /// Those since the process started.
    pub(crate) scrapes_here: u64,
    /// The scrape at `now`.
    pub(crate) scraped: Scraped,
    /// In the scenario's order.
    pub(crate) frontends: Vec<Frontend>,
    /// In the scenario's order.
    pub(crate) backends: Vec<Backend>,
    /// Averages and highest values; of nothing unless somebody asks for them.
    pub(crate) times: Times,
    /// Whether this is 3.4, not 2.6.
    pub(crate) newer: bool,
    /// Whether the process runs.
    alive: bool,
    /// Whether the exporter is a process of its own.
    apart: bool,
    /// What happens to frontends and to this process, and when something of that begins or ends.
    faults: Vec<Fault>,
    edges: Vec<i64>,
    /// Requests of the current step by backend and lane.
    requests: Vec<Vec<u64>>,
    interval: i64,
    gauges: Random,
    /// What is still to arrive until the next scrape, and when the one before was, while that is simulated in pieces.
    under_way: Option<(arrivals::Arrivals, i64)>,
}

impl Model {
    /// Process `instance` of a valid scenario, at its start, seen through `exporter`.
    pub(crate) fn new(scenario: &Scenario, instance: usize, exporter: crate::Exporter) -> Self {
        // The first has the scenario's own seed.
        let seed = scenario.seed ^ if instance == 0 { 0 } else { scramble(instance as u64) };
        let backends: Vec<_> =
            (0..scenario.backends.len()).map(|idx| Backend::new(scenario, seed, idx)).collect();
        let faults = own_faults(scenario, instance);
        let mut edges: Vec<_> = faults.iter().flat_map(|it| [it.from, it.end()]).collect();
        series::sort_by(&mut edges, &|a, b| a.cmp(b));
        edges.dedup();
        let mut model = Self {
            epoch: scenario.start,
            now: 0,
            started: 0,
            scrapes: 0,
            scrapes_here: 0,
            scraped: Scraped::default(),
            frontends: (0..scenario.frontends.len()).map(|idx| Frontend::new(scenario, seed, idx)).collect(),
            times: Times::new(seed, &backends),
            requests: backends.iter().map(|it| vec![0; it.lanes.len()]).collect(),
            backends,
            newer: scenario.version == crate::Version::V3_4,
            alive: true,
            apart: exporter == crate::Exporter::V1,
            faults,
            edges,
            interval: scenario.scrape.interval,
            gauges: Random::new(seed, Purpose::Gauges, 0, 0),
            under_way: None,
        };
        model.change(0);
        model
    }

    /// What a scrape at `now` sees beside the counters, after `elapsed` ms since the one before; `lost` if it does not
    /// come back.
    pub(crate) fn observe(&mut self, elapsed: i64, lost: bool) {
        self.scraped.reach = self.reach(lost);
        // Drawn at each scrape, whatever is kept of it, so that the choice of metrics moves no other number.
        let usual = 0.003 + 0.004 * self.gauges.uniform();
        self.scraped.seconds = match self.scraped.reach {
            Reach::Refused => 0.001,
            // Prometheus' scrape timeout is at most the interval, 10 s where nothing else is set.
            Reach::Lost => self.interval.min(10_000) as f64 / 1000.0,
            _ => usual,
        };
        if matches!(self.scraped.reach, Reach::Whole | Reach::Bare) {
            self.scrapes += 1;
            self.scrapes_here += 1;
        }
        self.backends.iter_mut().for_each(|it| it.observe(elapsed));
        for idx in 0..self.frontends.len() {
            let here = self.here(idx).min(self.frontends[idx].maxconn);
            let it = &mut self.frontends[idx];
            it.gauges.observe(here, it.count.requests, elapsed);
        }
        self.times.observe(&self.backends);
        if self.times.peaks {
            self.see_peaks(elapsed);
        }
        if self.times.rates && elapsed > 1000 {
            self.see_rates(elapsed);
        }
    }

    /// How many came in the last second, and in the busiest one since the scrape before.
    fn see_rates(&mut self, elapsed: i64) {
        let random = &mut self.times.rate;
        for backend in self.backends.iter_mut().filter(|it| !it.lanes.iter().all(|lane| lane.even)) {
            backend.servers.iter_mut().for_each(|it| it.gauges.see_rate(elapsed, random));
            backend.gauges.see_rate(elapsed, random);
        }
        self.frontends.iter_mut().filter(|it| !it.even).for_each(|it| it.gauges.see_rate(elapsed, random));
    }

    /// The most sessions between two scrapes, which only HAProxy itself sees.
    fn see_peaks(&mut self, elapsed: i64) {
        for backend in &mut self.backends {
            let service = backend.rules.service.millis;
            for it in &mut backend.servers {
                let most = self.times.most(it.gauges.fresh, it.mean_service(), elapsed);
                it.gauges.peak(most.min(it.maxconn.map_or(u64::MAX, u64::from)));
            }
            let most = self.times.most(backend.gauges.fresh, service, elapsed);
            backend.gauges.peak(most);
        }
        let slowest = self.backends.iter().map(|it| it.rules.service.millis).fold(0.0, f64::max);
        for it in &mut self.frontends {
            let most = self.times.most(it.gauges.fresh, slowest, elapsed);
            it.gauges.peak(most.min(it.maxconn));
        }
    }

    /// From now on what requests come to is looked at: see [`Self::ended`].
    pub(crate) fn watch(&mut self) {
        self.backends.iter_mut().for_each(Backend::watch);
    }

    /// All requests that ended so far and the bad ones among them, of each backend, then of each frontend those that came in
    /// vain.
    pub(crate) fn ended(&self) -> impl Iterator<Item = [f64; 2]> {
        let vain = self.frontends.iter().map(|it| [it.vain as f64; 2]);
        self.backends.iter().map(Backend::ended).chain(vain)
    }

    /// Bytes of what frontend `idx` has seen end.
    pub(crate) fn bytes(&self, idx: usize) -> Bytes {
        let mut bytes = self.frontends.get(idx).map_or_else(Bytes::default, |it| it.count.bytes);
        let lanes = self.backends.iter().flat_map(|it| &it.lanes);
        lanes.filter(|it| it.frontend == idx).for_each(|it| bytes.add(&it.bytes));
        bytes
    }

    fn reach(&self, lost: bool) -> Reach {
        let holds = |kind| self.faults.iter().any(|it| it.kind == kind && it.holds(self.now));
        if lost || holds(FaultKind::ScrapesLost) {
            Reach::Lost
        } else if holds(FaultKind::ExporterDown) || (!self.alive && !self.apart) {
            Reach::Refused
        } else if self.alive {
            Reach::Whole
        } else {
            Reach::Bare
        }
    }
}

/// What happens to frontends and to process `instance`. A reload needs no target: it is of all processes then.
fn own_faults(scenario: &Scenario, instance: usize) -> Vec<Fault> {
    let name = scenario.instances().nth(instance).unwrap_or_default();
    let mine = |it: &&Fault| match (&it.target, it.kind.place()) {
        (_, Place::Server) => false,
        (Target::Instance(target), Place::Instance) => target.is_empty() || target == name,
        (_, place) => place == Place::Frontend || it.kind == FaultKind::Reload,
    };
    scenario.events.iter().filter(mine).cloned().collect()
}
