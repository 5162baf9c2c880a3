//! Whether a drill means anything, and how much of it there may be. It must not play it.

use crate::document::{Clue, DRILL, Deed, Drill, Remedy};
use crate::exercise::bounds::{Wrong, amount, begins, each, number, text};
use crate::plan::fault_kind;
use series::parse_duration;

/// Causes or remedies that can be chosen from, and clues.
const OFFERED: usize = 6;
/// Deeds of a remedy.
const DEEDS: usize = 8;

/// Whether `drill` can be played.
///
/// # Errors
/// The first that is wrong, behind its path.
pub(super) fn judge(drill: &Drill) -> Result<(), Wrong> {
    let Drill { causes, remedies, clues, events, call, .. } = drill;
    number("version", drill.version, DRILL)?;
    text("title", &drill.title)?;
    number("level", drill.level, 3)?;
    text("story", &drill.story)?;
    text("lesson", &drill.lesson)?;
    begins(&drill.start)?;
    if !drill.length.is_empty() {
        duration("length", &drill.length)?;
    }
    let own = drill.start.traffic.as_ref().map_or(0, |it| it.events.len());
    let known = if events.is_empty() { own.max(1) } else { events.len() };
    amount("trouble", drill.trouble as usize, 1, known)?;
    if let Some(call) = call {
        duration("call.after", &call.after)?;
        text("call.says", &call.says)?;
    }
    one("causes", causes.iter().map(|it| it.right))?;
    each("causes", causes, |path, it| {
        text(&format!("{path}.say"), &it.say)?;
        text(&format!("{path}.why"), &it.why)
    })?;
    one("remedies", remedies.iter().map(|it| it.right))?;
    each("remedies", remedies, |path, it| remedy(path, it, known))?;
    amount("clues", clues.len(), 1, OFFERED)?;
    each("clues", clues, clue)
}

/// Enough to choose from, and one that is right.
fn one(path: &str, right: impl Iterator<Item = bool>) -> Result<(), Wrong> {
    let all: Vec<bool> = right.collect();
    amount(path, all.len(), 2, OFFERED)?;
    match all.iter().filter(|it| **it).count() {
        1 => Ok(()),
        count => Err((path.to_owned(), format!("{count} of them are right, not one"))),
    }
}

fn remedy(path: &str, it: &Remedy, events: usize) -> Result<(), Wrong> {
    text(&format!("{path}.say"), &it.say)?;
    text(&format!("{path}.why"), &it.why)?;
    let path = format!("{path}.does");
    amount(&path, it.does.len(), 0, DEEDS)?;
    each(&path, &it.does, |path, it| deed(path, it, events))
}

fn deed(path: &str, it: &Deed, events: usize) -> Result<(), Wrong> {
    duration(&format!("{path}.after"), &it.after)?;
    if it.kind.is_empty() {
        return amount(&format!("{path}.end"), it.end as usize, 1, events);
    }
    if it.end > 0 {
        return Err((path.to_owned(), "it has both `end` and `kind`".to_owned()));
    }
    if fault_kind(&it.kind).is_none() {
        return Err((format!("{path}.kind"), "it is no fault".to_owned()));
    }
    if it.length.is_empty() { Ok(()) } else { duration(&format!("{path}.for"), &it.length) }
}

fn clue(path: &str, it: &Clue) -> Result<(), Wrong> {
    text(&format!("{path}.says"), &it.says)?;
    if it.query.is_empty() {
        return Ok(());
    }
    let parsed = promql::parse(&it.query, promql::Semantics::default());
    parsed.map(|_| ()).map_err(|err| (format!("{path}.query"), err.to_string()))
}

fn duration(path: &str, it: &str) -> Result<(), Wrong> {
    parse_duration(it).map(|_| ()).map_err(|err| (path.to_owned(), err.to_string()))
}
