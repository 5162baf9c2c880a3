//! One server's health check: when it runs, what it finds, when the server turns. It must not know traffic.

use super::faults::Effects;
use crate::random::{Purpose, Random};
use crate::{CheckKind, OnError, Scenario};

/// How a check ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// 200 (L7OK), or a connection where only that is asked for (L4OK).
    Passed,
    /// 404 where that means "no new requests" (L7OKC).
    Conditional,
    /// Another status (L7STS), 404 or 503.
    WrongStatus(u16),
    /// Connection refused (L4CON).
    Refused,
    /// No connection in time (L4TOUT).
    Unconnected,
    /// No answer in time (L7TOUT).
    TimedOut,
    /// Too many failures of the traffic (HANA).
    Observed,
}

impl Outcome {
    fn passed(self) -> bool {
        matches!(self, Self::Passed | Self::Conditional)
    }
}

/// The check of one server, as check.c keeps it: `health` runs from 0 to `rise + fall - 1`, UP from `rise` on.
#[derive(Clone, Debug)]
pub(crate) struct Check {
    /// What is checked.
    pub(crate) kind: CheckKind,
    /// Failed checks until DOWN.
    pub(crate) fall: u32,
    /// Passed checks until UP.
    pub(crate) rise: u32,
    /// Where the server is between 0 (DOWN) and `rise + fall - 1` (UP).
    pub(crate) health: u32,
    /// How the last check ended; none since the process started.
    pub(crate) last: Option<Outcome>,
    /// Failed checks that were counted: those that found `health` above 0.
    pub(crate) failures: u64,
    /// Checks since the process started.
    pub(crate) runs: u64,
    /// How often the traffic has failed too often.
    pub(crate) analyses: u64,
    /// Whether the endpoint asks for no new requests.
    pub(crate) nolb: bool,
    /// `inter`, `fastinter`, `downinter`.
    inter: [i64; 3],
    /// How long a check waits for a connection, and for the answer.
    timeouts: (i64, i64),
    /// When after the start of the process the first check runs.
    phase: i64,
    /// When the next check starts.
    next: i64,
    separate_port: bool,
    disable_on_404: bool,
    /// The place in a flapping endpoint's round.
    beat: u32,
    random: Random,
}

/// When the first check of a server runs: start_checks in check.c spreads the servers, in the order of the configuration,
/// over the shortest interval. How long after its start HAProxy comes to that is chance.
fn phase(scenario: &Scenario, seed: u64, owner: usize, idx: usize) -> i64 {
    let checked = || scenario.backends.iter().filter(|it| it.check.kind != CheckKind::No);
    let shortest = checked().map(|it| it.check.inter).min().unwrap_or(0);
    let number: usize = checked().map(|it| it.servers.len()).sum();
    let before = scenario.backends[..owner].iter().filter(|it| it.check.kind != CheckKind::No);
    let place = before.map(|it| it.servers.len()).sum::<usize>() + idx;
    let shift = Random::new(seed, Purpose::Checks, usize::from(u16::MAX), 0).uniform();
    (shift * shortest as f64) as i64 + shortest * place as i64 / number.max(1) as i64
}

/// A server that turns UP, DOWN or NOLB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Turn {
    /// Milliseconds after the scenario's start.
    pub(super) time: i64,
    /// Whether it is UP now.
    pub(super) up: bool,
}

impl Check {
    /// Of server `idx` of backend `owner`, before its first run.
    pub(super) fn new(scenario: &Scenario, seed: u64, owner: usize, idx: usize) -> Self {
        let backend = &scenario.backends[owner];
        let random = Random::new(seed, Purpose::Checks, owner, idx);
        let set = backend.servers[idx].check.as_ref().unwrap_or(&backend.check);
        let connect = backend.timeout_connect.min(set.inter);
        let mut check = Self {
            kind: set.kind,
            fall: set.fall,
            rise: set.rise,
            health: 0,
            last: None,
            failures: 0,
            runs: 0,
            analyses: 0,
            nolb: false,
            inter: [set.inter, set.fastinter.unwrap_or(set.inter), set.downinter.unwrap_or(set.inter)],
            timeouts: (connect, set.timeout.unwrap_or(connect)),
            phase: phase(scenario, seed, owner, idx),
            next: 0,
            separate_port: set.separate_port,
            disable_on_404: set.disable_on_404,
            beat: 0,
            random,
        };
        check.reset(0);
        check
    }

    /// A new process at `time`: one failed check is DOWN, one passed check is full health.
    pub(super) fn reset(&mut self, time: i64) {
        self.health = self.rise;
        self.last = None;
        self.failures = 0;
        self.runs = 0;
        self.analyses = 0;
        self.nolb = false;
        self.next = time + self.phase;
    }

    /// Checks begin anew at `time` on a server that is taken for UP: after maintenance.
    pub(super) fn resume(&mut self, time: i64) {
        self.health = self.rise;
        self.nolb = false;
        self.next = time + 100;
    }

    /// `enable health` at `time`: the check's task kept its beat, and what was known of the server is known still.
    pub(super) fn enable(&mut self, time: i64) {
        let missed = (time - self.next).max(0) as u64;
        self.next += missed.div_ceil(self.inter[0].max(1) as u64) as i64 * self.inter[0];
    }

