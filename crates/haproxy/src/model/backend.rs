//! A backend: its servers, its state, what waits in it. It must not know how a request is served.

use super::counters::{BackendCount, Gauges};
use super::ring::Ring;
use super::waiting::Waiting;
use super::{MAX_CONNECTIONS, SERVICE_MILLIS, Server};
use crate::random::{Purpose, Random};
use crate::{Balance, Scenario, Version};

/// A backend and its counters.
#[derive(Clone, Debug)]
pub(crate) struct Backend {
    /// Its name.
    pub(crate) name: String,
    /// In the scenario's order.
    pub(crate) servers: Vec<Server>,
    /// `fullconn`, which is no limit: a tenth of the connections of the frontends that lead here.
    pub(crate) fullconn: u64,
    /// When its state last changed, ms after the scenario's start.
    pub(crate) changed: i64,
    /// When a request last came, ms after the scenario's start; none since the process started.
    pub(crate) last_session: Option<i64>,
    /// Since the process started.
    pub(crate) count: BackendCount,
    /// As of the last scrape.
    pub(crate) gauges: Gauges,
    pub(super) balance: Balance,
    pub(super) retries: u32,
    pub(super) redispatch: bool,
    pub(super) timeout_connect: i64,
    pub(super) timeout_server: i64,
    pub(super) timeout_queue: i64,
    /// How often an answer that ends before its headers is counted (FIN): twice in 3.4.
    pub(super) close_counts: u64,
    pub(super) ring: Ring,
    pub(super) waiting: Vec<Waiting>,
    pub(super) random: Random,
}

impl Backend {
    /// Backend `idx` of a valid scenario, at its start.
    pub(super) fn new(scenario: &Scenario, idx: usize) -> Self {
        let backend = &scenario.backends[idx];
        let leads_here = |it: &&crate::Frontend| it.routes.iter().any(|route| route.backend == backend.name);
        let sources = scenario.frontends.iter().filter(leads_here).count() as u64;
        let mut backend = Self {
            name: backend.name.clone(),
            servers: (0..backend.servers.len()).map(|it| Server::new(scenario, idx, it)).collect(),
            fullconn: (sources * MAX_CONNECTIONS / 10).max(1),
            changed: 0,
            last_session: None,
            count: BackendCount::default(),
            gauges: Gauges::default(),
            balance: backend.balance,
            retries: backend.retries,
            redispatch: backend.redispatch,
            timeout_connect: backend.timeout_connect,
            timeout_server: backend.timeout_server,
            timeout_queue: backend.timeout_queue,
            close_counts: if scenario.version == Version::V3_4 { 2 } else { 1 },
            ring: Ring::default(),
            waiting: Vec::new(),
            random: Random::new(scenario.seed, Purpose::Answers, idx, 0),
        };
        backend.turned();
        backend
    }

    /// DOWN iff it has servers and none can be used.
    pub(crate) fn up(&self) -> bool {
        self.servers.is_empty() || self.servers.iter().any(Server::usable)
    }

    /// Servers that take requests.
    pub(crate) fn active(&self) -> usize {
        self.servers.iter().filter(|it| it.usable()).count()
    }

    /// The sum of their weights.
    pub(crate) fn weight(&self) -> u64 {
        self.servers.iter().filter(|it| it.up).map(|it| u64::from(it.weight)).sum()
    }

    /// Whole seconds spent DOWN until `now`.
    pub(crate) fn down_seconds(&self, now: i64) -> i64 {
        (self.count.down_millis + if self.up() { 0 } else { now - self.changed }) / 1000
    }

    /// Server `idx` becomes UP or DOWN at `time`.
    pub(super) fn turn(&mut self, idx: usize, up: bool, time: i64) {
        let was_up = self.up();
        self.servers[idx].turn(up, time);
        self.turned();
        match (was_up, self.up()) {
            (true, false) => self.count.downs += 1,
            (false, true) => self.count.down_millis += time - self.changed,
            _ => return,
        }
        self.changed = time;
    }

    /// A new process at `time`.
    pub(super) fn reset(&mut self, time: i64) {
        self.servers.iter_mut().for_each(|it| it.reset(time));
        self.changed = time;
        self.last_session = None;
        self.count = BackendCount::default();
        self.gauges = Gauges::default();
        // The old process serves them to their end, but nobody scrapes it.
        self.waiting.clear();
        self.turned();
    }

    /// Requests of a frontend that wait here.
    pub(super) fn waiting_of(&self, frontend: usize) -> u64 {
        self.waiting.iter().filter(|it| it.frontend == frontend).map(|it| it.left).sum()
    }

    /// Requests that hold a session of each server while they wait.
    pub(super) fn held(&self) -> Vec<u64> {
        let mut held = vec![0; self.servers.len()];
        for it in self.waiting.iter().filter(|it| it.held) {
            held[it.server] += it.left;
        }
        held
    }

    /// Sees the sessions in flight, as [`super::Frontend`] does.
    pub(super) fn observe(&mut self, elapsed: i64, random: &mut Random) {
        let mut served = 0;
        let held = self.held();
        for (server, held) in self.servers.iter_mut().zip(held) {
            let answered: u64 = server.count.responses.iter().sum();
            let fresh = server.gauges.fresh(server.count.sessions).min(answered) as f64;
            let here = random.poisson(fresh * SERVICE_MILLIS / elapsed.max(1) as f64);
            let limit = server.maxconn.map_or(u64::MAX, u64::from);
            let sessions = (held + here).min(limit);
            served += sessions.saturating_sub(held);
            server.gauges.observe(sessions, server.count.sessions, elapsed);
        }
        let waiting: u64 = self.waiting.iter().map(|it| it.left).sum();
        self.gauges.observe(waiting + served, self.count.requests, elapsed);
    }

    /// Takes up a changed set of usable servers.
    fn turned(&mut self) {
        let weights: Vec<_> = self.servers.iter().map(|it| if it.usable() { it.weight } else { 0 }).collect();
        self.ring = Ring::new(&weights).resume(&self.ring);
    }
}
