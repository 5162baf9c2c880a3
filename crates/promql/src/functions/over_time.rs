//! Statistics of a window's values (promql/functions.go, `*OverTime`). They must not know how a window moves.

use crate::Semantics;
use crate::aggregations::quantile as quantile_of;
use crate::eval::{Given, Window};
use crate::kahan::{Kahan, mean};

pub(super) fn avg(window: &Window<'_>, _: &mut Given) -> Option<f64> {
    if window.semantics == Semantics::V2 {
        return Some(plain_avg(window.values));
    }
    Some(mean(window.values))
}

/// Before Prometheus 2.55: incremental from the first value on.
fn plain_avg(values: &[f64]) -> f64 {
    let (mut mean, mut count) = (Kahan::default(), 0.0);
    for value in values {
        count += 1.0;
        // An infinite mean stays what it is, unless the other infinity or a NaN comes.
        let stays = value.is_finite() || (value.is_infinite() && (*value > 0.0) == (mean.sum > 0.0));
        if !mean.sum.is_infinite() || !stays {
            mean = mean.add(value / count - mean.sum / count);
        }
    }
    mean.total()
}

pub(super) fn sum(window: &Window<'_>, _: &mut Given) -> Option<f64> {
    Some(window.values.iter().fold(Kahan::default(), |sum, it| sum.add(*it)).total())
}

pub(super) fn count(window: &Window<'_>, _: &mut Given) -> Option<f64> {
    Some(window.values.len() as f64)
}

pub(super) fn present(_: &Window<'_>, _: &mut Given) -> Option<f64> {
    Some(1.0)
}

pub(super) fn first(window: &Window<'_>, _: &mut Given) -> Option<f64> {
    window.values.first().copied()
}

pub(super) fn last(window: &Window<'_>, _: &mut Given) -> Option<f64> {
    window.values.last().copied()
}

/// The value that beats all before it; a NaN gives way to everything (`compareOverTime`). With its time.
fn best(window: &Window<'_>, beats: fn(f64, f64) -> bool) -> Option<(f64, i64)> {
    let mut samples = window.values.iter().copied().zip(window.times.iter().copied());
    let first = samples.next()?;
    Some(samples.fold(first, |best, it| if beats(it.0, best.0) || best.0.is_nan() { it } else { best }))
}

pub(super) fn max(window: &Window<'_>, _: &mut Given) -> Option<f64> {
    best(window, |it, max| it > max).map(|it| it.0)
}

pub(super) fn min(window: &Window<'_>, _: &mut Given) -> Option<f64> {
    best(window, |it, min| it < min).map(|it| it.0)
}

fn seconds(millis: i64) -> f64 {
    millis as f64 / 1000.0
}

pub(super) fn time_of_max(window: &Window<'_>, _: &mut Given) -> Option<f64> {
    best(window, |it, max| it >= max).map(|it| seconds(it.1))
}

pub(super) fn time_of_min(window: &Window<'_>, _: &mut Given) -> Option<f64> {
    best(window, |it, min| it <= min).map(|it| seconds(it.1))
}

pub(super) fn time_of_first(window: &Window<'_>, _: &mut Given) -> Option<f64> {
    window.times.first().copied().map(seconds)
}

pub(super) fn time_of_last(window: &Window<'_>, _: &mut Given) -> Option<f64> {
    window.times.last().copied().map(seconds)
}

pub(super) fn changes(window: &Window<'_>, _: &mut Given) -> Option<f64> {
    let differ = |pair: &&[f64]| pair[0] != pair[1] && !(pair[0].is_nan() && pair[1].is_nan());
    Some(window.values.windows(2).filter(differ).count() as f64)
}

pub(super) fn resets(window: &Window<'_>, _: &mut Given) -> Option<f64> {
    Some(window.before_resets.len() as f64)
}

pub(super) fn stdvar(window: &Window<'_>, _: &mut Given) -> Option<f64> {
    let (mut count, mut mean, mut squares) = (0.0, Kahan::default(), Kahan::default());
    for value in window.values {
        count += 1.0;
        let delta = value - (mean.sum + mean.lost);
        mean = mean.add(delta / count);
        squares = squares.add(delta * (value - (mean.sum + mean.lost)));
    }
    Some((squares.sum + squares.lost) / count)
}

pub(super) fn stddev(window: &Window<'_>, given: &mut Given) -> Option<f64> {
    stdvar(window, given).map(f64::sqrt)
}

pub(super) fn quantile(window: &Window<'_>, given: &mut Given) -> Option<f64> {
    let rank = given.scalars[0];
    given.note_quantile(rank);
    given.scratch.clear();
    given.scratch.extend_from_slice(window.values);
    Some(quantile_of(rank, &mut given.scratch))
}

/// The median of the distances from the median.
pub(super) fn mad(window: &Window<'_>, given: &mut Given) -> Option<f64> {
    given.scratch.clear();
    given.scratch.extend_from_slice(window.values);
    let median = quantile_of(0.5, &mut given.scratch);
    given.scratch.iter_mut().for_each(|it| *it = (*it - median).abs());
    Some(quantile_of(0.5, &mut given.scratch))
}
