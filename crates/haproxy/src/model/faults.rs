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
    /// Connections get no answer.
    pub(super) drops: bool,
    /// Share of checks that fail.
    pub(super) checks_fail: f64,
    /// Share of requests without an answer within `timeout server`.
    pub(super) hangs: f64,
    /// Share of the others that end with FIN before the headers.
    pub(super) closes: f64,
    /// Share of the others that end with RST before the headers.
    pub(super) resets: f64,
    /// Share of the answers that are 4xx whatever the load's mix says.
    pub(super) client_errors: f64,
    /// Share of the other answers that are 5xx whatever the load's mix says.
    pub(super) server_errors: f64,
}

impl Effects {
    fn add(&mut self, fault: &Fault) {
        let share = match fault.kind {
            FaultKind::ServerDown => {
                self.killed = true;
                self.refuses = true;
                return;
            }
            FaultKind::ConnectionsRefused => return self.refuses = true,
            FaultKind::Blackhole => return self.drops = true,
            FaultKind::Reload => return,
            FaultKind::ChecksFailing => &mut self.checks_fail,
            FaultKind::ResponsesBroken => &mut self.closes,
            FaultKind::ResponsesReset => &mut self.resets,
            FaultKind::ClientErrors => &mut self.client_errors,
            FaultKind::ServerErrors => &mut self.server_errors,
            FaultKind::Hang => &mut self.hangs,
        };
        *share = 1.0 - (1.0 - *share) * (1.0 - fault.strength);
    }
}

/// A fault on the server at two places.
#[derive(Clone, Debug)]
struct Placed {
    fault: Fault,
    backend: usize,
    /// All of the backend's servers if none.
    server: Option<usize>,
}

/// All faults, and the instants at which something begins or ends.
#[derive(Clone, Debug)]
pub(super) struct Schedule {
    placed: Vec<Placed>,
    /// Rising, without repetition.
    edges: Vec<i64>,
    reloads: Vec<i64>,
}

impl Schedule {
    /// The faults of a valid scenario.
    pub(super) fn new(scenario: &Scenario) -> Self {
        let mut schedule = Self { placed: Vec::new(), edges: Vec::new(), reloads: Vec::new() };
        for fault in &scenario.events {
            schedule.edges.push(fault.from);
            if fault.kind == FaultKind::Reload {
                schedule.reloads.push(fault.from);
            } else if let Some(placed) = place(scenario, fault) {
                schedule.edges.push(fault.from + fault.length);
                schedule.placed.push(placed);
            }
        }
        schedule.edges.sort_unstable();
        schedule.edges.dedup();
        schedule.reloads.sort_unstable();
        schedule
    }

    /// The first edge after `now`.
    pub(super) fn next_edge(&self, now: i64) -> Option<i64> {
        self.edges.get(self.edges.partition_point(|it| *it <= now)).copied()
    }

    /// Whether something begins or ends at `now`.
    pub(super) fn is_edge(&self, now: i64) -> bool {
        self.edges.binary_search(&now).is_ok()
    }

    /// Whether the process is reloaded at `now`.
    pub(super) fn reloads(&self, now: i64) -> bool {
        self.reloads.binary_search(&now).is_ok()
    }

    /// Sets the effects that hold from `now` on.
    pub(super) fn apply(&self, now: i64, backends: &mut [Backend]) {
        for server in backends.iter_mut().flat_map(|it| &mut it.servers) {
            server.effects = Effects::default();
        }
        for placed in &self.placed {
            if !(placed.fault.from..placed.fault.from + placed.fault.length).contains(&now) {
                continue;
            }
            for (idx, server) in backends[placed.backend].servers.iter_mut().enumerate() {
                if placed.server.is_none_or(|it| it == idx) {
                    server.effects.add(&placed.fault);
                }
            }
        }
    }
}

fn place(scenario: &Scenario, fault: &Fault) -> Option<Placed> {
    let (Target::Backend(name) | Target::Server { backend: name, .. }) = &fault.target;
    let backend = scenario.backends.iter().position(|it| it.name == *name)?;
    let server = match &fault.target {
        Target::Backend(_) => None,
        Target::Server { server, .. } => {
            Some(scenario.backends[backend].servers.iter().position(|it| it.name == *server)?)
        }
    };
    Some(Placed { fault: fault.clone(), backend, server })
}
