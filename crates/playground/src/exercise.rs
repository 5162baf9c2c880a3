//! Exercises: a start, goals on measures, and the check that says what is missing. It must not know the page.
//!
//! ```text
//! file, piece, link ──► Exercise ──► start: a document         what a person edits
//!                          └──────► Check (a job in slices) ──► Verdict: each goal with its numbers and what is behind them
//! ```
//!
//! A person's rules are judged over the exercise's own traffic, whatever they did to theirs.

pub(crate) mod bounds;
mod check;
mod seeds;
mod verdict;

pub use check::{Check, Progress};
pub use seeds::seeds;
pub use verdict::{Behind, Judged, Verdict};

use crate::document::{self, Answer, Carried, Document, Exercise, MODEL, Rule, VERSION};
use crate::pieces::Pieces;
use catalogue::piece;

pub(crate) use bounds::bounded;

/// A bundled exercise, as the list of all has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its name in links, files and on the command line.
    pub name: String,
    /// 1 (first steps) to 3.
    pub level: String,
    /// The classes of defects that it teaches, by their codes.
    pub teaches: String,
    /// One line.
    pub title: String,
}

/// The exercises in the bytes of the catalogue's piece [`piece::EXERCISES`].
pub fn listed(bytes: &[u8]) -> Vec<Listed> {
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    let line = |it: &str| {
        let mut fields = it.splitn(4, '\t').map(str::to_owned);
        let [name, level, teaches, title] = [(); 4].map(|()| fields.next().unwrap_or_default());
        Listed { name, level, teaches, title }
    };
    text.lines().map(line).collect()
}

/// The exercise that `text` holds: a file of its own, or a piece of the catalogue.
///
/// # Errors
/// What is wrong with it, with its path, line and column.
pub fn read(text: &str) -> Result<Exercise, String> {
    document::read_exercise(text, bounds::judge)
}

/// The YAML text of `exercise`, which [`read`] reads back equal.
pub fn write(exercise: &Exercise) -> String {
    document::write_exercise(exercise)
}

/// The names of the catalogue's pieces that `exercise` begins with.
pub(crate) fn needs(exercise: &Exercise) -> Vec<String> {
    let start = &exercise.start;
    let named = |name: &str, of: fn(&str) -> String| (!name.is_empty()).then(|| of(name));
    [named(&start.scenario, piece::scenario), named(&start.alert, piece::alert)]
        .into_iter()
        .flatten()
        .collect()
}

/// The exercise that `document` carries; none while its piece is not here, or where it carries none.
pub(crate) fn carried(document: &Document, pieces: &Pieces) -> Option<Exercise> {
    let carried = document.exercise.as_ref()?;
    match &carried.own {
        Some(own) => Some((**own).clone()),
        None => pieces.exercise(&carried.name).map(|it| (**it).clone()),
    }
}

/// The document that `exercise` begins with, which carries it: by its `name` where it has one. None while a piece that it
/// [`needs`] is not here.
pub(crate) fn start(exercise: &Exercise, name: &str, pieces: &Pieces) -> Option<Document> {
    let start = &exercise.start;
    let mut scenario = match &start.traffic {
        Some(own) => (**own).clone(),
        None => pieces.scenario_for(&start.alert, &start.scenario)?,
    };
    if !start.exporter.is_empty() {
        scenario.exporter.clone_from(&start.exporter);
    }
    let rule = match &start.rule {
        Some(own) => own.clone(),
        None => pieces.alert(&start.alert)?.published.clone(),
    };
    let own = name.is_empty().then(|| Box::new(exercise.clone()));
    Some(Document {
        version: VERSION,
        model: MODEL,
        scenario,
        rules: vec![rule],
        recordings: Vec::new(),
        route: document::Route::default(),
        input: None,
        semantics: start.semantics,
        incidents: start.incidents.clone(),
        slo: start.slo,
        view: start.view.clone(),
        exercise: Some(Carried { name: name.to_owned(), own }),
    })
}

/// The rules of an answer, as a person would have them who began with `start`: a rule that says nothing of labels and annotations
/// keeps those that were there.
pub fn rules(answer: &Answer, start: &Document) -> Vec<Rule> {
    let before = start.rules.first();
    let filled = |rule: &Rule| {
        let mut rule = rule.clone();
        if let Some(before) = before.filter(|_| rule.labels.is_empty() && rule.annotations.is_empty()) {
            rule.labels.clone_from(&before.labels);
            rule.annotations.clone_from(&before.annotations);
        }
        if let Some(before) = before {
            rule.from.clone_from(&before.from);
        }
        rule
    };
    answer.rules.iter().map(filled).collect()
}
