//! Subqueries: an expression at every multiple of a step that the windows of all steps can see. It must not know which
//! function looks through them.

use super::super::budget::count;
use super::super::{Evaluator, Vector};
use super::Source;
use crate::plan::Subquery;
use crate::{Error, Instants, Semantics, Steps, limits};

impl Evaluator<'_> {
    /// The values of a subquery's expression, and the times of its steps.
    pub(in super::super) fn subquery(&mut self, subquery: &Subquery) -> Result<(Vec<i64>, Vector), Error> {
        let grid = self.grid(subquery);
        if grid.is_empty() {
            return Ok((Vec::new(), Vector::default()));
        }
        if grid.len() > limits::GRID {
            return Err(Error::execution(format!("the subquery has more than {} steps", limits::GRID)));
        }
        // What one instant of a rule would hold of a column.
        let in_window = count(usize::try_from(subquery.range / grid.step).unwrap_or(usize::MAX)) + 1;
        let most = match self.options.instants {
            Instants::Range => self.most,
            Instants::Each => self.most.saturating_add(in_window),
        };
        let outer = (self.steps, self.len, self.most);
        (self.steps, self.len, self.most) = (grid, grid.len(), most);
        let vector = self.vector(&subquery.of);
        (self.steps, self.len, self.most) = outer;
        Ok(((0..grid.len()).map(|idx| grid.time(idx)).collect(), vector?))
    }

    /// The multiples of the step, counted from the epoch, inside the windows of all steps
    /// (`case *parser.SubqueryExpr`, promql/engine.go). The old end is out since Prometheus 3.0.1.
    fn grid(&self, subquery: &Subquery) -> Steps {
        let ends = self.ends(Source::Subquery(subquery).offset());
        let step = subquery.step.filter(|it| *it > 0).unwrap_or(self.options.subquery_step).max(1);
        let left = ends.first.saturating_sub(subquery.range);
        // Go's division rounds towards zero, so that the first multiple may be too early by one.
        let mut start = (left / step).saturating_mul(step);
        let outside = match self.options.semantics {
            Semantics::V3 => start <= left,
            Semantics::V2 => start < left,
        };
        if outside {
            start = start.saturating_add(step);
        }
        Steps { start, end: ends.last(self.len), step }
    }
}
