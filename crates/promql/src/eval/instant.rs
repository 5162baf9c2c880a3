//! One instant's value of a query, range vectors among them. It must not know ranges of steps.

use super::budget::count;
use super::window::Source;
use super::{Column, Evaluator, Output, selector};
use crate::Error;
use crate::plan::{Node, RangeSelector};
use crate::value::Value;
use series::is_stale;

impl Evaluator<'_> {
    pub(super) fn instant(&mut self, node: &Node) -> Result<Value, Error> {
        match Source::of(node) {
            Some(Source::Selector(it)) => return self.matrix(it),
            Some(Source::Subquery(it)) => {
                let (times, vector) = self.subquery(it)?;
                return self.samples(&times, vector.columns);
            }
            None => {}
        }
        Ok(match self.eval(node)? {
            Output::Scalar(scalar) => Value::Scalar(scalar.at(0)),
            Output::String(text) => Value::String(text),
            Output::Vector(vector) => {
                let first = |values: &[f64]| values.first().copied().filter(|it| !is_stale(*it));
                let columns = self.named(vector.columns)?.into_iter();
                Value::Vector(
                    columns.filter_map(|it| first(&it.values).map(|value| (it.labels, value))).collect(),
                )
            }
        })
    }

    /// The columns as series with the samples that they have, sorted by labels.
    fn samples(&mut self, times: &[i64], columns: Vec<Column>) -> Result<Value, Error> {
        let mut columns = self.named(columns)?;
        series::sort_by(&mut columns, &|a, b| a.labels.cmp(&b.labels));
        let of_column = |column: Column| {
            let samples = times.iter().copied().zip(column.values).filter(|(_, it)| !is_stale(*it));
            (column.labels, samples.collect::<Vec<_>>())
        };
        let series = columns.into_iter().map(of_column).filter(|(_, samples)| !samples.is_empty());
        Ok(Value::Matrix(series.collect()))
    }

    /// The samples of a window.
    fn matrix(&mut self, range: &RangeSelector) -> Result<Value, Error> {
        let bounds = self.options.semantics.bounds();
        let end = self.ends(&range.selector.offset).first;
        let mut matrix = Vec::new();
        for series in selector::select(self.store, &range.selector) {
            let window = bounds.slice(&series.times, end, range.range);
            self.budget.read += count(window.len());
            let times = series.times[window.clone()].iter().copied();
            let samples: Vec<_> =
                times.zip(series.values[window].iter().copied()).filter(|(_, it)| !is_stale(*it)).collect();
            self.budget.hold(count(samples.len()))?;
            if !samples.is_empty() {
                matrix.push((series.labels.clone(), samples));
            }
        }
        Ok(Value::Matrix(matrix))
    }
}
