//! Plan and store to values. Every node is evaluated once, into a column a series over all steps; an instant is a range
//! of one step. The one match below only delegates. It must not know the text.

mod aggregate;
mod binary;
mod budget;
mod call;
mod column;
mod instant;
mod matching;
mod output;
mod query;
mod selector;
mod set;
mod sharing;
mod window;

use crate::plan::{Kind, Node};
use crate::{Error, Note, Options, Semantics, Steps, literal};
pub(crate) use aggregate::is_label_name;
use budget::Budget;
pub(crate) use call::{Given, range_argument};
pub(crate) use column::Column;
pub(crate) use output::{Output, Scalar, Vector};
pub use query::{instant, range, ranges};
pub(crate) use selector::times as sample_times;
use series::Store;
use sharing::Sharing;
pub(crate) use window::{Frames, Look, Source, Track, Window};

/// What an evaluation knows and what it has used.
pub(crate) struct Evaluator<'a> {
    store: &'a Store,
    /// The instants of the node that is being evaluated: those of the query, or those of a subquery.
    steps: Steps,
    /// How many steps there are.
    len: usize,
    /// The instants of the query, whatever those of a subquery are: `start()`, `end()` and `step()`.
    query: Steps,
    options: &'a Options,
    budget: Budget,
    /// The most values of a column that count as samples.
    most: u64,
    sharing: Sharing,
    notes: Vec<Note>,
}

impl Evaluator<'_> {
    /// The value of `node` at all steps. A range vector has one only inside a function.
    pub(crate) fn eval(&mut self, node: &Node) -> Result<Output, Error> {
        if self.is_fixed(node) {
            return self.once(node);
        }
        match self.shared(node) {
            Some(output) => output,
            None => {
                let output = self.compute(node)?;
                self.share(node, &output)?;
                Ok(output)
            }
        }
    }

    fn compute(&mut self, node: &Node) -> Result<Output, Error> {
        match &node.kind {
            Kind::Number(value) => Ok(Output::Scalar(Scalar::Constant(*value))),
            Kind::String(text) => Ok(Output::String(literal::shown(text))),
            Kind::Selector(it) => selector::values(self, it).map(Output::Vector),
            Kind::Range(_) | Kind::Subquery(_) => {
                Err(Error::bad_data("a range vector is no value of its own"))
            }
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

    /// The instants of the whole query.
    pub(crate) fn query(&self) -> Steps {
        self.query
    }

    pub(crate) fn semantics(&self) -> Semantics {
        self.options.semantics
    }

    /// Whether names are dropped at the end.
    pub(crate) fn delays_names(&self) -> bool {
        self.options.delayed_name_removal
    }

    /// Makes a remark, once whatever the place: Prometheus keeps that of the last one. 2.42 makes none.
    pub(crate) fn note(&mut self, note: Note) {
        if self.options.semantics == Semantics::V2 {
            return;
        }
        note.add_to(&mut self.notes);
    }

    /// The remarks since the last call.
    fn take_notes(&mut self) -> Vec<Note> {
        let mut notes = std::mem::take(&mut self.notes);
        Note::sort(&mut notes);
        notes
    }
}

#[cfg(test)]
mod tests;
