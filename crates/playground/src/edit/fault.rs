//! A fault's fields into a scenario. It must not know the load or rules.

use super::number::{duration, number};
use crate::document::{FAULTS, Fault, Scenario};
use crate::draft::Wrong;
use crate::event::FaultField;
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
    let known = property != FaultField::Target || targets(scenario).iter().any(|target| target == text);
    let fault = scenario.events.get_mut(idx as usize).ok_or("this fault is gone")?;
    match property {
        FaultField::Kind => {
            let kind = FAULTS.iter().find(|(id, _)| *id == text).ok_or("Kind: pick one of the list.")?;
            kind.0.clone_into(&mut fault.kind);
        }
        FaultField::Target if known => text.clone_into(&mut fault.target),
        FaultField::Target => return Err("On: pick a server or backend of the list.".into()),
        FaultField::From => fault.from = from.unwrap_or_default(),
        FaultField::For => fault.length = duration("For", text, 1000, length)?,
        FaultField::Strength => fault.strength = number("Strength", text, 0.0..=100.0)?,
    }
    ends_inside(fault, length)
}

/// The start of a fault, as a duration since the scenario's start, from a time of day or such a duration.
fn start(scenario: &Scenario, length: i64, text: &str) -> Result<String, Wrong> {
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
fn ends_inside(fault: &Fault, length: i64) -> Result<(), Wrong> {
    let span = |text: &str| parse_duration(text).unwrap_or_default();
    let left = length - span(&fault.from);
    if span(&fault.length) > left {
        let room = format_duration(left.max(0));
        return Err(
            format!("The fault would end after the scenario: from there at most {room} are left.").into()
        );
    }
    Ok(())
}

/// All that a fault may hit: each backend and each of its servers.
pub(crate) fn targets(scenario: &Scenario) -> Vec<String> {
    let of_backend = |backend: &crate::document::Backend| {
        let servers = backend.servers.iter().map(|server| format!("{}/{}", backend.name, server.name));
        std::iter::once(backend.name.clone()).chain(servers).collect::<Vec<_>>()
    };
    scenario.backends.iter().flat_map(of_backend).collect()
}
