//! The catalogue's texts as pieces, each under a name: `alerts/<exporter>/<slug>`, `scenarios/<name>`, `exercises/<name>`,
//! `drills/<name>`. It must not know how a piece travels.
//!
//! The build script writes each piece as a file. An alert's is postcard, of these types; a scenario's, an exercise's and a drill's is its YAML. Whatever
//! else is large and rarely needed becomes a piece in the same way.

use crate::markup::Section;
use serde::{Deserialize, Serialize};

/// The name of the piece with the texts of alert `id`.
pub fn alert(id: &str) -> String {
    format!("alerts/{id}")
}

/// The name of the piece with the text of scenario `name`, which is the YAML itself.
pub fn scenario(name: &str) -> String {
    format!("scenarios/{name}")
}

/// The name of the piece with the text of exercise `name`, which is the YAML itself.
pub fn exercise(name: &str) -> String {
    format!("exercises/{name}")
}

/// The name of the piece with the text of drill `name`, which is the YAML itself.
pub fn drill(name: &str) -> String {
    format!("drills/{name}")
}

/// The name of the piece with the list of all drills: a line each, its name, level and title between tabs.
pub const DRILLS: &str = "gallery/drills";

/// The name of the piece with the list of all exercises: a line each, its name, level, codes and title between tabs.
pub const EXERCISES: &str = "gallery/exercises";

/// The texts of an alert, as postcard writes them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlertTexts<'a> {
    /// The rule as published, a bare rule of a rule file.
    pub rule: &'a str,
    /// A rule to use in its place.
    #[serde(borrow)]
    pub better: Option<Better<'a>>,
    /// The runbook's sections, as postcard writes those.
    pub runbook: &'a [u8],
    /// The kinds of faults that the alert is meant to find, by the names of the document, with spaces between.
    pub catches: &'a str,
    /// Those that it is meant to find where they hurt users.
    pub harm: &'a str,
}

/// A rule to use in place of a published one: it fires where that one rightly fires, and does the opposite where that
/// one is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Better<'a> {
    /// Why, in prose: the fact, the number, the way out.
    pub reason: &'a str,
    /// The rule, a bare rule of a rule file.
    pub rule: &'a str,
}

impl<'a> AlertTexts<'a> {
    /// The texts in the bytes of a piece, if it is one of an alert.
    pub fn read(bytes: &'a [u8]) -> Option<Self> {
        postcard::from_bytes(bytes).ok()
    }

    /// The runbook, its placeholders not yet filled: see [`crate::fill::fill`].
    pub fn runbook(&self) -> Option<Vec<Section>> {
        postcard::from_bytes(self.runbook).ok()
    }
}
