//! How many of independent rare events happen. It must not know what they are.

use super::Random;
use libm::exp;

impl Random {
    /// A number from the Poisson distribution of `mean` (0 where that is not positive).
    ///
    /// Below 10 exactly, by counting in products of uniforms (Knuth, TAOCP 3.4.1); above from the normal distribution with
    /// the skewness of this one (Cornish and Fisher 1938).
    pub(crate) fn poisson(&mut self, mean: f64) -> u64 {
        if mean.is_nan() || mean <= 0.0 {
            return 0;
        }
        if mean < 10.0 { self.counted(mean) } else { self.spread_out(mean) }
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

    /// As a binomial number of many trials.
    fn spread_out(&mut self, mean: f64) -> u64 {
        let z = self.normal();
        (mean + mean.sqrt() * z + (z * z - 1.0) / 6.0 + 0.5) as u64
    }
}
