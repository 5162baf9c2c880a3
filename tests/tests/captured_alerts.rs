//! The published rules, and repaired ones, fire over the simulated laboratory when they fired over recordings of the real one.
//! It must not know the model.
//!
//! The figures were found by a real Prometheus 2.42 on the recordings, scraped each 5 s, evaluated each 15 s: the first and the
//! last evaluation at which the alert fired, in seconds after the fault began.
#![expect(clippy::unwrap_used, reason = "a test file")]

use playground::document::{self, Document, Fault};
use series::format_duration;
use tests::scenario::Run;

const LABORATORY: &str = include_str!("../../docs/examples/laboratory.yml");

/// When the fault begins at the earliest, seconds after the start.
const BEGIN: i64 = 180;

const ERRORS: &str = "(sum by (server) (rate(haproxy_server_response_errors_total[1m])) / sum by (server) \
    (rate(haproxy_server_http_responses_total[1m]))) * 100 > 5";
const FAILED_CHECKS: &str = "increase(haproxy_server_check_failures_total[1m]) > 0";
const DOWN_V1: &str = "haproxy_server_up == 0";
const DOWN: &str = "haproxy_server_status{state=\"DOWN\"} == 1";
const CLIENT_ERRORS: &str = "sum by (backend) (rate(haproxy_server_http_responses_total{code=\"4xx\"}[1m])) / sum by (backend) \
    (rate(haproxy_server_http_responses_total[1m])) * 100 > 5";
const SERVER_ERRORS: &str = "100 * sum by (instance,proxy) (rate(haproxy_backend_http_responses_total{code=\"5xx\"}[1m])) / \
    sum by (instance,proxy) (rate(haproxy_backend_http_responses_total[1m])) > 5";
const MANY_FAILED: &str = "increase(haproxy_server_check_failures_total[1m]) > 2";

/// Fault, target, seconds that it lasts; exporter; rule and its `for`; first and last firing evaluation; instances.
type Case = (&'static str, &'static str, i64, &'static str, &'static str, &'static str, (i64, i64), usize);

const CASES: [Case; 21] = [
    ("responses_broken", "be_web/web1", 150, "embedded", ERRORS, "60s", (78, 198), 1),
    ("garbage", "be_web/web1", 60, "embedded", ERRORS, "60s", (80, 110), 1),
    ("responses_reset", "be_web/web1", 60, "embedded", ERRORS, "60s", (69, 99), 1),
    ("server_down", "be_web/web1", 150, "haproxy_exporter", FAILED_CHECKS, "0s", (12, 57), 1),
    ("checks_failing", "be_web/web1", 150, "haproxy_exporter", FAILED_CHECKS, "0s", (5, 50), 1),
    ("checks_hanging", "be_web/web1", 60, "haproxy_exporter", FAILED_CHECKS, "0s", (13, 58), 1),
    ("server_down", "be_web", 150, "haproxy_exporter", MANY_FAILED, "0s", (10, 55), 3),
    ("server_down", "be_web/web1", 150, "haproxy_exporter", DOWN_V1, "0s", (12, 147), 1),
    ("checks_failing", "be_web/web1", 150, "haproxy_exporter", DOWN_V1, "0s", (20, 155), 1),
    ("maintenance", "be_web/web1", 90, "haproxy_exporter", DOWN_V1, "0s", (4, 79), 1),
    ("server_down", "be_web", 150, "haproxy_exporter", DOWN_V1, "0s", (10, 145), 3),
    ("checks_hanging", "be_web/web1", 60, "haproxy_exporter", DOWN_V1, "0s", (28, 58), 1),
    ("server_down", "be_web/web1", 150, "embedded", DOWN, "0s", (12, 147), 1),
    ("checks_failing", "be_web/web1", 150, "embedded", DOWN, "0s", (20, 155), 1),
    ("checks_hanging", "be_web/web1", 60, "embedded", DOWN, "0s", (28, 58), 1),
    ("client_errors", "be_web/web1", 150, "haproxy_exporter", CLIENT_ERRORS, "60s", (81, 186), 1),
    ("server_errors", "be_web/web1", 150, "embedded", SERVER_ERRORS, "60s", (84, 189), 1),
    ("responses_broken", "be_web/web1", 150, "embedded", SERVER_ERRORS, "60s", (78, 198), 1),
    ("connections_refused", "be_api", 120, "embedded", SERVER_ERRORS, "60s", (77, 167), 1),
    ("server_down", "be_web", 150, "embedded", SERVER_ERRORS, "60s", (70, 205), 1),
    ("maintenance", "be_web/web1", 90, "embedded", "haproxy_server_up == 0", "0s", (0, 0), 0),
];

/// The laboratory under the fault of `case`, which begins so that evaluations come as they came then; and when.
fn document(case: &Case) -> (Document, i64) {
    let (kind, target, length, exporter, expr, hold, (first, _), _) = case;
    let mut document = document::read(LABORATORY).unwrap();
    let begin = BEGIN + 15 - (BEGIN + first) % 15;
    document.scenario.length = "10m".to_owned();
    (*exporter).clone_into(&mut document.scenario.exporter);
    document.scenario.events = vec![Fault {
        kind: (*kind).to_owned(),
        target: (*target).to_owned(),
        from: format_duration(begin * 1000),
        length: format_duration(length * 1000),
        strength: 100.0,
        amount: None,
        incident: None,
    }];
    (*expr).clone_into(&mut document.rules[0].expr);
    (*hold).clone_into(&mut document.rules[0].hold);
    (document, begin)
}

// Within one evaluation, for five seeds each.
#[test]
fn alerts_fire_when_they_fired_in_the_laboratory() {
    let mut wrong = Vec::new();
    for case in &CASES {
        for seed in 1..=5 {
            let (mut document, begin) = document(case);
            document.scenario.seed = seed;
            let run = Run::of(&document);
            let picture = run.picture();
            let start = picture.plan.scenario.start + begin * 1000;
            let mut times: Vec<(i64, i64)> = picture
                .states
                .episodes
                .iter()
                .map(|it| ((it.from - start) / 1000, (it.to - start) / 1000 - 15))
                .collect();
            times.sort_unstable();
            let (first, last) = case.6;
            let is_near = |it: &(i64, i64)| (it.0 - first).abs() <= 15 && (it.1 - last).abs() <= 15;
            if times.len() != case.7 || !times.iter().all(is_near) {
                wrong.push(format!(
                    "{} on {}, {}, seed {seed}: {times:?}, recorded {:?}",
                    case.0, case.1, case.4, case.6
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
