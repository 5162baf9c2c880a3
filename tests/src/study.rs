//! A study as its worker drives it. It must not prove anything.

use playground::document::{self, Document};
use playground::learn::{Ask, Told};
use playground::study::Study;

/// A study of `document`.
pub fn open(document: &Document) -> Study {
    let mut study = Study::default();
    study.take(Ask::Document(document::write(document)));
    study
}

/// What is told until nothing is left to do.
pub fn settle(study: &mut Study) -> Vec<Told> {
    let mut all = study.told();
    while study.work() {
        all.extend(study.told());
    }
    all.extend(study.told());
    all
}

/// What is told last of what `ask` leads to.
///
/// # Panics
/// When nothing is told.
pub fn last(study: &mut Study, ask: Ask) -> Told {
    study.take(ask);
    settle(study).pop().unwrap_or_else(|| panic!("nothing is told"))
}

/// The document that is told, if one is.
///
/// # Panics
/// When none is, or one that cannot be read.
pub fn told_document(study: &mut Study) -> (String, Document) {
    let told = settle(study);
    let text = told.iter().find_map(|it| if let Told::Document(it) = it { Some(it.clone()) } else { None });
    let text = text.unwrap_or_else(|| panic!("{told:?}"));
    let read = document::read(&text).unwrap_or_else(|why| panic!("{why}: {text}"));
    (text, read)
}
