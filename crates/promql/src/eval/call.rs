//! Calls: arguments to bodies. It must not know a single function by name, but for the note on counters.

use super::{Evaluator, Output, Scalar, Source, Vector};
use crate::functions::Body;
use crate::plan::{Call, Node, Type};
use crate::{Error, Note, Semantics};
use series::{STALE, is_stale};

/// The most scalars that a function takes besides a vector.
const MOST_SCALARS: usize = 4;

/// The value of a call.
pub(super) fn eval(evaluator: &mut Evaluator<'_>, call: &Call) -> Result<Output, Error> {
    match call.function.body {
        Body::Value(function) => {
            let vector = vector_argument(evaluator, call)?;
            map(evaluator, call, vector, |_, value| Some(function(value))).map(Output::Vector)
        }
        Body::ValueWith(function) => {
            let vector = vector_argument(evaluator, call)?;
            let scalars = Scalars::read(evaluator, call)?;
            let each = |idx, value| function(value, scalars.at(idx, &mut [0.0; MOST_SCALARS]));
            map(evaluator, call, vector, each).map(Output::Vector)
        }
        Body::Window(function) => {
            let scalars = Scalars::read(evaluator, call)?;
            let Some((argument, source)) = range_argument(call) else {
                return Err(Error::bad_data("expected a range vector"));
            };
            let body = &mut |idx: usize, window: &super::Window<'_>| {
                function(window, scalars.at(idx, &mut [0.0; MOST_SCALARS]))
            };
            let vector = evaluator.over_windows(source, call.function.keeps_name, body)?;
            add_notes(evaluator, call, argument, source, &scalars, !vector.columns.is_empty());
            refuse_same_labels(evaluator, vector).map(Output::Vector)
        }
        Body::Whole(function) => function(evaluator, call),
    }
}

/// The vector that a function of values works on: its first argument.
fn vector_argument(evaluator: &mut Evaluator<'_>, call: &Call) -> Result<Vector, Error> {
    let argument = call.args.first().ok_or_else(|| Error::bad_data("expected an instant vector"))?;
    evaluator.vector(argument)
}

/// The argument that is a range vector.
pub(crate) fn range_argument(call: &Call) -> Option<(&Node, Source<'_>)> {
    call.args.iter().find_map(|it| Source::of(it).map(|source| (it, source)))
}

/// The scalar arguments over all steps.
struct Scalars(Vec<Scalar>);

impl Scalars {
    fn read(evaluator: &mut Evaluator<'_>, call: &Call) -> Result<Self, Error> {
        let scalars = call.args.iter().filter(|it| it.value_type() == Type::Scalar);
        scalars.take(MOST_SCALARS).map(|it| evaluator.scalar(it)).collect::<Result<_, _>>().map(Self)
    }

    /// Those at step `idx`, written into `room`.
    fn at<'r>(&self, idx: usize, room: &'r mut [f64; MOST_SCALARS]) -> &'r [f64] {
        for (slot, scalar) in room.iter_mut().zip(&self.0) {
            *slot = scalar.at(idx);
        }
        &room[..self.0.len().min(MOST_SCALARS)]
    }
}

/// The vector with `each` of its values replaced, its names dropped.
fn map(
    evaluator: &mut Evaluator<'_>,
    call: &Call,
    vector: Vector,
    each: impl Fn(usize, f64) -> Option<f64>,
) -> Result<Vector, Error> {
    let Vector { mut columns, points } = vector;
    let inputs = columns.len();
    for column in &mut columns {
        if !call.function.keeps_name {
            evaluator.drop_name(column);
        }
        for (idx, value) in column.values.iter_mut().enumerate() {
            if !is_stale(*value) {
                *value = each(idx, *value).unwrap_or(STALE);
            }
        }
    }
    evaluator.finish(columns, inputs, points)
}

/// Functions of windows must not yield a label set twice, not even at different steps (`ContainsSameLabelset` of the
/// whole matrix, promql/engine.go).
fn refuse_same_labels(evaluator: &mut Evaluator<'_>, vector: Vector) -> Result<Vector, Error> {
    let Vector { columns, points } = vector;
    let before = columns.len();
    let joined = evaluator.finish(columns, before, points)?;
    if joined.columns.len() < before {
        return Err(Error::execution(super::output::SAME_LABELS));
    }
    Ok(joined)
}

/// The remarks of Prometheus 3 on arguments.
fn add_notes(
    evaluator: &mut Evaluator<'_>,
    call: &Call,
    argument: &Node,
    source: Source<'_>,
    scalars: &Scalars,
    any: bool,
) {
    if evaluator.options.semantics == Semantics::V2 || !any {
        return;
    }
    let name = call.function.signature.name;
    if let Some(selector) = source.selector().filter(|_| matches!(name, "rate" | "increase")) {
        let series = super::selector::select(evaluator.store, selector);
        let suspect = |metric: &&str| {
            !["_total", "_sum", "_count", "_bucket"].iter().any(|suffix| metric.ends_with(suffix))
        };
        let mut metrics: Vec<_> = series.iter().filter_map(|it| it.labels.metric()).filter(suspect).collect();
        metrics.dedup();
        for metric in metrics {
            evaluator.note(Note::not_a_counter(metric, argument.span));
        }
    }
    let quantile = scalars.0.first().filter(|_| name == "quantile_over_time");
    if let (Some(quantile), Some(argument)) = (quantile, call.args.first()) {
        let wrong = (0..evaluator.len).map(|idx| quantile.at(idx)).find(|it| !(0.0..=1.0).contains(it));
        if let Some(value) = wrong {
            evaluator.note(Note::invalid_quantile(value, argument.span));
        }
    }
}
