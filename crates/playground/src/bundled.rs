//! Documents made of what the catalogue bundles. It must not know what a person changed.

use crate::document::{Document, MODEL, Rule, Scenario, VERSION, ViewState};
use alerting::parse_rule;
use series::format_duration;

/// The alert that the default document selects.
pub const FIRST_ALERT: &str = "haproxy_exporter/haproxy-server-down";

/// The document that a first visit shows: HaproxyServerDown in its scenario.
///
/// # Panics
/// Never: a test opens every alert of the catalogue.
pub fn default_document() -> Document {
    alert_document(FIRST_ALERT).unwrap_or_else(|| Document {
        version: VERSION,
        model: MODEL,
        scenario: Scenario::default(),
        rules: Vec::new(),
        semantics: 3,
        view: ViewState::default(),
    })
}

/// The document of alert `id`: its rule as published in the scenario that it names.
pub fn alert_document(id: &str) -> Option<Document> {
    document(id, catalogue::alert(id)?.scenario)
}

/// The document of scenario `name`, with the alert to look at it with.
pub fn scenario_document(name: &str) -> Option<Document> {
    document(catalogue::scenario(name)?.alert, name)
}

/// The document of alert `id`, its rule as published, in scenario `name`.
pub fn document(id: &str, name: &str) -> Option<Document> {
    Some(Document {
        version: VERSION,
        model: MODEL,
        scenario: scenario_for(id, name)?,
        rules: vec![rule(id)?],
        semantics: 3,
        view: ViewState::default(),
    })
}

/// The rule that the catalogue has in place of the published one of alert `id`, where there is one.
pub fn better_rule(id: &str) -> Option<Rule> {
    parse_rule(catalogue::alert(id)?.better()?.rule).ok().map(|rule| written(id, rule))
}

/// The alerting rules of a rule file, in order.
///
/// # Errors
/// What is wrong with the file, and where; also when it holds no alerting rule.
pub fn rules_of_file(text: &str) -> Result<Vec<Rule>, String> {
    let file = alerting::parse_rules(text).map_err(|err| err.to_string())?;
    let rules: Vec<_> = file.alerting().map(|it| written("", it)).collect();
    if rules.is_empty() { Err("there is no alerting rule in it".to_owned()) } else { Ok(rules) }
}

/// The rule of alert `id` as published.
pub fn rule(id: &str) -> Option<Rule> {
    parse_rule(catalogue::alert(id)?.rule_yaml()).ok().map(|rule| written(id, rule))
}

/// A rule as a document writes it.
fn written(from: &str, rule: alerting::Rule) -> Rule {
    Rule {
        from: from.to_owned(),
        alert: rule.alert,
        expr: rule.expr,
        hold: format_duration(rule.hold),
        keep_firing_for: format_duration(rule.keep_firing_for),
        labels: rule.labels,
        annotations: rule.annotations,
    }
}

/// The names of the bundled scenarios.
pub fn scenario_names() -> impl Iterator<Item = &'static str> {
    catalogue::scenarios().iter().map(|it| it.name)
}

/// The bundled scenario `name`.
pub fn scenario(name: &str) -> Option<Scenario> {
    let mut scenario: Scenario = serde_yaml_ng::from_str(catalogue::scenario(name)?.yaml).ok()?;
    name.clone_into(&mut scenario.name);
    Some(scenario)
}

/// The bundled scenario `name` as it is shown with alert `id`: scraped from the exporter that the alert is written for.
/// A rule that comes from nowhere has no say.
pub fn scenario_for(id: &str, name: &str) -> Option<Scenario> {
    let mut scenario = scenario(name)?;
    if let Some(alert) = catalogue::alert(id) {
        alert.exporter.clone_into(&mut scenario.exporter);
    }
    Some(scenario)
}
