//! The requests that are to be expected in a time span: shape and noise of the load. It must not know what happens to
//! them.

use crate::random::{Purpose, Random, scramble};
use crate::{Load, Scenario, Shape};
use core::f64::consts::TAU;
use libm::sin;

const DAY: f64 = 86_400_000.0;
/// The wave's mean is passed upwards at 08:00 UTC.
const MORNING: f64 = 8.0 * 3_600_000.0;
const SPIKE_EVERY: f64 = 600_000.0;
const SPIKE_FROM: f64 = 300_000.0;
const SPIKE_LENGTH: f64 = 60_000.0;
const NOISE_EVERY: f64 = 60_000.0;

/// The expected requests of one frontend.
#[derive(Clone, Debug)]
pub(crate) struct Rate {
    load: Load,
    epoch: i64,
    length: f64,
    noise_seed: u64,
}

impl Rate {
    /// Of frontend `idx`.
    pub(crate) fn new(scenario: &Scenario, idx: usize) -> Self {
        let mut random = Random::new(scenario.seed, Purpose::Noise, idx, 0);
        Self {
            load: scenario.frontends[idx].load,
            epoch: scenario.start,
            length: scenario.length as f64,
            noise_seed: (random.uniform() * (1u64 << 53) as f64) as u64,
        }
    }

    /// Expected requests between `from` and `to`, in ms after the start.
    pub(crate) fn expected(&self, from: i64, to: i64) -> f64 {
        let (from, to) = (from as f64, to as f64);
        let span = to - from;
        let swing = self.load.swing;
        let millis = match self.load.shape {
            Shape::Constant => span,
            // The integral of 1 + swing * (2 t / length - 1).
            Shape::Ramp => span * (1.0 + swing * ((from + to) / self.length - 1.0)),
            Shape::Daily => span + swing * self.wave(from, to),
            Shape::Spikes => {
                let inside = spiked(to) - spiked(from);
                (1.0 - swing) * span + swing * inside * (SPIKE_EVERY / SPIKE_LENGTH)
            }
        };
        let noise = 1.0 + self.load.noise * self.noise((from + to) / 2.0);
        (self.load.rate * millis / 1000.0 * noise).max(0.0)
    }

    /// The integral of the daily wave, as mean height times span: sin a - sin b = 2 cos((a + b) / 2) sin((a - b) / 2)
    /// keeps the small difference exact.
    fn wave(&self, from: f64, to: f64) -> f64 {
        let phase = self.epoch.rem_euclid(DAY as i64) as f64 - MORNING;
        let middle = TAU * (phase + (from + to) / 2.0) / DAY;
        let half = TAU * (to - from) / 2.0 / DAY;
        sin(middle) * 2.0 * sin(half) * (DAY / TAU)
    }

    /// A polygon through random heights in -1..1, one a minute.
    fn noise(&self, time: f64) -> f64 {
        let knot = (time / NOISE_EVERY).floor();
        let share = time / NOISE_EVERY - knot;
        self.height(knot) * (1.0 - share) + self.height(knot + 1.0) * share
    }

    fn height(&self, knot: f64) -> f64 {
        let bits = scramble(self.noise_seed ^ scramble(knot as i64 as u64));
        (bits >> 11) as f64 / (1u64 << 52) as f64 - 1.0
    }
}

/// Milliseconds inside spikes from 0 to `time`.
fn spiked(time: f64) -> f64 {
    let periods = (time / SPIKE_EVERY).floor();
    let inside = (time - periods * SPIKE_EVERY - SPIKE_FROM).clamp(0.0, SPIKE_LENGTH);
    periods * SPIKE_LENGTH + inside
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Mix;

    fn rate(shape: Shape, swing: f64, noise: f64) -> Rate {
        let mix = Mix { ok: 1.0, redirect: 0.0, client_error: 0.0, server_error: 0.0 };
        let load = Load { rate: 10.0, shape, swing, noise, mix };
        Rate { load, epoch: 0, length: DAY, noise_seed: 5 }
    }

    // Every shape keeps the mean, and the expectation of a span is the sum over its parts.
    #[test]
    fn mean_is_kept_and_spans_add_up() {
        for shape in [Shape::Constant, Shape::Ramp, Shape::Daily, Shape::Spikes] {
            let it = rate(shape, 0.7, 0.0);
            assert!((it.expected(0, DAY as i64) - 864_000.0).abs() < 1e-3, "{shape:?}");
            let parts = it.expected(1000, 400_000) + it.expected(400_000, 7_000_001);
            assert!((parts - it.expected(1000, 7_000_001)).abs() < 1e-6, "{shape:?}");
        }
    }

    #[test]
    fn heights_are_as_documented() {
        let second = |it: &Rate, at: i64| it.expected(at, at + 1000);
        let hour = 3_600_000;
        let daily = rate(Shape::Daily, 0.5, 0.0);
        assert!((second(&daily, 14 * hour) - 15.0).abs() < 0.01);
        assert!((second(&daily, 2 * hour) - 5.0).abs() < 0.01);
        let spikes = rate(Shape::Spikes, 0.5, 0.0);
        assert!((second(&spikes, 300_000) - 55.0).abs() < 1e-9);
        assert!((second(&spikes, 0) - 5.0).abs() < 1e-9);
    }

    #[test]
    fn noise_stays_within_its_share() {
        let it = rate(Shape::Constant, 0.0, 0.3);
        let values: Vec<_> = (0..1000).map(|idx| it.expected(idx * 15_000, idx * 15_000 + 15_000)).collect();
        assert!(values.iter().all(|it| (105.0..=195.0).contains(it)));
        assert!(values.iter().any(|it| (it - 150.0).abs() > 20.0));
    }
}
