//! Statistics of a window's values (promql/functions.go, `*OverTime`). They must not know how a window moves.

use crate::eval::Window;
use crate::kahan::{Kahan, Running};

pub(super) fn avg(window: &Window<'_>, _: &[f64]) -> Option<f64> {
    let mut mean = Running::default();
    window.values.iter().for_each(|it| mean.add_to_mean(*it));
    Some(mean.mean())
}

pub(super) fn sum(window: &Window<'_>, _: &[f64]) -> Option<f64> {
    Some(window.values.iter().fold(Kahan::default(), |sum, it| sum.add(*it)).total())
}

pub(super) fn count(window: &Window<'_>, _: &[f64]) -> Option<f64> {
    Some(window.values.len() as f64)
}

pub(super) fn present(_: &Window<'_>, _: &[f64]) -> Option<f64> {
    Some(1.0)
}

pub(super) fn first(window: &Window<'_>, _: &[f64]) -> Option<f64> {
    window.values.first().copied()
}

pub(super) fn last(window: &Window<'_>, _: &[f64]) -> Option<f64> {
    window.values.last().copied()
}

pub(super) fn max(window: &Window<'_>, _: &[f64]) -> Option<f64> {
    window.values.iter().copied().reduce(|max, it| if it > max || max.is_nan() { it } else { max })
}

pub(super) fn min(window: &Window<'_>, _: &[f64]) -> Option<f64> {
    window.values.iter().copied().reduce(|min, it| if it < min || min.is_nan() { it } else { min })
}

pub(super) fn changes(window: &Window<'_>, _: &[f64]) -> Option<f64> {
    let differ = |pair: &&[f64]| pair[0] != pair[1] && !(pair[0].is_nan() && pair[1].is_nan());
    Some(window.values.windows(2).filter(differ).count() as f64)
}

pub(super) fn resets(window: &Window<'_>, _: &[f64]) -> Option<f64> {
    Some(window.before_resets.len() as f64)
}

pub(super) fn stdvar(window: &Window<'_>, _: &[f64]) -> Option<f64> {
    let (mut count, mut mean, mut squares) = (0.0, Kahan::default(), Kahan::default());
    for value in window.values {
        count += 1.0;
        let delta = value - (mean.sum + mean.lost);
        mean = mean.add(delta / count);
        squares = squares.add(delta * (value - (mean.sum + mean.lost)));
    }
    Some((squares.sum + squares.lost) / count)
}

pub(super) fn stddev(window: &Window<'_>, args: &[f64]) -> Option<f64> {
    stdvar(window, args).map(f64::sqrt)
}

/// Interpolated between the two values around the rank (`quantile`, promql/quantile.go).
pub(super) fn quantile(window: &Window<'_>, args: &[f64]) -> Option<f64> {
    let quantile = *args.first()?;
    if quantile.is_nan() {
        return Some(f64::NAN);
    }
    if quantile < 0.0 {
        return Some(f64::NEG_INFINITY);
    }
    if quantile > 1.0 {
        return Some(f64::INFINITY);
    }
    let mut values = window.values.to_vec();
    // NaN counts as the smallest value.
    values.sort_by(|a, b| a.is_nan().cmp(&b.is_nan()).reverse().then(a.total_cmp(b)));
    let top = values.len() as f64 - 1.0;
    let rank = quantile * top;
    let lower = rank.floor().clamp(0.0, top);
    let upper = (lower + 1.0).min(top);
    let weight = rank - rank.floor();
    Some(values[lower as usize] * (1.0 - weight) + values[upper as usize] * weight)
}
