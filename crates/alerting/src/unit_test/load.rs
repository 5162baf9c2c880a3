//! A test's input series as samples (`load`, promql/promqltest). It must not know what reads them.

use series::notation::{self, NotationError};
use series::{Labels, Store};
use std::collections::BTreeMap;

/// The most samples that one test may stand for.
const MAX_SAMPLES: usize = 10_000_000;

/// Samples of `series` from `start` on, one every `interval` (ms). A series that is given twice counts as it was given
/// last.
///
/// # Errors
/// In Prometheus' form when a line is no series.
pub(super) fn load(series: &[(String, String)], start: i64, interval: i64) -> Result<Store, String> {
    let mut loaded: BTreeMap<Labels, Vec<Option<f64>>> = BTreeMap::new();
    let mut total = 0_usize;
    for (name, values) in series {
        // promtool writes a line of both, and reads what it has written line by line.
        let text = format!("{name} {values}");
        for line in text.trim_end().split('\n').map(str::trim) {
            let (labels, values) = notation::parse_line(line).map_err(|err| shown(&err))?;
            total = total.saturating_add(values.len());
            if total > MAX_SAMPLES {
                return Err(format!("the input series have more than {MAX_SAMPLES} samples"));
            }
            loaded.insert(labels, values);
        }
    }
    let mut store = Store::new();
    for (labels, values) in loaded {
        let id = store.series_id(&labels);
        let mut time = start;
        for value in values {
            if let Some(value) = value {
                store.push(id, time, value);
            }
            time = time.saturating_add(interval);
        }
    }
    Ok(store)
}

pub(super) fn shown(err: &NotationError) -> String {
    format!("1:{}: parse error: {}", err.at + 1, err.message)
}
