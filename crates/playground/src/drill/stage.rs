//! A drill under a seed: the document that is played, and when what happens. It must not know what has been told of it.

use crate::document::{Document, Drill, Exercise, Fault};
use crate::exercise;
use crate::pieces::Pieces;
use crate::plan::Plan;
use crate::vary::{Chance, vary};
use series::parse_duration;

/// The clock starts between so many milliseconds before the trouble, by the seed, so that nobody knows when it comes.
const BEFORE: (i64, i64) = (480_000, 2_400_000);
/// No sooner after the scenario's start: windows are filled by then.
const FILLED: i64 = 1_200_000;

/// A drill that can begin.
#[derive(Clone, Debug)]
pub struct Stage {
    /// The scenario under the seed, and the rule.
    pub document: Document,
    /// Where the clock starts, milliseconds since the Unix epoch, as all times here: an evaluation.
    pub begins: i64,
    /// When the trouble begins.
    pub trouble: i64,
    /// When somebody calls, if somebody does.
    pub call: Option<i64>,
    /// Where the clock ends: the last evaluation.
    pub ends: i64,
}

/// The stage of `drill` under its seed `number`; none while a piece of it is not here.
///
/// # Errors
/// What is wrong with its scenario or rule.
pub(crate) fn stage(drill: &Drill, number: u64, pieces: &Pieces) -> Result<Option<Stage>, String> {
    let exercise = Exercise { start: drill.start.clone(), ..Exercise::default() };
    let Some(mut document) = exercise::start(&exercise, "", pieces) else { return Ok(None) };
    document.exercise = None;
    if !drill.length.is_empty() {
        document.scenario.length.clone_from(&drill.length);
    }
    if !drill.events.is_empty() {
        document.scenario.events.clone_from(&drill.events);
    }
    if document.scenario.haproxy != "2.6" {
        return Err("start: the scenario is not of HAProxy 2.6, whose `show stat` is known".to_owned());
    }
    let seed = document.scenario.seed.wrapping_add(number);
    let document = vary(&document, seed);
    let plan = Plan::new(&document)?;
    let (start, step) = (plan.steps.start, plan.steps.step.max(1));
    let ends = plan.steps.time(plan.steps.len().saturating_sub(1));
    let idx = (drill.trouble as usize).saturating_sub(1);
    let event = document.scenario.events.get(idx).ok_or("trouble: there is no such event")?;
    let trouble = start + from(event)?;
    let (least, most) = BEFORE;
    let before = least + (Chance(!seed).draw() * (most - least) as f64) as i64;
    let begins = (trouble - before).clamp((start + FILLED).min(trouble).min(ends), ends);
    let call = match &drill.call {
        Some(call) => {
            Some(trouble.saturating_add(parse_duration(&call.after).map_err(|err| err.to_string())?))
        }
        None => None,
    };
    let begins = start + (begins - start) / step * step;
    Ok(Some(Stage { begins, trouble, call: call.filter(|it| *it < ends), ends, document }))
}

/// When an event begins, milliseconds after the scenario's start.
pub(super) fn from(event: &Fault) -> Result<i64, String> {
    parse_duration(&event.from).map_err(|err| err.to_string())
}
