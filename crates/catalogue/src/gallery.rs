//! What the gallery shows of a scenario. It must not know how a card looks.

use serde::{Deserialize, Serialize};

/// The name of the piece with the cards of all scenarios, as postcard writes a list of them.
pub const PIECE: &str = "gallery/cards";

/// A bundled scenario with what it teaches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// Its name in links, files and on the command line.
    pub name: String,
    /// One line: what happens.
    pub title: String,
    /// The one thing that it teaches.
    pub teaches: String,
    /// What to look at.
    pub about: String,
    /// The name of the alert that it is best looked at with.
    pub alert: String,
    /// Whose metrics that reads: `embedded` or `haproxy_exporter`.
    pub exporter: String,
    /// What the alert does.
    pub verdict: Verdict,
}

/// What an alert does in the scenario that it is shown with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Verdict {
    /// It fires, rightly.
    Fires,
    /// It fires, though nothing is wrong.
    FiresWrongly,
    /// It stays silent, though something is wrong.
    SilentWrongly,
}
