//! `topk`, `bottomk`, `limitk` and `limit_ratio`: some of the series at each step (`aggregationK`, promql/engine.go).
//! They must not know how a group is found.

use super::{Group, Parameter, groups};
use crate::aggregations::heap::{Entry, Top};
use crate::aggregations::ratio;
use crate::eval::{Column, Evaluator, Vector};
use crate::plan::{Aggregate, Aggregation};
use crate::{Error, Note, Semantics};
use series::{STALE, format_general, is_stale};

/// The greatest number that Prometheus takes for a 64 bit integer, and the least.
const INTEGERS: (f64, f64) = (-9_223_372_036_854_775_808.0, 9_223_372_036_854_774_784.0);

/// The chosen ones of `input`. An instant's are in the order in which Prometheus ranks them.
pub(super) fn eval(
    evaluator: &mut Evaluator<'_>,
    aggregate: &Aggregate,
    parameter: &Parameter<'_>,
    input: Vector,
) -> Result<Vector, Error> {
    check(evaluator, aggregate.op, parameter)?;
    let Vector { mut columns, points } = input;
    let groups = groups(&columns, &aggregate.grouping);
    let inputs = columns.len();
    let mut choice = Choice::of(aggregate.op, &columns);
    let mut ranked = Vec::new();
    for idx in 0..evaluator.len {
        ranked.clear();
        for group in &groups {
            choice.make(parameter.values.at(idx), &mut columns, group, idx);
            ranked.append(&mut choice.heap);
        }
    }
    if evaluator.len == 1 {
        columns = ranked.iter().map(|it| columns[it.1].clone()).collect();
    }
    evaluator.finish(columns, inputs, points)
}

/// What a choice needs to know, and room for one.
struct Choice {
    op: Aggregation,
    top: Top,
    /// For `limit_ratio`: where each column stands between 0 and 1.
    places: Vec<f64>,
    heap: Vec<Entry>,
}

impl Choice {
    fn of(op: Aggregation, columns: &[Column]) -> Self {
        let top = if op == Aggregation::BottomK { Top::Greatest } else { Top::Least };
        let columns = if op == Aggregation::LimitRatio { columns } else { &[] };
        let places = columns.iter().map(|it| ratio::place(&it.labels)).collect();
        Self { op, top, places, heap: Vec::new() }
    }

    /// Leaves the chosen values of one group at one step, and ranks them in the heap.
    fn make(&mut self, parameter: f64, columns: &mut [Column], (_, members): &Group, idx: usize) {
        // No more than there are series.
        let most = parameter.min(columns.len() as f64).max(0.0) as usize;
        let ratio = parameter.clamp(-1.0, 1.0);
        let (op, top, heap) = (self.op, self.top, &mut self.heap);
        for member in members {
            let value = std::mem::replace(&mut columns[*member].values[idx], STALE);
            let entry = (value, *member);
            match op {
                _ if is_stale(value) => {}
                Aggregation::LimitRatio if ratio::keeps(ratio, self.places[*member]) => {
                    top.push(heap, entry);
                }
                Aggregation::LimitK if heap.len() < most => top.push(heap, entry),
                Aggregation::TopK | Aggregation::BottomK if most > 0 => top.offer(heap, entry, most),
                _ => {}
            }
        }
        if matches!(op, Aggregation::TopK | Aggregation::BottomK) {
            top.sort(heap);
        }
        heap.iter().for_each(|(value, member)| columns[*member].values[idx] = *value);
    }
}

/// What Prometheus says of parameters that are no number of series and no share.
fn check(evaluator: &mut Evaluator<'_>, op: Aggregation, parameter: &Parameter<'_>) -> Result<(), Error> {
    if op == Aggregation::LimitRatio {
        return check_ratio(evaluator, parameter);
    }
    let (least, greatest) = INTEGERS;
    let beyond = |value: f64, which: &str| {
        Err(Error::execution(format!("Scalar value {} {which}flows int64", format_general(value))))
    };
    if evaluator.options.semantics == Semantics::V2 {
        let mut values = (0..evaluator.len).map(|idx| parameter.values.at(idx));
        let wrong = values.find(|it| !(least..=greatest).contains(it));
        return wrong.map_or(Ok(()), |value| beyond(value, "over"));
    }
    if parameter.greatest < 1.0 {
        return Ok(());
    }
    if parameter.has_nan {
        return Err(Error::execution("Parameter value is NaN"));
    }
    if parameter.least <= least {
        return beyond(parameter.least, "under");
    }
    if parameter.greatest >= greatest {
        return beyond(parameter.greatest, "over");
    }
    Ok(())
}

fn check_ratio(evaluator: &mut Evaluator<'_>, parameter: &Parameter<'_>) -> Result<(), Error> {
    if parameter.has_nan {
        return Err(Error::execution("Ratio value is NaN"));
    }
    for (value, bound) in [(parameter.greatest, 1.0), (parameter.least, -1.0)] {
        if value * bound > 1.0 {
            evaluator.note(Note::invalid_ratio(value, bound, parameter.node.span));
        }
    }
    Ok(())
}
