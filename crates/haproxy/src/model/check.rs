//! One server's health check: when it runs, what it finds, when the server turns. It must not know traffic.

use super::faults::Effects;
use crate::Scenario;
use crate::random::{Purpose, Random};

/// How a check ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// 200.
    Passed,
    /// 503 (L7STS).
    WrongStatus,
    /// Connection refused (L4CON).
    Refused,
    /// Nothing came back (L4TOUT).
    TimedOut,
}

/// The check of one server, as check.c keeps it: `health` runs from 0 to `rise + fall - 1`, UP from `rise` on.
#[derive(Clone, Debug)]
pub(crate) struct Check {
    /// Failed checks until DOWN.
    pub(crate) fall: u32,
    /// Passed checks until UP.
    rise: u32,
    /// Where the server is between 0 (DOWN) and `rise + fall - 1` (UP).
    health: u32,
    /// How the last check ended; none since the process started.
    pub(crate) last: Option<Outcome>,
    /// Failed checks that were counted: those that found `health` above 0.
    pub(crate) failures: u64,
    inter: i64,
    /// How long a check waits for the answer.
    timeout: i64,
    /// When after the start of the process the first check runs.
    phase: i64,
    /// When the next check starts.
    next: i64,
    separate_port: bool,
    random: Random,
}

/// A server that turns UP or DOWN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Turn {
    /// Milliseconds after the scenario's start.
    pub(super) time: i64,
    /// Its new state.
    pub(super) up: bool,
}

impl Check {
    /// Of server `idx` of backend `owner`, before its first run.
    pub(super) fn new(scenario: &Scenario, owner: usize, idx: usize) -> Self {
        let backend = &scenario.backends[owner];
        let mut random = Random::new(scenario.seed, Purpose::Checks, owner, idx);
        // HAProxy spreads the first checks of all servers over the interval.
        let phase = (random.uniform() * backend.check.inter as f64) as i64;
        let mut check = Self {
            fall: backend.check.fall,
            rise: backend.check.rise,
            health: 0,
            last: None,
            failures: 0,
            inter: backend.check.inter,
            timeout: backend.timeout_connect.min(backend.check.inter),
            phase,
            next: 0,
            separate_port: backend.check.separate_port,
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
        self.next = time + self.phase;
    }

    /// Full health: no check has failed since the last that passed.
    pub(crate) fn full(&self) -> bool {
        self.health == self.rise + self.fall - 1
    }

    /// The code of the last answer; 0 where there was none.
    pub(crate) fn code(&self) -> Option<u64> {
        self.last.map(|it| match it {
            Outcome::Passed => 200,
            Outcome::WrongStatus => 503,
            Outcome::Refused | Outcome::TimedOut => 0,
        })
    }

    /// How long the last check took, milliseconds.
    pub(crate) fn millis(&self) -> Option<i64> {
        self.last.map(|it| match it {
            Outcome::TimedOut => self.timeout,
            Outcome::Passed | Outcome::WrongStatus => 1,
            Outcome::Refused => 0,
        })
    }

    /// Runs all checks that end from `from` on and before `until`, during which `effects` holds; adds the turns.
    pub(super) fn run(&mut self, from: i64, until: i64, effects: &Effects, turns: &mut Vec<Turn>) {
        while self.next < until {
            let outcome = self.outcome(effects);
            if self.settled(outcome, effects) {
                let skipped = (until - 1 - self.next) / self.period(outcome) + 1;
                self.next += skipped * self.period(outcome);
                self.last = Some(outcome);
                return;
            }
            let end = (self.next + self.wait(outcome)).max(from);
            if end >= until {
                return;
            }
            if let Some(up) = self.finish(outcome) {
                turns.push(Turn { time: end, up });
            }
            self.next = end + self.inter;
        }
    }

    /// Whether all further checks end alike and change nothing.
    fn settled(&self, outcome: Outcome, effects: &Effects) -> bool {
        match outcome {
            Outcome::Passed => self.full() && effects.checks_fail == 0.0,
            Outcome::WrongStatus => self.health == 0 && effects.checks_fail >= 1.0,
            Outcome::Refused => self.health == 0,
            // Its end decides into which span it falls.
            Outcome::TimedOut => false,
        }
    }

    fn outcome(&mut self, effects: &Effects) -> Outcome {
        if effects.killed || (effects.refuses && !self.separate_port) {
            return Outcome::Refused;
        }
        if effects.drops && !self.separate_port {
            return Outcome::TimedOut;
        }
        let fails = match effects.checks_fail {
            share if share <= 0.0 => false,
            share if share >= 1.0 => true,
            share => self.random.uniform() < share,
        };
        if fails { Outcome::WrongStatus } else { Outcome::Passed }
    }

    fn wait(&self, outcome: Outcome) -> i64 {
        if outcome == Outcome::TimedOut { self.timeout } else { 0 }
    }

    fn period(&self, outcome: Outcome) -> i64 {
        self.inter + self.wait(outcome)
    }

    /// Counts one check; the state that it leads to, if that is another.
    fn finish(&mut self, outcome: Outcome) -> Option<bool> {
        self.last = Some(outcome);
        let was_up = self.health >= self.rise;
        if outcome == Outcome::Passed {
            self.health += 1;
            if self.health >= self.rise {
                self.health = self.rise + self.fall - 1;
            }
        } else {
            // set_server_check_status in check.c: a failure counts only while there is health to lose.
            self.failures += u64::from(self.health > 0);
            self.health = if self.health > self.rise { self.health - 1 } else { 0 };
        }
        let up = self.health >= self.rise;
        (up != was_up).then_some(up)
    }
}
