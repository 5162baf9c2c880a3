//! What requests came to as their clients see it: how many ended, and how many of those badly. It must not move any
//! counter or draw any chance: a picture is the same whether anybody asks or not.

use super::backend::Backend;
use super::counters::SERVER_ERRORS;
use libm::{exp, log, sqrt};

/// From which time on an answer is slow, milliseconds, unless it takes longer as a rule.
const SLOW_MILLIS: f64 = 1000.0;

/// As many times the usual service time are slow in any case.
const SLOW_TIMES: f64 = 10.0;

/// The harm done in a backend since the scenario began; processes that are gone are in it.
#[derive(Clone, Debug, Default)]
pub(super) struct Harm {
    /// Whether anybody asks.
    pub(super) asked: bool,
    /// From which time on an answer is slow, milliseconds.
    limit: f64,
    /// Good answers that were slow, expected.
    slow: f64,
    /// What ended in processes that are gone: all, and the bad ones but for the slow.
    before: [f64; 2],
    /// Requests that had waited too long when they were served and are not answered yet, by server and lane.
    late: Vec<f64>,
    /// The share of the answers of each server that is slow.
    shares: Vec<f64>,
}

/// The share of answers that take at least `limit`, where they last `mean` with the relative deviation `spread`,
/// log-normal.
fn tail(mean: f64, spread: f64, limit: f64) -> f64 {
    let variance = log(1.0 + spread * spread);
    if mean <= 0.0 || variance <= 0.0 {
        return f64::from(mean >= limit);
    }
    upper((log(limit / mean) + variance / 2.0) / sqrt(variance))
}

/// The share of the normal distribution above `z`, to 1e-7: formula 26.2.17 of Abramowitz and Stegun.
fn upper(z: f64) -> f64 {
    if z > 8.0 {
        // So few that they are none.
        return 0.0;
    }
    let t = 1.0 / (1.0 + 0.231_641_9 * z.abs());
    let sum = t
        * (0.319_381_53
            + t * (-0.356_563_782 + t * (1.781_477_937 + t * (-1.821_255_978 + t * 1.330_274_429))));
    let share = 0.398_942_280_4 * exp(-z * z / 2.0) * sum;
    if z < 0.0 { 1.0 - share } else { share }
}

impl Backend {
    /// From now on somebody asks.
    pub(super) fn watch(&mut self) {
        self.harm = Harm {
            asked: true,
            limit: SLOW_MILLIS.max(SLOW_TIMES * self.rules.service.millis),
            late: vec![0.0; self.done.len()],
            shares: vec![0.0; self.servers.len()],
            ..Harm::default()
        };
        (0..self.servers.len()).for_each(|idx| self.weigh_slowness(idx));
    }

    /// How many of the answers of server `idx` are slow from now on.
    pub(super) fn weigh_slowness(&mut self, idx: usize) {
        let Some(share) = self.harm.shares.get_mut(idx) else { return };
        let usual = self.rules.service;
        let server = &self.servers[idx];
        let base = usual.millis * (1.0 + server.effects.load);
        // Those that would take too long are no answers at all.
        let cut = |mean: f64| if mean >= self.rules.timeout_server as f64 { 0.0 } else { mean };
        let of = |mean: f64| tail(cut(mean), usual.spread, self.harm.limit);
        let (part, more) = server.effects.slow;
        *share = (1.0 - part) * of(base) + part * of(base + more);
    }

    /// `number` requests of `lane` are served at server `idx` after `waited` ms.
    pub(super) fn late(&mut self, idx: usize, lane: usize, number: u64, waited: i64) {
        let is_late = waited as f64 + self.servers[idx].service >= self.harm.limit;
        if let Some(it) = self.harm.late.get_mut(idx * self.lanes.len() + lane).filter(|_| is_late) {
            *it += number as f64;
        }
    }

    /// Of `number` requests of `lane` that server `idx` has answered, `good` did not fail: how many of these were slow.
    pub(super) fn judge_slowness(&mut self, idx: usize, lane: usize, number: u64, good: u64) {
        let Some(share) = self.harm.shares.get(idx).copied() else { return };
        let late = &mut self.harm.late[idx * self.lanes.len() + lane];
        if share + *late <= 0.0 {
            return;
        }
        // Those that came late are spread evenly over those that are there.
        let there = number + self.servers[idx].flying[lane];
        let answered = *late * (number as f64 / there as f64);
        *late = (*late - answered).max(0.0);
        let waited = (answered / number as f64).min(1.0);
        self.harm.slow += good as f64 * (share + (1.0 - share) * waited);
    }

    /// The process ends, and what is in it either is served by nobody any more or where nobody looks.
    pub(super) fn give_up(&mut self, killed: bool) {
        if !self.harm.asked {
            return;
        }
        let here = self.sessions() as f64;
        let [all, bad] = self.counted();
        self.harm.before = [all + here, bad + if killed { here } else { 0.0 }];
        self.harm.late.fill(0.0);
    }

    /// All requests that ended, and those of them that failed: 5xx, HAProxy's own among them, and bodies cut short.
    fn counted(&self) -> [f64; 2] {
        let [all, bad] = self.harm.before;
        let failed = self.count.responses[SERVER_ERRORS] + self.count.server_aborts;
        [all + self.count.responses.iter().sum::<u64>() as f64, bad + failed as f64]
    }

    /// All requests that ended so far, and the bad ones.
    pub(super) fn ended(&self) -> [f64; 2] {
        let [all, bad] = self.counted();
        [all, bad + self.harm.slow]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // Half of a log-normal distribution lies above its median, which is below its mean.
    #[test]
    fn tails_are_those_of_the_distribution() {
        let median = 100.0 / sqrt(1.0 + 0.25);
        assert!((tail(100.0, 0.5, median) - 0.5).abs() < 1e-7);
        // One standard deviation of the logarithm above: 15.865 5 %.
        let above = median * exp(sqrt(log(1.25)));
        assert!((tail(100.0, 0.5, above) - 0.158_655_253_9).abs() < 1e-7);
        assert_eq!((tail(100.0, 0.0, 100.0), tail(99.0, 0.0, 100.0), tail(0.0, 0.5, 100.0)), (1.0, 0.0, 0.0));
    }
}
