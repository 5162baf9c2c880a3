//! One instant's value of a query, range selectors among them. It must not know ranges of steps.

use super::budget::count;
use super::{Evaluator, Output, selector};
use crate::Error;
use crate::plan::{Kind, Node, RangeSelector};
use crate::value::Value;
use series::is_stale;

impl Evaluator<'_> {
    pub(super) fn instant(&mut self, node: &Node) -> Result<Value, Error> {
        if let Kind::Range(range) = &node.unwrapped().kind {
            return self.matrix(range);
        }
        Ok(match self.eval(node)? {
            Output::Scalar(scalar) => Value::Scalar(scalar.at(0)),
            Output::String(text) => Value::String(text),
            Output::Vector(vector) => {
                let first = |values: &[f64]| values.first().copied().filter(|it| !is_stale(*it));
                let columns = vector.columns.into_iter();
                Value::Vector(
                    columns.filter_map(|it| first(&it.values).map(|value| (it.labels, value))).collect(),
                )
            }
        })
    }

    /// The samples of a window.
    fn matrix(&mut self, range: &RangeSelector) -> Result<Value, Error> {
        let bounds = self.options.semantics.bounds();
        let end = self.steps.start.saturating_sub(range.selector.offset);
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
