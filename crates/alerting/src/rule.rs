//! What a rule file holds, as plain data. It must not know YAML.

use std::collections::BTreeMap;

/// An alerting rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rule {
    /// Its name: the value of the label `alertname`.
    pub alert: String,
    /// The expression in PromQL; every element of its result is an alert.
    pub expr: String,
    /// `for`, in milliseconds.
    pub hold: i64,
    /// `keep_firing_for`, in milliseconds.
    pub keep_firing_for: i64,
    /// Labels as templates.
    pub labels: BTreeMap<String, String>,
    /// Annotations as templates.
    pub annotations: BTreeMap<String, String>,
}

/// A recording rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecordingRule {
    /// The name of the metric that it writes.
    pub record: String,
    /// The expression in PromQL.
    pub expr: String,
    /// Labels set on what it writes; no templates.
    pub labels: BTreeMap<String, String>,
}

/// A rule of either kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnyRule {
    /// One that fires.
    Alerting(Rule),
    /// One that writes series.
    Recording(RecordingRule),
}

/// Rules that are evaluated one after the other at the same instant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// Its name, unique in the file.
    pub name: String,
    /// The evaluation interval in milliseconds, where it differs from the global one.
    pub interval: Option<i64>,
    /// How far the past is that its queries look at, in milliseconds.
    pub query_offset: Option<i64>,
    /// The most alerts or series that one rule may yield; 0 means no limit.
    pub limit: u64,
    /// Labels that every rule of the group gets unless it sets them itself.
    pub labels: BTreeMap<String, String>,
    /// The rules in their order.
    pub rules: Vec<AnyRule>,
}

/// A rule file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleFile {
    /// The groups in their order.
    pub groups: Vec<Group>,
}

impl RuleFile {
    /// The alerting rules in their order, with the labels of their groups laid under their own.
    pub fn alerting(&self) -> impl Iterator<Item = Rule> {
        self.groups.iter().flat_map(|group| {
            group.rules.iter().filter_map(|rule| match rule {
                AnyRule::Alerting(rule) => {
                    let mut labels = group.labels.clone();
                    labels.extend(rule.labels.clone());
                    Some(Rule { labels, ..rule.clone() })
                }
                AnyRule::Recording(_) => None,
            })
        })
    }
}
