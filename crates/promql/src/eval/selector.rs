//! Instant selectors: the newest sample within the lookback at every step. They must not know what the values are for.

use super::budget::count;
use super::{Column, Evaluator, Frames, Vector};
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
    let mut frames = evaluator.frames(&selector.offset, evaluator.options.lookback);
    for series in select(evaluator.store, selector) {
        let samples = frames.seen(series);
        evaluator.budget.read += count(samples.0.len());
        evaluator.budget.work(count(evaluator.len))?;
        frames.fit(samples.0);
        let present = evaluator.charge(fill(&frames, samples, part, &mut values));
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
    store.select_sorted(&selector.matchers)
}

/// Makes `into` the value of each step; the answer is how many there are.
fn fill(frames: &Frames, (times, values): (&[i64], &[f64]), part: Part, into: &mut Vec<f64>) -> u64 {
    let mut present = 0;
    into.clear();
    into.extend(frames.spans().map(|(from, to)| {
        // The newest sample counts, and none before it when that is a marker.
        if from == to || is_stale(values[to - 1]) {
            return STALE;
        }
        present += 1;
        match part {
            Part::Value => values[to - 1],
            Part::Time => times[to - 1] as f64 / 1000.0,
        }
    }));
    present
}
