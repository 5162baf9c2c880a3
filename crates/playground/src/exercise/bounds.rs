//! Whether an exercise means anything, and how much of it there may be. It must not run anything.

use super::seeds::seeds;
use crate::document::{Answer, Document, EXERCISE, Exercise, Start, Want};
use crate::limits::{ANSWER_RULES, EXERCISE_BYTES, GOALS, HINTS, SEEDS, WRONG};
use quality::Goal;

/// What is wrong, behind its path.
pub(crate) type Wrong = (String, String);

/// As [`judge`], of the exercise that a document carries.
///
/// # Errors
/// The first that is wrong, with its path in the document.
pub(crate) fn bounded(document: &Document) -> Result<(), String> {
    let Some(carried) = &document.exercise else { return Ok(()) };
    match (&carried.own, carried.name.as_str()) {
        (None, "") => Err("exercise: it needs a `name` or `own`".to_owned()),
        (None, name) if catalogue::exercises().contains(&name) => Ok(()),
        (None, name) => Err(format!("exercise.name: there is no exercise {:?}", clipped(name))),
        (Some(own), "") => judge(own).map_err(|(path, why)| format!("exercise.own.{path}: {why}")),
        (Some(_), _) => Err("exercise: it has both a `name` and `own`".to_owned()),
    }
}

/// Whether `exercise` can be begun and judged.
///
/// # Errors
/// The first that is wrong, behind its path.
pub(super) fn judge(exercise: &Exercise) -> Result<(), Wrong> {
    let Exercise { title, teaches, story, hints, goals, solution, wrong, .. } = exercise;
    number("version", exercise.version, EXERCISE)?;
    text("title", title)?;
    number("level", exercise.level, 3)?;
    amount("teaches", teaches.len(), 0, GOALS)?;
    each("teaches", teaches, |path, it| text(path, it))?;
    text("story", story)?;
    begins(&exercise.start)?;
    amount("hints", hints.len(), 0, HINTS)?;
    each("hints", hints, |path, it| text(path, it))?;
    amount("goals", goals.len(), 1, GOALS)?;
    each("goals", goals, |path, it| goal(path, it).map(|_| ()))?;
    let mut all: Vec<u64> = Vec::new();
    for seed in goals.iter().filter_map(|it| seeds(&it.seeds).ok()).flatten() {
        if !all.contains(&seed) {
            all.push(seed);
        }
    }
    // The one that is shown may come to them.
    if all.len() >= SEEDS {
        return Err((
            "goals".to_owned(),
            format!("they name {} seeds; {} are the most", all.len(), SEEDS - 1),
        ));
    }
    answer("solution", solution)?;
    if !solution.fails.is_empty() {
        return Err(("solution.fails".to_owned(), "a solution fails in nothing".to_owned()));
    }
    amount("wrong", wrong.len(), 1, WRONG)?;
    each("wrong", wrong, |path, it| {
        answer(path, it)?;
        let among = |want: &Want| want.want.split_whitespace().next() == Some(&it.fails);
        if goals.iter().any(among) { Ok(()) } else { Err(at(path, "fails", "it is the measure of no goal")) }
    })
}

/// Where it begins: one scenario, one rule, and both known.
pub(crate) fn begins(start: &Start) -> Result<(), Wrong> {
    let wrong = |key: &str, why: String| Err((format!("start.{key}"), why));
    if start.scenario.is_empty() == start.traffic.is_none() {
        return wrong("scenario", "it needs either `scenario` or `traffic`".to_owned());
    }
    if start.alert.is_empty() == start.rule.is_none() {
        return wrong("alert", "it needs either `alert` or `rule`".to_owned());
    }
    if !start.scenario.is_empty() && catalogue::scenario(&start.scenario).is_none() {
        return wrong("scenario", format!("there is no scenario {:?}", clipped(&start.scenario)));
    }
    if !start.alert.is_empty() && catalogue::alert(&start.alert).is_none() {
        return wrong("alert", format!("there is no alert {:?}", clipped(&start.alert)));
    }
    Ok(())
}

fn answer(path: &str, it: &Answer) -> Result<(), Wrong> {
    amount(&format!("{path}.rules"), it.rules.len(), 1, ANSWER_RULES)?;
    text(&format!("{path}.why"), &it.why)
}

/// A goal, and its seeds: none for the one that is shown.
pub(super) fn goal(path: &str, it: &Want) -> Result<(Goal, Vec<u64>), Wrong> {
    let goal = Goal::parse(&it.want).map_err(|err| at(path, "want", &err.to_string()))?;
    let seeds = if it.seeds.is_empty() { Ok(Vec::new()) } else { seeds(&it.seeds) };
    let seeds = seeds.map_err(|why| at(path, "seeds", &why))?;
    if it.take != "each" && it.take != "mean" {
        return Err(at(path, "take", "it is neither each nor mean"));
    }
    Ok((goal, seeds))
}

fn at(path: &str, key: &str, why: &str) -> Wrong {
    (format!("{path}.{key}"), why.to_owned())
}

pub(crate) fn each<T>(
    path: &str,
    all: &[T],
    judge: impl Fn(&str, &T) -> Result<(), Wrong>,
) -> Result<(), Wrong> {
    all.iter().enumerate().try_for_each(|(idx, it)| judge(&format!("{path}[{idx}]"), it))
}

pub(crate) fn text(path: &str, it: &str) -> Result<(), Wrong> {
    match it.len() {
        0 => Err((path.to_owned(), "it is empty".to_owned())),
        len if len > EXERCISE_BYTES => {
            Err((path.to_owned(), format!("{len} bytes are more than {EXERCISE_BYTES}")))
        }
        _ => Ok(()),
    }
}

pub(crate) fn number(path: &str, it: u32, most: u32) -> Result<(), Wrong> {
    amount(path, it as usize, 1, most as usize)
}

pub(crate) fn amount(path: &str, it: usize, least: usize, most: usize) -> Result<(), Wrong> {
    if (least..=most).contains(&it) {
        Ok(())
    } else {
        Err((path.to_owned(), format!("{it} is not from {least} to {most}")))
    }
}

/// What stands there, short enough for a message.
fn clipped(text: &str) -> String {
    text.chars().take(40).collect()
}
