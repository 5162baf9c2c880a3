//! Time to x and value to y, and back: the axes as arithmetic. It must not know what is drawn.

use crate::chart::{Frame, Span};

/// The time axis: CSS pixels from the chart's left edge.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TimeMap {
    /// What is in view.
    pub window: Span,
    /// x of the window's start.
    pub left: f64,
    /// x of the window's end.
    pub right: f64,
}

impl TimeMap {
    /// x of an instant; outside the window it lies outside `left` to `right`.
    pub fn x(&self, time: i64) -> f64 {
        let length = self.length();
        self.left + (time.saturating_sub(self.window.from)) as f64 / length * (self.right - self.left)
    }

    /// The instant at x.
    pub fn time(&self, x: f64) -> i64 {
        let share = (x - self.left) / (self.right - self.left).max(1.0);
        self.window.from.saturating_add((share * self.length()) as i64)
    }

    /// The part of `span` that is in view, as x from and to; nothing if none is.
    pub fn clip(&self, span: Span) -> Option<(f64, f64)> {
        let from = span.from.max(self.window.from);
        let to = span.to.min(self.window.to);
        (from < to).then(|| (self.x(from), self.x(to)))
    }

    /// Milliseconds that `pixels` stand for.
    pub fn millis(&self, pixels: f64) -> i64 {
        (pixels / (self.right - self.left).max(1.0) * self.length()) as i64
    }

    fn length(&self) -> f64 {
        (self.window.to.saturating_sub(self.window.from)).max(1) as f64
    }
}

/// The value axis: CSS pixels from the chart's upper edge.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ValueMap {
    /// The value at the bottom.
    pub low: f64,
    /// The value at the top.
    pub high: f64,
    /// y of `high`.
    pub top: f64,
    /// y of `low`.
    pub bottom: f64,
    /// Whether equal distances are equal ratios; `low` is above nought then.
    pub log: bool,
}

impl ValueMap {
    /// y of a value; what lies outside the axis, infinities too, lies on its edge.
    pub fn y(&self, value: f64) -> f64 {
        let share = if self.log {
            // What has no logarithm lies at the bottom.
            if value > 0.0 { libm::log2(value / self.low) / self.octaves() } else { 0.0 * value }
        } else {
            (value - self.low) / self.span()
        };
        if share.is_nan() {
            self.bottom
        } else {
            self.bottom - between(share, 0.0, 1.0) * (self.bottom - self.top)
        }
    }

    /// The value at y.
    pub fn value(&self, y: f64) -> f64 {
        let share = (self.bottom - y) / (self.bottom - self.top).max(1.0);
        if self.log {
            return self.low * libm::exp2(share * self.octaves());
        }
        self.low + share * self.span()
    }

    /// Whether `value` is on the axis.
    pub fn holds(&self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }

    fn octaves(&self) -> f64 {
        let octaves = libm::log2(self.high / self.low);
        if octaves > 0.0 && octaves.is_finite() { octaves } else { 1.0 }
    }

    fn span(&self) -> f64 {
        let span = self.high - self.low;
        if span > 0.0 && span.is_finite() { span } else { 1.0 }
    }
}

/// The evaluation nearest to `time`, within the scenario.
pub fn snap(frame: &Frame, time: i64) -> i64 {
    let step = frame.step.max(1);
    let from_first = time.min(frame.range.to).max(frame.range.from).saturating_sub(frame.first);
    let count = from_first.saturating_add(step / 2).div_euclid(step).max(0);
    let snapped = frame.first.saturating_add(count.saturating_mul(step));
    if snapped > frame.range.to { snapped - step } else { snapped }
}

/// `value`, or the bound that it is beyond; bounds in the wrong order give the lower one. The standard library's
/// own panics for those, and brings the formatting of floats into the page with its message.
pub fn between(value: f64, low: f64, high: f64) -> f64 {
    if value > low { if value < high { value } else { high.max(low) } } else { low }
}

/// `value` rounded to a multiple of `resolution`, which must be positive to have an effect.
pub fn round_to(value: f64, resolution: f64) -> f64 {
    if resolution > 0.0 && value.is_finite() {
        (value / resolution + 0.5).floor() * resolution
    } else {
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame() -> Frame {
        let range = Span { from: 0, to: 3_600_000 };
        Frame { window: range, range, step: 15_000, first: 5000, high: 10.0, ..Frame::default() }
    }

    #[test]
    fn time_and_x_are_inverse() {
        let map = TimeMap { window: Span { from: 1000, to: 9000 }, left: 60.0, right: 460.0 };
        assert!((map.x(5000) - 260.0).abs() < 1e-9);
        assert_eq!(map.time(260.0), 5000);
        assert_eq!(map.clip(Span { from: 0, to: 2000 }), Some((60.0, 110.0)));
        assert_eq!(map.clip(Span { from: 9000, to: 9500 }), None);
    }

    #[test]
    fn values_stay_on_the_axis() {
        let map = ValueMap { low: 0.0, high: 20.0, top: 50.0, bottom: 250.0, log: false };
        assert!((map.y(5.0) - 200.0).abs() < 1e-9);
        assert!((map.y(f64::INFINITY) - 50.0).abs() < 1e-9);
        assert!((map.y(-3.0) - 250.0).abs() < 1e-9);
        assert!((map.value(200.0) - 5.0).abs() < 1e-9);
        let flat = ValueMap { low: 1.0, high: 1.0, top: 0.0, bottom: 10.0, log: false };
        assert!(flat.y(1.0).is_finite());
    }

    #[test]
    fn a_logarithmic_axis_has_equal_decades() {
        let map = ValueMap { low: 0.01, high: 100.0, top: 0.0, bottom: 200.0, log: true };
        for (value, y) in [(0.01, 200.0), (0.1, 150.0), (1.0, 100.0), (100.0, 0.0)] {
            assert!((map.y(value) - y).abs() < 1e-9, "{value}");
            assert!((map.value(y) / value - 1.0).abs() < 1e-9, "{y}");
        }
        // What no logarithm reaches lies on the edge.
        for (value, y) in [(0.0, 200.0), (-5.0, 200.0), (f64::INFINITY, 0.0), (f64::NAN, 200.0)] {
            assert!((map.y(value) - y).abs() < 1e-9, "{value}");
        }
        let flat = ValueMap { low: 1.0, high: 1.0, top: 0.0, bottom: 10.0, log: true };
        assert!(flat.y(1.0).is_finite() && flat.value(5.0).is_finite());
    }

    #[test]
    fn cursors_snap_to_evaluations_of_the_scenario() {
        let frame = frame();
        assert_eq!(snap(&frame, 0), 5000);
        assert_eq!(snap(&frame, 13_000), 20_000);
        assert_eq!(snap(&frame, i64::MAX), 3_590_000);
        assert_eq!(snap(&frame, i64::MIN), 5000);
    }

    #[test]
    fn bounds_hold_in_any_order() {
        let all = [(-1.0, 0.0, 2.0), (1.0, 0.0, 2.0), (3.0, 0.0, 2.0), (3.0, 2.0, 0.0), (f64::NAN, 0.0, 2.0)];
        assert_eq!(all.map(|(value, low, high)| between(value, low, high)), [0.0, 1.0, 2.0, 2.0, 0.0]);
    }

    #[test]
    fn drags_round_to_their_resolution() {
        assert!((round_to(5.26, 0.1) - 5.3).abs() < 1e-9);
        assert!((round_to(5.26, 0.0) - 5.26).abs() < 1e-9);
    }
}
