//! A rule over a range of evaluations, from the columns of its expression to a timeline, in slices of counted work.
//! It must not evaluate queries, and it must give what `step` gives when called instant by instant.

use crate::{CompiledRule, Timeline};
use promql::{Column, Steps};
use std::fmt;
use std::sync::Arc;

mod columns;
mod instants;

use columns::ByColumn;
use instants::ByInstant;

/// The most alert instances that a replay keeps; only label templates with `$value` get there.
pub(crate) const MAX_INSTANCES: usize = 10_000;

/// Why a replay gives no timeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReplayError {
    /// More than 10,000 label sets.
    TooManyInstances,
}

impl fmt::Display for ReplayError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::TooManyInstances = self;
        write!(f, "more than {MAX_INSTANCES} alert instances: a label changes with every value")
    }
}

impl std::error::Error for ReplayError {}

/// Runs `rule` over the columns of its whole expression, which hold a value for each of `steps`.
///
/// # Errors
/// When there are too many instances; failed evaluations are in the timeline.
pub fn replay(rule: &CompiledRule, columns: &[Column], steps: Steps) -> Result<Timeline, ReplayError> {
    let mut work = Work::new(rule, columns, steps);
    let mut budget = u64::MAX;
    while work.run(rule, columns, &mut budget) {}
    work.finish()
}

/// The same in slices.
#[derive(Debug)]
pub struct ReplayJob {
    rule: Arc<CompiledRule>,
    columns: Arc<Vec<Column>>,
    work: Work,
}

impl ReplayJob {
    /// A job for `rule` over the columns of its whole expression.
    pub fn new(rule: Arc<CompiledRule>, columns: Arc<Vec<Column>>, steps: Steps) -> Self {
        let work = Work::new(&rule, &columns, steps);
        Self { rule, columns, work }
    }

    /// Goes on until `budget` samples are visited (it is lowered by those); whether there is more to do.
    pub fn run(&mut self, budget: &mut u64) -> bool {
        self.work.run(&self.rule, &self.columns, budget)
    }

    /// The timeline of what has been run.
    ///
    /// # Errors
    /// When there were too many instances.
    pub fn finish(self) -> Result<Timeline, ReplayError> {
        self.work.finish()
    }
}

/// Columns are independent of each other unless their alerts share labels, or the rule has a limit.
#[derive(Debug)]
enum Work {
    ByColumn(ByColumn),
    ByInstant(ByInstant),
}

impl Work {
    fn new(rule: &CompiledRule, columns: &[Column], steps: Steps) -> Self {
        match ByColumn::new(rule, columns, steps) {
            Some(work) => Self::ByColumn(work),
            None => Self::ByInstant(ByInstant::new(rule, columns, steps)),
        }
    }

    fn run(&mut self, rule: &CompiledRule, columns: &[Column], budget: &mut u64) -> bool {
        match self {
            Self::ByColumn(work) => work.run(rule, columns, budget),
            Self::ByInstant(work) => work.run(rule, columns, budget),
        }
    }

    fn finish(self) -> Result<Timeline, ReplayError> {
        match self {
            Self::ByColumn(work) => Ok(work.finish()),
            Self::ByInstant(work) => work.finish(),
        }
    }
}

/// One step past the last evaluation.
fn end(steps: Steps) -> i64 {
    steps.time(steps.len())
}

#[cfg(test)]
mod tests;
