//! Calls: arguments to bodies. It must not know a single function by name, but for the note on counters.

use super::{Column, Evaluator, Frames, Look, Output, Scalar, Source, Track, Vector, Window};
use crate::functions::{Body, Slope, Slopes};
use crate::plan::{Call, Node, Type};
use crate::{Error, Note, Span, limits};
use series::{Labels, STALE, is_stale};
use std::collections::BTreeSet;

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
        Body::Window(function) => over_windows(evaluator, call, function).map(Output::Vector),
        Body::Rate(slope) => slopes(evaluator, call, slope).map(Output::Vector),
        Body::Whole(function) => function(evaluator, call),
    }
}

/// What a function of windows is given beside the window.
#[derive(Default)]
pub(crate) struct Given {
    /// The scalar arguments at the step.
    pub(crate) scalars: [f64; MOST_SCALARS],
    /// The instant of the step, in milliseconds.
    pub(crate) time: i64,
    /// Room that serves window after window.
    pub(crate) scratch: Vec<f64>,
    /// The first reason why the scalars are wrong.
    pub(crate) refusal: Option<Error>,
    /// The quantiles that were asked for and are none, by their bits.
    wrong_quantiles: BTreeSet<u64>,
}

impl Given {
    /// Remembers a quantile that is none.
    pub(crate) fn note_quantile(&mut self, quantile: f64) {
        if !(0.0..=1.0).contains(&quantile) && self.wrong_quantiles.len() < limits::NOTES {
            self.wrong_quantiles.insert(quantile.to_bits());
        }
    }
}

type OverWindow = fn(&Window<'_>, &mut Given) -> Option<f64>;

fn over_windows(evaluator: &mut Evaluator<'_>, call: &Call, function: OverWindow) -> Result<Vector, Error> {
    let scalars = Scalars::read(evaluator, call)?;
    let (_, source) = range_argument(call).ok_or_else(|| Error::bad_data("expected a range vector"))?;
    let (steps, mut given) = (evaluator.steps(), Given::default());
    let body = &mut |idx: usize, window: &Window<'_>| {
        given.time = steps.time(idx);
        if !scalars.0.is_empty() {
            scalars.at(idx, &mut given.scalars);
        }
        function(window, &mut given)
    };
    let vector = evaluator.over_windows(source, call.function.keeps_name, Look::Windows(body))?;
    given.refusal.map_or(Ok(()), Err)?;
    for quantile in given.wrong_quantiles {
        let span = call.args.first().map_or(call.span, |it| it.unwrapped().span);
        evaluator.note(Note::invalid_quantile(f64::from_bits(quantile), span));
    }
    refuse_same_labels(evaluator, vector)
}

/// `rate` and its kin.
fn slopes(evaluator: &mut Evaluator<'_>, call: &Call, slope: Slope) -> Result<Vector, Error> {
    let (argument, source) =
        range_argument(call).ok_or_else(|| Error::bad_data("expected a range vector"))?;
    let mut slopes = Slopes::new(slope);
    let look = &mut |frames: &Frames, track: &Track<'_>, into: &mut Vec<f64>| {
        slopes.column(frames, track, into);
    };
    // A counter's name is looked at before it is dropped.
    let mut vector = evaluator.over_windows(source, true, Look::Series(look))?;
    // What stands for a subquery while it is evaluated has lost its place in Prometheus.
    let place = source.selector().map_or(Span::default(), |_| argument.unwrapped().span);
    for column in &mut vector.columns {
        let suffixes = ["_total", "_sum", "_count", "_bucket"];
        let suspect = |metric: &&str| !suffixes.iter().any(|suffix| metric.ends_with(suffix));
        if let Some(metric) = column.labels.metric().filter(suspect).filter(|_| slope.is_counter) {
            evaluator.note(Note::not_a_counter(metric, place));
        }
        evaluator.drop_name(column);
    }
    refuse_same_labels(evaluator, vector)
}

/// The vector that a function of values works on: its first argument, or else the instants.
fn vector_argument(evaluator: &mut Evaluator<'_>, call: &Call) -> Result<Vector, Error> {
    if let Some(argument) = call.args.first() {
        return evaluator.vector(argument);
    }
    let steps = evaluator.steps();
    let seconds = (0..evaluator.len).map(|idx| steps.time(idx) as f64 / 1000.0).collect();
    evaluator.finish(vec![Column::new(Labels::empty(), seconds)], 0, 0)
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
