//! The aggregations that make one value of a group's values (`aggregation`, promql/engine.go). They must not know
//! labels.

pub(crate) mod heap;
pub(crate) mod ratio;

use crate::Semantics;
use crate::kahan::{Kahan, Running};
use crate::plan::Aggregation;
use series::is_stale;

type Take = fn(&mut [Running], &[f64]);
type Outcome = fn(&Running) -> f64;

/// How the values of a group become one. Series are taken one after the other, all steps at once.
#[derive(Clone, Copy)]
pub(crate) struct Fold {
    /// Takes one more series: a state and a value a step, the values without a sample left out.
    pub(crate) take: Take,
    /// The outcome of a state that has seen a value.
    pub(crate) value: Outcome,
}

impl Fold {
    /// That of `op`; none for those that do not make one value of a group's.
    pub(crate) fn of(op: Aggregation, semantics: Semantics) -> Option<Self> {
        let (take, value): (Take, Outcome) = match (op, semantics) {
            (Aggregation::Sum, Semantics::V3) => (sum, |it| it.state.sum + it.state.lost),
            (Aggregation::Sum, Semantics::V2) => (plain_sum, outcome),
            (Aggregation::Avg, Semantics::V3) => (avg, Running::mean),
            (Aggregation::Avg, Semantics::V2) => (plain_avg, outcome),
            (Aggregation::Min, _) => (min, outcome),
            (Aggregation::Max, _) => (max, outcome),
            (Aggregation::Count, _) => (count, |it| it.count),
            (Aggregation::Group, _) => (count, |_| 1.0),
            (Aggregation::Stddev, Semantics::V3) => (deviation, |it| (it.state.sum / it.count).sqrt()),
            (Aggregation::Stdvar, Semantics::V3) => (deviation, |it| it.state.sum / it.count),
            (Aggregation::Stddev, Semantics::V2) => (plain_deviation, |it| (it.state.sum / it.count).sqrt()),
            (Aggregation::Stdvar, Semantics::V2) => (plain_deviation, |it| it.state.sum / it.count),
            (Aggregation::Quantile | Aggregation::CountValues, _) => return None,
            (Aggregation::TopK | Aggregation::BottomK, _) => return None,
            (Aggregation::LimitK | Aggregation::LimitRatio, _) => return None,
        };
        Some(Self { take, value })
    }
}

fn outcome(running: &Running) -> f64 {
    running.state.sum
}

/// Shows `add` each value and its state, which has counted it already.
#[inline(always)]
fn each(states: &mut [Running], values: &[f64], add: impl Fn(&mut Running, f64)) {
    for (state, value) in states.iter_mut().zip(values).filter(|(_, it)| !is_stale(**it)) {
        state.count += 1.0;
        add(state, *value);
    }
}

/// As [`each`], but that the first value is the first outcome.
#[inline(always)]
fn each_further(states: &mut [Running], values: &[f64], add: impl Fn(&mut Kahan, f64, f64)) {
    each(states, values, |it, value| {
        if it.count == 1.0 {
            it.state.sum = value;
        } else {
            add(&mut it.state, value, it.count);
        }
    });
}

fn sum(states: &mut [Running], values: &[f64]) {
    each_further(states, values, |it, value, _| *it = it.add(value));
}

/// Before 2.54 what rounding loses was lost, so that a last digit agrees with a 2.x server's.
fn plain_sum(states: &mut [Running], values: &[f64]) {
    each_further(states, values, |it, value, _| it.sum += value);
}

fn avg(states: &mut [Running], values: &[f64]) {
    for (state, value) in states.iter_mut().zip(values).filter(|(_, it)| !is_stale(**it)) {
        state.add_to_mean(*value);
    }
}

/// Before Prometheus 2.55: a running mean.
fn plain_avg(states: &mut [Running], values: &[f64]) {
    each_further(states, values, |it, value, count| {
        // An infinite mean stays what it is, unless the other infinity or a NaN comes.
        let stays = value.is_finite() || (value.is_infinite() && (value > 0.0) == (it.sum > 0.0));
        if !it.sum.is_infinite() || !stays {
            it.sum += value / count - it.sum / count;
        }
    });
}

/// A NaN gives way to everything.
fn min(states: &mut [Running], values: &[f64]) {
    each_further(states, values, |it, value, _| {
        if value < it.sum || it.sum.is_nan() {
            it.sum = value;
        }
    });
}

/// A NaN gives way to everything.
fn max(states: &mut [Running], values: &[f64]) {
    each_further(states, values, |it, value, _| {
        if value > it.sum || it.sum.is_nan() {
            it.sum = value;
        }
    });
}

fn count(states: &mut [Running], values: &[f64]) {
    each(states, values, |_, _| {});
}

