//! A rule's scorecard: a number for each measure, and what became of each incident. It must not know how they were
//! counted.

use super::Found;
use crate::measure::Measure;

/// What a rule is worth under one scenario.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scorecard {
    /// A number for each [`Measure`] in its order; none where it is undefined.
    pub values: [Option<f64>; Measure::COUNT],
    /// What became of each incident, in the judge's order.
    pub incidents: Vec<Found>,
    /// All episodes.
    pub episodes: u32,
    /// Those that found an incident.
    pub caught: u32,
    /// Those that were firing already when an incident began, and found none.
    pub already: u32,
}

impl Scorecard {
    /// The number of `measure`, in its unit.
    pub fn get(&self, measure: Measure) -> Option<f64> {
        self.values[measure as usize]
    }

    /// How many incidents were found.
    pub fn found(&self) -> usize {
        self.incidents.iter().filter(|it| it.is_found()).count()
    }
}
