//! Rates and differences over a window (`extrapolatedRate` and `instantValue`, promql/functions.go). They must not
//! know how a window moves.

use crate::Semantics;
use crate::eval::{Given, Shape, Window};

/// Beyond this many average distances to a window's end, the series is taken to start or end inside the window.
const THRESHOLD: f64 = 1.1;

pub(super) fn rate(window: &Window<'_>, _: &mut Given) -> Option<f64> {
    extrapolated(window, true, true)
}

pub(super) fn increase(window: &Window<'_>, _: &mut Given) -> Option<f64> {
    extrapolated(window, true, false)
}

pub(super) fn delta(window: &Window<'_>, _: &mut Given) -> Option<f64> {
    extrapolated(window, false, false)
}

#[inline(always)]
fn extrapolated(window: &Window<'_>, is_counter: bool, per_second: bool) -> Option<f64> {
    let (&[first, .., last], &[first_time, .., last_time]) = (window.values, window.times) else {
        return None;
    };
    let mut result = last - first;
    if is_counter {
        result = window.before_resets.iter().fold(result, |sum, before| sum + before);
    }
    let count = window.values.len();
    let (before, sampled, behind) =
        (first_time - window.start, last_time - first_time, window.end - last_time);
    let below_zero = is_counter && result > 0.0 && first >= 0.0;
    let known = window.shape.get();
    let alike = (known.before ^ before) | (known.sampled ^ sampled) | (known.behind ^ behind);
    if alike == 0 && known.count == count && (!below_zero || first >= result * known.limit) {
        return Some(result * known.factor);
    }
    let shape = Shape { before, sampled, behind, count, factor: 0.0, limit: 0.0 };
    let below_zero = below_zero.then(|| first / result);
    Some(result * factor(window, shape, below_zero, per_second))
}

/// What the difference of a window of this shape is to be multiplied by; `of_gain` is the first value as a share of a
/// counter's gain, where both are positive. It is kept where it is the same for all windows of the shape.
#[inline(never)]
fn factor(window: &Window<'_>, mut shape: Shape, of_gain: Option<f64>, per_second: bool) -> f64 {
    let seconds = |millis: i64| millis as f64 / 1000.0;
    let (before, sampled, behind) = (seconds(shape.before), seconds(shape.sampled), seconds(shape.behind));
    let average = sampled / (shape.count - 1) as f64;
    let threshold = average * THRESHOLD;
    let within = |it: f64| if it >= threshold { average / 2.0 } else { it };
    // Before 2.51 (prometheus#13725) zero was considered first.
    let candidate = if window.semantics == Semantics::V3 { within(before) } else { before };
    // A counter does not fall below zero: it cannot be older than where its slope meets zero.
    let to_zero = of_gain.map(|it| sampled * it).filter(|it| *it < candidate);
    let to_start = to_zero.unwrap_or(candidate);
    let to_start = if window.semantics == Semantics::V3 { to_start } else { within(to_start) };
    let factor = (sampled + to_start + within(behind)) / sampled;
    let factor = if per_second { factor / seconds(window.end - window.start) } else { factor };
    if to_zero.is_none() {
        // Zero does not matter above this: a margin makes sure of what rounding might decide.
        (shape.factor, shape.limit) = (factor, candidate / sampled * (1.0 + 1e-9));
        window.shape.set(shape);
    }
    factor
}

pub(super) fn irate(window: &Window<'_>, _: &mut Given) -> Option<f64> {
    let (&[.., before, last], &[.., time_before, time]) = (window.values, window.times) else { return None };
    // A counter that fell started anew from zero.
    let gain = if last < before { last } else { last - before };
    let seconds = (time - time_before) as f64 / 1000.0;
    (seconds != 0.0).then_some(gain / seconds)
}

pub(super) fn idelta(window: &Window<'_>, _: &mut Given) -> Option<f64> {
    let &[.., before, last] = window.values else { return None };
    Some(last - before)
}
