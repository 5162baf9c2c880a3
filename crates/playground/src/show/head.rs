//! Pickers, link, messages and the foot. It must not know the chart.

use crate::limits::FRAGMENT_GOOD;
use crate::model::Model;
use crate::scene::Scene;
use crate::view::{AlertRow, Choice, Head};
use crate::words;
use series::format_clock;

pub(super) fn head(model: &Model, fragment: &str) -> Head {
    let scenario = &model.document.scenario;
    let rule = model.document.rule();
    let from = rule.map(|it| it.from.as_str()).unwrap_or_default();
    let bundled = model.pieces.scenario_for(from, &scenario.name);
    let scene = model.picture.as_ref().map(|picture| Scene::new(model, picture));
    Head {
        scenarios: catalogue::scenarios().iter().map(|it| choice(it.name, it.title, "")).collect(),
        scenario: scenario.name.clone(),
        scenario_title: scenario.title.clone(),
        scenario_edited: bundled.is_some_and(|it| it != *scenario),
        alerts: alerts(),
        rules: rules(&model.document),
        rule: model.document.view.rule.to_string(),
        alert: from.to_owned(),
        alert_title: rule.map(|it| it.alert.clone()).unwrap_or_default(),
        fragment: fragment.to_owned(),
        fragment_limit: FRAGMENT_GOOD,
        notices: model.notices.clone(),
        settings: settings(model),
        work: scene.as_ref().map(work).unwrap_or_default(),
        summary: scene.as_ref().map(summary).unwrap_or_default(),
    }
}

fn choice(id: &str, title: &str, note: &str) -> Choice {
    Choice { id: id.to_owned(), title: title.to_owned(), note: note.to_owned() }
}

/// The rules of a document that has several.
fn rules(document: &crate::document::Document) -> Vec<Choice> {
    let row =
        |(idx, rule): (usize, &crate::document::Rule)| choice(&idx.to_string(), &rule.alert, &rule.expr);
    if document.rules.len() < 2 { Vec::new() } else { document.rules.iter().enumerate().map(row).collect() }
}

/// What one sees when an alert fires, in the order of the list.
const SYMPTOMS: [&str; 6] =
    ["Something is down", "Errors", "Connections", "Full or slow", "Security", "Other"];

/// The words of an alert's name that tell its symptom, by its place; the first that fits counts: slowing down is slow.
const WORDS: [(&str, usize); 12] = [
    ("Slowing", 3),
    ("Session", 3),
    ("Pending", 3),
    ("Http4xx", 1),
    ("Http5xx", 1),
    ("ResponseErrors", 1),
    ("ConnectionErrors", 2),
    ("Retry", 2),
    ("Security", 4),
    ("Down", 0),
    ("Alive", 0),
    ("Healthcheck", 0),
];

/// The alerts of the catalogue by symptom, those of one name beside each other.
fn alerts() -> Vec<AlertRow> {
    let symptom =
        |title: &str| WORDS.iter().find(|(word, _)| title.contains(word)).map_or(5, |(_, place)| *place);
    let mut rows: Vec<_> = catalogue::alerts().iter().map(|it| (symptom(it.title), it)).collect();
    series::sort_by(&mut rows, &|a, b| (a.0, a.1.title, a.1.id).cmp(&(b.0, b.1.title, b.1.id)));
    let row = |(symptom, it): (usize, &catalogue::Alert)| AlertRow {
        id: it.id.to_owned(),
        title: it.title.to_owned(),
        exporter: it.exporter.to_owned(),
        symptom: SYMPTOMS[symptom].to_owned(),
        summary: it.summary.to_owned(),
    };
    rows.into_iter().map(row).collect()
}

/// What the result depends on beside traffic and rule.
fn settings(model: &Model) -> String {
    let scenario = &model.document.scenario;
    format!(
        "Scrape {}, evaluation {}, seed {}, Prometheus {} windows",
        scenario.scrape.interval, scenario.evaluation, scenario.seed, model.document.semantics
    )
}

/// How much was evaluated.
fn work(scene: &Scene<'_>) -> String {
    let steps = words::count(scene.picture.plan.steps.len(), "evaluation");
    let instances = words::count(scene.picture.columns.side.len(), "instance");
    format!("{steps} of {instances}")
}

/// The result in a sentence or two.
fn summary(scene: &Scene<'_>) -> String {
    let episodes = &scene.picture.states.episodes;
    let Some(first) = episodes.iter().min_by_key(|it| it.from) else {
        return super::episodes::why_none(scene);
    };
    let name = scene.slot_of(&first.labels).and_then(|slot| scene.names.get(slot));
    let name = name.map_or("the alert", String::as_str);
    format!("{}. {name} fires from {}.", words::count(episodes.len(), "episode"), format_clock(first.from))
}
