//! What the exporters make of the same state: names, absences, quirks. It must not know how the state came about.

use crate::lab::{fault, lab, run};
use haproxy::{CheckKind, Exporter, FaultKind, Mode, Scenario};

fn v1(mut scenario: Scenario) -> Scenario {
    scenario.exporter = Exporter::V1;
    scenario.scrape.interval = 1000;
    scenario
}

// haproxy_exporter knows "UP 1/3" and "UP 2/3" only: with another fall than 3 the first failed check reads as DOWN.
#[test]
fn v1_reads_some_status_texts_wrongly() {
    for (fall, early) in [(2, 0.0), (3, 1.0), (5, 0.0)] {
        let mut scenario = v1(lab(100, vec![fault(FaultKind::ChecksFailing, "be_web/web1", 50, 50)]));
        scenario.backends[0].check.fall = fall;
        let run = run(&scenario);
        let failures = |it: i64| run.at("server_check_failures_total be_web/web1", it);
        let first = (50..=100).find(|it| failures(*it) == 1.0).unwrap();
        assert_eq!(run.at("server_up be_web/web1", first), early, "fall {fall}");
        assert_eq!(run.at("server_up be_web/web1", first - 1), 1.0, "fall {fall}");
        let down = (50..=100).find(|it| failures(*it) == f64::from(fall)).unwrap();
        assert_eq!(run.at("server_up be_web/web1", down), 0.0, "fall {fall}");
    }
}

#[test]
fn unset_is_nan_in_one_and_absent_in_the_other() {
    let embedded = run(&lab(30, vec![]));
    assert!(embedded.at("server_limit_sessions be_api/api1", 30).is_nan());
    assert_eq!(embedded.at("server_limit_sessions be_web/web1", 30), 8.0);
    assert!(embedded.at("server_current_throttle be_web/web1", 30).is_nan());
    let other = run(&v1(lab(30, vec![])));
    assert_eq!(other.found("server_limit_sessions be_api/api1", 30), None);
    assert_eq!(other.at("server_limit_sessions be_web/web1", 30), 8.0);
}

#[test]
fn a_backend_without_servers_is_up_with_nothing() {
    let mut scenario = lab(30, vec![]);
    let mut empty = scenario.backends[0].clone();
    (empty.name, empty.servers) = ("st_clients".to_owned(), vec![]);
    scenario.backends.push(empty);
    let embedded = run(&scenario);
    assert_eq!(embedded.at("backend_status st_clients/UP", 30), 1.0);
    assert_eq!(embedded.at("backend_active_servers st_clients", 30), 0.0);
    assert_eq!(embedded.at("backend_last_session_seconds st_clients", 30), -1.0);
    assert_eq!(embedded.at("backend_limit_sessions st_clients", 30), 1.0);
    assert!(embedded.at("backend_downtime_seconds_total st_clients", 30).is_nan());
    assert_eq!(embedded.found("backend_agg_server_status st_clients/UP", 30), None);
    assert_eq!(run(&v1(scenario)).at("backend_up st_clients", 30), 1.0);
}

// As a running HAProxy 2.6 writes them (tests/tests/haproxy_live.rs).
#[test]
fn mode_tcp_and_servers_without_checks_have_gaps_of_their_own() {
    let mut scenario = lab(60, vec![fault(FaultKind::ServerDown, "be_web/web2", 20, 40)]);
    scenario.frontends[0].mode = Mode::Tcp;
    (scenario.backends[0].mode, scenario.backends[1].check.kind) = (Mode::Tcp, CheckKind::No);
    let run = run(&scenario);
    assert_eq!(run.found("frontend_intercepted_requests_total fe_main", 60), None);
    assert_eq!(run.at("backend_response_time_average_seconds be_web", 60), 0.0);
    assert_eq!(run.at("server_max_response_time_seconds be_web/web1", 60), 0.0);
    assert!(run.at("server_total_time_average_seconds be_web/web1", 60) > 0.015);
    assert_eq!(run.at("server_idle_connections_current be_web/web1", 60), 0.0);
    assert!(run.at("server_check_up_down_total be_api/api1", 60).is_nan());
    let idle = |seconds| run.at("server_idle_connections_current be_api/api2", seconds);
    assert_eq!((idle(0), idle(60)), (0.0, 1.0));
}

// Up to the 512th request an average is the sum over 512: HAProxy lets nothing fade before, and the statistics as CSV, which
// divide by what there was, are exact.
#[test]
fn averages_rise_straight_at_first() {
    let embedded = run(&lab(40, vec![]));
    let other = run(&v1(lab(40, vec![])));
    for seconds in [10, 20, 40] {
        let answers = embedded.at("server_http_responses_total be_web/web1/2xx", seconds);
        let expected = (answers * 22.0 / 512.0).ceil() / 1000.0;
        let average = embedded.at("server_response_time_average_seconds be_web/web1", seconds);
        assert!((average - expected).abs() < 0.0011, "{average} {expected}");
        assert_eq!(other.at("server_http_response_time_average_seconds be_web/web1", seconds), 0.022);
    }
}

// A scrape counts its own samples: those of the exporter, not the five that Prometheus adds.
#[test]
fn prometheus_adds_its_own_series() {
    let run = run(&lab(30, vec![]));
    assert_eq!(run.at("up", 30), 1.0);
    let there = run.store.iter().filter(|it| it.times.last() == Some(&(1_795_219_200_000 + 30_000))).count();
    assert_eq!(run.at("scrape_samples_scraped", 30), (there - 5) as f64);
    assert_eq!(run.at("scrape_series_added", 0), run.at("scrape_samples_scraped", 0));
    assert_eq!(run.at("scrape_series_added", 30), 0.0);
    assert!((0.003..0.007).contains(&run.at("scrape_duration_seconds", 30)));
}

// Before the first check there is no check_status; after a reload the series ends, with Prometheus' marker.
#[test]
fn absent_series_end() {
    let mut scenario = lab(60, vec![fault(FaultKind::Reload, "", 30, 1)]);
    scenario.backends[0].check.inter = 20_000;
    let run = run(&scenario);
    let name = "server_check_status be_web/web1/L7OK";
    assert_eq!((run.found(name, 0), run.found(name, 20)), (None, Some(1.0)));
    assert_eq!(run.found(name, 30), None);
    let series = run.store.iter().find(|it| crate::lab::short(&it.labels) == name).unwrap();
    assert!(series.values.iter().filter(|it| series::is_stale(**it)).count() == 1);
}

#[test]
fn samples_are_at_scrape_times() {
    let mut scenario = lab(60, vec![]);
    scenario.scrape = haproxy::Scrape { interval: 15_000, offset: 3_210, ..haproxy::Scrape::default() };
    let run = run(&scenario);
    let up = run.store.iter().find(|it| it.labels.metric() == Some("up")).unwrap();
    let after: Vec<_> = up.times.iter().map(|it| it - scenario.start).collect();
    assert_eq!(after, [3_210, 18_210, 33_210, 48_210]);
}
