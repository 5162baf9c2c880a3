//! Rules evaluated over all instants at once, one after the other. It must give what the evaluation instant by instant
//! gives, or nothing.

use super::{Evaluation, Firing, RuleOutcome, is_compared, reads};
use crate::group::{CompiledRecording, SAME_SERIES};
use crate::{CompiledRule, InstanceTimeline, LoadedRule, Timeline, alerts_series, replay};
use promql::{Column, Instants, Options, Steps};
use series::{Labels, STALE, Store, is_stale, map_of};
use std::collections::BTreeMap;

/// The outcome of each rule, what they write being in `store`; nothing where only the way instant by instant tells
/// what comes: then the store holds more than it did.
pub(super) fn run(evaluation: &Evaluation<'_>, store: &mut Store) -> Option<Vec<RuleOutcome>> {
    if !reads::by_columns(evaluation) {
        return None;
    }
    let alerts = evaluation.alerts_series || reads::alerts_are_read(evaluation);
    let steps = evaluation.steps;
    let mut outcomes = Vec::new();
    for (group, rule) in evaluation.rules() {
        let at = shifted(steps, group.query_offset);
        let options = Options { instants: Instants::Each, ..evaluation.options.clone() };
        let columns = promql::range(rule.query().root(), store, at, &options).ok()?.columns;
        outcomes.push(match rule {
            LoadedRule::Recording(rule) => record(rule, columns, steps, at, store)?,
            LoadedRule::Alerting(rule) => {
                let timeline = replay(rule, &columns, steps).ok()?;
                if alerts {
                    let mut written = Store::new();
                    alerts_series(&timeline, steps, group.query_offset, &mut written);
                    take_over(store, &written)?;
                }
                RuleOutcome { firing: firing(evaluation, rule, &timeline, &columns), errors: timeline.errors }
            }
        });
    }
    Some(outcomes)
}

fn shifted(steps: Steps, offset: i64) -> Steps {
    Steps {
        start: steps.start.saturating_sub(offset),
        end: steps.end.saturating_sub(offset),
        step: steps.step,
    }
}

/// Adds the series of `written`; nothing where one of them is there already, as then samples of two writers meet.
fn take_over(store: &mut Store, written: &Store) -> Option<()> {
    for series in written.iter() {
        if store.contains(&series.labels) {
            return None;
        }
        let id = store.series_id(&series.labels);
        for (time, value) in series.times.iter().zip(&series.values) {
            store.push(id, *time, *value);
        }
    }
    Some(())
}

/// Writes what a recording rule makes of the columns of its expression, which hold a value for each of `steps`.
///
/// # Errors
/// Why it wrote nothing at one of the steps at least, in Prometheus' words where it has some.
pub fn write_recording(
    rule: &CompiledRecording,
    columns: Vec<Column>,
    steps: Steps,
    store: &mut Store,
) -> Result<(), String> {
    let outcome = record(rule, columns, steps, steps, store);
    let outcome = outcome.ok_or("another rule, or the exporter, writes the same series")?;
    outcome.errors.into_iter().next().map_or(Ok(()), |(_, message)| Err(message))
}

/// Writes what a recording rule makes of `columns`.
fn record(
    rule: &CompiledRecording,
    columns: Vec<Column>,
    steps: Steps,
    at: Steps,
    store: &mut Store,
) -> Option<RuleOutcome> {
    let mut errors: BTreeMap<usize, String> = BTreeMap::new();
    let mut counts = vec![0_usize; steps.len()];
    let mut written: BTreeMap<Labels, Vec<f64>> = BTreeMap::new();
    for column in columns {
        for (count, value) in counts.iter_mut().zip(&column.values) {
            *count += usize::from(!is_stale(*value));
        }
        match written.entry(rule.labels(&column.labels)) {
            std::collections::btree_map::Entry::Vacant(entry) => {
                entry.insert(column.values);
            }
            std::collections::btree_map::Entry::Occupied(mut entry) => {
                for (idx, (into, from)) in entry.get_mut().iter_mut().zip(column.values).enumerate() {
                    match (is_stale(*into), is_stale(from)) {
                        (false, false) => {
                            errors.insert(idx, SAME_SERIES.to_owned());
                        }
                        (true, false) => *into = from,
                        (_, true) => {}
                    }
                }
            }
        }
    }
    for (idx, count) in counts.iter().enumerate() {
        if let Err(message) = rule.within_limit(*count) {
            errors.entry(idx).or_insert(message);
        }
    }
    for (labels, values) in &written {
        if store.contains(labels) {
            return None;
        }
        append(store, labels, values, at, &errors);
    }
    let errors = errors.into_iter().map(|(idx, message)| (steps.time(idx), message)).collect();
    Some(RuleOutcome { errors, firing: BTreeMap::new() })
}

/// Appends a column: a staleness marker where it ends, nothing where the rule failed.
fn append(store: &mut Store, labels: &Labels, values: &[f64], at: Steps, failed: &BTreeMap<usize, String>) {
    let id = store.series_id(labels);
    let mut lives = false;
    for (idx, value) in values.iter().enumerate().filter(|(idx, _)| !failed.contains_key(idx)) {
        let is_here = !is_stale(*value);
        if is_here || lives {
            store.push(id, at.time(idx), if is_here { *value } else { STALE });
        }
        lives = is_here;
    }
}

/// The firing alerts at the instants at which they are wanted.
fn firing(
    evaluation: &Evaluation<'_>,
    rule: &CompiledRule,
    timeline: &Timeline,
    columns: &[Column],
) -> BTreeMap<i64, Vec<Firing>> {
    let steps = evaluation.steps;
    let by_labels = map_of(columns.iter().map(|it| (&it.labels, it)));
    let times = (0..steps.len()).map(|idx| (idx, steps.time(idx)));
    let wanted = times.filter(|(_, time)| evaluation.wants(*time, &rule.rule().alert));
    let shown = |idx: usize, time: i64| {
        let firing = timeline.instances.iter().filter(|it| is_compared(it.state(time)));
        firing.map(|it| shown_of(rule, timeline, it, &by_labels, idx, steps)).collect()
    };
    map_of(wanted.map(|(idx, time)| (time, shown(idx, time))))
}

/// The alert as the last evaluation up to number `idx` that returned it has filled it.
fn shown_of(
    rule: &CompiledRule,
    timeline: &Timeline,
    instance: &InstanceTimeline,
    columns: &BTreeMap<&Labels, &Column>,
    idx: usize,
    steps: Steps,
) -> Firing {
    let own = std::iter::once(&instance.series).chain(&instance.also);
    let last = own.filter_map(|labels| {
        let column = columns.get(labels)?;
        let last = (0..=idx).rev().find(|idx| {
            let here = column.values.get(*idx).is_some_and(|value| !is_stale(*value));
            let failed = |time: i64| timeline.errors.binary_search_by_key(&time, |(at, _)| *at).is_ok();
            here && !failed(steps.time(*idx))
                && rule.alert_labels(labels, column.values[*idx], steps.time(*idx)) == instance.labels
        })?;
        Some((last, labels, column.values[last]))
    });
    let annotations = match last.max_by_key(|(last, ..)| *last) {
        Some((last, labels, value)) => rule.annotations(labels, value, steps.time(last)),
        None => BTreeMap::new(),
    };
    Firing { labels: instance.labels.clone(), annotations }
}
