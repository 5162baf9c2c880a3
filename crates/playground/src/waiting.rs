//! Events that need a piece of the catalogue wait for it; everything else goes on meanwhile. It must not know how a piece is
//! fetched.
//!
//! A pick needs its alert and its scenario: until they are here the document at hand stays, and can be edited, which drops
//! the pick. Whatever document is open, its runbook and the texts to compare it with are asked for as well; the view is
//! made without them until they come.

use crate::event::Event;
use crate::history;
use crate::model::Model;
use crate::pieces;
use crate::view::Grade;
use catalogue::{gallery, piece};

/// Takes `event` into `model`, now or when its pieces have come.
pub(crate) fn take(model: &mut Model, event: Event) {
    if let Event::Piece { name, found } = event {
        return arrived(model, &name, found);
    }
    if event.is_edit() {
        let waiting = model.waiting.take();
        // What has not come yet is undone by not waiting for it.
        if event == Event::Undo && waiting.is_some() {
            return;
        }
    }
    if matches!(
        event,
        Event::Open { .. }
            | Event::Follow(_)
            | Event::PickAlert(_)
            | Event::AddAlert(_)
            | Event::PickScenario(_)
            | Event::OpenScenario(_)
            | Event::Gallery
            | Event::ResetRule
    ) {
        // Whoever asks again may have a connection again.
        model.pieces.failed.clear();
    }
    apply(model, event);
}

/// The event, if its pieces are here; else it waits, in the place of an older one.
fn apply(model: &mut Model, event: Event) {
    if !model.pieces.have(&needs(model, &event)) {
        model.waiting = Some(event);
        return;
    }
    history::take(model, event);
    // From the shelf, where that has them: the view only reads.
    model.pieces.have(&beside(model));
}

/// A piece that was asked for, or why it cannot be had.
fn arrived(model: &mut Model, name: &str, found: Result<Vec<u8>, String>) {
    model.pieces.asked.remove(name);
    let why = match found {
        Ok(bytes) if model.pieces.put(name, &bytes) => {
            if let Some(event) = model.waiting.take() {
                apply(model, event);
            }
            return;
        }
        Ok(_) => "it came damaged".to_owned(),
        Err(why) => why,
    };
    model.pieces.failed.insert(name.to_owned());
    let title = title(name);
    let waiting = model.waiting.take();
    let (grade, what, then) =
        if waiting.as_ref().is_some_and(|it| needs(model, it).iter().any(|it| it == name)) {
            (Grade::Error, "", "unchanged: pick it again")
        } else {
            model.waiting = waiting;
            if !beside(model).iter().any(|it| it == name) {
                return;
            }
            let what = match name {
                gallery::PIECE => "The ",
                _ if name.starts_with("alerts/") => "The runbook of ",
                _ => "The original of ",
            };
            (Grade::Warning, what, "kept: reload the page")
        };
    let subject = format!("{what}{title} cannot be loaded");
    // Said once, with the newest reason.
    model.notices.retain(|it| !it.text.starts_with(&subject));
    model.notice(grade, format!("{subject} ({why}). Your work is {then} when the connection is back."));
}

/// Waits for nothing any longer: what is at hand is shown without what has not come.
pub(crate) fn cancel(model: &mut Model) {
    model.waiting = None;
    let names = missing(model);
    model.pieces.failed.extend(names);
}

/// The pieces that are to be fetched now, by name; each is given once.
pub(crate) fn wanted(model: &mut Model) -> Vec<String> {
    let mut names = missing(model);
    names.retain(|it| model.pieces.asked.insert(it.clone()));
    names
}

/// Whether all that the document at hand is looked at with is here, or out of reach.
pub(crate) fn have(model: &mut Model) -> bool {
    let names = beside(model);
    model.pieces.have(&names) || missing(model).is_empty()
}

/// What is waited for, in words; empty for nothing.
pub(crate) fn words(model: &Model) -> String {
    let missing = missing(model);
    missing.first().map(|it| format!("Loading {}", title(it))).unwrap_or_default()
}

/// The pieces that are needed, not here, and not known to be out of reach.
fn missing(model: &Model) -> Vec<String> {
    let mut names = model.waiting.as_ref().map(|it| needs(model, it)).unwrap_or_default();
    names.extend(beside(model));
    names.retain(|it| !model.pieces.is_here(it) && !model.pieces.failed.contains(it));
    names
}

/// The pieces without which `event` cannot be taken.
fn needs(model: &Model, event: &Event) -> Vec<String> {
    match event {
        Event::PickAlert(id) => {
            catalogue::alert(id).map(|it| pieces::of_document(id, it.scenario)).unwrap_or_default()
        }
        Event::PickScenario(name) => {
            catalogue::scenario(name).map(|_| piece::scenario(name)).into_iter().collect()
        }
        Event::OpenScenario(name) => {
            catalogue::scenario(name).map(|it| pieces::of_document(it.alert, name)).unwrap_or_default()
        }
        Event::AddAlert(id) => catalogue::alert(id).map(|it| piece::alert(it.id)).into_iter().collect(),
        Event::ResetRule => published(model).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// The pieces that the document at hand is shown with, and the gallery beside it.
fn beside(model: &Model) -> Vec<String> {
    let scenario = catalogue::scenario(&model.document.scenario.name).map(|it| piece::scenario(it.name));
    let cards = model.gallery.then(|| gallery::PIECE.to_owned());
    published(model).into_iter().chain(scenario).chain(cards).collect()
}

/// The piece of the alert that the selected rule comes from.
fn published(model: &Model) -> Option<String> {
    catalogue::alert(&model.document.rule()?.from).map(|it| piece::alert(it.id))
}

/// A piece's name as people know it.
fn title(name: &str) -> &str {
    let (kind, id) = name.split_once('/').unwrap_or_default();
    if name == gallery::PIECE {
        return kind;
    }
    let alert = catalogue::alert(id).filter(|_| kind == "alerts").map(|it| it.title);
    alert.or_else(|| catalogue::scenario(id).map(|it| it.title)).unwrap_or(name)
}
