//! A cell of a sweep: a scorecard's numbers, small. It must not know where it stands.

use crate::measure::Measure;
use crate::score::Scorecard;

/// The numbers of one cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cell {
    /// A number for each [`Measure`] in its order; none where it is undefined.
    pub values: [Option<f64>; Measure::COUNT],
}

impl Default for Cell {
    fn default() -> Self {
        Self { values: [None; Measure::COUNT] }
    }
}

impl Cell {
    /// The number of `measure`.
    pub fn get(&self, measure: Measure) -> Option<f64> {
        self.values[measure as usize]
    }
}

impl From<&Scorecard> for Cell {
    fn from(it: &Scorecard) -> Self {
        Self { values: it.values }
    }
}
