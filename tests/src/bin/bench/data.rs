//! Six hours of made-up samples of the metrics that a rule reads: the shape of the real ones, without a simulation, which
//! ends at 200 servers. It must not know rules.

use ::tests::random::Random;
use promql::Steps;
use series::meta::{Kind, LabelInfo, MetricInfo};
use series::{Labels, METRIC_NAME, Store};

const SCRAPES: i64 = 6 * 60 * 4;
/// Milliseconds.
const INTERVAL: i64 = 15_000;
/// 2026-03-02, midnight UTC.
const START: i64 = 1_772_409_600_000;
/// Scrapes do not fall on evaluations, as in life.
const OFFSET: i64 = 7_000;
/// Servers share a backend by tens.
const SERVERS_PER_BACKEND: usize = 10;
/// Each server is broken once, for 10 minutes.
const FAULT: i64 = 40;
/// The counters restart once.
const RELOAD: i64 = 833;
/// What a class of answers adds in 15 s, from 1xx on; 200 requests a second in all.
const ANSWERS: [u64; 6] = [0, 2_700, 230, 60, 10, 0];

/// 6 h of evaluations, one every `step` milliseconds.
pub(crate) fn steps(step: i64) -> Steps {
    Steps { start: START, end: START + SCRAPES * INTERVAL, step }
}

/// Exactly `count` series, server by server, each with every metric and every listed value of its labels; the last
/// server may lack some.
pub(crate) fn store(metrics: &[&MetricInfo], count: usize) -> Store {
    let mut store = Store::new();
    let mut server = 0;
    while store.len() < count && !metrics.is_empty() {
        for info in metrics {
            for (labels, class) in label_sets(info, server) {
                if store.len() < count {
                    fill(&mut store, info.kind, &labels, server, class);
                }
            }
        }
        server += 1;
    }
    store
}

/// The series that `info` has for one server, each with the place of its value in the last label that lists values.
fn label_sets(info: &MetricInfo, server: usize) -> Vec<(Labels, Option<usize>)> {
    let fixed = [(METRIC_NAME, info.name), ("job", "haproxy"), ("instance", "lb1:8404")];
    let mut sets = vec![(Labels::new(fixed), None)];
    for label in info.labels {
        let extend = |(set, class): (Labels, Option<usize>)| {
            let values = values(label, server);
            let listed = !label.values.is_empty();
            let one = move |(idx, value): (usize, String)| {
                (set.with(label.name, &value), if listed { Some(idx) } else { class })
            };
            values.into_iter().enumerate().map(one).collect::<Vec<_>>()
        };
        sets = sets.into_iter().flat_map(extend).collect();
    }
    sets
}

fn values(label: &LabelInfo, server: usize) -> Vec<String> {
    match label.name {
        _ if !label.values.is_empty() => label.values.iter().map(|it| (*it).to_owned()).collect(),
        "server" => vec![format!("srv{server}")],
        _ => vec![format!("be{}", server / SERVERS_PER_BACKEND)],
    }
}

/// All samples of one series.
fn fill(store: &mut Store, kind: Kind, labels: &Labels, server: usize, class: Option<usize>) {
    let id = store.series_id(labels);
    let begin = i64::try_from(server).unwrap_or_default() * 611 % SCRAPES;
    let mut random = Random(store.len() as u64);
    let mut total = 0;
    for scrape in 0..SCRAPES {
        let broken = (scrape - begin).rem_euclid(SCRAPES) < FAULT;
        let value = match kind {
            Kind::Gauge => u64::from(!broken),
            Kind::Counter => {
                total = if scrape == RELOAD { 0 } else { total + rise(class, broken, random.next()) };
                total
            }
        };
        store.push(id, START + OFFSET + scrape * INTERVAL, value as f64);
    }
}

/// What a counter adds in 15 s: answers of one class by turns more and less, errors rarely but in a fault.
fn rise(class: Option<usize>, broken: bool, random: u64) -> u64 {
    let base = class.map(|idx| ANSWERS.get(idx).copied().unwrap_or_default());
    match base {
        Some(base) => base + random % (base / 4 + 1),
        None if broken => 1_600 + random % 400,
        None => u64::from(random.is_multiple_of(50)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::case;

    #[test]
    fn every_rule_finds_exactly_as_many_series_with_all_samples_each() {
        for case in case::all().unwrap() {
            let store = store(&case.metrics, 10);
            assert_eq!(store.len(), 10, "{}", case.title);
            assert_eq!(store.metrics().count(), case.metrics.len(), "{}", case.title);
            assert!(store.iter().all(|it| it.times.len() == 1440), "{}", case.title);
        }
    }
}
