//! Whether an exercise is one: its start fails, its solution passes, and each wrong answer fails in what it says. It must not
//! judge answers itself.

use super::find::Found;
use super::{judged, show};
use crate::failure::Failure;
use crate::run::Format;
use crate::say;
use playground::exercise::{Verdict, rules};
use serde_json::{Value, json};

/// One part of the proof.
struct Part {
    what: String,
    good: bool,
    verdict: Verdict,
}

/// Judges the exercise itself.
///
/// # Errors
/// It is not sound, which has been said.
pub(super) fn check(found: &Found, format: Format) -> Result<(), Failure> {
    let Found { exercise, start, .. } = found;
    let verdict = judged(exercise, &start.rules)?;
    let mut parts = vec![Part { what: "the start fails".to_owned(), good: !verdict.passed, verdict }];
    let verdict = judged(exercise, &rules(&exercise.solution, start))?;
    parts.push(Part { what: "the solution passes".to_owned(), good: verdict.passed, verdict });
    for (idx, wrong) in exercise.wrong.iter().enumerate() {
        let verdict = judged(exercise, &rules(wrong, start))?;
        let missed = |name: &str| verdict.goals.iter().any(|it| !it.passed && it.goal.measure.name() == name);
        let good = missed(&wrong.fails);
        parts.push(Part {
            what: format!("wrong answer {} fails in {}", idx + 1, wrong.fails),
            good,
            verdict,
        });
    }
    match format {
        Format::Text => say::text(parts.iter().map(text).collect::<String>()),
        Format::Json => say::data(format_args!("{:#}", parts.iter().map(json_of).collect::<Value>())),
    }
    if parts.iter().all(|it| it.good) { Ok(()) } else { Err(Failure::Said) }
}

fn text(it: &Part) -> String {
    let mark = if it.good { "good" } else { "WRONG" };
    format!("{mark}: {}\n{}", it.what, show::text(&it.verdict, "  "))
}

fn json_of(it: &Part) -> Value {
    json!({ "what": it.what, "good": it.good, "verdict": show::json_of(&it.verdict) })
}
