//! Why a scenario is refused. It must not know where the scenario came from.

use std::fmt;

/// A scenario that cannot be simulated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScenarioError {
    /// What is wrong with it, for a person.
    pub message: String,
    /// The field, as a path in [`crate::Scenario`]: `backends[0].check.inter`.
    pub what: String,
}

impl fmt::Display for ScenarioError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.what, self.message)
    }
}

impl std::error::Error for ScenarioError {}

impl ScenarioError {
    /// An error at field `what`.
    pub(crate) fn new(what: impl Into<String>, message: impl Into<String>) -> Self {
        Self { message: message.into(), what: what.into() }
    }
}
