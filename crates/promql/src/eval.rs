//! Plan and store to values. Every node is evaluated once, into a column a series over all steps; an instant is a range
//! of one step. The one match below only delegates. It must not know the text.

mod aggregate;
mod binary;
mod budget;
mod call;
mod instant;
mod matching;
mod output;
mod selector;
mod set;
mod window;

use crate::plan::{Kind, Node, Query, Type};
use crate::value::{Column, Instant, Range};
use crate::{Error, Note, Options, Semantics, Steps, limits};
use budget::Budget;
pub(crate) use call::range_argument;
pub(crate) use output::{Output, Scalar, Vector};
pub(crate) use selector::times as sample_times;
use series::{Labels, Store};
pub(crate) use window::Window;

/// The value of `query` at `time` (milliseconds since the epoch) over the samples of `store`.
///
/// # Errors
/// One of [`crate::ErrorKind::Execution`] in Prometheus' words: many-to-many matches, duplicate label sets, too many
/// samples.
pub fn instant(query: &Query, store: &Store, time: i64, options: &Options) -> Result<Instant, Error> {
    let mut evaluator = Evaluator::new(store, Steps::instant(time), options);
    let value = evaluator.instant(query.root())?;
    Ok(Instant { value, notes: evaluator.notes() })
}

/// The values of `node` at all `steps` over the samples of `store`.
///
/// # Errors
/// One of [`crate::ErrorKind::BadData`] when the node is no scalar or instant vector or there are more than
/// [`limits::STEPS`] steps; else as [`instant`].
pub fn range(node: &Node, store: &Store, steps: Steps, options: &Options) -> Result<Range, Error> {
    let kind = node.value_type();
    if !matches!(kind, Type::Scalar | Type::Vector) {
        let kind = kind.documented();
        let message =
            format!("invalid expression type {kind:?} for range query, must be Scalar or instant Vector");
        return Err(Error::bad_data(message));
    }
    if steps.len() > limits::STEPS {
        return Err(Error::bad_data(format!("the range has more than {} steps", limits::STEPS)));
    }
    let mut evaluator = Evaluator::new(store, steps, options);
    let mut columns = match evaluator.eval(node)? {
        Output::Scalar(scalar) => {
            let values = (0..evaluator.len).map(|idx| scalar.at(idx)).collect();
            vec![Column { labels: Labels::empty(), values }]
        }
        Output::Vector(vector) => vector.columns,
        Output::String(_) => Vec::new(),
    };
    columns.retain(|it| !it.values.is_empty());
    columns.sort_by(|a, b| a.labels.cmp(&b.labels));
    Ok(Range { columns, samples: evaluator.budget.read, notes: evaluator.notes() })
}

/// What an evaluation knows and what it has used.
pub(crate) struct Evaluator<'a> {
    store: &'a Store,
    steps: Steps,
    /// How many steps there are.
    len: usize,
    options: &'a Options,
    budget: Budget,
    notes: Vec<Note>,
}

impl<'a> Evaluator<'a> {
    fn new(store: &'a Store, steps: Steps, options: &'a Options) -> Self {
        let budget = Budget::new(options.max_samples);
        Self { store, steps, len: steps.len(), options, budget, notes: Vec::new() }
    }

    /// The value of `node` at all steps. A range selector has one only inside a function.
    pub(crate) fn eval(&mut self, node: &Node) -> Result<Output, Error> {
        match &node.kind {
            Kind::Number(value) => Ok(Output::Scalar(Scalar::Constant(*value))),
            Kind::String(text) => Ok(Output::String(text.clone())),
            Kind::Selector(it) => selector::values(self, it).map(Output::Vector),
            Kind::Range(_) => Err(Error::bad_data("a range vector is no value of its own")),
            Kind::Call(it) => call::eval(self, it),
            Kind::Aggregate(it) => aggregate::eval(self, it).map(Output::Vector),
            Kind::Binary(it) => binary::eval(self, it),
            Kind::Negate(inner) => binary::negate(self, inner),
            Kind::Paren(inner) => self.eval(inner),
        }
    }

    /// The value of a node of type instant vector.
    pub(crate) fn vector(&mut self, node: &Node) -> Result<Vector, Error> {
        match self.eval(node)? {
            Output::Vector(vector) => Ok(vector),
            Output::Scalar(_) | Output::String(_) => Err(Error::bad_data("expected an instant vector")),
        }
    }

    /// The value of a node of type scalar.
    pub(crate) fn scalar(&mut self, node: &Node) -> Result<Scalar, Error> {
        match self.eval(node)? {
            Output::Scalar(scalar) => Ok(scalar),
            Output::Vector(_) | Output::String(_) => Err(Error::bad_data("expected a scalar")),
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.len
    }

    pub(crate) fn steps(&self) -> Steps {
        self.steps
    }

    fn note(&mut self, note: Note) {
        if self.options.semantics == Semantics::V2 {
            return;
        }
        // As in Prometheus, the place of a remark that is made again is that of the last one.
        match self.notes.iter_mut().find(|it| it.message == note.message) {
            Some(earlier) => *earlier = note,
            None => self.notes.push(note),
        }
    }

    fn notes(mut self) -> Vec<Note> {
        self.notes.sort_by(|a, b| a.span.cmp(&b.span).then_with(|| a.message.cmp(&b.message)));
        self.notes
    }
}

#[cfg(test)]
mod tests;
