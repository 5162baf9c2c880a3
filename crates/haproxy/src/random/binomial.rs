//! How many of independent trials succeed. It must not know what they are.

use super::Random;
use libm::{exp, log1p};

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

/// So many probabilities are remembered, a power of two.
const MISSES: usize = 64;

/// Probabilities that a coin misses every time, for coins and numbers of trials that come again and again.
#[derive(Clone, Debug, Default)]
pub(super) struct Misses(Vec<(f64, f64, f64)>);

impl Misses {
    /// That probability, for a whole number of trials `n`.
    fn of(&mut self, n: f64, log_miss: f64) -> f64 {
        self.0.resize(MISSES, Default::default());
        let place = (n as usize) ^ (log_miss.to_bits() >> 40) as usize;
        let known = &mut self.0[place % MISSES];
        if (known.0, known.1) != (n, log_miss) {
            *known = (n, log_miss, exp(n * log_miss));
        }
        known.2
    }
}

impl Random {
    /// A number from the binomial distribution of `trials` and `chance` (taken into 0..=1; NaN is 0).
    ///
    /// With fewer than 10 expected exactly, by inversion (BINV of Kachitvichyanukul and Schmeiser 1988); else from the normal
    /// distribution with the skewness of this one (Cornish and Fisher 1938).
    pub(crate) fn binomial(&mut self, trials: u64, chance: f64) -> u64 {
        if trials == 0 || chance.is_nan() || chance <= 0.0 {
            return 0;
        }
        if chance >= 1.0 {
            return trials;
        }
        if trials as f64 * chance.min(1.0 - chance) < 10.0 {
            return self.toss(trials, &Coin::new(chance));
        }
        self.spread(trials, chance)
    }

    /// As [`Random::binomial`].
    pub(crate) fn toss(&mut self, trials: u64, coin: &Coin) -> u64 {
        let hits = if trials == 0 || coin.small <= 0.0 {
            0
        } else if trials as f64 * coin.small < 10.0 {
            self.inverted(trials, coin)
        } else {
            self.spread(trials, coin.small)
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
        let mut probability = self.1.of(n, coin.log_miss);
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

    /// Of many: the quantile of a normal number, bent as far as the distribution is skewed.
    fn spread(&mut self, trials: u64, chance: f64) -> u64 {
        let n = trials as f64;
        let mean = n * chance;
        let z = self.normal();
        let number = mean + (mean * (1.0 - chance)).sqrt() * z + (1.0 - 2.0 * chance) * (z * z - 1.0) / 6.0;
        // A cut is the floor above 0, and 0 below.
        (number + 0.5).min(n) as u64
    }
}
