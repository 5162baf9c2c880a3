//! A backend: its settings, its servers, its state. It must not know how a request is served.

use super::counters::{BackendCount, Bytes, Gauges};
use super::entry::Entry;
use super::faults::Schedule;
use super::harm::Harm;
use super::lane::Lane;
use super::queue::Queue;
use super::ring::{Ring, Seat};
use super::server::WEIGHT_SCALE;
use super::waiting::Waiting;
use super::{Server, check};
use crate::random::{Purpose, Random};
use crate::{Balance, Observe, OnError, RetryOn, Reuse, Scenario, Service, Version};

/// What the configuration says of how requests are handled.
#[derive(Clone, Debug)]
pub(crate) struct Rules {
    pub(crate) balance: Balance,
    pub(super) retries: u32,
    pub(super) redispatch: bool,
    pub(super) redispatch_interval: i32,
    pub(super) http_reuse: Reuse,
    pub(super) retry_on: RetryOn,
    pub(super) timeout_connect: i64,
    pub(super) timeout_server: i64,
    pub(super) timeout_queue: i64,
    pub(super) abort_on_close: bool,
    pub(super) all_backups: bool,
    pub(crate) service: Service,
    pub(crate) observe: Observe,
    pub(super) error_limit: u32,
    pub(super) on_error: OnError,
    /// How often an answer that ends before its headers is counted (FIN): twice in 3.4.
    pub(super) close_counts: u64,
    /// Whether `mode tcp`.
    pub(crate) tcp: bool,
}

/// A backend and its counters.
#[derive(Clone, Debug)]
pub(crate) struct Backend {
    /// Its place among the backends.
    pub(crate) idx: usize,
    /// Its name.
    pub(crate) name: String,
    /// In the scenario's order.
    pub(crate) servers: Vec<Server>,
    /// `fullconn`, which is no limit.
    pub(crate) fullconn: u64,
    /// When its state last changed, ms after the scenario's start.
    pub(crate) changed: i64,
    /// When a request last came, ms after the scenario's start; none since the process started.
    pub(crate) last_session: Option<i64>,
    /// Since the process started.
    pub(crate) count: BackendCount,
    /// As of the last scrape.
    pub(crate) gauges: Gauges,
    /// Requests that wait for any of its servers.
    pub(crate) queue: Queue,
    /// What the configuration says.
    pub(crate) rules: Rules,
    /// The frontends that lead here.
    pub(super) lanes: Vec<Lane>,
    /// Until when everything has happened here.
    pub(super) now: i64,
    pub(super) schedule: Schedule,
    /// The servers that take new requests: the active ones, else backups.
    pub(super) serving: Vec<bool>,
    pub(super) ring: Ring,
    /// When a warming server's weight is taken anew.
    pub(super) next_warm: i64,
    pub(super) waiting: Vec<Waiting>,
    /// Requests that look for a server once more.
    pub(super) again: Vec<Entry>,
    /// Room of each server in this cell.
    pub(super) seats: Vec<Seat>,
    /// Requests that a server has begun to serve in this cell, by server and lane.
    pub(super) fresh: Vec<u64>,
    /// Requests that a server has answered and nobody has looked at the answers of, by server and lane.
    pub(super) done: Vec<u64>,
    /// Failures and successes of each server in this cell, as `observe` counts them.
    pub(super) seen: Vec<(u64, u64)>,
    pub(super) turns: Vec<check::Turn>,
    /// Whether all servers in use answer each request the same way.
    pub(super) plain: bool,
    /// Requests of the current span by lane, and of one lane by server: kept for their memory.
    pub(super) arrivals: Vec<u64>,
    pub(super) picks: Vec<u64>,
    pub(super) random: Random,
    /// How often servers served for a while since somebody asked, all together.
    pub(super) served: u64,
    /// What its requests came to.
    pub(super) harm: Harm,
    was_up: bool,
}

impl Backend {
    /// Backend `idx` of a valid scenario, at its start.
    pub(super) fn new(scenario: &Scenario, seed: u64, idx: usize) -> Self {
        let backend = &scenario.backends[idx];
        let lanes = Lane::all(scenario, idx);
        let number = backend.servers.len();
        let connections: u64 = lanes.iter().filter(|it| !it.scanner).map(|it| it.connections).sum();
        let server = |it| Server::new(scenario, seed, (idx, it), lanes.len());
        let mut it = Self {
            idx,
            name: backend.name.clone(),
            servers: (0..number).map(server).collect(),
            fullconn: backend.fullconn.map_or(connections.div_ceil(10).max(1), u64::from),
            changed: 0,
            last_session: None,
            count: BackendCount::default(),
            gauges: Gauges::default(),
            queue: Queue::default(),
            rules: Rules::new(backend, scenario.version),
            fresh: vec![0; number * lanes.len()],
            done: vec![0; number * lanes.len()],
            lanes,
            now: 0,
            schedule: Schedule::new(scenario, idx),
            serving: vec![false; number],
            ring: Ring::default(),
            next_warm: 0,
            waiting: Vec::new(),
            again: Vec::new(),
            seats: vec![Seat::default(); number],
            seen: vec![(0, 0); number],
            turns: Vec::new(),
            plain: true,
            arrivals: Vec::new(),
            picks: vec![0; number],
            random: Random::new(seed, Purpose::Answers, idx, 0),
            was_up: true,
            served: 0,
            harm: Harm::default(),
        };
        it.was_up = it.up();
        it.change(0);
        it.count.downs = 0;
        it.servers.iter_mut().for_each(|it| it.count.downs = 0);
        it
    }

