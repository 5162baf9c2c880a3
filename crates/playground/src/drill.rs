//! Drills: an incident played forward with the future hidden, its evidence, what was done about it and what it cost. It must not
//! know the page.
//!
//! ```text
//! file ──► Drill ──► Stage: a document under a seed, when it begins ──► Play: the clock, questions, answers ──► told
//!                                  └──► treated by a remedy: another document with the same past
//! ```
//!
//! The whole scenario is computed at once; whatever is told goes through `past`, which knows nothing after the clock.

mod act;
mod cost;
mod debrief;
mod evidence;
mod judge;
mod now;
mod past;
mod play;
mod stage;

pub use cost::{Cost, cost};
pub use play::{Play, QUESTION, Question, WRONG};
pub use stage::Stage;
pub(crate) use stage::stage;

use crate::document::{self, Document, Drill};
use crate::pieces::Pieces;

/// Seeds of a drill: its scenario's own, and those that follow it.
pub const SEEDS: u64 = 5;

/// A bundled drill, as the list of all has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its name.
    pub name: String,
    /// 1 to 3.
    pub level: String,
    /// One line.
    pub title: String,
}

/// The drills in the bytes of the catalogue's piece [`catalogue::piece::DRILLS`].
pub fn listed(bytes: &[u8]) -> Vec<Listed> {
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    let line = |it: &str| {
        let mut fields = it.splitn(3, '\t').map(str::to_owned);
        let [name, level, title] = [(); 3].map(|()| fields.next().unwrap_or_default());
        Listed { name, level, title }
    };
    text.lines().map(line).collect()
}

/// The drill that `text` holds.
///
/// # Errors
/// What is wrong with it, with its path, line and column.
pub fn read(text: &str) -> Result<Drill, String> {
    document::read_drill(text, judge::judge)
}

/// The names of the catalogue's pieces that `drill` needs: its scenario, its alert's rule and runbook.
pub(crate) fn needs(drill: &Drill) -> Vec<String> {
    let start = &drill.start;
    let rule = start.rule.as_ref().map(|it| it.from.as_str()).unwrap_or_default();
    let mut names = Vec::new();
    if !start.scenario.is_empty() {
        names.push(catalogue::piece::scenario(&start.scenario));
    }
    let alerts = [start.alert.as_str(), rule].into_iter().filter_map(catalogue::alert);
    names.extend(alerts.map(|it| catalogue::piece::alert(it.id)));
    names
}

/// `document` with remedy `idx` of `drill` applied at `now`, milliseconds since the Unix epoch: what was before stays as it was.
///
/// # Errors
/// A duration that is none.
pub fn treated(drill: &Drill, document: &Document, idx: usize, now: i64) -> Result<Document, String> {
    match drill.remedies.get(idx) {
        Some(remedy) => act::treated(document, remedy, now),
        None => Err("there is no such remedy".to_owned()),
    }
}

/// The stage of a bundled `drill` under its seed `number`, 0 to [`SEEDS`] - 1.
///
/// # Errors
/// As of [`stage`], or a piece of it is not bundled.
pub fn bundled_stage(drill: &Drill, number: u64) -> Result<Stage, String> {
    stage(drill, number, &bundled(drill))?.ok_or_else(|| "a piece of it is not bundled".to_owned())
}

/// Begins a bundled `drill` as [`bundled_stage`].
///
/// # Errors
/// As of [`bundled_stage`].
pub fn bundled_play(drill: &Drill, number: u64) -> Result<Play, String> {
    Play::begin(std::rc::Rc::new(drill.clone()), bundled_stage(drill, number)?, &bundled(drill))
}

/// The pieces of `drill`, for whoever has all built in.
fn bundled(drill: &Drill) -> Pieces {
    let mut pieces = Pieces::new(catalogue::shelf::everything);
    pieces.have(&needs(drill));
    pieces
}
