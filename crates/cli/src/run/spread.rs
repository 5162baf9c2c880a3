//! What each rule of a document is worth over several seeds: each measure with its spread. It must not measure anything.

use super::{number, score};
use crate::failure::Failure;
use crate::scenario::{self, Found};
use playground::score::Scored;
use playground::vary::vary;
use quality::{Measure, spread};
use serde_json::{Map, Value, json};

/// A rule's name, and what it is worth under each seed.
pub(super) struct Rule {
    alert: String,
    seeds: Vec<(u64, Scored)>,
}

/// Every rule of `found` under each of `seeds`: its faults at other times and of other strengths, but under its own seed.
pub(super) fn of(found: &Found, seeds: &[u64]) -> Result<Vec<Rule>, Failure> {
    let mut rules: Vec<Rule> = Vec::new();
    for seed in seeds {
        let found = Found { document: vary(&found.document, *seed), rules: found.rules.clone() };
        let outcome = scenario::run(&found)?;
        for (idx, card) in score::of(&found, &outcome)?.into_iter().enumerate() {
            if rules.len() == idx {
                rules.push(Rule { alert: card.alert, seeds: Vec::new() });
            }
            rules[idx].seeds.push((*seed, card.scored));
        }
    }
    Ok(rules)
}

pub(super) fn json_of(rules: &[Rule]) -> Value {
    rules.iter().map(|it| json!({ "alert": it.alert, "measures": measures(it) })).collect()
}

fn measures(rule: &Rule) -> Map<String, Value> {
    let of = |measure: Measure| {
        let values = || rule.seeds.iter().map(|(_, scored)| scored.card.get(measure));
        let or_null = |it: Option<f64>| it.map_or(Value::Null, number);
        let by_seed: Map<_, _> =
            rule.seeds.iter().zip(values()).map(|(it, value)| (it.0.to_string(), or_null(value))).collect();
        let spread = spread(values());
        let json = json!({
            "mean": or_null(spread.map(|it| it.mean)),
            "median": or_null(spread.map(|it| it.median)),
            "least": or_null(spread.map(|it| it.least)),
            "greatest": or_null(spread.map(|it| it.greatest)),
            "undefined": values().filter(Option::is_none).count(),
            "by_seed": by_seed,
        });
        (measure.name().to_owned(), json)
    };
    Measure::all().map(of).collect()
}

pub(super) fn text(rules: &[Rule]) -> String {
    let mut text = String::new();
    for rule in rules {
        text +=
            &format!("score of {} over {} seeds, mean (least to greatest):\n", rule.alert, rule.seeds.len());
        for measure in Measure::all() {
            let spread = spread(rule.seeds.iter().map(|(_, scored)| scored.card.get(measure)));
            let value = |it: f64| score::value(measure, it);
            let said = match spread {
                None => format!("n/a: {}", measure.why_undefined()),
                Some(it) => {
                    let missing = match it.undefined {
                        0 => String::new(),
                        some => format!(", n/a on {some}"),
                    };
                    let [mean, least, greatest] = [it.mean, it.least, it.greatest].map(value);
                    format!("{mean} ({least} to {greatest}){missing}")
                }
            };
            text += &format!("  {:26}{said}\n", measure.title());
        }
    }
    text
}
