//! A picture as files for the real tools: rules, a promtool test, exposition text. It must not write files.
//!
//! The test file puts the scenario's start at promtool's second 0 with `interval: 1s` and `_xN` gaps, so that a
//! sample keeps its place between two evaluations. Where no sample lies on the edge of a window, as with every
//! scrape offset that is no multiple of the evaluation interval, Prometheus 2 and 3 agree on what a window holds.

mod file;
mod summary;

pub use file::Format;
pub(crate) use file::file as download;

use crate::alert;
use crate::picture::Picture;
use crate::plan::Plan;
use alerting::{AnyRule, RuleFile, State};
use series::{Labels, Series, Store, format_duration, format_float, is_stale, set_of};
use std::collections::BTreeSet;
use std::fmt::Write;

/// The rule file of the picture's rule and of those that are evaluated before it.
pub fn rules(picture: &Picture) -> String {
    let plan = &picture.plan;
    group(plan.before.written.iter().cloned().chain([AnyRule::Alerting(plan.rule.clone())]).collect())
}

/// The rule file of all of a document's rules.
pub(crate) fn rules_of_document(document: &crate::document::Document) -> String {
    alerting::write_rules(&file_of(document))
}

/// The same before it is written.
pub(crate) fn file_of(document: &crate::document::Document) -> RuleFile {
    let recordings = document.recordings.iter().map(|it| AnyRule::Recording(crate::plan::written(it)));
    let rules = document.rules.iter().filter_map(|it| crate::plan::rule(it).ok());
    file(recordings.chain(rules.map(AnyRule::Alerting)).collect())
}

/// The rule file of a plan's rule.
pub fn rules_of(plan: &Plan) -> String {
    group(vec![AnyRule::Alerting(plan.rule.clone())])
}

fn group(rules: Vec<AnyRule>) -> String {
    alerting::write_rules(&file(rules))
}

fn file(rules: Vec<AnyRule>) -> RuleFile {
    let group = alerting::Group { name: "haproxy".to_owned(), rules, ..alerting::Group::default() };
    RuleFile { groups: vec![group] }
}

/// The samples that the rule and its runbook look at, as a table.
pub fn csv(picture: &Picture) -> String {
    series::csv::write(&picture.store)
}

/// All samples that Prometheus would have, whether the rule looks at them or not, as OpenMetrics text.
///
/// # Errors
/// What the traffic model says of the scenario.
pub fn openmetrics(picture: &Picture) -> Result<String, String> {
    let scenario = &picture.plan.scenario;
    let mut simulation = haproxy::Simulation::new(scenario, None).map_err(|err| err.to_string())?;
    let mut whole = Store::new();
    while picture.plan.input.is_none() && simulation.step(&mut whole) {}
    // What recording rules wrote is in the picture alone.
    let names = set_of(whole.metrics().map(str::to_owned));
    for series in picture.store.iter().filter(|it| it.labels.metric().is_some_and(|it| !names.contains(it))) {
        let id = whole.series_id(&series.labels);
        for (time, value) in series.times.iter().zip(&series.values) {
            whole.push(id, *time, *value);
        }
    }
    Ok(series::openmetrics::write(&whole, haproxy::metrics(scenario.exporter, scenario.version)))
}

/// A promtool test that expects of Prometheus what the picture shows: before and after every transition to and from
/// firing, exactly the alerts that fire there, with their labels and annotations.
///
/// # Errors
/// When a sample does not lie on a whole second of the scenario: promtool's notation has one step for all.
pub fn unit_test(picture: &Picture, rule_file: &str) -> Result<String, String> {
    let start = picture.plan.steps.start;
    let mut text = format!(
        "rule_files: [{rule_file}]\nevaluation_interval: {}\ntests:\n  - interval: 1s\n    input_series:\n",
        format_duration(picture.plan.steps.step)
    );
    let read = &picture.plan.read;
    let used = |series: &&Series| series.labels.metric().is_some_and(|name| read.contains(name));
    for series in picture.store.iter().filter(used) {
        let _ = writeln!(text, "      - series: {}", quoted(&series.labels.to_string()));
        let _ = writeln!(text, "        values: {}", quoted(&values(series, start)?));
    }
    text.push_str("    alert_rule_test:\n");
    for time in instants(picture) {
        expectation(picture, time, &mut text);
    }
    Ok(text)
}

/// A series in promtool's notation, one place a second.
fn values(series: &Series, start: i64) -> Result<String, String> {
    let mut text = String::new();
    let mut next = 0;
    for (time, value) in series.times.iter().zip(&series.values) {
        let since = time - start;
        if since % 1000 != 0 {
            return Err(format!(
                "the sample at {since} ms is not on a whole second: promtool cannot express it"
            ));
        }
        let gap = since / 1000 - next;
        if gap > 0 {
            let _ = write!(text, "_x{gap} ");
        }
        match *value {
            stale if is_stale(stale) => text.push_str("stale "),
            value => {
                let _ = write!(text, "{} ", format_float(value));
            }
        }
        next = since / 1000 + 1;
    }
    Ok(text.trim_end().to_owned())
}

/// The evaluations just before and at every transition to or from firing, and the first and last ones.
fn instants(picture: &Picture) -> BTreeSet<i64> {
    let steps = picture.plan.steps;
    let (first, last) = (steps.start, steps.time(steps.len().saturating_sub(1)));
    let spans = picture.states.timeline.instances.iter().flat_map(|it| &it.spans);
    let edges = spans.filter(|it| it.state != State::Inactive).flat_map(|it| [it.from, it.to]);
    let around = edges.flat_map(|edge| [edge - steps.step, edge]);
    set_of(around.chain([first, last]).filter(|time| (first..=last).contains(time)))
}

/// What must fire at `time`, and nothing else.
fn expectation(picture: &Picture, time: i64, text: &mut String) {
    let since = format_duration(time - picture.plan.steps.start);
    let _ = writeln!(text, "      - eval_time: {since}");
    let _ = writeln!(text, "        alertname: {}", quoted(&picture.plan.rule.alert));
    let fires = |span: &alerting::StateSpan| {
        span.from <= time && time < span.to && matches!(span.state, State::Firing | State::Kept)
    };
    let firing: Vec<_> =
        picture.states.timeline.instances.iter().filter(|it| it.spans.iter().any(fires)).collect();
    if firing.is_empty() {
        text.push_str("        exp_alerts: []\n");
        return;
    }
    text.push_str("        exp_alerts:\n");
    for instance in firing {
        let shown = instance.labels.filter(|name| name != series::ALERT_NAME);
        let annotations = alert::annotations_at(picture, &instance.series, time);
        let _ = writeln!(text, "          - exp_labels: {}", mapping(&shown));
        let pairs: Vec<_> =
            annotations.iter().map(|(name, value)| format!("{}: {}", quoted(name), quoted(value))).collect();
        let _ = writeln!(text, "            exp_annotations: {{{}}}", pairs.join(", "));
    }
}

fn mapping(labels: &Labels) -> String {
    let pairs: Vec<_> =
        labels.iter().map(|(name, value)| format!("{}: {}", quoted(name), quoted(value))).collect();
    format!("{{{}}}", pairs.join(", "))
}

/// A YAML double-quoted scalar.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for char in text.chars() {
        match char {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            control if control.is_control() => {
                let _ = write!(quoted, "\\U{:08x}", u32::from(control));
            }
            char => quoted.push(char),
        }
    }
    quoted.push('"');
    quoted
}
