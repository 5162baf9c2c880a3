//! Rates and differences over a window (`extrapolatedRate` and `instantValue`, promql/functions.go). They must not
//! know how a window moves.

use crate::Semantics;
use crate::eval::{Given, Window};

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

fn extrapolated(window: &Window<'_>, is_counter: bool, per_second: bool) -> Option<f64> {
    let (&[first, .., last], &[first_time, .., last_time]) = (window.values, window.times) else {
        return None;
    };
    let mut result = last - first;
    if is_counter {
        result = window.before_resets.iter().fold(result, |sum, before| sum + before);
    }
    let seconds = |millis: i64| millis as f64 / 1000.0;
    let sampled = seconds(last_time - first_time);
    let average = sampled / (window.values.len() - 1) as f64;
    let threshold = average * THRESHOLD;
    // A counter does not fall below zero: it cannot be older than where its slope meets zero.
    let to_zero = (is_counter && result > 0.0 && first >= 0.0).then(|| sampled * (first / result));
    let to_start = seconds(first_time - window.start);
    let to_start = match window.semantics {
        Semantics::V3 => {
            let to_start = if to_start >= threshold { average / 2.0 } else { to_start };
            to_zero.filter(|it| *it < to_start).unwrap_or(to_start)
        }
        // Before 2.51 (prometheus#13725) zero was considered first.
        Semantics::V2 => {
            let to_start = to_zero.filter(|it| *it < to_start).unwrap_or(to_start);
            if to_start < threshold { to_start } else { average / 2.0 }
        }
    };
    let to_end = seconds(window.end - last_time);
    let to_end = if to_end >= threshold { average / 2.0 } else { to_end };
    let factor = (sampled + to_start + to_end) / sampled;
    let factor = if per_second { factor / seconds(window.end - window.start) } else { factor };
    Some(result * factor)
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