    /// DOWN iff it has servers and none can be used.
    pub(crate) fn up(&self) -> bool {
        self.servers.is_empty() || self.servers.iter().any(Server::usable)
    }

    /// Servers that take requests, among the active or among the backup ones.
    pub(crate) fn usable(&self, backup: bool) -> usize {
        self.servers.iter().filter(|it| it.backup == backup && it.usable()).count()
    }

    /// The sum of the weights of the servers in use, as the operator set them or as they are now.
    pub(crate) fn weight(&self, set: bool) -> u64 {
        let used = self.servers.iter().zip(&self.serving).filter(|(_, serving)| **serving);
        let fine: u64 = used
            .map(|(it, _)| {
                u64::from(if set { it.uweight() * WEIGHT_SCALE } else { it.fine_weight(self.now) })
            })
            .sum();
        fine.div_ceil(u64::from(WEIGHT_SCALE))
    }

    /// Whole seconds spent DOWN until `now`.
    pub(crate) fn down_seconds(&self, now: i64) -> i64 {
        (self.count.down_millis + if self.was_up { 0 } else { now - self.changed }) / 1000
    }

    /// Server `idx` becomes UP or DOWN at `time`.
    pub(super) fn turn(&mut self, idx: usize, up: bool, time: i64) {
        self.servers[idx].turn(up, time);
        self.turned(time);
    }

    /// A new process at `time`.
    fn reset(&mut self, time: i64) {
        self.servers.iter_mut().for_each(|it| it.reset(time));
        self.now = time;
        self.changed = time;
        self.last_session = None;
        self.count = BackendCount::default();
        self.gauges = Gauges::default();
        self.queue = Queue::default();
        // The old process serves them to their end, but nobody scrapes it.
        self.done.fill(0);
        self.waiting.clear();
        self.again.clear();
        self.lanes.iter_mut().for_each(Lane::reset);
        self.was_up = self.up();
        self.turned(time);
    }

    /// A new process at `time`, with the faults that hold then; the one before ends, or was `killed`.
    pub(super) fn restart(&mut self, time: i64, killed: bool) {
        self.give_up(killed);
        self.reset(time);
        self.change(time);
        self.count.downs = 0;
        self.servers.iter_mut().for_each(|it| it.count.downs = 0);
    }

    /// Whether requests may pile up here before `until`.
    pub(super) fn is_restless(&self, until: i64) -> bool {
        !self.waiting.is_empty() || self.queue.len > 0 || self.schedule.is_busy(self.now, until)
    }

    /// Requests of a frontend that are here.
    pub(super) fn here(&self, frontend: usize) -> u64 {
        self.lanes.iter().filter(|it| it.frontend == frontend).map(|it| it.here).sum()
    }

    /// Bytes of what has ended here.
    pub(crate) fn bytes(&self) -> Bytes {
        let mut bytes = Bytes::default();
        self.lanes.iter().for_each(|it| bytes.add(&it.bytes));
        bytes
    }

    /// Requests that wait for a slot, of any server or of one.
    pub(crate) fn queued(&self) -> u64 {
        self.queue.len
    }

    /// Requests that are here.
    pub(crate) fn sessions(&self) -> u64 {
        self.lanes.iter().map(|it| it.here).sum()
    }

    /// Takes up a changed set of usable servers, or changed weights, at `time`.
    pub(super) fn turned(&mut self, time: i64) {
        let active = self.usable(false) > 0;
        let mut first = true;
        for (it, serving) in self.servers.iter().zip(&mut self.serving) {
            let stands_in = !active && it.backup && (first || self.rules.all_backups);
            *serving = it.usable() && if it.backup { stands_in } else { active };
            first &= !(it.backup && *serving);
        }
        let weight = |(it, serving): (&Server, &bool)| if *serving { it.fine_weight(time) } else { 0 };
        let weights: Vec<_> = self.servers.iter().zip(&self.serving).map(weight).collect();
        self.ring = Ring::new(&weights).resume(&self.ring);
        self.leave_queues();
        self.judge_calm();
        let up = self.up();
        if up != self.was_up {
            if up {
                self.count.down_millis += time - self.changed;
            } else {
                self.count.downs += 1;
            }
            self.was_up = up;
            self.changed = time;
        }
    }

    /// Sees the sessions in flight at a scrape.
    pub(super) fn observe(&mut self, elapsed: i64) {
        for server in &mut self.servers {
            server.gauges.observe(server.sessions(), server.count.sessions, elapsed);
        }
        self.gauges.observe(self.sessions(), self.count.requests, elapsed);
    }
}

impl Rules {
    fn new(backend: &crate::Backend, version: Version) -> Self {
        Self {
            balance: backend.balance,
            retries: backend.retries,
            redispatch: backend.redispatch,
            redispatch_interval: backend.redispatch_interval,
            http_reuse: backend.http_reuse,
            retry_on: backend.retry_on,
            timeout_connect: backend.timeout_connect,
            timeout_server: backend.timeout_server,
            timeout_queue: backend.timeout_queue,
            abort_on_close: backend.abort_on_close,
            all_backups: backend.all_backups,
            service: backend.service,
            observe: backend.check.observe,
            error_limit: backend.check.error_limit,
            on_error: backend.check.on_error,
            close_counts: if version == Version::V3_4 { 2 } else { 1 },
            tcp: backend.mode == crate::Mode::Tcp,
        }
    }
}
