//! A frontend: where requests come in and answers go out. It must not know how a backend serves them.

use super::counters::{CLIENT_ERRORS, FrontendCount, Gauges};
use super::lane::{Lane, PATIENCE_MILLIS};
use super::rate::Rate;
use crate::random::{Purpose, Random};
use crate::{Fault, FaultKind, Scenario, Target};

/// Bytes of a 403.
const DENIED_BYTES: f64 = 192.0;

/// However many surges come together.
const MOST_SURGE: f64 = 1000.0;

/// A frontend and its counters.
#[derive(Clone, Debug)]
pub(crate) struct Frontend {
    /// Its place among the frontends.
    pub(crate) idx: usize,
    /// Its name.
    pub(crate) name: String,
    /// Whether `mode tcp`.
    pub(crate) tcp: bool,
    /// Whether its socket is counted for itself.
    pub(crate) socket_stats: bool,
    /// Connections that it may have.
    pub(crate) maxconn: u64,
    /// Since the process started.
    pub(crate) count: FrontendCount,
    /// As of the last scrape.
    pub(crate) gauges: Gauges,
    /// The expected requests.
    pub(super) rate: Rate,
    /// Whether requests come in even distances; what is left of whole requests then, by where they come from.
    pub(super) even: bool,
    carry: [f64; 6],
    denied: f64,
    aborts: f64,
    request_bytes: f64,
    flood: Flood,
    /// Whether it may come near its limit in this step.
    pub(super) strained: bool,
    /// Connections that wait unaccepted, and how many left in the step before.
    backlog: u64,
    left: u64,
    /// Requests that came in vain since the scenario began: to a process that is dead, or beyond what the kernel keeps.
    pub(super) vain: u64,
    /// Draws how many requests arrive from scrape to scrape: untouched by faults, so that editing a fault leaves the
    /// load as it was.
    pub(super) arrivals: Random,
    /// Draws when within a scrape they arrive and where they go.
    pub(super) division: Random,
    /// Draws what comes beyond the load.
    extra: Random,
}

/// What faults add to the load.
#[derive(Clone, Copy, Debug)]
struct Flood {
    /// How many times the load there is.
    surge: f64,
    /// A scanner's requests, denied requests, refused connections, a second.
    scanner: f64,
    denied: f64,
    rejected: f64,
    /// Share of the clients that leave, and after how many milliseconds.
    leaving: f64,
    patience: i64,
}

const NO_FLOOD: Flood =
    Flood { surge: 1.0, scanner: 0.0, denied: 0.0, rejected: 0.0, leaving: 0.0, patience: PATIENCE_MILLIS };

/// What a frontend hands to its backends.
pub(super) struct Passed {
    /// Requests of its own load.
    pub(super) usual: u64,
    /// A scanner's.
    pub(super) scanned: u64,
}

impl Frontend {
    /// Frontend `idx` of a valid scenario, at its start.
    pub(super) fn new(scenario: &Scenario, seed: u64, idx: usize) -> Self {
        let frontend = &scenario.frontends[idx];
        Self {
            idx,
            name: frontend.name.clone(),
            tcp: frontend.mode == crate::Mode::Tcp,
            socket_stats: frontend.socket_stats,
            maxconn: frontend.maxconn.into(),
            count: FrontendCount::default(),
            gauges: Gauges::default(),
            rate: Rate::new(scenario, seed, idx),
            even: frontend.load.even,
            carry: [0.5; 6],
            denied: frontend.load.denied,
            aborts: frontend.load.aborts,
            request_bytes: frontend.load.request_bytes.trunc(),
            flood: NO_FLOOD,
            strained: false,
            backlog: 0,
            left: 0,
            vain: 0,
            arrivals: Random::new(seed, Purpose::Arrivals, idx, 0),
            division: Random::new(seed, Purpose::Routes, idx, 0),
            extra: Random::new(seed, Purpose::Extra, idx, 0),
        }
    }

