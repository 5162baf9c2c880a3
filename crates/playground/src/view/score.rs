//! The scorecard as the page shows it. It must not know how anything is measured.

use serde::{Deserialize, Serialize};

/// What the selected rule is worth.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Score {
    /// The measures; those of the strip first.
    pub cells: Vec<ScoreCell>,
    /// What the cells are about: incidents, episodes, stretches of pending.
    pub rows: Vec<ScoreRow>,
}

/// One measure.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ScoreCell {
    /// "Precision".
    pub name: String,
    /// "75%", or "n/a".
    pub figure: String,
    /// "3 of 4 episodes".
    pub basis: String,
    /// Why there is no number, or the worst case.
    pub note: String,
    /// What is measured.
    pub about: String,
    /// The places of the rows that stand behind it.
    pub behind: Vec<u32>,
}

/// What a measure is about: one incident, one episode, one stretch of pending.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScoreRow {
    /// "web1 is killed".
    pub title: String,
    /// "14:11:00".
    pub time: String,
    /// What became of it.
    pub note: String,
    /// Whether that is as it should be.
    pub good: bool,
    /// When, in milliseconds since the Unix epoch.
    pub span: (i64, i64),
    /// The slot of its instance, and its fault.
    pub about: (Option<u32>, Option<u32>),
}
