//! What the list of a document's rules shows. It must not know how a rule is evaluated.

use plot::{LaneState, Span};
use serde::{Deserialize, Serialize};

/// All rules of the document.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Rules {
    /// "30 rules, 12 fire, 9 pages, 14 before grouping".
    pub summary: String,
    /// The rules in the order of the document.
    pub rows: Vec<RuleRow>,
    /// The recording rules in their order: what each writes, its expression, and why it wrote nothing, empty if it did.
    pub recordings: Vec<(String, String, String)>,
}

/// One rule.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RuleRow {
    /// The alert's name.
    pub name: String,
    /// The severity label.
    pub severity: String,
    /// Whether it is the one that the page shows.
    pub selected: bool,
    /// Firing episodes ("3 episodes"), pages ("2 pages, 5 before grouping"), when it fires first ("14:55:18"), what lint
    /// found ("4 findings"), in this order; none before it has been evaluated.
    pub facts: Vec<String>,
    /// Why it could not be evaluated; empty when it could.
    pub error: String,
    /// The worst state of all its instances, as far as it is in view.
    pub bars: Vec<(LaneState, Span)>,
}
