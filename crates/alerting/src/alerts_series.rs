//! The series that alerting rules write: `ALERTS` and `ALERTS_FOR_STATE`. They must not be read by the rule that
//! writes them at the same evaluation.

use crate::{InstanceTimeline, State, Timeline};
use promql::Steps;
use series::{Labels, METRIC_NAME, STALE, Store};

/// Appends to `store` what Prometheus would have written at each evaluation of `steps`: 1 for the state that each
/// instance is in, and the Unix time since when it is active. A series that ends gets a staleness marker; a failed
/// evaluation writes nothing. The samples stand `query_offset` (ms) before the evaluation.
pub fn alerts_series(timeline: &Timeline, steps: Steps, query_offset: i64, store: &mut Store) {
    let failed = |time: i64| timeline.errors.binary_search_by_key(&time, |(at, _)| *at).is_ok();
    let times: Vec<_> = (0..steps.len()).map(|idx| steps.time(idx)).filter(|time| !failed(*time)).collect();
    for instance in &timeline.instances {
        let pending = |time| (instance.state(time) == State::Pending).then_some(1.0);
        let firing = |time| instance.state(time).is_firing().then_some(1.0);
        let since = |time| active_since(instance, time).map(|at| at.div_euclid(1000) as f64);
        let mut write = |labels: &Labels, value: &dyn Fn(i64) -> Option<f64>| {
            write(store, labels, &times, query_offset, value);
        };
        write(&alerts(&instance.labels, "pending"), &pending);
        write(&alerts(&instance.labels, "firing"), &firing);
        write(&instance.labels.with(METRIC_NAME, "ALERTS_FOR_STATE"), &since);
    }
}

fn alerts(labels: &Labels, state: &str) -> Labels {
    labels.with(METRIC_NAME, "ALERTS").with("alertstate", state)
}

fn write(store: &mut Store, labels: &Labels, times: &[i64], offset: i64, value: &dyn Fn(i64) -> Option<f64>) {
    let mut written = false;
    for time in times {
        let at = time.saturating_sub(offset);
        match value(*time) {
            Some(value) => {
                store.append(labels, at, value);
                written = true;
            }
            None if written => {
                store.append(labels, at, STALE);
                written = false;
            }
            None => {}
        }
    }
}

/// The start of the run of pending and firing evaluations that `time` is in.
fn active_since(instance: &InstanceTimeline, time: i64) -> Option<i64> {
    let idx = instance.spans.iter().position(|span| span.from <= time && time < span.to)?;
    let run = instance.spans[..=idx].iter().rev().take_while(|span| span.state != State::Inactive);
    run.last().map(|span| span.from)
}
