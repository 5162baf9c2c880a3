//! How many of independent trials succeed. It must not know what they are.

use super::Random;
use libm::{lgamma, log, log1p};

/// Rejection ends within a few rounds; the bound is there so that nothing can hang.
const MOST_ROUNDS: u32 = 1000;

impl Random {
    /// A number from the binomial distribution of `trials` and `chance` (taken into 0..=1; NaN is 0).
    ///
    /// With fewer than 10 expected by the gaps between successes (Devroye 1986, X.4.3), else by the transformed
    /// rejection BTRS (Hörmann 1993, "The generation of binomial random variates"); both are exact.
    pub(crate) fn binomial(&mut self, trials: u64, chance: f64) -> u64 {
        if trials == 0 || chance.is_nan() || chance <= 0.0 {
            return 0;
        }
        if chance >= 1.0 {
            return trials;
        }
        if chance > 0.5 {
            return trials - self.binomial(trials, 1.0 - chance);
        }
        if trials as f64 * chance < 10.0 { self.gaps(trials, chance) } else { self.accepted(trials, chance) }
    }

    /// Jumps from success to success: the gaps are geometric.
    fn gaps(&mut self, trials: u64, chance: f64) -> u64 {
        let log_miss = log1p(-chance);
        let mut position = 0.0;
        let mut successes = 0;
        loop {
            position += (log(1.0 - self.uniform()) / log_miss).floor() + 1.0;
            if position > trials as f64 {
                return successes;
            }
            successes += 1;
        }
    }

    fn accepted(&mut self, trials: u64, chance: f64) -> u64 {
        let n = trials as f64;
        let deviation = (n * chance * (1.0 - chance)).sqrt();
        let b = 1.15 + 2.53 * deviation;
        let a = -0.0873 + 0.0248 * b + 0.01 * chance;
        let centre = n * chance + 0.5;
        let squeeze = 0.92 - 4.2 / b;
        for _ in 0..MOST_ROUNDS {
            let u = self.uniform() - 0.5;
            let v = self.uniform();
            let edge = 0.5 - u.abs();
            let successes = ((2.0 * a / edge + b) * u + centre).floor();
            if !(0.0..=n).contains(&successes) {
                continue;
            }
            if edge >= 0.07 && v <= squeeze {
                return successes as u64;
            }
            let mode = ((n + 1.0) * chance).floor();
            let alpha = (2.83 + 5.1 / b) * deviation;
            let density = lgamma(mode + 1.0) + lgamma(n - mode + 1.0)
                - lgamma(successes + 1.0)
                - lgamma(n - successes + 1.0)
                + (successes - mode) * log(chance / (1.0 - chance));
            if log(v * alpha / (a / (edge * edge) + b)) <= density {
                return successes as u64;
            }
        }
        (n * chance) as u64
    }
}
