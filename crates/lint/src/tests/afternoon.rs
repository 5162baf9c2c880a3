//! Half an hour of two servers with a queue: from minute 10 to 12 web2 fails every request and the queue is long.
//! It must not be random.

use crate::{Context, Exposed, Finding, run};
use alerting::CompiledRule;
use promql::{Options, Steps};
use series::meta::{Facts, Kind, LabelInfo, MetricInfo};
use series::{Labels, Store};

const SCRAPE: i64 = 15_000;
const LENGTH: i64 = 30 * 60_000;

const FACTS: Facts = Facts { latches: false, nan_when_unset: false, counts_what: "" };
const SERVER: LabelInfo = LabelInfo { name: "server", values: &[] };
const CODE: LabelInfo = LabelInfo { name: "code", values: &["2xx", "4xx"] };
const APART: Facts = Facts { counts_what: "Failures; these are in no class of responses_total.", ..FACTS };
const LATCH: Facts = Facts { latches: true, ..FACTS };

const fn info(name: &'static str, kind: Kind, labels: &'static [LabelInfo], facts: Facts) -> MetricInfo {
    MetricInfo { name, kind, labels, unit: "", help: "", facts }
}

pub(super) const METRICS: &[MetricInfo] = &[
    info("responses_total", Kind::Counter, &[SERVER, CODE], FACTS),
    info("good_total", Kind::Counter, &[SERVER], FACTS),
    info("failures_total", Kind::Counter, &[SERVER], APART),
    info("queue", Kind::Gauge, &[SERVER], FACTS),
    info("max_queue", Kind::Gauge, &[SERVER], LATCH),
    info("up", Kind::Gauge, &[], FACTS),
];
const OTHER: &[MetricInfo] = &[info("server_up", Kind::Gauge, &[SERVER], FACTS)];

/// What all checks find about the rule in this afternoon.
pub(super) fn findings(rule: &str) -> Vec<Finding> {
    let rule = alerting::parse_rule(rule).unwrap_or_else(|err| panic!("{err}: {rule}"));
    let compiled = CompiledRule::new(&rule).unwrap();
    let query = compiled.query();
    let (store, options) = (store(), Options::default());
    let steps = Steps { start: 0, end: LENGTH, step: SCRAPE };
    let columns = |node| promql::range(node, &store, steps, &options).unwrap().columns;
    let side = promql::comparisons(query).first().map(|it| columns(it.side));
    let timeline = alerting::replay(&compiled, &columns(query.root()), steps).unwrap();
    let others = [Exposed { exporter: "The other exporter", metrics: OTHER }];
    run(&Context {
        exposed: Exposed { exporter: "This exporter", metrics: METRICS },
        others: &others,
        scrape_interval: SCRAPE,
        steps,
        side: side.as_deref(),
        timeline: Some(&timeline),
        ..Context::new(&rule, query)
    })
}

fn store() -> Store {
    let mut store = Store::new();
    for server in ["web1", "web2"] {
        let mut totals = [0.0; 4];
        for time in (0..=LENGTH).step_by(15_000) {
            let bad = server == "web2" && (600_000..720_000).contains(&time);
            let step = if bad { [0.0, 0.0, 0.0, 150.0] } else { [135.0, 15.0, 150.0, 0.0] };
            for (total, more) in totals.iter_mut().zip(step) {
                *total += more;
            }
            let [ok, client, good, failures] = totals;
            let queue = if bad { 8.0 } else { 1.0 };
            let most = if server == "web2" && time >= 600_000 { 8.0 } else { 1.0 };
            for (name, code, value) in [
                ("responses_total", "2xx", ok),
                ("responses_total", "4xx", client),
                ("good_total", "", good),
                ("failures_total", "", failures),
                ("queue", "", queue),
                ("max_queue", "", most),
            ] {
                let labels = [
                    ("__name__", name),
                    ("server", server),
                    ("code", code),
                    ("instance", "a:80"),
                    ("job", "j"),
                ];
                store.append(&Labels::new(labels), time, value);
            }
            store.append(
                &Labels::new([("__name__", "up"), ("instance", "a:80"), ("job", "j")]),
                time,
                up(time),
            );
        }
    }
    store
}

/// One lost scrape.
fn up(time: i64) -> f64 {
    if time == 900_000 { 0.0 } else { 1.0 }
}
