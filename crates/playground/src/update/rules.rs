//! The rules of the document as a list: one is picked, added, doubled, removed. It must not know what a rule says.

use super::replace;
use crate::document::{Document, Rule, ViewState};
use crate::limits::RULES;
use crate::model::Model;
use crate::view::Grade;
use series::map_of;

/// Another rule of the document; the eye stays where it is.
pub(super) fn pick(model: &mut Model, idx: u32) {
    if (idx as usize) < model.document.rules.len() {
        let document = Document { view: at(model, idx), ..model.document.clone() };
        replace(model, document);
    }
}

/// What is selected and in view when rule `idx` is looked at, at the same time as the one before.
fn at(model: &Model, idx: u32) -> ViewState {
    let ViewState { cursor, window, fault, .. } = model.document.view;
    ViewState { rule: idx, cursor, window, fault, ..ViewState::default() }
}

/// A rule to begin with.
pub(super) fn add(model: &mut Model) {
    let pair = |name: &str, value: &str| map_of([(name.to_owned(), value.to_owned())]);
    let rule = Rule {
        from: String::new(),
        alert: free(model, "NewAlert"),
        expr: "up == 0".to_owned(),
        hold: "1m".to_owned(),
        keep_firing_for: "0s".to_owned(),
        labels: pair("severity", "warning"),
        annotations: pair("summary", "{{ $labels.instance }} cannot be scraped"),
    };
    insert(model, model.document.rules.len(), rule);
}

/// A published rule beside the others.
pub(super) fn add_published(model: &mut Model, id: &str) {
    match model.pieces.alert(id).map(|it| it.published.clone()) {
        Some(rule) => insert(model, model.document.rules.len(), rule),
        None => model.notice(Grade::Error, "This alert is not in the catalogue."),
    }
}

/// The selected rule a second time, under a name of its own.
pub(super) fn double(model: &mut Model) {
    let Some(rule) = model.document.rule().cloned() else { return };
    let alert = free(model, &rule.alert);
    insert(model, model.document.view.rule as usize + 1, Rule { alert, ..rule });
}

/// Puts `rule` at place `idx` and selects it.
fn insert(model: &mut Model, idx: usize, rule: Rule) {
    if model.document.rules.len() >= RULES {
        return model.notice(Grade::Error, format!("No rule was added: {RULES} rules are the most."));
    }
    let mut document = Document { view: at(model, idx as u32), ..model.document.clone() };
    document.rules.insert(idx, rule);
    replace(model, document);
}

/// Takes the selected rule away; the last one stays.
pub(super) fn remove(model: &mut Model) {
    let idx = model.document.view.rule as usize;
    let count = model.document.rules.len();
    if count < 2 || idx >= count {
        return model.notice(Grade::Note, "The last rule stays: a document has at least one.");
    }
    let mut document = Document { view: at(model, idx.min(count - 2) as u32), ..model.document.clone() };
    document.rules.remove(idx);
    replace(model, document);
}

/// Takes a recording rule away.
pub(super) fn remove_recording(model: &mut Model, idx: u32) {
    if (idx as usize) < model.document.recordings.len() {
        model.document.recordings.remove(idx as usize);
    }
}

/// `name`, or with the first number behind it that no rule has yet.
fn free(model: &Model, name: &str) -> String {
    let rules = &model.document.rules;
    let taken = |name: &str| rules.iter().any(|it| it.alert == name);
    let stem = name.trim_end_matches(|it: char| it.is_ascii_digit());
    let stem = if stem.is_empty() { name } else { stem };
    let numbered = (2..=rules.len() + 2).map(|idx| format!("{stem}{idx}"));
    std::iter::once(name.to_owned()).chain(numbered).find(|it| !taken(it)).unwrap_or_default()
}
