//! The highest of several equal draws, without drawing them. It must not know what they are.

use super::Random;
use libm::{exp, log, pow, sqrt};

impl Random {
    /// The highest of `draws` numbers from the Poisson distribution of `mean`: the first number whose cumulated
    /// probability to the power of `draws` reaches a uniform one.
    pub(crate) fn highest_poisson(&mut self, mean: f64, draws: f64) -> u64 {
        let uniform = self.uniform();
        if mean.is_nan() || mean <= 0.0 || draws < 1.0 {
            return 0;
        }
        let wanted = pow(uniform.max(1e-12), 1.0 / draws);
        if mean > 200.0 {
            return (mean + sqrt(mean) * normal_quantile(wanted) + 0.5).max(0.0) as u64;
        }
        let (mut probability, mut number) = (exp(-mean), 0.0);
        let mut sum = probability;
        while sum < wanted && number < 2000.0 {
            number += 1.0;
            probability *= mean / number;
            sum += probability;
        }
        number as u64
    }

    /// The highest of `draws` times of mean `mean` and relative deviation `spread`, log-normal.
    pub(crate) fn highest_time(&mut self, mean: f64, spread: f64, draws: f64) -> f64 {
        let uniform = self.uniform();
        if draws < 1.0 {
            return 0.0;
        }
        let variance = log(1.0 + spread * spread);
        let wanted = pow(uniform.max(1e-12), 1.0 / draws);
        mean * exp(sqrt(variance) * normal_quantile(wanted) - variance / 2.0)
    }
}

/// Where the normal distribution reaches `chance`, to 5e-4: formula 26.2.23 of Abramowitz and Stegun.
fn normal_quantile(chance: f64) -> f64 {
    let tail = chance.min(1.0 - chance).max(1e-300);
    let t = sqrt(-2.0 * log(tail));
    let top = 2.515_517 + t * (0.802_853 + t * 0.010_328);
    let bottom = 1.0 + t * (1.432_788 + t * (0.189_269 + t * 0.001_308));
    let z = t - top / bottom;
    if chance < 0.5 { -z } else { z }
}
