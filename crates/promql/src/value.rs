//! What an evaluation yields: plain data. It must not know how it is printed.

use crate::Note;
use series::Labels;

/// The value of a query at one instant.
#[derive(Clone, Debug)]
pub enum Value {
    /// A number.
    Scalar(f64),
    /// Series with a value each, in Prometheus' order: that of the labels for a selector.
    Vector(Vec<(Labels, f64)>),
    /// Series with their samples (milliseconds, value).
    Matrix(Vec<(Labels, Vec<(i64, f64)>)>),
    /// A text.
    String(String),
}

/// The outcome of an instant evaluation.
#[derive(Clone, Debug)]
pub struct Instant {
    /// The value.
    pub value: Value,
    /// Remarks on the query, in the order of their places.
    pub notes: Vec<Note>,
}

/// One series over all steps of a range evaluation.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its labels; none for a scalar.
    pub labels: Labels,
    /// A value a step; [`series::STALE`] where there is none.
    pub values: Vec<f64>,
}

/// The outcome of a range evaluation.
#[derive(Clone, Debug)]
pub struct Range {
    /// The series that have at least one value, sorted by labels.
    pub columns: Vec<Column>,
    /// Remarks on the query, in the order of their places.
    pub notes: Vec<Note>,
    /// How many stored samples were looked at, each once a selector.
    pub samples: u64,
    /// How many were come across, each as often as a window or an operator did: what the evaluation cost.
    pub visits: u64,
}
