//! A threshold and a `for` over a grid: a scorecard for each cell, from one evaluation of the left side. It must not
//! evaluate queries.
//!
//! For each threshold the comparison is true in runs of evaluations, which one walk over an instance's values finds for all of
//! them; the states of each `for` follow from the runs that are long enough for it. So a cell costs as much as it has such
//! runs, not as it has evaluations.

mod cell;
mod front;
mod runs;
mod states;

use crate::incident::{Impact, Slo};
use crate::score::{Judge, Tally};
use promql::Column;
use runs::Run;
use states::{Chains, Clock};
use std::fmt;

pub use cell::Cell;
pub use front::front;

/// The most cells of a grid.
const MAX_CELLS: usize = 10_000;

/// The comparison, the varying side on its left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
}

impl Op {
    /// Whether it asks for great values.
    fn is_greater(self) -> bool {
        matches!(self, Self::Greater | Self::GreaterOrEqual)
    }

    /// Whether `value` compares as true; never for NaN, the stale marker among them.
    pub fn holds(self, value: f64, threshold: f64) -> bool {
        match self {
            Self::Greater => value > threshold,
            Self::GreaterOrEqual => value >= threshold,
            Self::Less => value < threshold,
            Self::LessOrEqual => value <= threshold,
        }
    }
}

/// The left side of the comparison, a column an instance.
#[derive(Clone, Debug)]
pub struct Side {
    values: Vec<Vec<f64>>,
    op: Op,
}

impl Side {
    /// The columns of the left side, each of which is one alert instance, and how they are compared.
    pub fn new(columns: &[Column], op: Op) -> Self {
        Self { values: columns.iter().map(|it| it.values.clone()).collect(), op }
    }
}

/// What is tried.
#[derive(Clone, Debug, PartialEq)]
pub struct Grid {
    /// The thresholds, ascending.
    pub thresholds: Vec<f64>,
    /// The values of `for`, ascending, in milliseconds.
    pub holds: Vec<i64>,
    /// `keep_firing_for`, in milliseconds.
    pub keep_firing_for: i64,
}

/// Why nothing is swept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SweepError {
    /// The grid has no cell, or more than 10,000.
    Cells(usize),
}

impl fmt::Display for SweepError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Cells(count) = self;
        write!(f, "a grid has 1 to {MAX_CELLS} cells, not {count}")
    }
}

impl std::error::Error for SweepError {}

/// The scorecards of a grid.
#[derive(Clone, Debug, PartialEq)]
pub struct Sweep {
    /// What was tried.
    pub grid: Grid,
    /// A cell for each threshold and `for`: all thresholds of the first `for`, then of the next.
    pub cells: Vec<Cell>,
}

impl Sweep {
    /// The cell of a threshold and a `for`, by their places.
    pub fn cell(&self, threshold: usize, hold: usize) -> Option<&Cell> {
        (threshold < self.grid.thresholds.len())
            .then(|| self.cells.get(hold * self.grid.thresholds.len() + threshold))?
    }
}

/// A sweep in slices of counted work.
#[derive(Clone, Debug)]
pub struct SweepJob {
    side: Side,
    judge: Judge,
    clock: Clock,
    budget: Option<(Impact, Slo)>,
    sweep: Sweep,
    /// The instance that is being worked on, and its next threshold; after the last instance, the next threshold to be written.
    instance: usize,
    threshold: usize,
    /// The runs of this instance, for each threshold.
    runs: Vec<Vec<Run>>,
    /// What was counted: for each threshold, each `for`.
    tallies: Vec<Tally>,
}

impl SweepJob {
    /// A job over `grid`.
    ///
    /// # Errors
    /// When the grid is empty or too large.
    pub fn new(
        side: Side,
        judge: Judge,
        budget: Option<(Impact, Slo)>,
        mut grid: Grid,
    ) -> Result<Self, SweepError> {
        let count = grid.thresholds.len().saturating_mul(grid.holds.len());
        if count == 0 || count > MAX_CELLS {
            return Err(SweepError::Cells(count));
        }
        grid.holds.sort_unstable();
        series::sort_by(&mut grid.thresholds, &|a, b| a.total_cmp(b));
        let clock = Clock::new(&judge);
        let tallies = vec![Tally::new(&judge); count];
        let sweep = Sweep { grid, cells: vec![Cell::default(); count] };
        let runs = Vec::new();
        Ok(Self { side, judge, clock, budget, sweep, instance: 0, threshold: 0, runs, tallies })
    }

    /// How much of the work is done, 0 to 1.
    pub fn progress(&self) -> f32 {
        let part = self.threshold as f32 / self.sweep.grid.thresholds.len() as f32;
        ((self.instance as f32 + part) / (self.side.values.len() + 1) as f32).min(1.0)
    }

    /// Goes on until `units` of work are used up (it is lowered by those); whether there is more to do. A unit is
    /// about a value compared or a run looked at.
    pub fn run(&mut self, units: &mut u64) -> bool {
        let thresholds = self.sweep.grid.thresholds.len();
        while *units > 0 {
            let cost = match self.side.values.get(self.instance) {
                Some(_) if self.threshold == thresholds => {
                    (self.instance, self.threshold) = (self.instance + 1, 0);
                    0
                }
                Some(values) if self.threshold == 0 && self.runs.is_empty() => {
                    let (runs, cost) = runs::runs(values, self.side.op, &self.sweep.grid.thresholds);
                    self.runs = runs;
                    cost
                }
                Some(_) => self.count_threshold(),
                None if self.threshold == thresholds => return false,
                None => self.write_threshold(),
            };
            *units = units.saturating_sub(cost);
        }
        self.instance < self.side.values.len() || self.threshold < thresholds
    }

    /// Counts the instance's episodes at the next threshold, for each `for`; what it cost.
    fn count_threshold(&mut self) -> u64 {
        let runs = std::mem::take(&mut self.runs[self.threshold]);
        let mut cost = runs.len() as u64;
        let mut chains = Chains::new(runs, self.clock.evaluations(self.sweep.grid.keep_firing_for));
        let holds = &self.sweep.grid.holds;
        let tallies = &mut self.tallies[self.threshold * holds.len()..];
        for (hold, tally) in holds.iter().zip(tallies) {
            tally.next_instance();
            cost += 1 + chains.walk(self.clock, *hold, &self.judge, tally);
        }
        self.threshold += 1;
        if self.threshold == self.sweep.grid.thresholds.len() {
            self.runs.clear();
        }
        cost
    }

    /// Writes the cells of the next threshold.
    fn write_threshold(&mut self) -> u64 {
        let budget = self.budget.as_ref().map(|(impact, slo)| (impact, *slo));
        let Grid { thresholds, holds, .. } = &self.sweep.grid;
        let tallies = &self.tallies[self.threshold * holds.len()..][..holds.len()];
        for (row, tally) in tallies.iter().enumerate() {
            let card = tally.finish(&self.judge, budget);
            self.sweep.cells[row * thresholds.len() + self.threshold] = Cell::from(&card);
        }
        self.threshold += 1;
        64 * holds.len() as u64
    }

    /// What was found.
    pub fn finish(self) -> Sweep {
        self.sweep
    }
}

#[cfg(test)]
mod tests;
