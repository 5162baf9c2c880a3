//! Trends of a window: regression lines and exponential smoothing (promql/functions.go). They must not know how a window
//! moves.

use crate::Error;
use crate::eval::{Given, Window};
use crate::kahan::Kahan;

/// Slope per second and value at `time` of the line with the least squares (`linearRegression`).
fn line(window: &Window<'_>, time: i64) -> Option<(f64, f64)> {
    let (&[first, _, ..], values) = (window.values, window.values) else { return None };
    if values.iter().all(|it| *it == first) {
        return Some(if first.is_infinite() { (f64::NAN, f64::NAN) } else { (0.0, first) });
    }
    let mut sums = [Kahan::default(); 4];
    for (at, value) in window.times.iter().zip(values) {
        let x = at.saturating_sub(time) as f64 / 1e3;
        for (sum, more) in sums.iter_mut().zip([x, *value, x * value, x * x]) {
            *sum = sum.add(more);
        }
    }
    let [x, y, xy, xx] = sums.map(|it| it.sum + it.lost);
    let count = values.len() as f64;
    let slope = (xy - x * y / count) / (xx - x * x / count);
    Some((slope, y / count - slope * x / count))
}

pub(super) fn deriv(window: &Window<'_>, _: &mut Given) -> Option<f64> {
    // Any instant near the samples keeps the sums small.
    line(window, *window.times.first()?).map(|it| it.0)
}

pub(super) fn predict_linear(window: &Window<'_>, given: &mut Given) -> Option<f64> {
    let (slope, value) = line(window, given.time)?;
    Some(slope * given.scalars[0] + value)
}

/// Holt's linear smoothing; `holt_winters` before Prometheus 3 (`funcDoubleExponentialSmoothing`).
pub(super) fn smoothing(window: &Window<'_>, given: &mut Given) -> Option<f64> {
    let [smoothing, trend, ..] = given.scalars;
    for (factor, name, sign) in [(smoothing, "smoothing", "sf"), (trend, "trend", "tf")] {
        if factor <= 0.0 || factor >= 1.0 {
            let got =
                if factor.is_infinite() { series::format_float(factor) } else { format!("{factor:.6}") };
            let message = format!("invalid {name} factor. Expected: 0 < {sign} < 1, got: {got}");
            given.refusal.get_or_insert_with(|| Error::execution(message));
            return None;
        }
    }
    let &[first, second, ..] = window.values else { return None };
    let (mut before, mut level, mut slope) = (0.0, first, second - first);
    for (idx, value) in window.values.iter().enumerate().skip(1) {
        if idx > 1 {
            slope = trend * (level - before) + (1.0 - trend) * slope;
        }
        let next = smoothing * value + (1.0 - smoothing) * (level + slope);
        (before, level) = (level, next);
    }
    Some(level)
}
