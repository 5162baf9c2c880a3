//! What the study is asked and told of two rules on the same traffic. It must not know how anything is computed or shown.

use super::Sums;
use plot::{LaneState, Span};
use serde::{Deserialize, Serialize};

/// Two rules to be compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompareAsk {
    /// A and B.
    pub rules: [Which; 2],
    /// On how many seeds, 1 to [`super::SEEDS`]; the document's own is the first, and the one whose lanes are shown.
    pub seeds: u32,
}

/// A rule that can be compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Which {
    /// A rule of the document, by its place.
    Rule(u32),
    /// The selected rule as it was published.
    Published,
    /// One that is tried in place of the selected rule, as YAML.
    Draft(String),
}

/// What there is to compare.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choices {
    /// The names of the document's rules.
    pub rules: Vec<String>,
    /// The place of the selected one.
    pub selected: u32,
    /// Whether that one was published, and if so whether it has been edited since.
    pub published: Option<bool>,
    /// That one as YAML: where a draft begins.
    pub yaml: String,
}

/// Two rules on the same traffic, judged by the incidents that count for the selected rule.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Compared {
    /// What A and B are called.
    pub names: [String; 2],
    /// What was evaluated, on the first seed.
    pub range: Span,
    /// The faults and incidents of that.
    pub labels: Vec<Stretch>,
    /// The objects that either rule is ever active for, those with most differences first.
    pub rows: Vec<Lanes>,
    /// How many more of them there are.
    pub more: u32,
    /// Of the first seed: how many episodes both have at the same evaluations, both have at others, only B has, only A has.
    pub counts: [u32; 4],
    /// Those that differ, in order of time; the first of them, where there are very many.
    pub changes: Vec<Changed>,
    /// The first seed, and how many.
    pub seeds: (u64, u32),
    /// Three cells: A, B, and B less A wherever both are defined.
    pub sums: Sums,
}

/// A fault or an incident.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stretch {
    /// "web1 is killed".
    pub title: String,
    /// When.
    pub span: Span,
    /// Whether it counts as an incident for the selected rule.
    pub counts: bool,
}

/// The states of one object under both rules; what no bar covers is inactive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lanes {
    /// Its short name.
    pub name: String,
    /// All its labels.
    pub labels: String,
    /// What A and B make of it.
    pub lanes: [Vec<(LaneState, Span)>; 2],
}

/// Episodes of one object that differ: one of A, of B, or one of each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    /// The object's short name.
    pub name: String,
    /// Of A, and of B.
    pub episodes: [Option<Fired>; 2],
}

/// When an alert fired.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fired {
    /// From its first evaluation to the first at which it no longer does.
    pub span: Span,
    /// Whether the range ends first.
    pub open: bool,
}
