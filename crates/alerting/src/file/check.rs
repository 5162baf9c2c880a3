//! What has been decoded, judged as Prometheus judges it when it loads a file, in its order and words
//! (`RuleGroups.Validate`, model/rulefmt). Everything that is wrong is said. It must not read YAML.

use super::Complaint;
use super::read::{Placed, RawFile, RawGroup, RawRule, Texts};
use crate::template;
use crate::yaml::{At, Decoder};
use promql::Semantics;
use std::collections::BTreeSet;

pub(super) fn file(decoder: &mut Decoder<'_>, file: &RawFile, semantics: Semantics) {
    let mut names = BTreeSet::new();
    for group in &file.groups {
        if group.name.is_empty() {
            decoder.complain(Complaint::Rule, &group.at, "Groupname must not be empty");
        }
        if !names.insert(&group.name) {
            let message = format!("groupname: \"{}\" is repeated in the same file", group.name);
            decoder.complain(Complaint::Rule, &group.at, message);
        }
        for (at, message) in label_names(&group.labels, semantics) {
            decoder.complain(Complaint::Rule, &at, message);
        }
        rules(decoder, group, semantics);
    }
}

fn rules(decoder: &mut Decoder<'_>, group: &RawGroup, semantics: Semantics) {
    for (idx, rule) in group.rules.iter().enumerate() {
        let name = if rule.alert.text.is_empty() { &rule.record.text } else { &rule.alert.text };
        for (at, message) in complaints(rule, semantics) {
            let message = format!("group {:?}, rule {}, {name:?}: {message}", group.name, idx + 1);
            decoder.complain(Complaint::Rule, &at, message);
        }
    }
}

/// One rule that stands alone.
pub(super) fn rule(decoder: &mut Decoder<'_>, rule: &RawRule, semantics: Semantics) {
    for (at, message) in complaints(rule, semantics) {
        decoder.complain(Complaint::Rule, &at, message);
    }
}

type Complaints = Vec<(At, String)>;

/// `Rule.Validate`.
fn complaints(rule: &RawRule, semantics: Semantics) -> Complaints {
    let mut wrong = Vec::new();
    // What has no place of its own stands where the rule begins.
    let at = |placed: &Placed| placed.at.as_ref().unwrap_or(&rule.at).clone();
    match (rule.record.text.is_empty(), rule.alert.text.is_empty()) {
        (false, false) => {
            wrong.push((at(&rule.record), "only one of 'record' and 'alert' must be set".to_owned()));
        }
        (true, true) => wrong.push((rule.at.clone(), "one of 'record' or 'alert' must be set".to_owned())),
        _ => {}
    }
    if rule.expr.text.is_empty() {
        wrong.push((at(&rule.expr), "field 'expr' must be set in rule".to_owned()));
    } else if let Err(err) = promql::parse(&rule.expr.text, semantics) {
        wrong.push((at(&rule.expr), format!("could not parse expression: {err}")));
    }
    if !rule.record.text.is_empty() {
        let messages = recording(rule, semantics);
        wrong.extend(messages.into_iter().map(|message| (at(&rule.record), message)));
    }
    wrong.extend(label_names(&rule.labels, semantics));
    for (name, (at, _)) in rule.annotations.iter().filter(|(name, _)| !is_label_name(name, semantics)) {
        wrong.push((at.clone(), format!("invalid annotation name: {name}")));
    }
    if !rule.alert.text.is_empty() {
        wrong.extend(templates(&rule.alert.text, "label", &rule.labels));
        wrong.extend(templates(&rule.alert.text, "annotation", &rule.annotations));
    }
    wrong
}

/// What only a recording rule can have wrong.
fn recording(rule: &RawRule, semantics: Semantics) -> Vec<String> {
    let name = &rule.record.text;
    let mut wrong: Vec<String> = [
        ("annotations", !rule.annotations.is_empty()),
        ("for", rule.hold != 0),
        ("keep_firing_for", rule.keep_firing_for != 0),
    ]
    .into_iter()
    .filter(|(_, set)| *set)
    .map(|(field, _)| format!("invalid field '{field}' in recording rule"))
    .collect();
    if semantics == Semantics::V2 && !is_legacy(name, true) {
        wrong.push(format!("invalid recording rule name: {name}"));
    }
    if semantics == Semantics::V3 && name.contains(['{', '}']) {
        wrong.push(format!("braces present in the recording rule name; should it be in expr?: {name}"));
    }
    wrong
}

/// Any name is a label's in Prometheus 3 but the empty one and the metric's own.
fn label_names(labels: &Texts, semantics: Semantics) -> Complaints {
    let wrong = |name: &str| !is_label_name(name, semantics) || name == series::METRIC_NAME;
    let wrong = labels.iter().filter(|(name, _)| wrong(name));
    wrong.map(|(name, (at, _))| (at.clone(), format!("invalid label name: {name}"))).collect()
}

fn is_label_name(name: &str, semantics: Semantics) -> bool {
    !name.is_empty() && (semantics == Semantics::V3 || is_legacy(name, false))
}

/// Whether the name is one that Prometheus 2 takes, with colons for a metric.
fn is_legacy(name: &str, colons: bool) -> bool {
    let fits = |it: char| it == '_' || it.is_ascii_alphanumeric() || (colons && it == ':');
    name.chars().all(fits) && name.starts_with(|it: char| !it.is_ascii_digit())
}

fn templates(alert: &str, what: &str, texts: &Texts) -> Complaints {
    let name = template::name_of(alert);
    let wrong = |(key, (at, text)): (&String, &(At, String))| {
        let message = template::parse(&name, text).err()?;
        Some((at.clone(), format!("{what} {key:?}: {message}")))
    };
    texts.iter().filter_map(wrong).collect()
}
