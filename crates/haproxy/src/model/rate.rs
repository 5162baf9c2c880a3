//! The requests that are to be expected in a time span: shape and noise of the load. It must not know what happens to
//! them.

use crate::random::{Purpose, Random, scramble};
use crate::{Load, Point, Scenario, Shape};
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
    /// This process' part of it.
    share: f64,
    /// Of a curve: the integral up to each point.
    areas: Vec<f64>,
    epoch: i64,
    length: f64,
    noise_seed: u64,
}

impl Rate {
    /// Of frontend `idx`.
    pub(crate) fn new(scenario: &Scenario, seed: u64, idx: usize) -> Self {
        let mut random = Random::new(seed, Purpose::Noise, idx, 0);
        let load = scenario.frontends[idx].load.clone();
        Self {
            share: 1.0 / scenario.instances().count() as f64,
            areas: areas(&load.shape),
            load,
            epoch: scenario.start,
            length: scenario.length as f64,
            noise_seed: (random.uniform() * (1u64 << 53) as f64) as u64,
        }
    }

    /// Of frontend `idx` at all processes together.
    pub(crate) fn whole(scenario: &Scenario, idx: usize) -> Self {
        Self { share: 1.0, ..Self::new(scenario, scenario.seed, idx) }
    }

    /// Expected requests between `from` and `to`, in ms after the start.
    pub(crate) fn expected(&self, from: i64, to: i64) -> f64 {
        let (from, to) = (from as f64, to as f64);
        let span = to - from;
        let swing = self.load.swing;
        let millis = match &self.load.shape {
            Shape::Constant => span,
            // The integral of 1 + swing * (2 t / length - 1).
            Shape::Ramp => span * (1.0 + swing * ((from + to) / self.length - 1.0)),
            Shape::Daily => span + swing * self.wave(from, to),
            Shape::Weekly => {
                let weekend = self.weekends(to) - self.weekends(from);
                span + swing * (0.5 * self.wave(from, to) + 0.2 * span - 0.7 * weekend)
            }
            Shape::Curve(points) => self.area(points, to) - self.area(points, from),
            Shape::Spikes => {
                let inside = spiked(to) - spiked(from);
                (1.0 - swing) * span + swing * inside * (SPIKE_EVERY / SPIKE_LENGTH)
            }
        };
        let noise = 1.0 + self.load.noise * self.noise((from + to) / 2.0);
        (self.load.rate * self.share * millis / 1000.0 * noise).max(0.0)
    }

    /// The integral of the daily wave, as mean height times span: sin a - sin b = 2 cos((a + b) / 2) sin((a - b) / 2)
    /// keeps the small difference exact.
    fn wave(&self, from: f64, to: f64) -> f64 {
        let phase = self.epoch.rem_euclid(DAY as i64) as f64 - MORNING;
        let middle = TAU * (phase + (from + to) / 2.0) / DAY;
        let half = TAU * (to - from) / 2.0 / DAY;
        sin(middle) * 2.0 * sin(half) * (DAY / TAU)
    }

    /// Milliseconds of Saturdays and Sundays from a Monday long ago until `time`.
    fn weekends(&self, time: f64) -> f64 {
        // 1970-01-05 was a Monday.
        let since = self.epoch as f64 + time - 4.0 * DAY;
        let weeks = (since / (7.0 * DAY)).floor();
        weeks * 2.0 * DAY + (since - weeks * 7.0 * DAY - 5.0 * DAY).clamp(0.0, 2.0 * DAY)
    }

    /// The integral of a curve from the start to `time`.
    fn area(&self, points: &[Point], time: f64) -> f64 {
        let next = points.partition_point(|it| it.time as f64 <= time);
        let Some(before) = next.checked_sub(1).map(|idx| points[idx]) else {
            return points.first().map_or(0.0, |it| it.factor) * time;
        };
        let since = time - before.time as f64;
        let slope = points
            .get(next)
            .map_or(0.0, |after| (after.factor - before.factor) / (after.time - before.time).max(1) as f64);
        self.areas[next - 1] + since * (before.factor + slope * since / 2.0)
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

/// The integral of a curve up to each of its points.
fn areas(shape: &Shape) -> Vec<f64> {
    let Shape::Curve(points) = shape else { return Vec::new() };
    let mut sum = points.first().map_or(0.0, |it| it.factor * it.time as f64);
    let mut areas = vec![sum];
    for pair in points.windows(2) {
        sum += (pair[1].time - pair[0].time) as f64 * (pair[0].factor + pair[1].factor) / 2.0;
        areas.push(sum);
    }
    areas
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
    fn rate(shape: Shape, swing: f64, noise: f64) -> Rate {
        let areas = areas(&shape);
        let load = Load { rate: 10.0, shape, swing, noise, ..Load::default() };
        Rate { load, share: 1.0, areas, epoch: 0, length: DAY, noise_seed: 5 }
    }

    // Every shape keeps the mean, and the expectation of a span is the sum over its parts.
    #[test]
    fn mean_is_kept_and_spans_add_up() {
        for shape in [Shape::Constant, Shape::Ramp, Shape::Daily, Shape::Spikes] {
            let it = rate(shape.clone(), 0.7, 0.0);
            assert!((it.expected(0, DAY as i64) - 864_000.0).abs() < 1e-3, "{shape:?}");
            let parts = it.expected(1000, 400_000) + it.expected(400_000, 7_000_001);
            assert!((parts - it.expected(1000, 7_000_001)).abs() < 1e-6, "{shape:?}");
        }
    }

    // A week keeps the mean; its weekend is lower than its working days.
    #[test]
    fn weeks_have_weekends() {
        let it = rate(Shape::Weekly, 0.7, 0.0);
        let day = |number: i64| it.expected(number * DAY as i64, (number + 1) * DAY as i64);
        assert!((it.expected(0, 7 * DAY as i64) - 7.0 * 864_000.0).abs() < 1e-2);
        // 1970-01-01 was a Thursday.
        assert!((day(0) / 864_000.0 - 1.14).abs() < 1e-9 && (day(2) / 864_000.0 - 0.65).abs() < 1e-9);
        assert!((day(3) - day(2)).abs() < 1e-6 && (day(4) - day(0)).abs() < 1e-6);
    }

    #[test]
    fn curves_go_straight_from_point_to_point() {
        let at = |time, factor| Point { time, factor };
        let it = rate(Shape::Curve(vec![at(10_000, 1.0), at(20_000, 3.0), at(30_000, 0.0)]), 0.0, 0.0);
        for (from, to, requests) in [
            (0, 10_000, 100.0),
            (10_000, 20_000, 200.0),
            (20_000, 30_000, 150.0),
            (30_000, 90_000, 0.0),
            (15_000, 25_000, 237.5),
        ] {
            assert!((it.expected(from, to) - requests).abs() < 1e-9, "{from}..{to}");
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
