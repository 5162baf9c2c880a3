//! A label's fields into a document, and what is promised to users. It must not know faults.

use super::fault::{ends_inside, start};
use super::number::{duration, number};
use crate::document::{Document, KINDS};
use crate::draft::Wrong;
use crate::event::LabelField;
use series::{format_clock, format_general, parse_duration, parse_instant};

/// Puts `text` into property `property` of label `idx`.
pub(super) fn apply(
    document: &mut Document,
    idx: u32,
    property: LabelField,
    text: &str,
) -> Result<(), Wrong> {
    let length = parse_duration(&document.scenario.length).map_err(|err| err.to_string())?;
    let scenario = &document.scenario;
    let from = if property == LabelField::From { start(scenario, length, text)? } else { String::new() };
    let known = text.is_empty() || super::targets(scenario, "").iter().any(|it| it == text);
    let label = document.incidents.get_mut(idx as usize).ok_or("this label is gone")?;
    match property {
        LabelField::Kind => {
            let kind = KINDS.iter().find(|(id, _)| *id == text).ok_or("Counts as: pick one of the list.")?;
            kind.0.clone_into(&mut label.kind);
        }
        LabelField::On if known => text.clone_into(&mut label.on),
        LabelField::On => return Err("On: pick a server or backend of the list.".into()),
        LabelField::From => label.from = from,
        LabelField::For => label.length = duration("For", text, 1000, length)?,
    }
    ends_inside(&label.from, &label.length, length)
}

/// The text of property `property` of label `idx`, if there is such a label.
pub(super) fn text_of(document: &Document, idx: u32, property: LabelField) -> Option<String> {
    let it = document.incidents.get(idx as usize)?;
    Some(match property {
        LabelField::Kind => it.kind.clone(),
        LabelField::On => it.on.clone(),
        LabelField::From => {
            let start = parse_instant(&document.scenario.start).unwrap_or_default();
            format_clock(start + parse_duration(&it.from).unwrap_or_default())
        }
        LabelField::For => it.length.clone(),
    })
}

/// The target of the objective.
pub(super) fn slo(document: &mut Document, text: &str) -> Result<(), Wrong> {
    let target = number("Objective", text, 0.0..=99.9999)?;
    if target <= 0.0 {
        return Err("Objective: more than 0 percent of the requests.".into());
    }
    document.slo = target;
    Ok(())
}

/// The target of the objective as text.
pub(super) fn slo_text(document: &Document) -> String {
    format_general(document.slo)
}
