//! Functions that look at their arguments as expressions, or at all series at once. They must not know windows' bounds.

use super::math::{greater, lesser};
use crate::eval::{Column, Evaluator, Look, Output, Scalar, Vector, range_argument, sample_times};
use crate::plan::{Call, Kind, Node, Selector};
use crate::{Error, Steps};
use series::{Labels, METRIC_NAME, MatchOp, STALE, is_stale};
use std::collections::BTreeSet;

fn argument(call: &Call) -> Result<&Node, Error> {
    call.args.first().ok_or_else(|| Error::bad_data("expected an argument"))
}

/// The instant of each step, in seconds.
pub(super) fn time(evaluator: &mut Evaluator<'_>, _: &Call) -> Result<Output, Error> {
    Ok(Output::Scalar(Scalar::Steps(seconds(evaluator))))
}

fn seconds(evaluator: &Evaluator<'_>) -> Vec<f64> {
    let steps = evaluator.steps();
    (0..evaluator.len()).map(|idx| steps.time(idx) as f64 / 1000.0).collect()
}

pub(super) fn vector(evaluator: &mut Evaluator<'_>, call: &Call) -> Result<Output, Error> {
    let scalar = evaluator.scalar(argument(call)?)?;
    let values = (0..evaluator.len()).map(|idx| scalar.at(idx)).collect();
    let column = Column::new(Labels::empty(), values);
    evaluator.finish(vec![column], 0, 0).map(Output::Vector)
}

pub(super) fn pi(_: &mut Evaluator<'_>, _: &Call) -> Result<Output, Error> {
    Ok(Output::Scalar(Scalar::Constant(std::f64::consts::PI)))
}

/// What `choose` makes of two scalars at each step.
fn of_two(evaluator: &mut Evaluator<'_>, call: &Call, choose: fn(f64, f64) -> f64) -> Result<Output, Error> {
    let [left, right] = &*call.args else { return Err(Error::bad_data("expected two scalars")) };
    let (left, right) = (evaluator.scalar(left)?, evaluator.scalar(right)?);
    let values = (0..evaluator.len()).map(|idx| choose(left.at(idx), right.at(idx))).collect();
    Ok(Output::Scalar(Scalar::Steps(values)))
}

pub(super) fn max_of(evaluator: &mut Evaluator<'_>, call: &Call) -> Result<Output, Error> {
    of_two(evaluator, call, greater)
}

pub(super) fn min_of(evaluator: &mut Evaluator<'_>, call: &Call) -> Result<Output, Error> {
    of_two(evaluator, call, lesser)
}

/// A number of the query (`foldQueryContextFunctions`, promql/durations.go), made of milliseconds one of seconds.
fn of_query(evaluator: &Evaluator<'_>, choose: fn(Steps) -> i64) -> Result<Output, Error> {
    Ok(Output::Scalar(Scalar::Constant(choose(evaluator.query()) as f64 / 1000.0)))
}

pub(super) fn start(evaluator: &mut Evaluator<'_>, _: &Call) -> Result<Output, Error> {
    of_query(evaluator, |it| it.start)
}

pub(super) fn end(evaluator: &mut Evaluator<'_>, _: &Call) -> Result<Output, Error> {
    of_query(evaluator, |it| it.end)
}

pub(super) fn range(evaluator: &mut Evaluator<'_>, _: &Call) -> Result<Output, Error> {
    of_query(evaluator, |it| it.end.saturating_sub(it.start))
}

pub(super) fn step(evaluator: &mut Evaluator<'_>, _: &Call) -> Result<Output, Error> {
    // An instant has none.
    of_query(evaluator, |it| if it.start == it.end && it.step <= 1 { 0 } else { it.step })
}

/// The only value of each step, NaN where there is none or several.
pub(super) fn scalar(evaluator: &mut Evaluator<'_>, call: &Call) -> Result<Output, Error> {
    let Vector { columns, points } = evaluator.vector(argument(call)?)?;
    let mut values = vec![f64::NAN; evaluator.len()];
    let mut counts = vec![0_u32; evaluator.len()];
    for column in &columns {
        for (idx, value) in column.values.iter().enumerate().filter(|(_, it)| !is_stale(**it)) {
            counts[idx] = counts[idx].saturating_add(1);
            values[idx] = if counts[idx] == 1 { *value } else { f64::NAN };
        }
    }
    evaluator.finish(Vec::new(), columns.len(), points)?;
    Ok(Output::Scalar(Scalar::Steps(values)))
}

/// When the values of a selector were sampled; for any other vector, the instant of the step.
pub(super) fn timestamp(evaluator: &mut Evaluator<'_>, call: &Call) -> Result<Output, Error> {
    let argument = argument(call)?;
    let Vector { mut columns, points } = match &argument.unwrapped().kind {
        Kind::Selector(selector) => sample_times(evaluator, selector)?,
        _ => {
            let mut vector = evaluator.vector(argument)?;
            let seconds = seconds(evaluator);
            for column in &mut vector.columns {
                for (value, seconds) in column.values.iter_mut().zip(&seconds) {
                    *value = if is_stale(*value) { STALE } else { *seconds };
                }
            }
            vector
        }
    };
    for column in &mut columns {
        evaluator.drop_name(column);
    }
    let inputs = columns.len();
    evaluator.finish(columns, inputs, points).map(Output::Vector)
}

pub(super) fn absent(evaluator: &mut Evaluator<'_>, call: &Call) -> Result<Output, Error> {
    let argument = argument(call)?;
    let vector = evaluator.vector(argument)?;
    let labels = match &argument.unwrapped().kind {
        Kind::Selector(selector) => labels_of(selector),
        _ => Labels::empty(),
    };
    missing(evaluator, vector, labels)
}

pub(super) fn absent_over_time(evaluator: &mut Evaluator<'_>, call: &Call) -> Result<Output, Error> {
    let Some((_, source)) = range_argument(call) else {
        return Err(Error::bad_data("expected a range vector"));
    };
    let vector = evaluator.over_windows(source, true, Look::Windows(&mut |_, _| Some(1.0)))?;
    missing(evaluator, vector, source.selector().map(labels_of).unwrap_or_default())
}

/// 1 with `labels` at each step at which `vector` has no value.
fn missing(evaluator: &mut Evaluator<'_>, vector: Vector, labels: Labels) -> Result<Output, Error> {
    let Vector { columns, points } = vector;
    let mut values = vec![1.0; evaluator.len()];
    for column in &columns {
        for (value, _) in values.iter_mut().zip(&column.values).filter(|(_, it)| !is_stale(**it)) {
            *value = STALE;
        }
    }
    let inputs = columns.len();
    evaluator.finish(vec![Column::new(labels, values)], inputs, points).map(Output::Vector)
}

/// The labels that the equality matchers give; one that any other matcher names too is left out
/// (`createLabelsForAbsentFunction`, promql/functions.go).
fn labels_of(selector: &Selector) -> Labels {
    let mut seen = BTreeSet::new();
    let mut labels = Labels::empty();
    for matcher in selector.matchers.iter().filter(|it| it.name() != METRIC_NAME) {
        let first = matcher.op() == MatchOp::Equal && seen.insert(matcher.name());
        labels = labels.with(matcher.name(), if first { matcher.value() } else { "" });
    }
    labels
}
