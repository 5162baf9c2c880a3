//! Which faults hold when, and what they do to each server. It must not know traffic or counters.

use super::Backend;
use crate::{Fault, FaultKind, Scenario, Target};

/// What is wrong with a server. Shares are 0 to 1; several faults of a kind act one after the other.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Effects {
    /// The process is gone: its port for checks is closed too.
    pub(super) killed: bool,
    /// Connections are refused.
    pub(super) refuses: bool,
    /// Connections are refused, but not those of checks.
    pub(super) refuses_traffic: bool,
    /// Connections get no answer.
    pub(super) drops: bool,
    /// The endpoint for checks does not answer, answers 404.
    pub(super) checks_hang: bool,
    pub(super) checks_404: bool,
    /// Share of checks that fail.
    pub(super) checks_fail: f64,
    /// Checks in a row that fail, before three pass.
    pub(super) flapping: u32,
    /// Share of requests without an answer within `timeout server`.
    pub(super) hangs: f64,
    /// Share of requests that never end.
    pub(super) leaks: f64,
    /// Share of the others that end with FIN, with RST before the headers, or as something else than HTTP.
    pub(super) closes: f64,
    pub(super) resets: f64,
    pub(super) junk: f64,
    /// Share of the answers whose body ends too early.
    pub(super) truncates: f64,
    /// Share of the answers that are 4xx whatever the load's mix says.
    pub(super) client_errors: f64,
    /// Share of the other answers that are 5xx whatever the load's mix says.
    pub(super) server_errors: f64,
    /// Share of the requests that take longer, and by how many milliseconds.
    pub(super) slow: (f64, f64),
    /// How many times as long all take, above what is usual.
    pub(super) load: f64,
    /// What the operator has done.
    pub(super) maint: bool,
    pub(super) drain: bool,
    /// Its weight in percent of what is configured, where that was changed.
    pub(super) weight: Option<f64>,
    pub(super) unchecked: bool,
    /// What the agent says.
    pub(super) agent_down: bool,
    pub(super) agent_drain: bool,
}

impl Effects {
    fn add(&mut self, fault: &Fault) {
        let share = match fault.kind {
            FaultKind::ServerDown => {
                self.killed = true;
                return self.refuses = true;
            }
            FaultKind::ConnectionsRefused => return self.refuses = true,
            FaultKind::ShallowCheck => return self.refuses_traffic = true,
            FaultKind::Blackhole => return self.drops = true,
            FaultKind::ChecksHanging => return self.checks_hang = true,
            FaultKind::ChecksNotFound => return self.checks_404 = true,
            FaultKind::ChecksFlapping => return self.flapping = fault.amount() as u32,
            FaultKind::Maintenance => return self.maint = true,
            FaultKind::Drain => return self.drain = true,
            FaultKind::ZeroWeight => return self.weight = Some(0.0),
            FaultKind::Weight => return self.weight = Some(fault.amount()),
            FaultKind::ChecksDisabled => return self.unchecked = true,
            FaultKind::AgentDown => return self.agent_down = true,
            FaultKind::AgentDrain => return self.agent_drain = true,
            FaultKind::NoisyNeighbour => {
                return self.load += fault.strength * (fault.amount() - 1.0).max(0.0);
            }
            FaultKind::Slow => {
                self.slow.1 = self.slow.1.max(fault.amount());
                &mut self.slow.0
            }
            FaultKind::ChecksFailing => &mut self.checks_fail,
            FaultKind::ResponsesBroken => &mut self.closes,
            FaultKind::ResponsesReset => &mut self.resets,
            FaultKind::Garbage => &mut self.junk,
            FaultKind::Truncated => &mut self.truncates,
            FaultKind::ClientErrors => &mut self.client_errors,
            FaultKind::ServerErrors => &mut self.server_errors,
            FaultKind::Hang => &mut self.hangs,
            FaultKind::Leak => &mut self.leaks,
            // Not a server's.
            _ => return,
        };
        *share = 1.0 - (1.0 - *share) * (1.0 - fault.strength);
    }

    /// Whether a connection is refused.
    pub(super) fn refused(&self) -> bool {
        self.refuses || self.refuses_traffic
    }

    /// Whether some requests end otherwise than by a whole answer in time.
    pub(super) fn spoils(&self) -> bool {
        self.closes + self.resets + self.junk + self.truncates > 0.0
    }
}

/// A fault on the server at two places.
#[derive(Clone, Debug)]
struct Placed {
    fault: Fault,
    /// All of the backend's servers if none.
    server: Option<usize>,
}

/// The faults of one backend's servers, and the instants at which something begins or ends.
#[derive(Clone, Debug, Default)]
pub(super) struct Schedule {
    placed: Vec<Placed>,
    /// Rising, without repetition.
    edges: Vec<i64>,
}

impl Schedule {
    /// The faults of backend `idx` of a valid scenario.
    pub(super) fn new(scenario: &Scenario, idx: usize) -> Self {
        let backend = &scenario.backends[idx];
        let mut schedule = Self::default();
        for fault in &scenario.events {
            let (Target::Backend(name) | Target::Server { backend: name, .. }) = &fault.target else {
                continue;
            };
            if *name != backend.name || fault.kind == FaultKind::Reload {
                continue;
            }
            let server = match &fault.target {
                Target::Server { server, .. } => backend.servers.iter().position(|it| it.name == *server),
                _ => None,
            };
            schedule.edges.extend([fault.from, fault.end()]);
            schedule.placed.push(Placed { fault: fault.clone(), server });
        }
        series::sort_by(&mut schedule.edges, &|a, b| a.cmp(b));
        schedule.edges.dedup();
        schedule
    }

    /// The first edge after `now`.
    pub(super) fn next_edge(&self, now: i64) -> Option<i64> {
        next(&self.edges, now)
    }

    /// Whether something begins or ends at `now`.
    pub(super) fn is_edge(&self, now: i64) -> bool {
        self.edges.binary_search(&now).is_ok()
    }

    /// Whether any fault holds somewhere from `from` to `to`.
    pub(super) fn is_busy(&self, from: i64, to: i64) -> bool {
        self.placed.iter().any(|it| it.fault.from < to && it.fault.end() > from)
    }

    /// The effects that hold from `now` on for server `idx`.
    pub(super) fn effects(&self, now: i64, idx: usize) -> Effects {
        let mut effects = Effects::default();
        for placed in &self.placed {
            if placed.fault.holds(now) && placed.server.is_none_or(|it| it == idx) {
                effects.add(&placed.fault);
            }
        }
        effects
    }
}

/// The first of the rising `edges` after `now`.
pub(super) fn next(edges: &[i64], now: i64) -> Option<i64> {
    edges.get(edges.partition_point(|it| *it <= now)).copied()
}

impl Backend {
    /// Faults begin or end at `now`.
    pub(super) fn change(&mut self, now: i64) {
        let mut forgotten = false;
        for idx in 0..self.servers.len() {
            let effects = self.schedule.effects(now, idx);
            forgotten |= self.servers[idx].affect(effects, now);
            self.prepare(idx);
        }
        let before = self.count.down_millis;
        self.turned(now);
        if forgotten {
            self.count.down_millis = before;
        }
        self.free();
    }
}
