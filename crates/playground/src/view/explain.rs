//! Time travel as data. It must not know how it is found.

use serde::{Deserialize, Serialize};

/// What stands behind the value of the selected instance at the instant that is read out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Explain {
    /// "14:14:15".
    pub clock: String,
    /// The instance's short name.
    pub name: String,
    /// Its slot.
    pub slot: u32,
    /// Comparison, state, active since, what is left of `for`, next evaluation: name and text.
    pub facts: Vec<(String, String)>,
    /// The nodes of the expression, outer before inner.
    pub tree: Vec<Branch>,
    /// The windows that the instance's values are made of.
    pub windows: Vec<WindowView>,
    /// The annotations as rendered.
    pub annotations: Vec<(String, String)>,
}

/// A node of the expression.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Branch {
    /// How many nodes it is inside of.
    pub depth: u32,
    /// Its own words, what is below it left out: "… / …".
    pub text: String,
    /// Its value, or how many there are.
    pub value: String,
    /// Several series of the instance, each with its value.
    pub series: Vec<(String, String)>,
}

/// The samples of one series in a window.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WindowView {
    /// The series.
    pub title: String,
    /// "14:13:15 to 14:14:15".
    pub bounds: String,
    /// How many samples before the first one shown.
    pub skipped: u32,
    /// Time, value, and whether the counter fell there.
    pub samples: Vec<(String, String, bool)>,
    /// How they become a rate: name and arithmetic.
    pub steps: Vec<(String, String)>,
}
