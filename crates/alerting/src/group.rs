//! Groups of rules, parsed once and ready to be evaluated in their order. It must not evaluate them.

use crate::rule::{AnyRule, Group, RecordingRule, Rule};
use crate::{CompiledRule, External, RuleError};
use promql::{Query, Semantics};
use series::{Labels, METRIC_NAME};
use std::collections::BTreeMap;

/// A group ready to be evaluated.
#[derive(Clone, Debug)]
pub struct LoadedGroup {
    /// Its name.
    pub name: String,
    /// How far before the instant of evaluation its queries look and its samples stand, in milliseconds.
    pub query_offset: i64,
    /// Its rules in their order, the group's labels laid under their own.
    pub rules: Vec<LoadedRule>,
}

/// A rule ready to be evaluated.
#[derive(Clone, Debug)]
pub enum LoadedRule {
    /// One that fires.
    Alerting(Box<CompiledRule>),
    /// One that writes series.
    Recording(Box<CompiledRecording>),
}

/// A recording rule whose expression is parsed.
#[derive(Clone, Debug)]
pub struct CompiledRecording {
    rule: RecordingRule,
    query: Query,
    /// The group's limit; 0 means none.
    limit: u64,
}

impl LoadedGroup {
    /// Parses the rules of `group` as the Prometheus of `semantics` does.
    ///
    /// # Errors
    /// The first part of a rule that does not parse.
    pub fn new(group: &Group, semantics: Semantics, external: &External) -> Result<Self, RuleError> {
        let labels = |own: &BTreeMap<String, String>| {
            let mut labels = group.labels.clone();
            labels.extend(own.clone());
            labels
        };
        let load = |rule: &AnyRule| match rule {
            AnyRule::Alerting(rule) => {
                let rule = Rule { labels: labels(&rule.labels), ..rule.clone() };
                let mut compiled = CompiledRule::with_semantics(&rule, semantics)?;
                (compiled.limit, compiled.external) = (group.limit, external.clone());
                Ok(LoadedRule::Alerting(Box::new(compiled)))
            }
            AnyRule::Recording(rule) => {
                let rule = RecordingRule { labels: labels(&rule.labels), ..rule.clone() };
                let query = promql::parse(&rule.expr, semantics).map_err(RuleError::Expr)?;
                let limit = group.limit;
                Ok(LoadedRule::Recording(Box::new(CompiledRecording { rule, query, limit })))
            }
        };
        let rules = group.rules.iter().map(load).collect::<Result<_, _>>()?;
        Ok(Self { name: group.name.clone(), query_offset: group.query_offset.unwrap_or(0), rules })
    }
}

impl LoadedRule {
    /// The alert's or the metric's name.
    pub fn name(&self) -> &str {
        match self {
            Self::Alerting(rule) => &rule.rule().alert,
            Self::Recording(rule) => &rule.rule.record,
        }
    }

    /// The parsed expression.
    pub fn query(&self) -> &Query {
        match self {
            Self::Alerting(rule) => rule.query(),
            Self::Recording(rule) => &rule.query,
        }
    }

    /// The names of the metrics that it writes.
    pub fn writes(&self) -> Vec<&str> {
        match self {
            Self::Alerting(_) => vec!["ALERTS", "ALERTS_FOR_STATE"],
            Self::Recording(rule) => vec![&rule.rule.record],
        }
    }
}

impl CompiledRecording {
    /// The labels of the series that a sample with `labels` is written to.
    pub(crate) fn labels(&self, labels: &Labels) -> Labels {
        let named = labels.with(METRIC_NAME, &self.rule.record);
        self.rule.labels.iter().fold(named, |labels, (name, value)| labels.with(name, value))
    }

    /// Whether that many series are too many.
    ///
    /// # Errors
    /// Prometheus' message.
    pub(crate) fn within_limit(&self, count: usize) -> Result<(), String> {
        if self.limit == 0 || count as u64 <= self.limit {
            return Ok(());
        }
        Err(format!("exceeded limit of {} with {count} series", self.limit))
    }
}

/// The message for two results of a recording rule with the same labels.
pub(crate) const SAME_SERIES: &str =
    "vector contains metrics with the same labelset after applying rule labels";