    /// The faults that hold from `now` on.
    pub(super) fn change(&mut self, faults: &[Fault], now: i64) {
        self.flood = NO_FLOOD;
        for it in faults.iter().filter(|it| it.holds(now)) {
            if !matches!(&it.target, Target::Frontend(name) if *name == self.name) {
                continue;
            }
            let (amount, flood) = (it.amount(), &mut self.flood);
            match it.kind {
                FaultKind::Surge => {
                    flood.surge = (flood.surge * (1.0 + it.strength * (amount - 1.0))).min(MOST_SURGE);
                }
                FaultKind::Scanner => flood.scanner += amount * it.strength,
                FaultKind::DeniedRequests => flood.denied += amount * it.strength,
                FaultKind::DeniedConnections => flood.rejected += amount * it.strength,
                FaultKind::ClientAborts => {
                    flood.leaving = 1.0 - (1.0 - flood.leaving) * (1.0 - it.strength);
                    flood.patience = flood.patience.min(amount as i64);
                }
                _ => {}
            }
        }
    }

    /// Tells a lane of it how its clients are.
    pub(super) fn brief(&self, lane: &mut Lane) {
        lane.aborts = 1.0 - (1.0 - self.aborts) * (1.0 - self.flood.leaving);
        lane.patience = self.flood.patience;
    }

    /// Takes in `arrived` requests of its own load, and what floods bring of `millis` ms, while `here` are in it.
    pub(super) fn take(&mut self, arrived: u64, expected: f64, millis: i64, here: u64) -> Passed {
        let seconds = millis as f64 / 1000.0;
        let mut usual = arrived;
        if self.flood.surge > 1.0 {
            usual += self.draw(0, expected * (self.flood.surge - 1.0));
        } else if self.flood.surge < 1.0 {
            usual = self.thin(usual, self.flood.surge);
        }
        usual += std::mem::take(&mut self.backlog);
        let limit = if self.strained { self.maxconn + self.left } else { u64::MAX };
        let room = limit.saturating_sub(here);
        if usual > room {
            // The kernel keeps as many; whoever comes then, comes in vain.
            self.backlog = (usual - room).min(self.maxconn);
            self.vain += usual - room - self.backlog;
            usual = room;
        }
        let scanned = self.draw(1, self.flood.scanner * seconds);
        let ruled = self.division.binomial(usual, self.denied);
        let denied = ruled + self.draw(2, self.flood.denied * seconds);
        self.count.rejected += self.draw(3, self.flood.rejected * seconds);
        self.count.requests += usual - ruled + denied + scanned;
        self.count.bytes.requests += denied as f64 * self.request_bytes;
        self.count.denied += denied;
        self.count.responses[CLIENT_ERRORS] += denied;
        self.count.bytes.own += denied as f64 * DENIED_BYTES;
        Passed { usual: usual - ruled, scanned }
    }

    /// How many of its own load come where `expected` are to be expected.
    pub(super) fn arrive(&mut self, expected: f64) -> u64 {
        if self.even { self.whole(4, expected) } else { self.arrivals.poisson(expected) }
    }

    /// How many come of flood `which`.
    fn draw(&mut self, which: usize, expected: f64) -> u64 {
        if self.even { self.whole(which, expected) } else { self.extra.poisson(expected) }
    }

    /// A share of `number`.
    fn thin(&mut self, number: u64, share: f64) -> u64 {
        if self.even {
            self.whole(5, number as f64 * share).min(number)
        } else {
            self.extra.binomial(number, share)
        }
    }

    /// The whole ones among `expected`; what is left adds to the next.
    fn whole(&mut self, which: usize, expected: f64) -> u64 {
        let all = self.carry[which] + expected;
        self.carry[which] = all - all.floor();
        all as u64
    }

    /// Collects what ended in a lane of it.
    pub(super) fn collect(&mut self, lane: &mut Lane) {
        let done = std::mem::take(&mut lane.done);
        for (sum, it) in self.count.responses.iter_mut().zip(done) {
            *sum += it;
            self.left += it;
        }
    }

    /// A new step begins: what leaves is counted anew.
    pub(super) fn begin_step(&mut self) {
        self.left = 0;
    }

    /// Requests a millisecond that the flood makes of one.
    pub(super) fn surge(&self) -> f64 {
        self.flood.surge
    }

    /// A new process: nothing counted. Who waited at one that was `killed` has waited in vain.
    pub(super) fn reset(&mut self, killed: bool) {
        self.vain += if killed { self.backlog } else { 0 };
        self.count = FrontendCount::default();
        self.gauges = Gauges::default();
        (self.backlog, self.left) = (0, 0);
    }
}
