//! Figures that runbooks and reasons quote from scenarios of haproxy_exporter's alerts are what the scenarios give, and its better
//! rules are silent where all is well. It must not know how a figure comes about.

use playground::bundled;
use promql::Value;
use std::ops::RangeInclusive;
use tests::scenario::Run;

/// An alert's slug, a scenario, a query, an instant of the day, and where the one value of its answer lies; none: no answer.
type Figure = (&'static str, &'static str, &'static str, (i64, i64), Option<RangeInclusive<f64>>);

const FIGURES: [Figure; 15] = [
    ("down", "host-lost", r#"up{instance="lb2:8404"}"#, (15, 5), Some(0.0..=0.0)),
    ("down", "host-lost", r#"haproxy_up{instance="lb2:8404"}"#, (15, 5), None),
    (
        "backend-down",
        "backend-maintenance",
        r#"haproxy_backend_up{backend="be_batch"}"#,
        (14, 30),
        Some(0.0..=0.0),
    ),
    (
        "backend-down",
        "backend-maintenance",
        r#"rate(haproxy_backend_connection_errors_total{backend="be_batch"}[30m])"#,
        (14, 30),
        Some(0.0..=0.0),
    ),
    (
        "server-down",
        "rolling-maintenance",
        r#"haproxy_server_check_duration_seconds{server="web1"}"#,
        (14, 3),
        None,
    ),
    (
        "server-down",
        "web1-killed",
        r#"haproxy_server_check_duration_seconds{server="web1"}"#,
        (15, 5),
        Some(0.0..=0.1),
    ),
    (
        "retry-high",
        "retries-hide-a-server",
        r#"100 * (rate(haproxy_backend_retry_warnings_total{backend="be_api"}[10m]) + rate(haproxy_backend_redispatch_warnings_total[10m])) / rate(haproxy_backend_sessions_total[10m])"#,
        (15, 14),
        Some(95.0..=105.0),
    ),
    (
        "retry-high",
        "retries-hide-a-server",
        r#"increase(haproxy_backend_connection_errors_total{backend="be_api"}[1h])"#,
        (15, 30),
        Some(0.0..=0.0),
    ),
    (
        "retry-high",
        "refused-redispatched",
        r#"rate(haproxy_backend_redispatch_warnings_total{backend="be_web"}[20m])"#,
        (14, 25),
        Some(28.0..=36.0),
    ),
    (
        "pending-requests",
        "queue-of-one-server",
        r#"max_over_time(haproxy_backend_current_queue{backend="be_session"}[1h])"#,
        (14, 30),
        Some(0.0..=0.0),
    ),
    (
        "http-slowing-down",
        "answers-never-come",
        r#"haproxy_backend_http_total_time_average_seconds{backend="be_api"}"#,
        (15, 15),
        Some(0.022..=0.024),
    ),
    (
        "backend-max-active-session",
        "long-polls",
        r#"100 * avg_over_time(haproxy_backend_current_sessions{backend="be_poll"}[1h]) / haproxy_backend_limit_sessions"#,
        (15, 0),
        Some(120.0..=132.0),
    ),
    (
        "backend-max-active-session",
        "long-polls",
        r#"100 * avg_over_time(haproxy_server_current_sessions{server="poll1"}[1h]) / haproxy_server_limit_sessions"#,
        (15, 0),
        Some(26.0..=30.0),
    ),
    (
        "server-connection-errors",
        "small-backend-refused",
        r#"rate(haproxy_server_connection_errors_total{server="pay1"}[10m])"#,
        (14, 15),
        Some(5.5..=6.5),
    ),
    (
        "frontend-security-blocked-requests",
        "connections-rejected",
        r#"rate(haproxy_frontend_connections_total[10m]) - rate(haproxy_frontend_sessions_total[10m])"#,
        (13, 43),
        Some(16.5..=19.5),
    ),
];

#[test]
fn figures_of_runbooks_are_those_of_their_scenarios() {
    let mut wrong = Vec::new();
    for (slug, scenario, query, (hour, minute), expected) in FIGURES {
        let mut document = bundled::document(&format!("haproxy_exporter/haproxy-{slug}"), scenario).unwrap();
        document.rule_mut().unwrap().expr = query.to_owned();
        let run = Run::of(&document);
        let picture = run.picture();
        let midnight = picture.plan.steps.start.div_euclid(86_400_000) * 86_400_000;
        let at = midnight + (hour * 60 + minute) * 60_000;
        let parsed = promql::parse(query, picture.plan.semantics).unwrap();
        let answer = promql::instant(&parsed, &picture.store, at, &picture.plan.options()).unwrap().value;
        let Value::Vector(found) = answer else { panic!("{query} is no vector") };
        let good = match (&expected, found.as_slice()) {
            (None, []) => true,
            (Some(range), [(_, value)]) => range.contains(value),
            _ => false,
        };
        if !good {
            wrong.push(format!(
                "{slug} in {scenario} at {hour}:{minute:02}: {found:?}, expected {expected:?}"
            ));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// A better rule would be none if it fired wherever something moves: planned work and a bot on an idle backend are no alerts.
#[test]
fn no_better_rule_fires_while_all_is_well() {
    let mut wrong = Vec::new();
    for scenario in ["rolling-maintenance", "backend-maintenance", "quiet-backend"] {
        for alert in catalogue::alerts().iter().filter(|it| it.exporter == "haproxy_exporter") {
            let Some(better) = bundled::better_rule(alert.id) else { continue };
            let mut document = bundled::document(alert.id, scenario).unwrap();
            *document.rule_mut().unwrap() = better;
            let run = Run::of(&document);
            if let Some(episode) = run.picture().states.episodes.first() {
                wrong.push(format!("{} in {scenario}: {:?}", alert.id, episode.labels));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
