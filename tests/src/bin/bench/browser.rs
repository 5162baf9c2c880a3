//! The same expressions and days in Chromium, in a worker, with the module built as the page's engine is. It must not know
//! what they are.

use super::timing::Times;
use serde_json::{Value, json};
use std::process::Command;

/// What the browser needed for one expression.
pub(crate) struct Measured {
    pub(crate) points: [usize; 2],
    pub(crate) v2: Times,
    pub(crate) v3: Times,
}

/// An entry an expression; nothing where xtask has found no browser.
pub(crate) fn measure(series: usize, rounds: usize) -> Result<Option<Vec<Measured>>, String> {
    ask(&json!({ "series": series, "rounds": rounds }), measured)
}

/// An entry a day of the first `count`: its samples and times; nothing where xtask has found no browser.
pub(crate) fn days(count: usize, rounds: usize) -> Result<Option<Vec<(usize, Times)>>, String> {
    ask(&json!({ "days": count, "rounds": rounds }), |entry| {
        Some((usize::try_from(entry.get("samples")?.as_u64()?).ok()?, times(entry.get("times")?)?))
    })
}

/// An entry a sweep of the first `count`: its cells and times; nothing where xtask has found no browser.
pub(crate) fn sweeps(count: usize, rounds: usize) -> Result<Option<Vec<(usize, Times)>>, String> {
    ask(&json!({ "sweeps": count, "rounds": rounds }), |entry| {
        Some((usize::try_from(entry.get("cells")?.as_u64()?).ok()?, times(entry.get("times")?)?))
    })
}

/// What the worker answers to `message`, each entry as `read` takes it.
fn ask<T>(message: &Value, read: impl Fn(&Value) -> Option<T>) -> Result<Option<Vec<T>>, String> {
    if std::env::var_os("PROBE_URL").is_none() {
        return Ok(None);
    }
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/src/bin/bench/browser.mjs");
    let output = Command::new("node").arg(script).arg(message.to_string()).output();
    let output = output.map_err(|err| format!("node: {err}"))?;
    if !output.status.success() {
        return Err(format!("the browser: {}", String::from_utf8_lossy(&output.stderr)));
    }
    let found: Value = serde_json::from_slice(&output.stdout).map_err(|err| err.to_string())?;
    let list = found.as_array().map(Vec::as_slice).unwrap_or_default();
    let read = list.iter().map(|it| read(it).ok_or_else(|| format!("the browser says {it}")));
    read.collect::<Result<Vec<_>, _>>().map(Some)
}

fn measured(entry: &Value) -> Option<Measured> {
    let points = |idx: usize| usize::try_from(entry.get("points")?.get(idx)?.as_u64()?).ok();
    Some(Measured {
        points: [points(0)?, points(1)?],
        v2: times(entry.get("v2")?)?,
        v3: times(entry.get("v3")?)?,
    })
}

fn times(list: &Value) -> Option<Times> {
    let mut times = Times::default();
    for seconds in list.as_array()? {
        times.add(seconds.as_f64()?);
    }
    Some(times)
}
