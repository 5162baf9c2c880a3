//! The times and values that runbooks and better rules of the embedded exporter tell of their scenarios are those that
//! come out. It must not know how they come about: where one changes, the text that tells it changes too.
#![expect(clippy::unwrap_used, reason = "a test file")]

use playground::bundled;
use std::fmt::Write;
use tests::scenario::Run;

/// A published rule in a scenario, and the first of its episodes: instance, first and last instant.
type Told = (&'static str, &'static str, &'static str);

const TOLD: [Told; 7] = [
    ("haproxy-backend-connection-errors", "connections-refused", "be_api 16:31:45 16:40:30"),
    ("haproxy-pending-requests", "queue-overload", "be_api 14:02:15 14:21:45"),
    ("haproxy-http-slowing-down", "one-slow-minute", "be_web 13:01:15 16:30:15"),
    ("haproxy-http-slowing-down", "slow-application", "be_web 14:01:15 18:00:15"),
    (
        "haproxy-backend-max-active-session-80",
        "one-slow-minute",
        "web1 13:02:15 16:30:15, web2 13:02:15 16:30:15, web3 13:02:15 16:30:15",
    ),
    ("haproxy-backend-max-active-session-80", "queue-overload", "api3 12:02:30 18:00:15"),
    ("haproxy-frontend-security-blocked-requests", "connections-rejected", "fe_main 13:33:15 13:46:00"),
];

/// A time of the day.
fn clock(millis: i64) -> String {
    let second = millis.div_euclid(1000).rem_euclid(86_400);
    format!("{:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60)
}

fn episodes(slug: &str, scenario: &str) -> String {
    let run = Run::of(&bundled::document(&format!("embedded/{slug}"), scenario).unwrap());
    let mut text = String::new();
    for it in &run.picture().states.episodes {
        let name = it.labels.value("server").or(it.labels.value("proxy")).unwrap_or_default();
        let separator = if text.is_empty() { "" } else { ", " };
        write!(text, "{separator}{name} {} {}", clock(it.from), clock(it.to)).unwrap();
    }
    text
}

#[test]
fn published_rules_fire_when_the_texts_say() {
    let mut wrong = String::new();
    for (slug, scenario, told) in TOLD {
        let found = episodes(slug, scenario);
        if !found.starts_with(told) {
            writeln!(wrong, "{slug} in {scenario}:\n  told  {told}\n  found {found}").unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// The highest value of an expression in a scenario, with the metrics that it needs.
fn highest(expr: &str, scenario: &str) -> f64 {
    let mut document = bundled::document("embedded/haproxy-pending-requests", scenario).unwrap();
    expr.clone_into(&mut document.rule_mut().unwrap().expr);
    let run = Run::of(&document);
    let values = run.picture().columns.side.iter().flat_map(|it| &it.values).copied();
    values.filter(|it| !it.is_nan()).fold(0.0, f64::max)
}

#[test]
fn figures_beside_the_rules_are_as_told() {
    for (expr, scenario, least, most) in [
        ("avg_over_time(haproxy_backend_current_queue[10m])", "queue-overload", 170.0, 190.0),
        ("rate(haproxy_backend_connection_errors_total[5m])", "queue-overload", 18.0, 22.0),
        ("rate(haproxy_backend_current_queue[2m])", "queue-overload", 5.0, 12.0),
        ("rate(haproxy_backend_current_queue[2m])", "slow-application", 0.02, 0.3),
        ("haproxy_backend_max_total_time_seconds", "one-slow-minute", 7.3, 7.7),
        ("rate(haproxy_backend_connection_errors_total[5m])", "queue-of-one-server", 2.2, 3.2),
        ("avg_over_time(haproxy_server_current_queue[10m])", "queue-of-one-server", 21.0, 25.0),
        ("haproxy_backend_current_queue", "queue-of-one-server", 0.0, 0.0),
        ("rate(haproxy_backend_redispatch_warnings_total[5m])", "refused-redispatched", 28.0, 35.0),
        ("haproxy_backend_retry_warnings_total", "refused-redispatched", 0.0, 0.0),
        ("rate(haproxy_backend_connection_errors_total[5m])", "small-backend-refused", 11.0, 13.5),
        (
            "100 * rate(haproxy_frontend_http_responses_total{code=\"4xx\"}[5m]) / on (proxy) sum by (proxy) \
          (rate(haproxy_frontend_http_responses_total[5m]))",
            "requests-denied",
            42.0,
            46.0,
        ),
    ] {
        let found = highest(expr, scenario);
        assert!((least..=most).contains(&found), "{scenario}: {expr} is at most {found}");
    }
}
