//! How many of independent trials succeed. It must not know what they are.

use super::Random;
use libm::{exp, lgamma, log, log1p};

/// Rejection ends within a few rounds; the bound is there so that nothing can hang.
const MOST_ROUNDS: u32 = 1000;

/// Up to so many steps from the mode a product is quicker than logarithms.
const NEAR: f64 = 64.0;

/// A chance with what drawing needs of it, for those that are used again and again.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Coin {
    /// The chance or its complement, whichever is smaller.
    small: f64,
    /// The logarithm of the complement of `small`.
    log_miss: f64,
    /// Whether `small` is the complement.
    flipped: bool,
}

impl Coin {
    /// Of `chance` (taken into 0..=1; NaN is 0).
    pub(crate) fn new(chance: f64) -> Self {
        let chance = if chance.is_nan() { 0.0 } else { chance.clamp(0.0, 1.0) };
        let small = chance.min(1.0 - chance);
        Self { small, log_miss: log1p(-small), flipped: chance > 0.5 }
    }
}

impl Random {
    /// A number from the binomial distribution of `trials` and `chance` (taken into 0..=1; NaN is 0).
    ///
    /// With fewer than 10 expected by inversion (BINV of Kachitvichyanukul and Schmeiser 1988), else by the transformed
    /// rejection BTRS (Hörmann 1993, "The generation of binomial random variates"); both are exact.
    pub(crate) fn binomial(&mut self, trials: u64, chance: f64) -> u64 {
        if trials == 0 || chance.is_nan() || chance <= 0.0 {
            return 0;
        }
        if chance >= 1.0 {
            return trials;
        }
        self.toss(trials, &Coin::new(chance))
    }

    /// As [`Random::binomial`].
    pub(crate) fn toss(&mut self, trials: u64, coin: &Coin) -> u64 {
        let hits = if trials == 0 || coin.small <= 0.0 {
            0
        } else if trials as f64 * coin.small < 10.0 {
            self.inverted(trials, coin)
        } else {
            self.accepted(trials, coin.small)
        };
        if coin.flipped { trials - hits } else { hits }
    }

    /// One uniform, compared with the sums of the probabilities of 0, 1, 2, ... successes.
    fn inverted(&mut self, trials: u64, coin: &Coin) -> u64 {
        let (n, chance) = (trials as f64, coin.small);
        let mut left = self.uniform();
        // Most draws of rare things end here: the probability of none is at least 1 - n * chance.
        if left < 1.0 - n * chance {
            return 0;
        }
        // At least 0.5 to the 20th, for chance is at most a half and n * chance below 10.
        let mut probability = exp(n * coin.log_miss);
        left -= probability;
        let ratio = chance / (1.0 - chance);
        let mut successes = 0.0;
        while left >= 0.0 && successes < n {
            probability *= (n - successes) / (successes + 1.0) * ratio;
            successes += 1.0;
            left -= probability;
            // The sum may end a rounding short of 1.
            if probability < 1e-18 && successes > n * chance {
                break;
            }
        }
        successes as u64
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
            let successes = (2.0 * a / edge + b) * u + centre;
            // Above 0 a cut is the floor, without a call.
            let successes = if successes >= 0.0 { successes as i64 as f64 } else { -1.0 };
            if !(0.0..=n).contains(&successes) {
                continue;
            }
            if edge >= 0.07 && v <= squeeze {
                return successes as u64;
            }
            let alpha = (2.83 + 5.1 / b) * deviation;
            if v * alpha / (a / (edge * edge) + b) <= relative(successes, n, chance) {
                return successes as u64;
            }
        }
        (n * chance) as u64
    }
}

/// The probability of `successes` over that of the most probable number.
fn relative(successes: f64, n: f64, chance: f64) -> f64 {
    let mode = ((n + 1.0) * chance).floor();
    let odds = chance / (1.0 - chance);
    if (successes - mode).abs() > NEAR {
        let log_factorials = lgamma(mode + 1.0) + lgamma(n - mode + 1.0)
            - lgamma(successes + 1.0)
            - lgamma(n - successes + 1.0);
        return exp(log_factorials + (successes - mode) * log(odds));
    }
    // From one number to the next the probability changes by this factor: quicker than four logarithms of factorials.
    let mut product = 1.0;
    let mut number = mode.min(successes);
    while number < mode.max(successes) {
        number += 1.0;
        product *= (n + 1.0 - number) / number * odds;
    }
    if successes < mode { 1.0 / product } else { product }
}
