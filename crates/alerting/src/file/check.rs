//! What has been read, judged as Prometheus judges it when it loads a file, in its order and words. It must not
//! read YAML.

use super::FileError;
use super::locate::{Way, locate};
use super::raw::{RawFile, RawGroup, RawRule, Texts};
use crate::{AnyRule, CompiledRule, Group, RecordingRule, Rule, RuleError, RuleFile};
use promql::Semantics;
use std::collections::BTreeSet;

/// A message and the key in its rule or group that it is about.
type Complaint = (&'static str, String);

pub(super) fn file(yaml: &str, raw: RawFile) -> Result<RuleFile, FileError> {
    let mut names = BTreeSet::new();
    let mut groups = Vec::new();
    for (group_idx, raw) in raw.groups.unwrap_or_default().into_iter().enumerate() {
        let way = [Way::Key("groups"), Way::Item(group_idx)];
        let placed = |(key, message): Complaint| error(yaml, &[&way[..], &[Way::Key(key)]].concat(), message);
        if raw.name.is_empty() {
            return Err(placed(("name", "Groupname must not be empty".to_owned())));
        }
        if !names.insert(raw.name.clone()) {
            let message = format!("groupname: \"{}\" is repeated in the same file", raw.name);
            return Err(placed(("name", message)));
        }
        groups.push(group(yaml, &way, raw, placed)?);
    }
    Ok(RuleFile { groups })
}

fn group(
    yaml: &str,
    way: &[Way<'_>],
    raw: RawGroup,
    placed: impl Fn(Complaint) -> FileError,
) -> Result<Group, FileError> {
    let interval = duration("interval", raw.interval.as_deref()).map_err(&placed)?;
    let query_offset = duration("query_offset", raw.query_offset.as_deref()).map_err(&placed)?;
    let labels = raw.labels.unwrap_or_default();
    label_names(&labels).map_err(&placed)?;
    let mut rules = Vec::new();
    for (rule_idx, raw_rule) in raw.rules.unwrap_or_default().into_iter().enumerate() {
        let name = raw_rule.name().to_owned();
        let built = rule(raw_rule).map_err(|(key, message)| {
            let way = [way, &[Way::Key("rules"), Way::Item(rule_idx), Way::Key(key)]].concat();
            let group = &raw.name;
            error(yaml, &way, format!("group \"{group}\", rule {}, \"{name}\": {message}", rule_idx + 1))
        })?;
        rules.push(built);
    }
    let limit = u64::try_from(raw.limit).unwrap_or(0);
    Ok(Group { name: raw.name, interval, query_offset, limit, labels, rules })
}

/// One alerting rule that stands alone.
pub(super) fn alerting(yaml: &str, raw: RawRule) -> Result<Rule, FileError> {
    let built = rule(raw).map_err(|(key, message)| error(yaml, &[Way::Key(key)], message))?;
    match built {
        AnyRule::Alerting(rule) => Ok(rule),
        AnyRule::Recording(_) => {
            Err(error(yaml, &[Way::Key("record")], "a recording rule, where an alert is wanted".to_owned()))
        }
    }
}

fn error(yaml: &str, way: &[Way<'_>], message: String) -> FileError {
    // A key that is not there has no place; then its parent's first key that is.
    let place = locate(yaml, way).or_else(|| {
        let (_, parent) = way.split_last()?;
        ["alert", "record", "expr", "name"]
            .iter()
            .find_map(|key| locate(yaml, &[parent, &[Way::Key(key)]].concat()))
    });
    FileError { line: place.map(|it| it.0), column: place.map(|it| it.1), message }
}

fn rule(raw: RawRule) -> Result<AnyRule, Complaint> {
    let set = |text: &Option<String>| text.as_ref().filter(|it| !it.is_empty()).cloned();
    let complain = |key: &'static str, message: &str| Err((key, message.to_owned()));
    let (record, alert) = (set(&raw.record), set(&raw.alert));
    if record.is_some() && alert.is_some() {
        return complain("alert", "only one of 'record' and 'alert' must be set");
    }
    if record.is_none() && alert.is_none() {
        return complain("alert", "one of 'record' or 'alert' must be set");
    }
    let Some(expr) = set(&raw.expr) else { return complain("expr", "field 'expr' must be set in rule") };
    let hold = duration("for", raw.hold.as_deref())?.unwrap_or(0);
    let keep_firing_for = duration("keep_firing_for", raw.keep_firing_for.as_deref())?.unwrap_or(0);
    let labels = raw.labels.unwrap_or_default();
    let annotations = raw.annotations.unwrap_or_default();
    match (record, alert) {
        (Some(record), _) if annotations.is_empty() && hold == 0 && keep_firing_for == 0 => {
            recording(RecordingRule { record, expr, labels }).map(AnyRule::Recording)
        }
        (Some(_), _) if !annotations.is_empty() => {
            complain("annotations", "invalid field 'annotations' in recording rule")
        }
        (Some(_), _) if hold != 0 => complain("for", "invalid field 'for' in recording rule"),
        (Some(_), _) => complain("keep_firing_for", "invalid field 'keep_firing_for' in recording rule"),
        (None, alert) => {
            let alert = alert.unwrap_or_default();
            compiled(Rule { alert, expr, hold, keep_firing_for, labels, annotations }).map(AnyRule::Alerting)
        }
    }
}

fn recording(rule: RecordingRule) -> Result<RecordingRule, Complaint> {
    promql::parse(&rule.expr, Semantics::default())
        .map_err(|err| ("expr", format!("could not parse expression: {err}")))?;
    if rule.record.contains(['{', '}']) {
        let message =
            format!("braces present in the recording rule name; should it be in expr?: {}", rule.record);
        return Err(("record", message));
    }
    label_names(&rule.labels)?;
    Ok(rule)
}

fn compiled(rule: Rule) -> Result<Rule, Complaint> {
    if let Some(name) = rule.annotations.keys().find(|name| name.is_empty()) {
        return Err(("annotations", format!("invalid annotation name: {name}")));
    }
    let key = |err: &RuleError| match err {
        RuleError::Name => "alert",
        RuleError::Expr(_) => "expr",
        RuleError::Label { .. } => "labels",
        RuleError::Annotation { .. } => "annotations",
    };
    label_names(&rule.labels)?;
    match CompiledRule::new(&rule) {
        Ok(_) => Ok(rule),
        Err(err) => Err((key(&err), err.to_string())),
    }
}

/// Any name is a label's but the empty one and the metric's own.
fn label_names(labels: &Texts) -> Result<(), Complaint> {
    match labels.keys().find(|name| name.is_empty() || *name == series::METRIC_NAME) {
        Some(name) => Err(("labels", format!("invalid label name: {name}"))),
        None => Ok(()),
    }
}

fn duration(key: &'static str, text: Option<&str>) -> Result<Option<i64>, Complaint> {
    let parsed = text.map(series::parse_duration).transpose();
    parsed.map_err(|err| (key, err.to_string()))
}