    /// Full health: no check has failed since the last that passed.
    pub(crate) fn full(&self) -> bool {
        self.health == self.rise + self.fall - 1
    }

    /// The code of the last answer; 0 where there was none.
    pub(crate) fn code(&self) -> Option<u64> {
        self.last.map(|it| match it {
            Outcome::Passed if self.kind == CheckKind::Http => 200,
            Outcome::Conditional => 404,
            Outcome::WrongStatus(code) => code.into(),
            _ => 0,
        })
    }

    /// How long the last check took, milliseconds.
    pub(crate) fn millis(&self) -> Option<i64> {
        self.last.map(|it| match it {
            Outcome::Unconnected | Outcome::TimedOut => self.wait(it),
            Outcome::Passed | Outcome::Conditional | Outcome::WrongStatus(_) => 1,
            Outcome::Refused | Outcome::Observed => 0,
        })
    }

    /// Runs all checks that end from `from` on and before `until`, during which `effects` holds; adds the turns.
    pub(super) fn run(&mut self, from: i64, until: i64, effects: &Effects, turns: &mut Vec<Turn>) {
        while self.next < until {
            let outcome = self.outcome(effects);
            if self.settled(outcome, effects) {
                let skipped = (until - 1 - self.next) / self.period() + 1;
                self.next += skipped * self.period();
                self.runs += skipped.unsigned_abs();
                self.last = Some(outcome);
                return;
            }
            let end = (self.next + self.wait(outcome)).max(from);
            if end >= until {
                return;
            }
            self.runs += 1;
            if let Some(up) = self.finish(outcome) {
                turns.push(Turn { time: end, up });
            }
            self.beat = self.beat.wrapping_add(1);
            self.next = end + self.period();
        }
    }

    /// Too many failures of the traffic at `time`; whether the server is UP now, if that changes.
    pub(super) fn observed(&mut self, action: OnError, time: i64) -> Option<bool> {
        self.analyses += 1;
        let turned = match action {
            OnError::FastInter => None,
            OnError::FailCheck => self.finish(Outcome::Observed),
            OnError::SuddenDeath => {
                self.health = self.health.min(self.rise + 1);
                self.finish(Outcome::Observed)
            }
            OnError::MarkDown => {
                self.health = self.health.min(self.rise);
                self.finish(Outcome::Observed)
            }
        };
        if self.inter[1] != self.inter[0] || action == OnError::FastInter {
            self.next = self.next.min(time + self.inter[1]);
        }
        turned
    }

    /// Whether all further checks end alike and change nothing.
    fn settled(&self, outcome: Outcome, effects: &Effects) -> bool {
        if effects.flapping > 0 {
            return false;
        }
        match outcome {
            Outcome::Passed => self.full() && !self.nolb && effects.checks_fail == 0.0,
            Outcome::Conditional => self.full() && self.nolb && effects.checks_fail == 0.0,
            Outcome::WrongStatus(_) => self.health == 0 && effects.checks_fail >= 1.0,
            Outcome::Refused => self.health == 0,
            // Its end decides into which span it falls.
            Outcome::Unconnected | Outcome::TimedOut | Outcome::Observed => false,
        }
    }

    fn outcome(&mut self, effects: &Effects) -> Outcome {
        if effects.killed || (effects.refuses && !self.separate_port) {
            return Outcome::Refused;
        }
        if effects.drops && !self.separate_port {
            return Outcome::Unconnected;
        }
        if self.kind == CheckKind::Tcp {
            return Outcome::Passed;
        }
        if effects.checks_hang {
            return Outcome::TimedOut;
        }
        let flaps = effects.flapping > 0 && self.beat % (effects.flapping + 3) < effects.flapping;
        let fails = match effects.checks_fail {
            share if share <= 0.0 => flaps,
            share if share >= 1.0 => true,
            share => self.random.uniform() < share || flaps,
        };
        match (fails, effects.checks_404) {
            (true, _) => Outcome::WrongStatus(503),
            (false, true) if self.disable_on_404 => Outcome::Conditional,
            (false, true) => Outcome::WrongStatus(404),
            (false, false) => Outcome::Passed,
        }
    }

    fn wait(&self, outcome: Outcome) -> i64 {
        match outcome {
            Outcome::Unconnected => self.timeouts.0,
            Outcome::TimedOut => self.timeouts.1,
            _ => 0,
        }
    }

    /// Milliseconds from the end of a check to the next one: srv_getinter in server.c.
    fn period(&self) -> i64 {
        match self.health {
            0 => self.inter[2],
            _ if self.full() => self.inter[0],
            _ => self.inter[1],
        }
    }

    /// Counts one check; the state that it leads to, if that is another.
    fn finish(&mut self, outcome: Outcome) -> Option<bool> {
        self.last = Some(outcome);
        let was = (self.health >= self.rise, self.nolb);
        if outcome.passed() {
            self.health += 1;
            if self.health >= self.rise {
                self.health = self.rise + self.fall - 1;
            }
            self.nolb = outcome == Outcome::Conditional;
        } else {
            // set_server_check_status in check.c: a failure counts only while there is health to lose.
            self.failures += u64::from(self.health > 0);
            self.health = if self.health > self.rise { self.health - 1 } else { 0 };
        }
        let up = self.health >= self.rise;
        ((up, self.nolb) != was).then_some(up)
    }
}
