//! How many of independent rare events happen. It must not know what they are.

use super::Random;
use libm::{exp, lgamma, log};

/// Rejection ends within a few rounds; the bound is there so that nothing can hang.
const MOST_ROUNDS: u32 = 1000;

impl Random {
    /// A number from the Poisson distribution of `mean` (0 where that is not positive).
    ///
    /// Below 10 by counting in products of uniforms (Knuth, TAOCP 3.4.1), above by the transformed rejection PTRS
    /// (Hörmann 1993, "The transformed rejection method for generating Poisson random variables"), which is exact.
    pub(crate) fn poisson(&mut self, mean: f64) -> u64 {
        if mean.is_nan() || mean <= 0.0 {
            return 0;
        }
        if mean < 10.0 { self.counted(mean) } else { self.rejected(mean) }
    }

    fn counted(&mut self, mean: f64) -> u64 {
        let limit = exp(-mean);
        let mut product = self.uniform();
        let mut events = 0;
        while product > limit {
            product *= self.uniform();
            events += 1;
        }
        events
    }

    fn rejected(&mut self, mean: f64) -> u64 {
        let b = 0.931 + 2.53 * mean.sqrt();
        let a = -0.059 + 0.02483 * b;
        let inverse_alpha = 1.1239 + 1.1328 / (b - 3.4);
        let squeeze = 0.9277 - 3.6224 / (b - 2.0);
        for _ in 0..MOST_ROUNDS {
            let u = self.uniform() - 0.5;
            let v = self.uniform();
            let edge = 0.5 - u.abs();
            let events = (2.0 * a / edge + b) * u + mean + 0.43;
            // Above 0 a cut is the floor, without a call.
            let events = if events >= 0.0 { events as i64 as f64 } else { -1.0 };
            if events < 0.0 || (edge < 0.013 && v > edge) {
                continue;
            }
            if edge >= 0.07 && v <= squeeze {
                return events as u64;
            }
            let density = events * log(mean) - mean - lgamma(events + 1.0);
            if log(v * inverse_alpha / (a / (edge * edge) + b)) <= density {
                return events as u64;
            }
        }
        mean as u64
    }
}
