//! What each event does to the model. It must not compute a picture: it only says whether one is needed.

mod labels;
mod look;
mod rules;
mod scenario;

use crate::document::{self, Document, Fault};
use crate::draft::Draft;
use crate::edit;
use crate::event::{Event, Field};
use crate::model::Model;
use crate::plan::Plan;
use crate::share;
use crate::show::change::Repaired;
use crate::view::Grade;
use series::format_clock;

/// Takes `event` into `model`.
pub(crate) fn update(model: &mut Model, event: Event) {
    match event {
        Event::Open { fragment, saved } => open(model, &fragment, &saved),
        Event::Follow(fragment) => follow(model, &fragment),
        Event::Import { name, text } => crate::import::import(model, &name, &text),
        Event::Dismiss => model.notices.clear(),
        Event::PickRule(idx) => rules::pick(model, idx),
        Event::AddRule => rules::add(model),
        Event::AddAlert(id) => rules::add_published(model, &id),
        Event::DoubleRule => rules::double(model),
        Event::RemoveRule => rules::remove(model),
        Event::Simulate => scenario::simulate(model),
        Event::RemoveRecording(idx) => rules::remove_recording(model, idx),
        Event::Edit { field, text } => edit_field(model, field, text),
        Event::PickAlert(id) => pick_alert(model, &id),
        Event::PickScenario(name) => pick_scenario(model, &name),
        Event::AddFault => scenario::add_fault(model),
        Event::AddFaultAt { from, to } => scenario::add_fault_at(model, from, to),
        Event::PickThreshold(idx) => model.document.view.threshold = Some(idx),
        Event::RemoveFault(idx) => scenario::remove_fault(model, idx),
        Event::PickFault(idx) => model.document.view.fault = idx,
        Event::MoveFault { idx, from, to } => scenario::move_fault(model, idx, from, to),
        Event::AddNode(like) => scenario::add_node(model, like),
        Event::RemoveNode(node) => scenario::remove_node(model, node),
        Event::PickNode(node) => model.node = node,
        Event::ResetRule => reset_rule(model),
        Event::Repair(idx) => repair(model, idx),
        Event::KeepRepair => model.repaired = None,
        Event::PickInstance(slot) => look::pick_instance(model, slot),
        Event::PickEpisode(idx) => look::pick_episode(model, idx),
        Event::Look { from, to, slot, fault } => {
            look::look(model, (from, to), slot);
            model.document.view.fault = fault.or(model.document.view.fault);
        }
        Event::AddLabel => labels::add(model),
        Event::RemoveLabel(idx) => labels::remove(model, idx),
        Event::Tick(step) => tick(model, step),
        Event::Cursor(time) => model.document.view.cursor = time.map(|time| since_start(model, time)),
        Event::Hover(time) => model.hover = time,
        Event::Vocabulary => model.vocabulary = true,
        Event::Gallery => model.gallery = true,
        Event::OpenScenario(name) => open_scenario(model, &name),
        Event::Zoom(window) => {
            let window = window.filter(|(from, to)| to > from);
            model.document.view.window =
                window.map(|(from, to)| (since_start(model, from), since_start(model, to)));
        }
        Event::Width(width) => model.width = width.clamp(100, 10_000),
        // What came is taken before this.
        Event::Piece { .. } => {}
        Event::Cancel => model.cancel(),
        // The history's and the facade's.
        Event::Undo | Event::Redo | Event::Rest | Event::Held(_) | Event::Export(_) => {}
    }
}

/// The first document of a visit: the link's, else the one that the browser kept, else the default.
fn open(model: &mut Model, fragment: &str, saved: &str) {
    if !saved.is_empty() {
        match document::read(saved).and_then(checked) {
            Ok(document) => replace(model, document),
            Err(why) => {
                model.notice(
                    Grade::Warning,
                    format!("The work kept in this browser cannot be opened: {why}."),
                );
            }
        }
    }
    if !fragment.is_empty() {
        follow(model, fragment);
    }
}

/// A link. Whatever is wrong with it, the work at hand stays.
fn follow(model: &mut Model, fragment: &str) {
    let decoded = share::decode(fragment);
    match decoded.and_then(|document| checked(document).map_err(share::LinkError::Document)) {
        Ok(document) => {
            let made_with = document.model;
            replace(model, document);
            if made_with != document::MODEL {
                let text = format!(
                    "This link was made with traffic model {made_with}; this page has {}, so its picture may differ.",
                    document::MODEL
                );
                model.notice(Grade::Warning, text);
            }
            if model.document.exercise.is_some() {
                model.notice(
                    Grade::Note,
                    "This link is an exercise: press X for its story, its goals and hints.",
                );
            }
        }
        Err(err) => model.notice(Grade::Error, format!("{err} Your work is unchanged.")),
    }
}

/// The document, if it is good as a whole.
fn checked(document: Document) -> Result<Document, String> {
    Plan::new(&document).map(|_| document)
}

/// Puts another document in the place of the present one.
pub(crate) fn replace(model: &mut Model, document: Document) {
    model.document = document;
    model.drafts.clear();
    model.notices.clear();
    model.hover = None;
    model.node = None;
}

/// Changes the document by `change`, if what comes out is good as a whole. A pointer, not a type: each type would be another
/// copy of this in the download.
fn try_change(
    model: &mut Model,
    change: &mut dyn FnMut(&mut Document) -> Result<(), crate::draft::Wrong>,
) -> Result<(), crate::draft::Wrong> {
    let mut document = model.document.clone();
    change(&mut document)?;
    model.document = checked(document)?;
    Ok(())
}

