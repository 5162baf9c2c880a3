//! What the frame of the page shows: lists to pick from, the topology's tree, steps to undo, files. It must not know the chart.

use crate::event::Node;
use serde::{Deserialize, Serialize};

/// An alert of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlertRow {
    /// What [`crate::event::Event::PickAlert`] carries.
    pub id: String,
    /// Its name.
    pub title: String,
    /// Whose metrics it reads: `embedded` or `haproxy_exporter`.
    pub exporter: String,
    /// What one sees when it fires: "Something is down".
    pub symptom: String,
    /// One line: what has happened when it fires.
    pub summary: String,
}

/// One line of the topology.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NodeRow {
    /// Its place.
    pub node: Node,
    /// Its name.
    pub name: String,
    /// "3 servers, roundrobin", "weight 10".
    pub note: String,
    /// Whether its form is open.
    pub open: bool,
}

/// What can be undone and redone, by name ("threshold 4 to 5"); empty for nothing.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Steps {
    /// The newest change.
    pub undo: String,
    /// The change that was undone last.
    pub redo: String,
    /// The newest step's before and after, if it was a repair.
    pub change: Option<Change>,
}

/// A file to save; without a name a text to copy, under which the page puts the link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// What it is saved as.
    pub name: String,
    /// All of it.
    pub text: String,
}

/// What a repair has changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// What it did: "Multiply by 100".
    pub title: String,
    /// The whole scenario, over which the lanes run.
    pub range: plot::Span,
    /// Before it, and since.
    pub sides: [ChangeSide; 2],
}

/// One side of a comparison.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChangeSide {
    /// "2 episodes, firing 12m 30s"; else why there is none.
    pub words: String,
    /// The lanes that were ever active, at most five, the last of which may stand for several.
    pub lanes: Vec<plot::Lane>,
}
