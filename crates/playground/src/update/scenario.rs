//! Changes of the scenario itself: faults, parts of the topology, samples by hand. They must not know rules.

use super::{since_start, try_change};
use crate::document::{Fault, ViewState};
use crate::edit;
use crate::event::{FaultField, Field, Node};
use crate::model::Model;
use crate::view::Grade;
use series::format_duration;

/// Away with the samples by hand: the scenario keeps clock and length.
pub(super) fn simulate(model: &mut Model) {
    if model.document.input.take().is_some() {
        model.document.view = ViewState { rule: model.document.view.rule, ..ViewState::default() };
    }
}

/// A kill of the first server for ten minutes, at the cursor or in the middle, as far as there is room.
pub(super) fn add_fault(model: &mut Model) {
    if let Some((from, span)) = room_at_cursor(model) {
        push_fault(model, from, span);
    }
}

/// Ten minutes at the cursor or in the middle, as far as there is room: milliseconds since the start, and how many.
pub(super) fn room_at_cursor(model: &Model) -> Option<(i64, i64)> {
    let length = series::parse_duration(&model.document.scenario.length).ok()?;
    let cursor = model.document.view.cursor.map(|seconds| (seconds * 1000.0) as i64);
    let span = (length / 2).clamp(1000, 600_000);
    Some((cursor.unwrap_or(length / 2).clamp(0, (length - span).max(0)) / 1000 * 1000, span))
}

/// The same at a place of the chart.
pub(super) fn add_fault_at(model: &mut Model, from: i64, to: i64) {
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
pub(super) fn remove_fault(model: &mut Model, idx: u32) {
    if (idx as usize) < model.document.scenario.events.len() {
        model.document.scenario.events.remove(idx as usize);
        model.document.view.fault = None;
        model.drafts.retain(|field, _| !matches!(field, Field::Fault(..)));
    }
}

/// A dragged fault: whole seconds, inside the scenario, at least a second long.
pub(super) fn move_fault(model: &mut Model, idx: u32, from: i64, to: i64) {
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
pub(super) fn add_node(model: &mut Model, like: Node) {
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
pub(super) fn remove_node(model: &mut Model, node: Node) {
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
