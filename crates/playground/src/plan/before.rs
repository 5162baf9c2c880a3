//! The rules that are evaluated before the selected one, since it may read what they write: the recording rules, and the
//! alerts before it where it reads ALERTS. It must not evaluate them.

use super::metrics;
use crate::document::{Document, Recording};
use alerting::{AnyRule, External, Group, LoadedGroup, LoadedRule, RecordingRule};
use promql::{Query, Semantics};
use series::meta::MetricInfo;
use series::{Labels, METRIC_NAME};
use std::collections::BTreeSet;

/// The rules, as they are written and ready to be evaluated.
#[derive(Clone, Debug)]
pub(crate) struct Before {
    pub(crate) written: Vec<AnyRule>,
    /// The same in the same order.
    pub(crate) rules: Vec<LoadedRule>,
}

impl PartialEq for Before {
    fn eq(&self, other: &Self) -> bool {
        self.written == other.written
    }
}

impl Before {
    /// What is evaluated before the selected rule of `document`, whose expression is `query`.
    ///
    /// # Errors
    /// When a recording rule does not parse, or reads what is not written before it.
    pub(super) fn new(document: &Document, query: &Query, semantics: Semantics) -> Result<Self, String> {
        let mut before = Self { written: Vec::new(), rules: Vec::new() };
        for rule in &document.recordings {
            let wrong = |why: String| format!("recording rule {}: {why}", rule.record);
            before.push(AnyRule::Recording(written(rule)), semantics).map_err(wrong)?;
        }
        for (idx, rule) in before.rules.iter().enumerate() {
            let late = before.rules[idx..].iter().find(|it| reads(rule.query(), &it.writes()));
            if let Some(late) = late {
                let name = rule.name();
                return Err(format!(
                    "recording rule {name} reads {}, which is not written before it",
                    late.name()
                ));
            }
        }
        if reads(query, &ALERTS) {
            let earlier = document.rules.iter().take(document.view.rule as usize);
            for rule in earlier.filter_map(|it| super::rule(it).ok()) {
                // One that cannot run writes nothing.
                let _ = before.push(AnyRule::Alerting(rule), semantics);
            }
        }
        Ok(before)
    }

    fn push(&mut self, rule: AnyRule, semantics: Semantics) -> Result<(), String> {
        let group = Group { rules: vec![rule.clone()], ..Group::default() };
        let loaded = LoadedGroup::new(&group, semantics, &External::default());
        self.rules.extend(loaded.map_err(|err| err.to_string())?.rules);
        self.written.push(rule);
        Ok(())
    }

    /// Adds what the rules look at, and takes away what they write.
    pub(super) fn add_reads(&self, known: &[MetricInfo], read: &mut BTreeSet<String>) {
        for rule in &self.rules {
            read.extend(metrics(rule.query(), known));
        }
        for name in self.rules.iter().flat_map(LoadedRule::writes) {
            read.remove(name);
        }
    }
}

const ALERTS: [&str; 2] = ["ALERTS", "ALERTS_FOR_STATE"];

/// A recording rule as a rule file holds it.
pub(crate) fn written(rule: &Recording) -> RecordingRule {
    RecordingRule { record: rule.record.clone(), expr: rule.expr.clone(), labels: rule.labels.clone() }
}

/// Whether `query` asks for one of the metrics `names`. What selects by labels alone reads the simulation.
fn reads(query: &Query, names: &[&str]) -> bool {
    let asks = |selector: &&promql::plan::Selector| {
        let conditions = || selector.matchers.iter().filter(|it| it.name() == METRIC_NAME);
        let fits = |name: &&str| {
            let labels = Labels::new([(METRIC_NAME, *name)]);
            conditions().all(|it| it.matches(&labels))
        };
        conditions().next().is_some() && names.iter().any(fits)
    };
    promql::reads(query.root()).selectors.iter().any(asks)
}
