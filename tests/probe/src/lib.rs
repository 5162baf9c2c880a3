//! What the benchmark evaluates, natively and in the browser: five expressions over made-up samples of one counter, days of
//! traffic, sweeps. It must not measure.

mod sweeps;
mod traffic;
#[cfg(target_arch = "wasm32")]
pub mod wasm;

pub use sweeps::{SWEEPS, Sweeping};
pub use traffic::{DAYS, Day};

use promql::{Options, Query, Semantics, Steps};
use series::{Labels, METRIC_NAME, Store};

/// The counter.
pub const METRIC: &str = "haproxy_server_http_responses_total";
/// The expressions, each with its name; `x` stands for the counter.
pub const EXPRESSIONS: [(&str, &str); 5] = [
    ("sum by (server) (rate(x[1m]))", "sum by (server) (rate(x[1m]))"),
    ("sum by (server) (rate(x[5m]))", "sum by (server) (rate(x[5m]))"),
    ("rate(x[1m])", "rate(x[1m])"),
    ("x", "x"),
    ("5xx ratio", "sum by (server) (rate(x{code=\"5xx\"}[1m])) / sum by (server) (rate(x[1m]))"),
];

/// Between two scrapes and two evaluations, in milliseconds.
pub const INTERVAL: i64 = 15_000;
/// 2026-03-02, midnight UTC.
const START: i64 = 1_772_409_600_000;
/// Scrapes do not fall on evaluations, as in life.
const OFFSET: i64 = 7_000;
/// As many scrapes lie before the first evaluation as the longest window holds.
const BEFORE: i64 = 24;
/// 6 hours.
const SCRAPES: i64 = 6 * 240;
/// The counters restart once.
const RELOAD: i64 = 777;
/// The classes of answers, and how many a server gives in 15 s.
const CODES: [(&str, u64); 5] = [("2xx", 2_700), ("3xx", 230), ("4xx", 60), ("5xx", 10), ("other", 1)];
/// Servers share a backend by tens.
const SERVERS_PER_BACKEND: usize = 10;

/// The expression number `idx`, with the counter's name in it.
pub fn expression(idx: usize) -> String {
    let text = EXPRESSIONS.get(idx).map_or("", |it| it.1);
    if text == "x" {
        return METRIC.to_owned();
    }
    text.replace("x[", &format!("{METRIC}[")).replace("x{", &format!("{METRIC}{{"))
}

/// The instants of the last so many minutes, one every 15 s; 360 are all.
pub fn steps(minutes: i64) -> Steps {
    let end = START + SCRAPES * INTERVAL;
    Steps { start: end - minutes * 60_000, end, step: INTERVAL }
}

/// Exactly `count` series of 6 h and a bit.
pub fn store(count: usize) -> Store {
    let mut store = Store::new();
    for idx in 0..count {
        let (server, (code, answers)) = (idx / CODES.len(), CODES[idx % CODES.len()]);
        let id = store.series_id(&labels(server, code));
        let (mut total, mut random) = (0, idx as u64);
        for scrape in -BEFORE..SCRAPES {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            total = if scrape == RELOAD { 0 } else { total + answers + (random >> 33) % (answers / 4 + 1) };
            store.push(id, START + OFFSET + scrape * INTERVAL, total as f64);
        }
    }
    store
}

fn labels(server: usize, code: &str) -> Labels {
    let backend = server / SERVERS_PER_BACKEND;
    let named = [(METRIC_NAME, METRIC), ("job", "haproxy"), ("instance", "lb1:8404"), ("code", code)];
    Labels::new(named).with("proxy", &format!("be{backend}")).with("server", &format!("srv{server}"))
}

/// How many points an expression has over the last so many minutes.
///
/// # Errors
/// Those of the evaluation.
pub fn points(query: &Query, store: &Store, minutes: i64, semantics: Semantics) -> Result<usize, String> {
    let options = Options { semantics, ..Options::default() };
    let range =
        promql::range(query.root(), store, steps(minutes), &options).map_err(|err| err.to_string())?;
    Ok(range.columns.iter().flat_map(|it| &it.values).filter(|it| !series::is_stale(**it)).count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_expression_has_a_point_at_each_step() {
        let store = store(20);
        assert_eq!(store.len(), 20);
        for (idx, series) in [4, 4, 20, 20, 4].into_iter().enumerate() {
            for semantics in [Semantics::V2, Semantics::V3] {
                let query = promql::parse(&expression(idx), semantics).unwrap();
                assert_eq!(points(&query, &store, 360, semantics), Ok(series * 1441), "{}", expression(idx));
            }
        }
    }
}