/// The sum of squared differences from the mean, by Welford's way; `lost` holds the mean.
fn plain_deviation(states: &mut [Running], values: &[f64]) {
    each(states, values, |it, value| {
        if it.count == 1.0 {
            it.state = Kahan { sum: 0.0, lost: value };
        } else {
            let delta = value - it.state.lost;
            it.state.lost += delta / it.count;
            it.state.sum += delta * (value - it.state.lost);
        }
    });
}

/// Since Prometheus 3 a single value that is not finite has no deviation either.
fn deviation(states: &mut [Running], values: &[f64]) {
    plain_deviation(states, values);
    for (state, value) in states.iter_mut().zip(values) {
        if state.count == 1.0 && !value.is_finite() && !is_stale(*value) {
            state.state.sum = f64::NAN;
        }
    }
}

/// The quantile of `values`, which are left in another order: interpolated between the two around the rank
/// (`quantile`, promql/quantile.go). A NaN counts as the smallest value.
pub(crate) fn quantile(quantile: f64, values: &mut [f64]) -> f64 {
    if values.is_empty() || quantile.is_nan() {
        return f64::NAN;
    }
    if quantile < 0.0 {
        return f64::NEG_INFINITY;
    }
    if quantile > 1.0 {
        return f64::INFINITY;
    }
    let top = values.len() as f64 - 1.0;
    let rank = quantile * top;
    let lower = rank.floor().clamp(0.0, top);
    let weight = rank - rank.floor();
    let order = |a: &f64, b: &f64| a.is_nan().cmp(&b.is_nan()).reverse().then(a.total_cmp(b));
    let (_, low, above) = values.select_nth_unstable_by(lower as usize, order);
    let high = above.iter().copied().min_by(order).unwrap_or(*low);
    *low * (1.0 - weight) + high * weight
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(op: Aggregation, semantics: Semantics, values: &[f64]) -> f64 {
        let fold = Fold::of(op, semantics).unwrap();
        let mut states = [Running::default()];
        values.iter().for_each(|it| (fold.take)(&mut states, &[*it]));
        (fold.value)(&states[0])
    }

    #[test]
    fn each_of_a_few_values() {
        let new = |op, values: &[f64]| of(op, Semantics::V3, values);
        let old = |op, values: &[f64]| of(op, Semantics::V2, values);
        let values = [f64::NAN, 2.0, 1.0, 3.0];
        assert_eq!((new(Aggregation::Min, &values), new(Aggregation::Max, &values)), (1.0, 3.0));
        assert_eq!((new(Aggregation::Count, &values), new(Aggregation::Group, &values)), (4.0, 1.0));
        assert!(new(Aggregation::Sum, &values).is_nan() && new(Aggregation::Avg, &values).is_nan());
        assert_eq!((new(Aggregation::Sum, &values[1..]), new(Aggregation::Avg, &values[1..])), (6.0, 2.0));
        assert_eq!((old(Aggregation::Sum, &values[1..]), old(Aggregation::Avg, &values[1..])), (6.0, 2.0));
        assert_eq!(old(Aggregation::Avg, &[f64::INFINITY, 1.0]), f64::INFINITY);
        let cancelling = [1e100, 1.0, -1e100];
        assert_eq!((new(Aggregation::Sum, &cancelling), old(Aggregation::Sum, &cancelling)), (1.0, 0.0));
    }

    #[test]
    fn deviations_and_the_one_value_that_has_none() {
        for semantics in [Semantics::V2, Semantics::V3] {
            assert_eq!(of(Aggregation::Stdvar, semantics, &[2.0, 4.0, 6.0, 8.0]), 5.0);
            assert_eq!(of(Aggregation::Stddev, semantics, &[3.0, 9.0]), 3.0);
            assert_eq!(of(Aggregation::Stddev, semantics, &[3.0]), 0.0);
            assert!(of(Aggregation::Stddev, semantics, &[1.0, f64::INFINITY]).is_nan());
        }
        assert!(of(Aggregation::Stdvar, Semantics::V3, &[f64::INFINITY]).is_nan());
        assert_eq!(of(Aggregation::Stdvar, Semantics::V2, &[f64::INFINITY]), 0.0);
    }

    #[test]
    fn quantiles_interpolate_and_have_edges() {
        let of = |rank, values: &[f64]| quantile(rank, &mut values.to_vec());
        assert_eq!(of(0.75, &[4.0, 0.0, 1.0]), 2.5);
        assert_eq!((of(0.0, &[2.0, 1.0]), of(1.0, &[2.0, 1.0])), (1.0, 2.0));
        assert_eq!((of(-0.1, &[1.0]), of(1.1, &[1.0])), (f64::NEG_INFINITY, f64::INFINITY));
        assert!(of(f64::NAN, &[1.0]).is_nan() && of(0.5, &[]).is_nan());
        assert!(of(0.0, &[1.0, f64::NAN]).is_nan());
        assert_eq!(of(1.0, &[1.0, f64::NAN]), 1.0);
    }
}
