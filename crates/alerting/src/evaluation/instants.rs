//! Groups evaluated instant by instant, as a server does it: each rule sees what the ones before it have written. It
//! must not take short cuts.

use super::{Evaluated, Evaluation, Firing, RuleOutcome, is_compared, written};
use crate::active::transition;
use crate::group::{CompiledRecording, SAME_SERIES};
use crate::template::{Querier, StoreQuerier};
use crate::{Active, CompiledRule, LoadedGroup, LoadedRule, State};
use promql::{Query, Value};
use series::{Labels, METRIC_NAME, Store};
use std::collections::{BTreeMap, BTreeSet};

/// What a rule remembers between two evaluations.
#[derive(Default)]
struct Memory {
    active: Active,
    /// Annotations that were filled while it was evaluated, of rules whose annotations query samples.
    annotations: BTreeMap<Labels, BTreeMap<String, String>>,
    /// The series that its last successful evaluation wrote.
    written: BTreeSet<Labels>,
}

pub(super) fn run(evaluation: &Evaluation<'_>, input: &Store) -> Evaluated {
    let mut feed = Feed::new(input);
    let mut store = Store::new();
    let mut memories: Vec<Memory> = evaluation.rules().map(|_| Memory::default()).collect();
    let mut rules = vec![RuleOutcome::default(); memories.len()];
    for idx in 0..evaluation.steps.len() {
        let time = evaluation.steps.time(idx);
        feed.until(time, &mut store);
        let mut failed = false;
        for (((group, rule), memory), outcome) in evaluation.rules().zip(&mut memories).zip(&mut rules) {
            if let Err(message) = evaluation.step(group, rule, memory, &mut store, time) {
                outcome.errors.push((time, message));
                failed = true;
            }
        }
        for (((_, rule), memory), outcome) in evaluation.rules().zip(&memories).zip(&mut rules) {
            if let LoadedRule::Alerting(rule) = rule
                && evaluation.wants(time, &rule.rule().alert)
            {
                outcome.firing.insert(time, memory.firing(rule));
            }
        }
        if failed && evaluation.until_error {
            break;
        }
    }
    Evaluated { store, rules }
}

impl Evaluation<'_> {
    /// One evaluation of one rule.
    fn step(
        &self,
        group: &LoadedGroup,
        rule: &LoadedRule,
        memory: &mut Memory,
        store: &mut Store,
        time: i64,
    ) -> Result<(), String> {
        let at = time.saturating_sub(group.query_offset);
        let result = self.result(rule.query(), store, at)?;
        let samples = match rule {
            LoadedRule::Recording(rule) => recorded(rule, &result)?,
            LoadedRule::Alerting(rule) => {
                let querier = StoreQuerier { store, options: self.options.clone() };
                memory.step(rule, &result, time, &querier)?
            }
        };
        let refused;
        (memory.written, refused) = written::write(store, samples, &memory.written, at);
        refused.map_or(Ok(()), Err)
    }

    /// What the expression returns: a scalar is one sample without labels (`EngineQueryFunc`, rules/manager.go).
    fn result(&self, query: &Query, store: &Store, time: i64) -> Result<Vec<(Labels, f64)>, String> {
        let instant = promql::instant(query, store, time, &self.options).map_err(|err| err.to_string())?;
        match instant.value {
            Value::Vector(samples) => Ok(samples),
            Value::Scalar(value) => Ok(vec![(Labels::empty(), value)]),
            Value::Matrix(_) | Value::String(_) => Err("rule result is not a vector or scalar".to_owned()),
        }
    }
}

/// What a recording rule writes for `result`.
fn recorded(rule: &CompiledRecording, result: &[(Labels, f64)]) -> Result<Vec<(Labels, f64)>, String> {
    let samples: Vec<_> = result.iter().map(|(labels, value)| (rule.labels(labels), *value)).collect();
    if !series::all_differ(samples.len(), &|a, b| samples[a].0.cmp(&samples[b].0)) {
        return Err(SAME_SERIES.to_owned());
    }
    rule.within_limit(samples.len())?;
    Ok(samples)
}

impl Memory {
    /// The alerts' next states, and the samples that say so.
    fn step(
        &mut self,
        rule: &CompiledRule,
        result: &[(Labels, f64)],
        time: i64,
        querier: &dyn Querier,
    ) -> Result<Vec<(Labels, f64)>, String> {
        let labelled: Vec<_> = result
            .iter()
            .map(|(sample, value)| {
                (rule.alert_labels_from(sample, *value, time, Some(querier)), sample, *value)
            })
            .collect();
        let queried = rule.annotation_reads().any(|(_, reads)| reads.queries);
        let fill = |(labels, sample, value): &(Labels, &Labels, f64)| {
            (labels.clone(), rule.annotations_from(sample, *value, time, Some(querier)))
        };
        let filled: Vec<_> = labelled.iter().filter(|_| queried).map(fill).collect();
        let next = transition(rule, std::mem::take(&mut self.active), labelled.into_iter(), time);
        let (active, failed) = match next {
            Ok(active) => (active, None),
            Err(err) => (err.active, Some(err.message)),
        };
        self.active = active;
        if let Some(message) = failed {
            return Err(message);
        }
        self.annotations.extend(filled);
        self.annotations.retain(|labels, _| self.active.state(labels) != State::Inactive);
        Ok(self.samples())
    }

    /// `ALERTS` and `ALERTS_FOR_STATE`.
    fn samples(&self) -> Vec<(Labels, f64)> {
        let mut samples = Vec::new();
        for (labels, instance) in self.active.iter().filter(|(_, it)| it.state() != State::Inactive) {
            let state = if instance.state().is_firing() { "firing" } else { "pending" };
            samples.push((labels.with(METRIC_NAME, "ALERTS").with("alertstate", state), 1.0));
            let since = instance.active_at().div_euclid(1000) as f64;
            samples.push((labels.with(METRIC_NAME, "ALERTS_FOR_STATE"), since));
        }
        samples
    }

    fn firing(&self, rule: &CompiledRule) -> Vec<Firing> {
        let firing = self.active.iter().filter(|(_, it)| is_compared(it.state()));
        let show = |(labels, instance): (&Labels, &crate::Instance)| {
            let filled = self.annotations.get(labels).cloned();
            let annotations = filled.unwrap_or_else(|| instance.annotations(rule));
            Firing { labels: labels.clone(), annotations }
        };
        firing.map(show).collect()
    }
}

/// Samples that become visible as time goes on.
struct Feed<'s> {
    series: Vec<(&'s series::Series, usize)>,
}

impl<'s> Feed<'s> {
    fn new(input: &'s Store) -> Self {
        Self { series: input.iter().map(|it| (it, 0)).collect() }
    }

    fn until(&mut self, time: i64, store: &mut Store) {
        for (series, next) in &mut self.series {
            let visible = series.times.partition_point(|it| *it <= time);
            if visible == *next {
                continue;
            }
            let id = store.series_id(&series.labels);
            for idx in *next..visible {
                store.push(id, series.times[idx], series.values[idx]);
            }
            *next = visible;
        }
    }
}
