//! A threshold and a `for` over a grid: a scorecard for each cell, from one evaluation of the left side. It must not
//! evaluate queries.
//!
//! For each threshold the comparison is true in runs of evaluations, and the states of each `for` follow from the runs
//! that are long enough for it: a cell costs as much as it has such runs, not as it has evaluations.

mod cell;
mod front;
mod runs;
mod states;

use crate::incident::{Impact, Slo};
use crate::score::{Judge, Tally};
use promql::Column;
use runs::Blocks;
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
    blocks: Vec<Blocks>,
    op: Op,
}

impl Side {
    /// The columns of the left side, each of which is one alert instance, and how they are compared.
    pub fn new(columns: &[Column], op: Op) -> Self {
        Self { blocks: columns.iter().map(|it| Blocks::new(&it.values)).collect(), op }
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
    /// The threshold that is being worked on, and the next instance.
    threshold: usize,
    instance: usize,
    /// What was counted at this threshold, for each `for`.
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
        let clock = Clock::new(&judge);
        let tallies = vec![Tally::new(&judge); grid.holds.len()];
        let sweep = Sweep { grid, cells: vec![Cell::default(); count] };
        Ok(Self { side, judge, clock, budget, sweep, threshold: 0, instance: 0, tallies })
    }

    /// How much of the grid is done, 0 to 1.
    pub fn progress(&self) -> f32 {
        let instances = self.side.blocks.len().max(1) as f32;
        let done = self.threshold as f32 + self.instance as f32 / instances;
        done / self.sweep.grid.thresholds.len().max(1) as f32
    }

    /// Goes on until `units` of work are used up (it is lowered by those); whether there is more to do. A unit is
    /// about a value compared or a run looked at.
    pub fn run(&mut self, units: &mut u64) -> bool {
        while *units > 0 {
            let Some(threshold) = self.sweep.grid.thresholds.get(self.threshold).copied() else {
                return false;
            };
            let cost = if self.instance < self.side.blocks.len() {
                self.count_instance(threshold)
            } else {
                self.end_threshold()
            };
            *units = units.saturating_sub(cost);
        }
        self.threshold < self.sweep.grid.thresholds.len()
    }

    /// Counts the next instance for each `for`; what it cost.
    fn count_instance(&mut self, threshold: f64) -> u64 {
        let (runs, mut cost) = self.side.blocks[self.instance].runs(self.side.op, threshold);
        let mut chains = Chains::new(runs, self.clock.evaluations(self.sweep.grid.keep_firing_for));
        for (hold, tally) in self.sweep.grid.holds.iter().zip(&mut self.tallies) {
            tally.next_instance();
            cost += 1 + chains.walk(self.clock, *hold, &self.judge, tally);
        }
        self.instance += 1;
        cost
    }

    /// Writes the cells of the present threshold.
    fn end_threshold(&mut self) -> u64 {
        let budget = self.budget.as_ref().map(|(impact, slo)| (impact, *slo));
        let columns = self.sweep.grid.thresholds.len();
        for (row, tally) in self.tallies.iter_mut().enumerate() {
            let card = std::mem::replace(tally, Tally::new(&self.judge)).finish(&self.judge, budget);
            self.sweep.cells[row * columns + self.threshold] = Cell::from(&card);
        }
        self.threshold += 1;
        self.instance = 0;
        64 * self.tallies.len() as u64
    }

    /// What was found.
    pub fn finish(self) -> Sweep {
        self.sweep
    }
}

#[cfg(test)]
mod tests;
