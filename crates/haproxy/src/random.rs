//! Chance: reproducible streams of bits and the samplers on them, the same natively and in wasm. It must not know
//! what is drawn.

mod binomial;
mod peak;
mod poisson;

pub(crate) use binomial::Coin;

use binomial::Misses;
use rand_core::Rng;
use rand_pcg::Pcg32;

/// One stream. Streams of different purposes are independent, so that what happens in one does not shift another.
#[derive(Clone, Debug)]
pub(crate) struct Random(Pcg32, Misses);

/// What a stream is for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Purpose {
    /// How many requests arrive at a frontend.
    Arrivals = 1,
    /// How a frontend's requests are divided, over time and over backends.
    Routes,
    /// The slow movement of a frontend's rate.
    Noise,
    /// How a backend's requests are divided and answered.
    Answers,
    /// A server's share of a hashed backend.
    Affinity,
    /// When a server is checked, and the outcome where it is uncertain.
    Checks,
    /// What a scrape sees at its instant only.
    Gauges,
    /// Requests beyond a frontend's own load.
    Extra,
    /// High-water marks between scrapes, of backends and servers, then of frontends.
    Peaks,
    /// See [`Purpose::Peaks`].
    FrontPeaks,
    /// Which scrapes come late or are lost.
    Scrapes,
    /// When within a scrape sessions came.
    Rates,
}

impl Random {
    /// The stream of object `idx` (within `owner`) for `purpose`.
    pub(crate) fn new(seed: u64, purpose: Purpose, owner: usize, idx: usize) -> Self {
        let key = ((purpose as u64) << 48) | ((owner as u64) << 24) | idx as u64;
        Self(Pcg32::new(scramble(seed ^ scramble(key)), scramble(key)), Misses::default())
    }

    /// Uniform in [0, 1) with 53 bits.
    pub(crate) fn uniform(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 * (1.0 / (1u64 << 53) as f64)
    }

    /// From the normal distribution, very nearly: 128 coins and a uniform number that fills the gaps between their sums.
    fn normal(&mut self) -> f64 {
        let heads = self.0.next_u64().count_ones() + self.0.next_u64().count_ones();
        // The variance of the coins is 32, of the uniform number a twelfth.
        (f64::from(heads) - 64.5 + self.uniform()) * 0.176_547_1
    }

    /// `total` divided over `weights` (not negative), each unit by itself (multinomial).
    pub(crate) fn divide(&mut self, total: u64, weights: &[f64]) -> Vec<u64> {
        let mut parts = vec![0; weights.len()];
        self.divide_into(&mut parts, total, weights);
        parts
    }

    /// As [`Random::divide`], into `parts`.
    pub(crate) fn divide_into(&mut self, parts: &mut [u64], total: u64, weights: &[f64]) {
        let mut rest = weights.iter().sum::<f64>();
        let mut left = total;
        let last = weights.iter().rposition(|it| *it > 0.0);
        for (idx, (part, weight)) in parts.iter_mut().zip(weights).enumerate() {
            // The last takes what is left: sums of floats leave a crumb.
            *part = if Some(idx) == last { left } else { self.binomial(left, weight / rest) };
            left -= *part;
            rest -= weight;
        }
    }
}

/// The finaliser of SplitMix64 (Steele, Lea, Flood 2014): near seeds give far states.
pub(crate) fn scramble(seed: u64) -> u64 {
    let mut bits = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Mean and variance of `draws` samples.
    fn moments(draws: u32, mut sample: impl FnMut() -> u64) -> (f64, f64) {
        let samples: Vec<_> = (0..draws).map(|_| sample() as f64).collect();
        let mean = samples.iter().sum::<f64>() / f64::from(draws);
        let variance = samples.iter().map(|it| (it - mean) * (it - mean)).sum::<f64>() / f64::from(draws);
        (mean, variance)
    }

    // Both samplers have the mean and the variance of their distribution, on both sides of the change of method.
    #[test]
    fn moments_are_right() {
        let mut random = Random::new(7, Purpose::Gauges, 0, 0);
        for mean in [0.1, 3.0, 9.9, 10.1, 50.0, 4000.0, 1.5e6] {
            let (m, v) = moments(20_000, || random.poisson(mean));
            assert!((m - mean).abs() < 5.0 * (mean / 20_000.0).sqrt(), "poisson {mean}: {m}");
            assert!((v / mean - 1.0).abs() < 0.08, "poisson {mean}: variance {v}");
        }
        for (n, p) in [(5, 0.5), (100, 0.05), (100, 0.4), (1000, 0.9), (1_000_000, 0.3), (40, 0.97)] {
            let mean = n as f64 * p;
            let (m, v) = moments(20_000, || random.binomial(n, p));
            let variance = mean * (1.0 - p);
            assert!((m - mean).abs() < 5.0 * (variance / 20_000.0).sqrt(), "binomial {n} {p}: {m}");
            assert!((v / variance - 1.0).abs() < 0.08, "binomial {n} {p}: variance {v}");
        }
    }

    #[test]
    fn edges_need_no_luck() {
        let mut random = Random::new(1, Purpose::Gauges, 0, 0);
        assert_eq!((random.poisson(0.0), random.poisson(-1.0), random.poisson(f64::NAN)), (0, 0, 0));
        assert_eq!((random.binomial(9, 0.0), random.binomial(9, 1.0), random.binomial(0, 0.5)), (0, 9, 0));
        assert_eq!(random.binomial(9, f64::NAN), 0);
        assert_eq!(random.divide(10, &[0.0, 2.0, 0.0]), [0, 10, 0]);
        assert_eq!(random.divide(1000, &[1.0, 1.0, 1.0]).iter().sum::<u64>(), 1000);
    }
}
