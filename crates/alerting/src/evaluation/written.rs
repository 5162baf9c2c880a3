//! What a rule writes at one instant: its samples, and staleness markers for what it wrote before and not now
//! (`Group.Eval`, rules/group.go). It must not know rules.

use series::{Labels, STALE, Store, format_general};
use std::collections::BTreeSet;

/// Appends `samples` at `time` and ends the series of `previous` that are not among them. The answer is the series
/// that were written, and why the last of the others was not, in Prometheus' words.
pub(super) fn write(
    store: &mut Store,
    samples: Vec<(Labels, f64)>,
    previous: &BTreeSet<Labels>,
    time: i64,
) -> (BTreeSet<Labels>, Option<String>) {
    let (mut written, mut refused) = (BTreeSet::new(), None);
    for (labels, value) in samples {
        match append(store, &labels, time, value) {
            Ok(()) => {
                written.insert(labels);
            }
            Err(message) => refused = Some(message),
        }
    }
    for labels in previous.difference(&written) {
        // Where another rule has written the series, it lives on.
        let _ = append(store, labels, time, STALE);
    }
    (written, refused)
}

/// Appends a sample as the storage does: the same one twice is no mistake.
fn append(store: &mut Store, labels: &Labels, time: i64, value: f64) -> Result<(), String> {
    let id = store.series_id(labels);
    if store.push(id, time, value) {
        return Ok(());
    }
    let series = store.series(id);
    match (series.times.last(), series.values.last()) {
        (Some(last), Some(existing)) if *last == time => duplicate(time, *existing, value),
        _ => Err("out of order sample".to_owned()),
    }
}

fn duplicate(time: i64, existing: f64, value: f64) -> Result<(), String> {
    if existing.to_bits() == value.to_bits() {
        return Ok(());
    }
    let message = "duplicate sample for timestamp";
    if time == 0 {
        return Err(message.to_owned());
    }
    let (existing, value) = (format_general(existing), format_general(value));
    Err(format!("{message} {time}; overrides not allowed: existing {existing}, new value {value}"))
}
