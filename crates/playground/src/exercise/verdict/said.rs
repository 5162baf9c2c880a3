//! A goal's outcome in a sentence with its numbers. It must not judge.

use crate::exercise::check::{Asked, Seen};
use crate::words;
use quality::{Goal, Measure, Relation, Spread, Unit};

/// What came of a goal: whether it is reached, the place of the worst seed, and how many miss it.
type Came = (bool, Option<usize>, usize);

pub(super) fn goal(
    asked: &Asked,
    mine: &[&Seen],
    (found, spread): (&[(u64, Option<f64>)], Option<&Spread>),
    (passed, worst, missed): Came,
) -> String {
    let Asked { goal, mean, .. } = asked;
    let wanted = wanted(goal);
    let title = title(goal.measure);
    let value = |it: f64| value(goal.measure, it);
    let seeds = words::count(mine.len(), "seed");
    if let Some(it) = spread.filter(|it| *mean && it.undefined == 0) {
        let [least, greatest, mean] = [it.least, it.greatest, it.mean].map(value);
        return format!("{title} {mean} in the mean of {seeds} ({least} to {greatest}); wanted: {wanted}");
    }
    match (worst.filter(|_| !passed), spread) {
        (Some(idx), _) => {
            let all =
                if mine.len() > 1 { format!(" ({missed} of {seeds} miss this)") } else { String::new() };
            let (seed, number) = found[idx];
            format!("{} on seed {seed}{all}; wanted: {wanted}", amount(goal.measure, mine[idx], number))
        }
        (None, Some(it)) if it.count > 1 => {
            let [least, greatest] = [it.least, it.greatest].map(value);
            let range = if least == greatest { least } else { format!("{least} to {greatest}") };
            format!("{title} {range} on {seeds}; wanted: {wanted}")
        }
        (None, _) => match (mine.first(), found.first()) {
            (Some(seen), Some((_, number))) => {
                format!("{}; wanted: {wanted}", amount(goal.measure, seen, *number))
            }
            _ => wanted,
        },
    }
}

/// "at most 5m".
fn wanted(goal: &Goal) -> String {
    let value = value(goal.measure, goal.value);
    match (goal.relation, goal.value == 1.0 && goal.measure.unit() == Unit::Share, goal.value == 0.0) {
        (Relation::AtLeast, true, _) => "all".to_owned(),
        (Relation::AtMost, _, true) => "none".to_owned(),
        (Relation::AtLeast, ..) => format!("at least {value}"),
        (Relation::AtMost, ..) => format!("at most {value}"),
    }
}

/// A measure's number on one seed, with what it was counted from.
fn amount(measure: Measure, seen: &Seen, number: Option<f64>) -> String {
    let card = &seen.scored.card;
    let Some(number) = number else {
        let why = match measure {
            Measure::Reset | Measure::ResetWorst if card.found() == 0 => "no incident found",
            Measure::Reset | Measure::ResetWorst => "it fires to the end",
            _ => measure.why_undefined(),
        };
        return format!("{} n/a: {why}", title(measure));
    };
    let within = |count: u32, noun: &str| {
        let count = words::count(count as usize, noun);
        let often = if number > 0.0 { format!(" ({})", value(measure, number)) } else { String::new() };
        format!("{count} in {}{often}", words::span(seen.length))
    };
    match measure {
        Measure::Recall => {
            format!("{} of {} found", card.found(), words::count(card.incidents.len(), "incident"))
        }
        Measure::Precision => {
            format!(
                "{} of {} found an incident",
                card.caught,
                words::count(card.episodes as usize, "episode")
            )
        }
        Measure::FalsePages => within(card.episodes - card.caught, "false page"),
        Measure::Pages => within(card.episodes, "page"),
        _ => format!("{} {}", title(measure), value(measure, number)),
    }
}

/// The measure within a sentence; how often is told with the number.
fn title(measure: Measure) -> String {
    measure.title().trim_end_matches(" a day").to_lowercase()
}

/// A number of `measure` with its unit.
fn value(measure: Measure, it: f64) -> String {
    match measure.unit() {
        Unit::Share => format!("{}%", series::format_general((it * 1000.0).round() / 10.0)),
        Unit::PerDay if it > 0.0 && it < 1.0 => {
            format!("{} a week", words::figure((it * 700.0).round() / 100.0))
        }
        Unit::PerDay => format!("{} a day", words::figure(it)),
        unit => words::measured(unit, it),
    }
}
