//! What the rules beside the selected one look at: their metrics are simulated too, so that one simulation does for all.
//! It must not evaluate anything.

use super::{Plan, known, read, with_advised};
use crate::document::{Document, Rule};
use alerting::CompiledRule;
use haproxy::{Exporter, Version};
use promql::Semantics;
use series::meta::MetricInfo;
use std::collections::{BTreeMap, BTreeSet};

/// The metrics that each rule looks at, by its texts: a rule is parsed once, not at every step of a drag.
#[derive(Default)]
pub(crate) struct Reads {
    of: Option<(Exporter, bool, Version, Semantics)>,
    by_text: BTreeMap<String, BTreeSet<String>>,
}

/// Texts that are remembered; nobody edits so many between two breaths.
const MOST: usize = 1000;

impl Reads {
    /// What all rules of `document` look at, where they parse.
    pub(crate) fn of(&mut self, document: &Document, plan: &Plan) -> BTreeSet<String> {
        let scenario = &plan.scenario;
        let of = (scenario.exporter, scenario.other_exporter.is_some(), scenario.version, plan.semantics);
        if self.of != Some(of) || self.by_text.len() > MOST {
            (self.of, self.by_text) = (Some(of), BTreeMap::new());
        }
        let known = known(scenario);
        let mut all = BTreeSet::new();
        for rule in &document.rules {
            let read = self.by_text.entry(key(rule)).or_insert_with(|| of_rule(rule, plan.semantics, &known));
            all.extend(read.iter().cloned());
        }
        all
    }
}

/// All texts that may look at metrics.
fn key(rule: &Rule) -> String {
    let texts = rule.labels.values().chain(rule.annotations.values());
    texts.fold(rule.expr.clone(), |key, text| key + "\0" + text)
}

fn of_rule(rule: &Rule, semantics: Semantics, known: &[MetricInfo]) -> BTreeSet<String> {
    let compiled = super::rule(rule).ok();
    let compiled = compiled.and_then(|it| CompiledRule::with_semantics(&it, semantics).ok());
    compiled.map(|it| with_advised(read(it.query(), &it, known), known)).unwrap_or_default()
}
