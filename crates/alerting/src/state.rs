//! The states of an alert instance and why an evaluation fails. It must not know transitions.

use crate::Active;
use std::fmt;

/// The state of an alert instance at an evaluation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// The expression does not return it (Prometheus also calls a resolved alert so).
    Inactive,
    /// Returned, but not yet for as long as `for` asks.
    Pending,
    /// Returned for long enough.
    Firing,
    /// No longer returned, but kept firing by `keep_firing_for`.
    Kept,
}

impl State {
    /// Whether Prometheus shows it as firing.
    pub fn is_firing(self) -> bool {
        matches!(self, Self::Firing | Self::Kept)
    }
}

/// A failed evaluation.
#[derive(Clone, Debug)]
pub struct EvalError {
    /// Prometheus' message.
    pub message: String,
    /// The state to go on with: the one before, or none where the limit was exceeded.
    pub active: Active,
}

impl fmt::Display for EvalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for EvalError {}
