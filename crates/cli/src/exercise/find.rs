//! An exercise by path, name or link. It must not judge it.

use crate::failure::Failure;
use crate::input;
use playground::document::{self, Document, Exercise};
use playground::{bundled, exercise, share};
use std::path::Path;

/// What a person named.
pub(super) struct Found {
    /// The exercise.
    pub(super) exercise: Exercise,
    /// The document that it begins with, or the one that carries it.
    pub(super) start: Document,
    /// Whether that document is somebody's answer.
    pub(super) answer: bool,
}

/// A file with an exercise or with a document that carries one, else a bundled exercise, else a link.
pub(super) fn find(name: &str) -> Result<Found, Failure> {
    let wrong = |why: String| Failure::Input(format!("{name}: {why}"));
    if Path::new(name).is_file() {
        let text = input::file(Path::new(name)).map_err(wrong)?;
        // What is told of a text that is neither is told of an exercise.
        return match exercise::read(&text) {
            Ok(it) => begun(it, "").map_err(wrong),
            Err(why) => match document::read(&text) {
                Ok(it) => carried(it).map_err(wrong),
                Err(other) if text.lines().any(|it| it.starts_with("rules:")) => Err(wrong(other)),
                Err(_) => Err(wrong(why)),
            },
        };
    }
    if let Some(it) = bundled::exercise(name) {
        return begun(it, name).map_err(wrong);
    }
    if let Some((_, fragment)) = name.rsplit_once('#').or(name.starts_with("1.").then_some(("", name))) {
        let document = share::decode(fragment).map_err(|err| Failure::Input(err.to_string()))?;
        return carried(document).map_err(wrong);
    }
    let known: Vec<_> = bundled::exercises().into_iter().map(|it| it.name).collect();
    let known = known.join(", ");
    Err(Failure::Input(format!("{name}: no such file, and bundled are: {known}")))
}

fn begun(exercise: Exercise, name: &str) -> Result<Found, String> {
    let start = bundled::exercise_start(&exercise, name).ok_or("its scenario or alert is not bundled")?;
    Ok(Found { exercise, start, answer: false })
}

/// The exercise that a document carries: the document's rules are the answer.
fn carried(document: Document) -> Result<Found, String> {
    let exercise =
        bundled::carried_exercise(&document).ok_or("the document carries no exercise that is known")?;
    Ok(Found { exercise, start: document, answer: true })
}
