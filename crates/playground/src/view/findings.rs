//! What lint found, as the page shows it. It must not know single checks.

use super::Grade;
use serde::{Deserialize, Serialize};

/// One finding of lint.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// How grave it is.
    pub grade: Grade,
    /// The check's identifier, as docs/lint.md lists it.
    pub id: String,
    /// In one line.
    pub title: String,
    /// The reason, the way out, and the evidence.
    pub detail: String,
    /// What the samples show; empty where the rule alone says it.
    pub evidence: String,
    /// The part of the rule: `expr`, `for`, `alert`, `labels.severity`, `annotations.summary`.
    pub place: String,
    /// Bytes of that part's text.
    pub span: Option<(u32, u32)>,
    /// The slot of the instance that shows it.
    pub instance: Option<u32>,
    /// The instant that shows it, in milliseconds since the Unix epoch.
    pub at: Option<i64>,
    /// What the repair does ("Multiply by 100"); empty for none.
    pub repair: String,
}

/// What lint found.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Findings {
    /// "3, and 11 checks passed".
    pub summary: String,
    /// The findings, worst first.
    pub rows: Vec<Finding>,
}
