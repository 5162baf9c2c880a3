//! `alertplay run`: a scenario's episodes and states, the same numbers as the page. It must not evaluate anything.

mod notifications;
mod score;
mod spread;

use crate::failure::Failure;
use crate::say;
use crate::scenario::{self, Outcome};
use alerting::{Episode, State, StateSpan};
use lexopt::ValueExt;
use playground::exercise;
use serde_json::{Value, json};
use std::ffi::OsString;
use std::path::PathBuf;

/// How the result is printed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Text,
    Json,
}

impl Format {
    /// The value of `--format`.
    pub(crate) fn of(word: &str) -> Result<Self, Failure> {
        match word {
            "text" => Ok(Self::Text),
            "json" => Ok(Self::Json),
            other => Err(Failure::Usage(format!("--format: {other} is neither text nor json"))),
        }
    }
}

/// The command.
pub(crate) fn main(args: Vec<OsString>) -> Result<(), Failure> {
    let (mut name, mut rule, mut alertmanager, mut format) = (None, None, None, Format::Text);
    let (mut scored, mut seeds) = (false, None);
    let mut parser = lexopt::Parser::from_args(args);
    while let Some(arg) = parser.next()? {
        match arg {
            lexopt::Arg::Long("rule") => rule = Some(PathBuf::from(parser.value()?)),
            lexopt::Arg::Long("alertmanager") => alertmanager = Some(PathBuf::from(parser.value()?)),
            lexopt::Arg::Long("score") => scored = true,
            lexopt::Arg::Long("seeds") => {
                let set = exercise::seeds(&parser.value()?.string()?);
                seeds = Some(set.map_err(|why| Failure::Usage(format!("--seeds: {why}")))?);
            }
            lexopt::Arg::Long("format") => format = Format::of(&parser.value()?.string()?)?,
            lexopt::Arg::Value(value) if name.is_none() => name = Some(value.string()?),
            other => return Err(other.unexpected().into()),
        }
    }
    let name = name.ok_or_else(|| Failure::Usage("run needs a scenario or a link".to_owned()))?;
    let found = scenario::find(&name, rule.as_deref())?;
    let config = alertmanager.map(|file| notifications::config(&file)).transpose()?;
    let outcome = scenario::run(&found)?;
    let notified = config.map(|config| notifications::of(&found, &config)).transpose()?;
    let cards = scored.then(|| score::of(&found, &outcome)).transpose()?;
    let spread = seeds.map(|it| spread::of(&found, &it)).transpose()?;
    match format {
        Format::Text => {
            let notified = notified.iter().map(notifications::text).collect::<String>();
            let cards = cards.as_deref().map(score::text).unwrap_or_default();
            let spread = spread.as_deref().map(spread::text).unwrap_or_default();
            say::text(text(&outcome) + &notified + &cards + &spread);
        }
        Format::Json => {
            let mut json = json_of(&outcome);
            if let Some(notified) = notified {
                json["notifications"] = notifications::json_of(&notified);
            }
            if let Some(cards) = cards {
                json["score"] = score::json_of(&cards);
            }
            if let Some(spread) = spread {
                json["spread"] = spread::json_of(&spread);
            }
            say::data(format_args!("{json:#}"));
        }
    }
    Ok(())
}

/// Seconds since the Unix epoch.
fn seconds(millis: i64) -> Value {
    if millis % 1000 == 0 { json!(millis / 1000) } else { json!(millis as f64 / 1000.0) }
}

/// A value as JSON: a number, or Prometheus' text where JSON has no number.
pub(crate) fn number(value: f64) -> Value {
    if value.is_finite() { json!(value) } else { json!(series::format_float(value)) }
}

fn labels(labels: &series::Labels) -> Value {
    let pairs = labels.iter().map(|(name, value)| (name.to_owned(), json!(value)));
    Value::Object(pairs.collect())
}

fn json_of(outcome: &Outcome) -> Value {
    let states = &outcome.picture.states;
    let episode = |it: &Episode| {
        json!({
            "alert": outcome.picture.plan.rule.alert,
            "labels": labels(&it.labels),
            "pending_from": it.pending_from.map(seconds),
            "from": seconds(it.from),
            "to": seconds(it.to),
            "peak": number(it.peak),
            "open": it.open_start || it.open_end,
        })
    };
    let span =
        |it: &StateSpan| json!({ "state": word(it.state), "from": seconds(it.from), "to": seconds(it.to) });
    let instances = states.timeline.instances.iter().map(
        |it| json!({ "labels": labels(&it.labels), "spans": it.spans.iter().map(span).collect::<Vec<_>>() }),
    );
    json!({
        "episodes": states.episodes.iter().map(episode).collect::<Vec<_>>(),
        "states": instances.collect::<Vec<_>>(),
        "fingerprint": outcome.fingerprint,
    })
}

fn word(state: State) -> &'static str {
    match state {
        State::Inactive => "inactive",
        State::Pending => "pending",
        State::Firing => "firing",
        State::Kept => "kept",
    }
}

fn text(outcome: &Outcome) -> String {
    let states = &outcome.picture.states;
    let rule = &outcome.picture.plan.rule;
    let mut text = format!("{}: {} firing episodes\n", rule.alert, states.episodes.len());
    for it in &states.episodes {
        let pending = it.pending_from.map_or_else(|| "-".to_owned(), series::format_instant);
        let end = if it.open_end { "open".to_owned() } else { series::format_instant(it.to) };
        text.push_str(&format!(
            "  pending {pending}  firing {}  resolved {end}  peak {}  {}\n",
            series::format_instant(it.from),
            series::format_general(it.peak),
            it.labels
        ));
    }
    text.push_str("states:\n");
    for instance in &states.timeline.instances {
        text.push_str(&format!("  {}\n", instance.labels));
        for span in instance.spans.iter().filter(|it| it.state != State::Inactive) {
            let (from, to) = (series::format_instant(span.from), series::format_instant(span.to));
            text.push_str(&format!("    {:8} {from} to {to}\n", word(span.state)));
        }
    }
    text.push_str(&format!("fingerprint {}\n", outcome.fingerprint));
    text
}