/// A field: into the document when good, else into the drafts.
fn edit_field(model: &mut Model, field: Field, text: String) {
    let bent = matches!(field, Field::Threshold | Field::Window) && model.drafts.contains_key(&Field::Expr);
    let result = if bent {
        // Writing a number into the last good expression would lose the text that is being typed.
        Err("The expression has an error: mend it first.".into())
    } else {
        try_change(model, &mut |document| edit::apply(document, field, &text))
    };
    match result {
        Ok(()) => {
            model.drafts.remove(&field);
            match field {
                // The number fields show what the expression says.
                Field::Expr => {
                    model
                        .drafts
                        .retain(|it, _| !matches!(it, Field::Threshold | Field::Window | Field::RuleYaml));
                }
                // One rule, two ways to write it: what is taken on one side ends what was open on the other.
                Field::RuleYaml => model.drafts.retain(|it, _| !it.is_rule()),
                _ if field.is_rule() => {
                    model.drafts.remove(&Field::RuleYaml);
                }
                _ => {}
            }
        }
        Err(error) => {
            model.drafts.insert(field, Draft { text: clipped(text), error });
        }
    }
}

/// A draft is kept as typed, up to what an expression may have.
fn clipped(mut text: String) -> String {
    let most = crate::limits::TEXT_BYTES;
    if text.len() > most {
        let end = (0..=most).rev().find(|idx| text.is_char_boundary(*idx)).unwrap_or(0);
        text.truncate(end);
    }
    text
}

/// An alert of the catalogue with the scenario that it was written for.
fn pick_alert(model: &mut Model, id: &str) {
    let document = catalogue::alert(id).and_then(|it| model.pieces.document(id, it.scenario));
    match document {
        Some(document) => replace(model, document),
        None => model.notice(Grade::Error, "This alert is not in the catalogue."),
    }
}

/// A scenario with the alert that it is best looked at with.
fn open_scenario(model: &mut Model, name: &str) {
    let document = catalogue::scenario(name).and_then(|it| model.pieces.document(it.alert, name));
    match document {
        Some(document) => replace(model, document),
        None => model.notice(Grade::Error, "This scenario is not bundled."),
    }
}

/// Another scenario under the same rule.
fn pick_scenario(model: &mut Model, name: &str) {
    let from = model.document.rule().map(|rule| rule.from.as_str()).unwrap_or_default();
    let Some(scenario) = model.pieces.scenario_for(from, name) else {
        return model.notice(Grade::Error, "This scenario is not bundled.");
    };
    let mut document = model.document.clone();
    document.scenario = scenario;
    document.incidents.clear();
    document.input = None;
    document.view = document::ViewState {
        rule: document.view.rule,
        threshold: document.view.threshold,
        ..document::ViewState::default()
    };
    match checked(document) {
        Ok(document) => replace(model, document),
        Err(why) => model.notice(Grade::Error, format!("The rule cannot run in this scenario: {why}.")),
    }
}

/// The rule as published.
fn reset_rule(model: &mut Model) {
    let from = model.document.rule().map(|rule| rule.from.clone()).unwrap_or_default();
    let Some(published) = model.pieces.alert(&from).map(|it| it.published.clone()) else {
        return model
            .notice(Grade::Note, "This rule comes from nowhere else: there is nothing to reset it to.");
    };
    if let Some(rule) = model.document.rule_mut() {
        *rule = published;
    }
    model.drafts.retain(|field, _| !field.is_rule());
}

/// A finding's repair.
fn repair(model: &mut Model, idx: u32) {
    let findings = crate::findings::find(model);
    let Some(repair) = findings.get(idx as usize).and_then(|it| it.repair.clone()) else { return };
    let before = model.picture.clone();
    let repaired = try_change(model, &mut |document| {
        let rule = document.rule_mut().ok_or("there is no rule")?;
        crate::findings::apply(rule, &repair);
        Ok(())
    });
    match repaired {
        Ok(()) => {
            model.drafts.retain(|field, _| !field.is_rule());
            let compared = before.zip(model.document.rule().cloned());
            model.repaired = compared.map(|(before, rule)| Repaired { title: repair.title, before, rule });
        }
        Err(wrong) => model.notice(Grade::Error, format!("The repair does not fit here: {}.", wrong.message)),
    }
}

/// Ticks or unticks a step of the runbook.
fn tick(model: &mut Model, step: u32) {
    let ticked = &mut model.document.view.ticked;
    match ticked.iter().position(|it| *it == step) {
        Some(idx) => {
            ticked.remove(idx);
        }
        None if step < 1000 => ticked.insert(ticked.partition_point(|it| *it < step), step),
        None => {}
    }
}

/// Seconds from the scenario's start to `time`.
fn since_start(model: &Model, time: i64) -> f64 {
    let start = series::parse_instant(&model.document.scenario.start).unwrap_or_default();
    time.saturating_sub(start) as f64 / 1000.0
}

/// The time of day at which a fault of `scenario` begins, as its field shows it.
pub(crate) fn fault_clock(scenario: &document::Scenario, fault: &Fault) -> String {
    let start = series::parse_instant(&scenario.start).unwrap_or_default();
    format_clock(start + series::parse_duration(&fault.from).unwrap_or_default())
}
