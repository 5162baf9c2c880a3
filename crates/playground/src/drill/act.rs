//! A remedy as what it does to a document's events from an instant on. It must not know which remedy is right.

use super::stage::from;
use crate::document::{Deed, Document, Fault, Remedy};
use series::{format_duration, parse_duration};

/// `document` with `remedy` applied at `now`, milliseconds since the Unix epoch. No event that has begun is moved, none is
/// added before `now`.
///
/// # Errors
/// A duration that is none.
pub(super) fn treated(document: &Document, remedy: &Remedy, now: i64) -> Result<Document, String> {
    let mut treated = document.clone();
    let start = crate::plan::Plan::new(document)?.steps.start;
    let length = millis(&document.scenario.length)?;
    let events = &mut treated.scenario.events;
    let mut gone = Vec::new();
    for deed in &remedy.does {
        let at = (now - start).saturating_add(millis(&deed.after)?);
        let idx = (deed.end as usize).wrapping_sub(1);
        if let Some(event) = events.get_mut(idx) {
            let (begun, lasts) = (from(event)?, millis(&event.length)?);
            if begun >= at {
                gone.push(idx);
            } else {
                event.length = format_duration(lasts.min(at - begun));
            }
        }
    }
    for deed in remedy.does.iter().filter(|it| !it.kind.is_empty()) {
        let at = (now - start).saturating_add(millis(&deed.after)?);
        if at < length {
            events.push(added(deed, at, length)?);
        }
    }
    let mut place = 0..;
    events.retain(|_| place.next().is_none_or(|idx| !gone.contains(&idx)));
    Ok(treated)
}

/// The event that `deed` adds at `at`, in a scenario of `length`.
fn added(deed: &Deed, at: i64, length: i64) -> Result<Fault, String> {
    let left = length - at;
    let lasts = if deed.length.is_empty() { left } else { millis(&deed.length)?.clamp(1000, left) };
    Ok(Fault {
        kind: deed.kind.clone(),
        target: deed.target.clone(),
        from: format_duration(at),
        length: format_duration(lasts),
        strength: deed.strength,
        amount: deed.amount,
        incident: None,
    })
}

fn millis(text: &str) -> Result<i64, String> {
    if text.is_empty() { Ok(0) } else { parse_duration(text).map_err(|err| err.to_string()) }
}
