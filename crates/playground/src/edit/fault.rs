//! A fault's fields into a scenario. It must not know the load or rules.

use super::number::{duration, number};
use crate::document::{Backend, FAULTS, Scenario};
use crate::draft::Wrong;
use crate::event::FaultField;
use haproxy::Place;
use series::{format_duration, parse_clock, parse_duration, parse_instant};

/// Puts `text` into property `property` of fault `idx`.
pub(super) fn apply(
    scenario: &mut Scenario,
    idx: u32,
    property: FaultField,
    text: &str,
) -> Result<(), Wrong> {
    let length = parse_duration(&scenario.length).map_err(|err| err.to_string())?;
    let from = match property {
        FaultField::From => Some(start(scenario, length, text)?),
        _ => None,
    };
    let kind = if property == FaultField::Kind { text } else { kind_of(scenario, idx) };
    let targets = targets(scenario, kind);
    let known = property != FaultField::Target || targets.iter().any(|target| target == text);
    let fault = scenario.events.get_mut(idx as usize).ok_or("this fault is gone")?;
    match property {
        FaultField::Kind => {
            let kind = FAULTS.iter().find(|(id, _)| *id == text).ok_or("Kind: pick one of the list.")?;
            kind.0.clone_into(&mut fault.kind);
            // What happens to a frontend cannot happen to a server.
            if !targets.contains(&fault.target) {
                fault.target = targets.into_iter().next().unwrap_or_default();
            }
            fault.amount = None;
        }
        FaultField::Target if known => text.clone_into(&mut fault.target),
        FaultField::Target => return Err("On: pick a server or backend of the list.".into()),
        FaultField::From => fault.from = from.unwrap_or_default(),
        FaultField::For => fault.length = duration("For", text, 1000, length)?,
        FaultField::Strength => fault.strength = number("Strength", text, 0.0..=100.0)?,
        FaultField::Amount => {
            let bounds = crate::plan::fault_kind(&fault.kind).and_then(haproxy::FaultKind::amount);
            let (_, most, _) = bounds.ok_or("this fault has no amount")?;
            fault.amount = Some(number("Amount", text, 0.0..=most)?);
        }
        FaultField::Incident => {
            fault.incident = match text {
                "auto" => None,
                "yes" => Some(true),
                "no" => Some(false),
                _ => return Err("Counts as an incident: auto, yes or no.".into()),
            };
        }
    }
    ends_inside(&fault.from, &fault.length, length)
}

/// The start of a fault, as a duration since the scenario's start, from a time of day or such a duration.
pub(super) fn start(scenario: &Scenario, length: i64, text: &str) -> Result<String, Wrong> {
    let begin = parse_instant(&scenario.start).unwrap_or_default();
    let since = match parse_clock(text) {
        Some(clock) => (clock - begin.rem_euclid(86_400_000)).rem_euclid(86_400_000),
        None => parse_duration(text)
            .map_err(|_| "From: takes a time as 14:11:00 or a duration since the start as 2h11m.")?,
    };
    if since >= length {
        let last = series::format_clock(begin + length);
        return Err(format!("From: that is not inside the scenario, which ends at {last}.").into());
    }
    Ok(format_duration(since))
}

/// A fault past the end would be cut in silence: it is refused instead.
pub(super) fn ends_inside(from: &str, span: &str, length: i64) -> Result<(), Wrong> {
    let millis = |text: &str| parse_duration(text).unwrap_or_default();
    let left = length - millis(from);
    if millis(span) > left {
        let room = format_duration(left.max(0));
        return Err(format!("It would end after the scenario: from there at most {room} are left.").into());
    }
    Ok(())
}

/// The kind of fault `idx`, by its name.
fn kind_of(scenario: &Scenario, idx: u32) -> &str {
    scenario.events.get(idx as usize).map_or("", |it| it.kind.as_str())
}

/// All that a fault of `kind` may hit: each backend's servers and the backend itself, or each frontend, or all
/// instances together and each.
pub(crate) fn targets(scenario: &Scenario, kind: &str) -> Vec<String> {
    match crate::plan::fault_kind(kind).map(haproxy::FaultKind::place) {
        Some(Place::Frontend) => scenario.frontends.iter().map(|it| it.name.clone()).collect(),
        Some(Place::Instance) => {
            let all = [String::new(), scenario.instance.clone()];
            all.into_iter().chain(scenario.more_instances.iter().cloned()).collect()
        }
        _ => scenario.backends.iter().flat_map(of_backend).collect(),
    }
}

fn of_backend(backend: &Backend) -> Vec<String> {
    let servers = backend.servers.iter().map(|server| format!("{}/{}", backend.name, server.name));
    std::iter::once(backend.name.clone()).chain(servers).collect()
}
