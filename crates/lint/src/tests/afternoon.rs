//! Half an hour of two servers with a queue: from minute 10 to 12 web2 fails every request and the queue is long.
//! It must not be random.

use crate::{Beside, Context, Exposed, Finding, run};
use alerting::CompiledRule;
use promql::{Options, Steps};
use series::meta::{About, Advice, Facts, Kind, LabelInfo, MetricInfo};
use series::{Labels, Store};

const SCRAPE: i64 = 15_000;
const LENGTH: i64 = 30 * 60_000;

const FACTS: Facts = Facts { latches: false, nan_when_unset: false, counts_what: "", advice: &[] };
const SERVER: LabelInfo = LabelInfo { name: "server", values: &[] };
const PROXY: LabelInfo = LabelInfo { name: "proxy", values: &[] };
const CODE: LabelInfo = LabelInfo { name: "code", values: &["2xx", "4xx"] };
const CODES: LabelInfo = LabelInfo { name: "code", values: &["1xx", "2xx"] };
const APART: Facts = Facts {
    counts_what: "Failures; these are in no class of responses_total.",
    advice: &[mild(About::Share, "grows with the traffic. Compare the share.")],
    ..FACTS
};
const LATCH: Facts = Facts {
    latches: true,
    advice: &[Advice { instead: "queue", ..mild(About::Latch, "is a high-water mark.") }],
    ..FACTS
};
const ALIVE: Facts = Facts {
    advice: &[
        mild(About::Vanishes, "is gone with its source."),
        Advice { also: &["check_failures_total"], ..mild(About::Planned, "is 0 in maintenance, too.") },
        mild(About::Passing, "is 0 in some passing states."),
    ],
    ..FACTS
};

const fn mild(about: About, why: &'static str) -> Advice {
    Advice { about, why, also: &[], instead: "", up_to: 0, said: "", grave: false }
}

/// A metric with one advice.
const fn advised(
    name: &'static str,
    kind: Kind,
    labels: &'static [LabelInfo],
    advice: &'static [Advice],
) -> MetricInfo {
    info(name, kind, labels, Facts { advice, ..FACTS })
}

const fn info(name: &'static str, kind: Kind, labels: &'static [LabelInfo], facts: Facts) -> MetricInfo {
    MetricInfo { name, kind, labels, unit: "", help: "", facts }
}

pub(super) const METRICS: &[MetricInfo] = &[
    info("responses_total", Kind::Counter, &[SERVER, CODE], FACTS),
    info("good_total", Kind::Counter, &[SERVER], FACTS),
    info("failures_total", Kind::Counter, &[SERVER], APART),
    info("queue", Kind::Gauge, &[SERVER], FACTS),
    info("wobbly", Kind::Gauge, &[SERVER], FACTS),
    info("limit", Kind::Gauge, &[SERVER], FACTS),
    info("max_queue", Kind::Gauge, &[SERVER], LATCH),
    info("up", Kind::Gauge, &[], FACTS),
    info("alive", Kind::Gauge, &[SERVER], ALIVE),
    info("server_count", Kind::Gauge, &[SERVER], FACTS),
    info("proxy_answers_total", Kind::Counter, &[PROXY, SERVER], FACTS),
    info("uploads_total", Kind::Counter, &[PROXY, CODES], FACTS),
    advised(
        "answers_total",
        Kind::Counter,
        &[PROXY, SERVER],
        &[Advice {
            instead: "proxy_answers_total",
            grave: true,
            ..mild(About::Part, "does not count the proxy's own answers.")
        }],
    ),
    advised(
        "check_failures_total",
        Kind::Counter,
        &[SERVER],
        &[Advice { also: &["alive"], up_to: 4, ..mild(About::Frozen, "stops growing once it is down.") }],
    ),
    advised("soft_limit", Kind::Gauge, &[SERVER], &[mild(About::NoLimit, "limits nothing.")]),
    advised("unset_limit", Kind::Gauge, &[SERVER], &[mild(About::Unset, "has no number without a setting.")]),
    advised("average_time", Kind::Gauge, &[SERVER], &[mild(About::Requests, "is an average of requests.")]),
    advised(
        "alive_count",
        Kind::Gauge,
        &[SERVER],
        &[Advice { also: &["server_count"], ..mild(About::Idle, "is 0 without servers.") }],
    ),
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
    let others = [Exposed { exporter: "The other exporter", metrics: OTHER, complete: true, open: false }];
    let beside = [Beside { name: "Twin", expr: "limit > 5", recording: false }];
    run(&Context {
        exposed: Exposed { exporter: "This exporter", metrics: METRICS, complete: true, open: false },
        beside: &beside,
        store: Some(&store),
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
    for time in (0..=LENGTH).step_by(15_000) {
        for server in ["web1", "web2"] {
            let bad = server == "web2" && (600_000..720_000).contains(&time);
            for (name, code, value) in values(time, server, bad) {
                let labels = [("__name__", name), ("server", server), ("code", code)];
                store.append(&Labels::new(labels.into_iter().chain(TARGET)), time, value);
            }
        }
        let own = |name| Labels::new([("__name__", name)].into_iter().chain(TARGET));
        store.append(&own("up"), time, up(time));
        for (code, value) in [("1xx", 100.0), ("2xx", 200.0)] {
            let labels = [("__name__", "uploads_total"), ("proxy", "p"), ("code", code)];
            store.append(&Labels::new(labels.into_iter().chain(TARGET)), time, value * time as f64 / 1000.0);
        }
    }
    store
}

const TARGET: [(&str, &str); 2] = [("instance", "a:80"), ("job", "j")];

/// 10 requests a second to each server, a tenth of them wrong; the bad server answers none of its requests.
fn values(time: i64, server: &str, bad: bool) -> [(&'static str, &'static str, f64); 9] {
    let so_far = time as f64 / 15_000.0 + 1.0;
    let lost = match server {
        "web2" => (so_far - 40.0).clamp(0.0, 8.0),
        _ => 0.0,
    };
    let answered = so_far - lost;
    let latched = if server == "web2" && time >= 600_000 { 8.0 } else { 1.0 };
    [
        ("responses_total", "2xx", 135.0 * answered),
        ("responses_total", "4xx", 15.0 * answered),
        ("good_total", "", 150.0 * answered),
        ("failures_total", "", 150.0 * lost),
        ("queue", "", if bad { 8.0 } else { 1.0 }),
        ("max_queue", "", latched),
        ("wobbly", "", if time / 60_000 % 2 == 0 { 1.0 } else { 8.0 }),
        ("limit", "", 10.0),
        ("unset_limit", "", if server == "web1" { f64::NAN } else { 10.0 }),
    ]
}

/// One lost scrape.
fn up(time: i64) -> f64 {
    if time == 900_000 { 0.0 } else { 1.0 }
}
