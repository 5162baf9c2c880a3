//! A verdict as text and as JSON. It must not judge.

use crate::failure::Failure;
use crate::run::{Format, number};
use crate::say;
use playground::exercise::{Judged, Verdict};
use serde_json::{Map, Value, json};

/// Prints `verdict`.
///
/// # Errors
/// A goal is missed, which has been said.
pub(super) fn verdict(verdict: &Verdict, format: Format) -> Result<(), Failure> {
    match format {
        Format::Text => {
            say::text(text(verdict, ""));
            say::data(if verdict.passed { "passed" } else { "failed" });
        }
        Format::Json => say::data(format_args!("{:#}", json_of(verdict))),
    }
    if verdict.passed { Ok(()) } else { Err(Failure::Said) }
}

/// A line a goal, and below a missed one what is behind it.
pub(super) fn text(verdict: &Verdict, indent: &str) -> String {
    let mut text = String::new();
    for goal in &verdict.goals {
        let mark = if goal.passed { "reached" } else { "MISSED " };
        text += &format!("{indent}{mark}  {}\n", goal.said);
        for it in &goal.behind {
            text += &format!("{indent}           seed {}, {}: {}\n", it.seed, it.time, it.text);
        }
    }
    text
}

pub(super) fn json_of(verdict: &Verdict) -> Value {
    json!({ "passed": verdict.passed, "goals": verdict.goals.iter().map(goal).collect::<Vec<_>>() })
}

fn goal(it: &Judged) -> Value {
    let value = |it: Option<f64>| it.map_or(Value::Null, number);
    let by_seed: Map<_, _> = it.found.iter().map(|(seed, found)| (seed.to_string(), value(*found))).collect();
    let behind = it.behind.iter().map(
        |it| json!({ "seed": it.seed, "from": it.span.0 / 1000, "to": it.span.1 / 1000, "text": it.text }),
    );
    json!({
        "goal": it.text,
        "measure": it.goal.measure.name(),
        "wanted": number(it.goal.value),
        "passed": it.passed,
        "said": it.said,
        "mean": value(it.spread.map(|it| it.mean)),
        "least": value(it.spread.map(|it| it.least)),
        "greatest": value(it.spread.map(|it| it.greatest)),
        "by_seed": by_seed,
        "behind": behind.collect::<Vec<_>>(),
    })
}
