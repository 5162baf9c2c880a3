//! The scorecard of each rule of a document, with its incidents. It must not measure anything.

use super::{number, seconds};
use crate::failure::Failure;
use crate::scenario::{self, Found, Outcome};
use playground::score::{Labelled, Scored};
use quality::{Kind, Measure, Unit, Verdict};
use serde_json::{Map, Value, json};

/// A rule's name, and what it is worth.
pub(super) struct Card {
    pub(super) alert: String,
    pub(super) scored: Scored,
}

/// The scorecards of all rules of the document; `selected` is what its selected one came to.
pub(super) fn of(found: &Found, selected: &Outcome) -> Result<Vec<Card>, Failure> {
    let mut cards = Vec::new();
    for (idx, _) in (0_u32..).zip(&found.document.rules) {
        if idx == found.document.view.rule {
            cards.extend(card(selected));
            continue;
        }
        let mut document = found.document.clone();
        document.view.rule = idx;
        cards.extend(card(&scenario::run(&Found { document, rules: found.rules.clone() })?));
    }
    Ok(cards)
}

fn card(outcome: &Outcome) -> Option<Card> {
    let scored = outcome.scored.clone()?;
    Some(Card { alert: outcome.picture.plan.rule.alert.clone(), scored })
}

pub(super) fn json_of(cards: &[Card]) -> Value {
    cards
        .iter()
        .map(|Card { alert, scored }| {
            let value = |it: Measure| scored.card.get(it).map_or(Value::Null, number);
            let measures: Map<_, _> = Measure::all().map(|it| (it.name().to_owned(), value(it))).collect();
            let incidents: Vec<_> =
                scored.labels.iter().enumerate().map(|(idx, it)| incident(scored, idx, it)).collect();
            let verdicts: Vec<_> = scored.verdicts.iter().map(|it| word(*it)).collect();
            json!({ "alert": alert, "measures": measures, "incidents": incidents, "verdicts": verdicts })
        })
        .collect()
}

fn incident(scored: &Scored, idx: usize, it: &Labelled) -> Value {
    let mut json = json!({
        "title": it.title,
        "on": it.incident.objects.first(),
        "from": seconds(it.incident.from),
        "to": seconds(it.incident.to),
        "kind": kind(it.incident.kind),
        "severity": it.incident.severity,
        "counts": it.counts,
    });
    let place = scored.counting.iter().position(|it| *it == idx);
    if let Some(found) = place.and_then(|it| scored.card.incidents.get(it)) {
        let millis = |it: Option<i64>| it.map_or(Value::Null, seconds);
        json["episodes"] = json!(found.episodes);
        json["already"] = json!(found.already);
        json["detection"] = millis(found.detection);
        json["reset"] = millis(found.reset);
    }
    json
}

fn kind(it: Kind) -> &'static str {
    match it {
        Kind::Incident => "incident",
        Kind::Planned => "planned",
        Kind::Noise => "noise",
    }
}

fn word(it: Verdict) -> &'static str {
    match it {
        Verdict::Caught(_) => "caught",
        Verdict::Already(_) => "already",
        Verdict::False => "false",
    }
}

/// A number of `measure` for people.
pub(super) fn value(measure: Measure, it: f64) -> String {
    match measure.unit() {
        Unit::Share => format!("{}%", series::format_general(100.0 * it)),
        Unit::Seconds => series::format_duration((it * 1000.0) as i64),
        Unit::Count | Unit::PerDay => series::format_general(it),
    }
}

pub(super) fn text(cards: &[Card]) -> String {
    let mut text = String::new();
    for Card { alert, scored } in cards {
        text += &format!("score of {alert}:\n");
        for measure in Measure::all() {
            let value = scored.card.get(measure).map(|it| value(measure, it));
            let value = value.unwrap_or_else(|| format!("n/a: {}", measure.why_undefined()));
            text += &format!("  {:26}{value}\n", measure.title());
        }
        for it in &scored.labels {
            let [from, to] = [it.incident.from, it.incident.to].map(series::format_instant);
            let counts = if it.counts { "counts" } else { "does not count" };
            let severity = series::format_general((it.incident.severity * 1000.0).round() / 10.0);
            let kind = kind(it.incident.kind);
            text +=
                &format!("  {from} to {to}  {}: {kind}, {counts}, {severity}% of requests hurt\n", it.title);
        }
    }
    text
}
