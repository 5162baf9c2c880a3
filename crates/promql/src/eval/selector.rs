//! Instant selectors: the newest sample within the lookback at every step. They must not know what the values are for.

use super::budget::count;
use super::{Evaluator, Vector};
use crate::Error;
use crate::plan::Selector;
use crate::value::Column;
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
    let mut buffer = Vec::new();
    for series in select(evaluator.store, selector) {
        buffer.clear();
        let present = fill(evaluator, series, selector.offset, part, &mut buffer);
        if present > 0 {
            evaluator.budget.hold(present)?;
            evaluator.budget.allocate(1, evaluator.len)?;
            vector.points += present;
            let values = std::mem::take(&mut buffer);
            vector.columns.push(Column { labels: series.labels.clone(), values });
        }
    }
    Ok(vector)
}

/// The series that a selector matches, sorted by labels as Prometheus' storage yields them.
pub(super) fn select<'s>(store: &'s Store, selector: &'s Selector) -> Vec<&'s Series> {
    let mut series: Vec<_> = store.select(&selector.matchers).collect();
    series.sort_by(|a, b| a.labels.cmp(&b.labels));
    series
}

/// Appends a value a step to `into`; the answer is how many there are.
fn fill(evaluator: &mut Evaluator<'_>, series: &Series, offset: i64, part: Part, into: &mut Vec<f64>) -> u64 {
    let bounds = evaluator.options.semantics.bounds();
    let lookback = evaluator.options.lookback;
    let mut end = evaluator.steps.start.saturating_sub(offset);
    let mut window = bounds.slice(&series.times, end, lookback);
    let first = window.start;
    let mut present = 0;
    into.reserve_exact(evaluator.len);
    for _ in 0..evaluator.len {
        bounds.advance(&series.times, &mut window, end, lookback);
        let newest = window.end.checked_sub(1).filter(|_| !window.is_empty());
        let value = newest.map(|idx| (series.values[idx], series.times[idx])).filter(|it| !is_stale(it.0));
        into.push(match (value, part) {
            (None, _) => STALE,
            (Some((value, _)), Part::Value) => value,
            (Some((_, time)), Part::Time) => time as f64 / 1000.0,
        });
        present += u64::from(value.is_some());
        end = end.saturating_add(evaluator.steps.step);
    }
    evaluator.budget.read += count(window.end.saturating_sub(first));
    present
}
