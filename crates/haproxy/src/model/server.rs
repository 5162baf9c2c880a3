//! A server: its state, what is wrong with it, its counters. It must not know how it is chosen.

use super::check::Check;
use super::counters::{Gauges, ServerCount};
use super::faults::Effects;
use crate::Scenario;
use crate::random::{Purpose, Random};

/// A server and its counters.
#[derive(Clone, Debug)]
pub(crate) struct Server {
    /// Its name.
    pub(crate) name: String,
    /// Its configured weight.
    pub(crate) weight: u32,
    /// Its limit of requests at a time.
    pub(crate) maxconn: Option<u32>,
    /// Whether HAProxy sends it requests.
    pub(crate) up: bool,
    /// When that last changed, ms after the scenario's start.
    pub(crate) changed: i64,
    /// When a request last came, ms after the scenario's start; none since the process started.
    pub(crate) last_session: Option<i64>,
    /// Its health check.
    pub(crate) check: Check,
    /// Since the process started.
    pub(crate) count: ServerCount,
    /// As of the last scrape.
    pub(crate) gauges: Gauges,
    /// What is wrong with it now.
    pub(super) effects: Effects,
    /// Its weight in a hashed backend.
    pub(super) affinity: f64,
}

impl Server {
    /// Server `idx` of backend `owner` of a valid scenario, at its start.
    pub(super) fn new(scenario: &Scenario, owner: usize, idx: usize) -> Self {
        let server = &scenario.backends[owner].servers[idx];
        // A hash over real addresses is never even; within a half to one and a half times its weight is.
        let luck = 0.5 + Random::new(scenario.seed, Purpose::Affinity, owner, idx).uniform();
        Self {
            name: server.name.clone(),
            weight: server.weight,
            maxconn: server.maxconn,
            up: true,
            changed: 0,
            last_session: None,
            check: Check::new(scenario, owner, idx),
            count: ServerCount::default(),
            gauges: Gauges::default(),
            effects: Effects::default(),
            affinity: f64::from(server.weight) * luck,
        }
    }

    /// Whether requests may be sent to it.
    pub(crate) fn usable(&self) -> bool {
        self.up && self.weight > 0
    }

    /// Whether a connection to it fails.
    pub(super) fn unreachable(&self) -> bool {
        self.effects.refuses || self.effects.drops
    }

    /// Counts `number` connection attempts.
    pub(super) fn attempt(&mut self, number: u64) {
        self.count.sessions += number;
        self.count.attempts += number;
    }

    /// Whole seconds spent DOWN until `now`.
    pub(crate) fn down_seconds(&self, now: i64) -> i64 {
        (self.count.down_millis + if self.up { 0 } else { now - self.changed }) / 1000
    }

    /// Becomes UP or DOWN at `time`.
    pub(super) fn turn(&mut self, up: bool, time: i64) {
        if self.up && !up {
            self.count.downs += 1;
        }
        if !self.up {
            self.count.down_millis += time - self.changed;
        }
        self.up = up;
        self.changed = time;
    }

    /// A new process at `time`: UP until its first check, nothing counted.
    pub(super) fn reset(&mut self, time: i64) {
        self.up = true;
        self.changed = time;
        self.last_session = None;
        self.check.reset(time);
        self.count = ServerCount::default();
        self.gauges = Gauges::default();
    }
}
