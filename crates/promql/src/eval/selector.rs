//! Instant selectors: the newest sample within the lookback at every step. They must not know what the values are for.

use super::budget::count;
use super::window::Ends;
use super::{Column, Evaluator, Vector};
use crate::Error;
use crate::plan::Selector;
use series::{STALE, Series, Store, is_stale};

/// What of a sample becomes the value.
#[derive(Clone, Copy)]
enum Part {
    Value,
    /// Its time in seconds, for `timestamp()`.
    Time,
}

/// The newest values.
pub(super) fn values(evaluator: &mut Evaluator<'_>, selector: &Selector) -> Result<Vector, Error> {
    parts(evaluator, selector, Part::Value)
}

/// The times of the newest values, in seconds.
pub(crate) fn times(evaluator: &mut Evaluator<'_>, selector: &Selector) -> Result<Vector, Error> {
    parts(evaluator, selector, Part::Time)
}

fn parts(evaluator: &mut Evaluator<'_>, selector: &Selector, part: Part) -> Result<Vector, Error> {
    let mut vector = Vector::default();
    let mut values = Vec::new();
    let ends = evaluator.ends(&selector.offset);
    for series in select(evaluator.store, selector) {
        let present = fill(evaluator, series, ends, part, &mut values);
        let present = evaluator.charge(present);
        evaluator.budget.work(count(evaluator.len))?;
        if present > 0 {
            evaluator.budget.hold(present)?;
            evaluator.budget.allocate(1, evaluator.len)?;
            vector.points += present;
            vector.columns.push(Column::new(series.labels.clone(), std::mem::take(&mut values)));
        }
    }
    Ok(vector)
}

/// The series that a selector matches, sorted by labels as Prometheus' storage yields them.
pub(super) fn select<'s>(store: &'s Store, selector: &'s Selector) -> Vec<&'s Series> {
    let mut series: Vec<_> = store.select(&selector.matchers).collect();
    series::sort_by(&mut series, &|a, b| a.labels.cmp(&b.labels));
    series
}

/// Makes `into` the value of each step; the answer is how many there are.
fn fill(evaluator: &mut Evaluator<'_>, series: &Series, ends: Ends, part: Part, into: &mut Vec<f64>) -> u64 {
    let bounds = evaluator.options.semantics.bounds();
    let lookback = evaluator.options.lookback;
    let mut end = ends.first;
    let first = bounds.slice(&series.times, end, lookback).start;
    // How many samples are not later than `end`.
    let mut known = first;
    let mut present = 0;
    into.clear();
    into.reserve_exact(evaluator.len);
    for _ in 0..evaluator.len {
        while known < series.times.len() && series.times[known] <= end {
            known += 1;
        }
        let mut value = STALE;
        if let Some(idx) = known.checked_sub(1)
            && bounds.admits(end.saturating_sub(lookback), series.times[idx])
            && !is_stale(series.values[idx])
        {
            present += 1;
            value = match part {
                Part::Value => series.values[idx],
                Part::Time => series.times[idx] as f64 / 1000.0,
            };
        }
        into.push(value);
        end = end.saturating_add(ends.step);
    }
    evaluator.budget.read += count(known.saturating_sub(first));
    present
}
