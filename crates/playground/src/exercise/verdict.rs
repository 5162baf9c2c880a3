//! What came of a check: each goal with its numbers, and in words what is missing. It must not run anything.

mod behind;
mod said;

pub use behind::Behind;

use super::check::{Asked, Seen};
use quality::{Goal, Measure, Outcome, Spread, spread};

/// Whether the rules do what the exercise asks.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// Whether all goals are reached.
    pub passed: bool,
    /// Each goal, in the exercise's order.
    pub goals: Vec<Judged>,
}

/// What came of one goal.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// As the exercise writes it.
    pub text: String,
    /// What is measured, and what is wanted of it.
    pub goal: Goal,
    /// Whether it is reached.
    pub passed: bool,
    /// "2 of 3 incidents found on seed 7; wanted: all".
    pub said: String,
    /// The measure under each seed; none where it is undefined.
    pub found: Vec<(u64, Option<f64>)>,
    /// Its spread over the seeds; none where it is undefined on all.
    pub spread: Option<Spread>,
    /// What a missed goal rests on: incidents, episodes, stretches of pending.
    pub behind: Vec<Behind>,
}

/// Seeds of a missed goal that are told of in full.
const TOLD: usize = 3;

pub(super) fn of(goals: &[Asked], seen: &[Seen]) -> Verdict {
    let goals: Vec<Judged> = goals.iter().map(|it| judged(it, seen)).collect();
    Verdict { passed: goals.iter().all(|it| it.passed), goals }
}

/// The measure under one seed. Where an incident was found and no episode outlasted it, it took no time to be over.
fn number(seen: &Seen, measure: Measure) -> Option<f64> {
    let card = &seen.scored.card;
    let in_time = matches!(measure, Measure::Reset | Measure::ResetWorst)
        && card.found() > 0
        && !card.incidents.iter().any(quality::Found::is_open);
    card.get(measure).or(in_time.then_some(0.0))
}

fn judged(asked: &Asked, seen: &[Seen]) -> Judged {
    let Asked { text, goal, mean, .. } = asked;
    let mine: Vec<&Seen> = seen.iter().filter(|it| asked.seeds.contains(&it.seed)).collect();
    let found: Vec<_> = mine.iter().map(|it| (it.seed, number(it, goal.measure))).collect();
    let spread = spread(found.iter().map(|it| it.1));
    let reached = |it: Option<f64>| matches!(goal.judge(it), Outcome::Reached(_));
    let missed: Vec<usize> = (0..mine.len()).filter(|it| !reached(found[*it].1)).collect();
    // A mean over what has a number and what has none means nothing.
    let middle = spread.filter(|it| it.undefined == 0).map(|it| it.mean);
    let passed = if *mean { reached(middle) } else { missed.is_empty() } && !mine.is_empty();
    let worst = worst(goal, &found, &missed);
    let told = missed.iter().take(TOLD).filter(|_| !passed);
    Judged {
        said: said::goal(asked, &mine, (&found, spread.as_ref()), (passed, worst, missed.len())),
        behind: told.flat_map(|it| behind::of(goal, mine[*it])).collect(),
        text: text.clone(),
        goal: *goal,
        passed,
        found,
        spread,
    }
}

/// The place of the seed that is furthest from the goal; one without a number is.
fn worst(goal: &Goal, found: &[(u64, Option<f64>)], missed: &[usize]) -> Option<usize> {
    let far = |idx: &usize| match found[*idx].1 {
        Some(it) if it >= goal.value => it - goal.value,
        Some(it) => goal.value - it,
        None => f64::INFINITY,
    };
    let mut worst: Option<usize> = None;
    for idx in missed {
        if worst.is_none_or(|it| far(idx) > far(&it)) {
            worst = Some(*idx);
        }
    }
    worst
}
