//! The value of a node over all steps. It must not know which node.

use super::budget::count;
use super::{Column, Evaluator};
use crate::{Error, limits};
use series::{STALE, is_stale};
use std::collections::BTreeMap;

/// The value of a node over all steps.
#[derive(Clone)]
pub(crate) enum Output {
    Scalar(Scalar),
    Vector(Vector),
    String(String),
}

/// A number a step.
#[derive(Clone)]
pub(crate) enum Scalar {
    /// The same at every step.
    Constant(f64),
    /// One a step.
    Steps(Vec<f64>),
}

impl Scalar {
    #[inline]
    pub(crate) fn at(&self, idx: usize) -> f64 {
        match self {
            Self::Constant(value) => *value,
            Self::Steps(values) => values.get(idx).copied().unwrap_or(f64::NAN),
        }
    }
}

/// Columns of different labels, and how many values they hold: what the budget counts.
#[derive(Clone, Default)]
pub(crate) struct Vector {
    pub(crate) columns: Vec<Column>,
    pub(crate) points: u64,
}

/// Prometheus' word for two results with the same labels.
pub(super) const SAME_LABELS: &str = "vector cannot contain metrics with the same labelset";

impl Evaluator<'_> {
    /// The vector of `columns`, made from vectors that are gone now: `inputs` columns with `points` values. Columns
    /// without a value are dropped, columns with the same labels joined.
    ///
    /// # Errors
    /// Too many samples; two values with the same labels at the same step.
    pub(crate) fn finish(
        &mut self,
        columns: Vec<Column>,
        inputs: usize,
        points: u64,
    ) -> Result<Vector, Error> {
        let mut columns = joined(columns)?;
        let mut held = 0;
        columns.retain(|column| {
            let present = column.values.iter().filter(|it| !is_stale(**it)).count();
            held += self.charge(count(present));
            present > 0
        });
        // Prometheus holds the inputs, one step of them again, and the result.
        self.budget.would_hold(held.saturating_add(count(inputs)))?;
        self.budget.release(points);
        self.budget.hold(held)?;
        self.budget.free(inputs, self.len);
        self.budget.allocate(columns.len(), self.len)?;
        self.budget.work(count(inputs.max(columns.len())).saturating_mul(count(self.len)))?;
        Ok(Vector { columns, points: held })
    }
}

impl Evaluator<'_> {
    /// How many of `present` values of a column count as samples.
    pub(super) fn charge(&self, present: u64) -> u64 {
        present.min(self.most)
    }

    /// How many bytes may still be written into labels.
    pub(crate) fn text_left(&self) -> usize {
        limits::LABEL_TEXT.saturating_sub(self.budget.written)
    }

    /// Has written `bytes` more into labels: `label_join(x, "a", "", "a", "a")` around itself doubles them.
    pub(crate) fn write(&mut self, bytes: usize) -> Result<(), Error> {
        self.budget.write(bytes)
    }

    /// Takes room for `columns` columns on the way to a result.
    pub(crate) fn reserve(&mut self, columns: usize) -> Result<(), Error> {
        self.budget.allocate(columns, self.len)
    }

    /// Gives that room back.
    pub(crate) fn unreserve(&mut self, columns: usize) {
        self.budget.free(columns, self.len);
    }

    /// Gives up a vector over `len` steps.
    pub(super) fn give_back(&mut self, vector: Vector, len: usize) {
        self.budget.release(vector.points);
        self.budget.free(vector.columns.len(), len);
    }
}

/// Whether no two columns have the same labels, as far as their order tells without a search.
fn is_rising(columns: &[Column]) -> bool {
    columns.windows(2).all(|pair| pair[0].labels < pair[1].labels)
}

/// The columns with those of the same labels joined into the first of them.
pub(super) fn joined(columns: Vec<Column>) -> Result<Vec<Column>, Error> {
    if is_rising(&columns) {
        return Ok(columns);
    }
    let mut places = BTreeMap::new();
    let mut joined: Vec<Column> = Vec::with_capacity(columns.len());
    for column in columns {
        match places.get(&column.labels) {
            None => {
                places.insert(column.labels.clone(), joined.len());
                joined.push(column);
            }
            Some(place) => {
                let into = &mut joined[*place];
                into.nameless |= column.nameless;
                join(&mut into.values, &column.values)?;
            }
        }
    }
    Ok(joined)
}

fn join(into: &mut [f64], from: &[f64]) -> Result<(), Error> {
    for (into, from) in into.iter_mut().zip(from) {
        match (is_stale(*into), is_stale(*from)) {
            (false, false) => return Err(Error::execution(SAME_LABELS)),
            (true, false) => *into = *from,
            (_, true) => {}
        }
    }
    Ok(())
}

/// A column's values without any value.
pub(super) fn blank(len: usize) -> Vec<f64> {
    vec![STALE; len]
}
