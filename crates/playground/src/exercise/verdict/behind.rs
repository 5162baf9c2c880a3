//! What a missed goal rests on under one seed: incidents, episodes, stretches of pending. It must not judge.

use crate::exercise::check::Seen;
use crate::scene::short_names;
use crate::words;
use quality::{Found, Goal, Measure, Verdict};
use series::{Labels, format_clock, format_instant};

/// One incident, episode or stretch of pending.
#[derive(Clone, Debug, PartialEq)]
pub struct Behind {
    /// Under which seed.
    pub seed: u64,
    /// When, milliseconds since the Unix epoch.
    pub span: (i64, i64),
    /// "14:20:00 to 14:30:00".
    pub time: String,
    /// "web2 answers 5xx: missed".
    pub text: String,
}

/// What is told of one seed, at most.
const ROWS: usize = 5;

pub(super) fn of(goal: &Goal, seen: &Seen) -> Vec<Behind> {
    let said: Vec<((i64, i64), String)> = match goal.measure {
        Measure::Precision | Measure::FalsePages | Measure::Pages | Measure::FiringOutside => episodes(seen),
        Measure::PendingInVain => pending(seen),
        Measure::Flapping => Vec::new(),
        measure => incidents(seen, |it| became(measure, it, goal.value)),
    };
    let row =
        |(span, text): ((i64, i64), String)| Behind { seed: seen.seed, span, time: time(seen, span), text };
    said.into_iter().take(ROWS).map(row).collect()
}

/// From when to when: with the day where there are several.
fn time(seen: &Seen, (from, to): (i64, i64)) -> String {
    let said = if seen.length > 86_400_000 { format_instant } else { format_clock };
    format!("{} to {}", said(from), said(to))
}

/// The incidents of which `became` has something to tell.
fn incidents(seen: &Seen, became: impl Fn(&Found) -> Option<String>) -> Vec<((i64, i64), String)> {
    let scored = &seen.scored;
    let all = scored.counting.iter().zip(&scored.card.incidents);
    all.filter_map(|(idx, found)| {
        let it = &scored.labels[*idx];
        Some(((it.incident.from, it.incident.to), format!("{}: {}", it.title, became(found)?)))
    })
    .collect()
}

/// What a goal of `value` on `measure` has against an incident.
fn became(measure: Measure, found: &Found, value: f64) -> Option<String> {
    let longer = |it: Option<i64>| it.filter(|it| *it as f64 > value * 1000.0).map(words::span);
    match measure {
        Measure::Reset | Measure::ResetWorst if found.is_open() => Some("it fires to the end".to_owned()),
        Measure::Reset | Measure::ResetWorst => longer(found.reset).map(|it| format!("it fires {it} longer")),
        Measure::Fragmentation => {
            let many = f64::from(found.episodes) > value;
            many.then(|| words::count(found.episodes as usize, "episode"))
        }
        _ if found.is_found() => match measure {
            Measure::Detection | Measure::DetectionWorst => {
                longer(found.detection).map(|it| format!("found after {it}"))
            }
            Measure::BudgetSpent => found.detection.map(|it| format!("found after {}", words::span(it))),
            _ => None,
        },
        _ if found.already > 0 => Some("missed, for it was firing already".to_owned()),
        _ => Some("missed".to_owned()),
    }
}

/// The episodes that found nothing.
fn episodes(seen: &Seen) -> Vec<((i64, i64), String)> {
    let names = names(seen);
    let all = seen.states.episodes.iter().zip(&seen.scored.verdicts);
    all.filter_map(|(it, verdict)| {
        let why = match verdict {
            Verdict::Caught(_) => return None,
            Verdict::Already(_) => "fires before the incident begins",
            Verdict::False => "fires, and there is no incident",
        };
        let place = seen.states.timeline.instances.iter().position(|instance| instance.labels == it.labels);
        let name = place.and_then(|it| names.get(it)).cloned().unwrap_or_default();
        Some(((it.from, it.to), format!("{name} {why}")))
    })
    .collect()
}

/// The stretches of pending that came to nothing, the longest first.
fn pending(seen: &Seen) -> Vec<((i64, i64), String)> {
    let names = names(seen);
    let mut all = seen.scored.vain.clone();
    series::sort_by(&mut all, &|a, b| (b.2 - b.1).cmp(&(a.2 - a.1)));
    let said = |(idx, from, to): (usize, i64, i64)| {
        let name = names.get(idx).map_or("", String::as_str);
        ((from, to), format!("{name} is pending for {} in vain", words::span(to - from)))
    };
    all.into_iter().map(said).collect()
}

/// The short names of the alert's instances.
fn names(seen: &Seen) -> Vec<String> {
    let labels: Vec<&Labels> = seen.states.timeline.instances.iter().map(|it| &it.labels).collect();
    short_names(&labels)
}
