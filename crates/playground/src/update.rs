//! What each event does to the model. It must not compute a picture: it only says whether one is needed.

mod labels;
mod look;
mod rules;

use crate::document::{self, Document, Fault};
use crate::draft::Draft;
use crate::edit;
use crate::event::{Event, FaultField, Field, Node};
use crate::model::Model;
use crate::plan::Plan;
use crate::share;
use crate::show::change::Repaired;
use crate::view::Grade;
use series::{format_clock, format_duration};

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
        Event::Edit { field, text } => edit_field(model, field, text),
        Event::PickAlert(id) => pick_alert(model, &id),
        Event::PickScenario(name) => pick_scenario(model, &name),
        Event::AddFault => add_fault(model),
        Event::AddFaultAt { from, to } => add_fault_at(model, from, to),
        Event::PickThreshold(idx) => model.document.view.threshold = Some(idx),
        Event::RemoveFault(idx) => remove_fault(model, idx),
        Event::PickFault(idx) => model.document.view.fault = idx,
        Event::MoveFault { idx, from, to } => move_fault(model, idx, from, to),
        Event::AddNode(like) => add_node(model, like),
        Event::RemoveNode(node) => remove_node(model, node),
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
        Event::Undo | Event::Redo | Event::Rest | Event::Export(_) => {}
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

/// A kill of the first server for ten minutes, at the cursor or in the middle, as far as there is room.
fn add_fault(model: &mut Model) {
    if let Some((from, span)) = room_at_cursor(model) {
        push_fault(model, from, span);
    }
}

/// Ten minutes at the cursor or in the middle, as far as there is room: milliseconds since the start, and how many.
fn room_at_cursor(model: &Model) -> Option<(i64, i64)> {
    let length = series::parse_duration(&model.document.scenario.length).ok()?;
    let cursor = model.document.view.cursor.map(|seconds| (seconds * 1000.0) as i64);
    let span = (length / 2).clamp(1000, 600_000);
    Some((cursor.unwrap_or(length / 2).clamp(0, (length - span).max(0)) / 1000 * 1000, span))
}

/// The same at a place of the chart.
fn add_fault_at(model: &mut Model, from: i64, to: i64) {
    let Ok(length) = series::parse_duration(&model.document.scenario.length) else { return };
    let within = |time: i64, least: i64, most: i64| {
        ((since_start(model, time) * 1000.0) as i64).clamp(least, most.max(least)) / 1000 * 1000
    };
    let from = within(from, 0, length - 1000);
    let to = within(to, from + 1000, length);
    push_fault(model, from, to - from);
}

/// Adds a kill of the first server for `span` milliseconds and opens it.
fn push_fault(model: &mut Model, from: i64, span: i64) {
    let added = try_change(model, &mut |document| {
        let target = edit::targets(&document.scenario, "server_down").into_iter().find(|it| it.contains('/'));
        document.scenario.events.push(Fault {
            kind: "server_down".to_owned(),
            target: target.unwrap_or_default(),
            from: format_duration(from),
            length: format_duration(span),
            strength: 100.0,
            amount: None,
            incident: None,
        });
        document.view.fault = Some(document.scenario.events.len() as u32 - 1);
        Ok(())
    });
    if let Err(wrong) = added {
        model.notice(Grade::Error, format!("No fault was added: {}.", wrong.message));
    }
}

/// Takes a fault away; drafts of faults speak of places that have moved.
fn remove_fault(model: &mut Model, idx: u32) {
    if (idx as usize) < model.document.scenario.events.len() {
        model.document.scenario.events.remove(idx as usize);
        model.document.view.fault = None;
        model.drafts.retain(|field, _| !matches!(field, Field::Fault(..)));
    }
}

/// A dragged fault: whole seconds, inside the scenario, at least a second long.
fn move_fault(model: &mut Model, idx: u32, from: i64, to: i64) {
    let Ok(length) = series::parse_duration(&model.document.scenario.length) else { return };
    let from = ((since_start(model, from) * 1000.0) as i64).clamp(0, length - 1000) / 1000 * 1000;
    let to = ((since_start(model, to) * 1000.0) as i64).clamp(from + 1000, length) / 1000 * 1000;
    let moved = try_change(model, &mut |document| {
        let fault = document.scenario.events.get_mut(idx as usize).ok_or("this fault is gone")?;
        fault.from = format_duration(from);
        fault.length = format_duration(to - from);
        Ok(())
    });
    if moved.is_ok() {
        model.drafts.remove(&Field::Fault(idx, FaultField::From));
        model.drafts.remove(&Field::Fault(idx, FaultField::For));
    }
}

/// Another part of the topology, and its form.
fn add_node(model: &mut Model, like: Node) {
    let mut made = None;
    let added = try_change(model, &mut |document| {
        made = Some(edit::add(&mut document.scenario, like)?);
        Ok(())
    });
    match added {
        // Whoever adds a server may add another: the backend stays open.
        Ok(()) => {
            model.node = match made {
                Some(Node::Server(backend, _)) => Some(Node::Backend(backend)),
                other => other,
            };
        }
        Err(wrong) => model.notice(Grade::Error, format!("Nothing was added: {}.", wrong.message)),
    }
}

/// Takes a part of the topology away; drafts of others speak of places that have moved.
fn remove_node(model: &mut Model, node: Node) {
    let mut faults = 0;
    let removed = try_change(model, &mut |document| {
        faults = edit::remove(&mut document.scenario, node)?;
        document.view.fault = document.view.fault.filter(|_| faults == 0);
        Ok(())
    });
    if let Err(wrong) = removed {
        return model.notice(Grade::Error, format!("Nothing was removed: {}.", wrong.message));
    }
    model.node = None;
    model.drafts.retain(|field, _| !matches!(field, Field::Node(..) | Field::Fault(..)));
    if faults > 0 {
        let count = crate::words::count(faults, "fault");
        model.notice(Grade::Note, format!("{count} of it went with it. Undo brings all back."));
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
