//! How health checks find faults: when servers turn, what is counted, what a reload forgets. It must not know traffic.

use crate::lab::{fault, lab, run};
use haproxy::{FaultKind, Scenario};

/// `lab`, scraped each second.
fn watched(seconds: i64, kind: FaultKind, target: &str, from: i64, length: i64) -> Scenario {
    let mut scenario = lab(seconds, vec![fault(kind, target, from, length)]);
    scenario.scrape.interval = 1000;
    scenario
}

// DOWN comes (fall - 1) * inter to fall * inter after the fault, UP (rise - 1) * inter to rise * inter after its end;
// each seed has other phases.
#[test]
fn detection_takes_fall_and_rise_checks() {
    let mut delays = std::collections::BTreeSet::new();
    for seed in 0..40 {
        let mut scenario = watched(120, FaultKind::ServerDown, "be_web/web1", 30, 50);
        scenario.seed = seed;
        let run = run(&scenario);
        let down: Vec<_> =
            (0..=120).filter(|it| run.at("server_status be_web/web1/DOWN", *it) == 1.0).collect();
        let (first, last) = (down[0] - 30, down[down.len() - 1] - 80);
        assert!((4..=7).contains(&first) && (1..=4).contains(&last), "seed {seed}: +{first} s, +{last} s");
        assert_eq!(down.len() as i64, down[down.len() - 1] - down[0] + 1, "one outage");
        delays.insert((first, last));
        // Three failures, one transition; then nothing more is counted.
        assert_eq!(run.at("server_check_failures_total be_web/web1", 120), 3.0);
        assert_eq!(run.at("server_check_up_down_total be_web/web1", 120), 1.0);
        let downtime = run.at("server_downtime_seconds_total be_web/web1", 120);
        assert!((downtime - down.len() as f64).abs() <= 1.0, "{downtime}");
    }
    assert!(delays.len() > 1, "phases differ: {delays:?}");
}

#[test]
fn load_moves_to_the_remaining_servers() {
    let run = run(&lab(600, vec![fault(FaultKind::ServerDown, "be_web/web1", 100, 400)]));
    for (from, to, web1, web2) in [(0, 100, 10.0, 10.0), (110, 500, 0.0, 15.0), (510, 600, 10.0, 10.0)] {
        for (server, rate) in [("web1", web1), ("web2", web2), ("web3", web2)] {
            let seen = run.rate(&format!("server_http_responses_total be_web/{server}/2xx"), from, to);
            assert!((seen - rate).abs() < 1.2, "{server} {from}..{to}: {seen}");
        }
    }
    assert_eq!(run.at("backend_active_servers be_web", 300), 2.0);
    assert_eq!(run.at("backend_weight be_web", 300), 2.0);
    assert_eq!(run.at("server_weight be_web/web1", 300), 1.0);
    assert_eq!(run.at("backend_agg_server_status be_web/DOWN", 300), 1.0);
    assert_eq!(run.at("backend_agg_check_status be_web/L4CON", 300), 1.0);
    assert_eq!(run.at("backend_status be_web/UP", 300), 1.0);
}

// Flapping below fall keeps the server UP and the counter growing: one failure in four at inter 2 s is 0.125/s.
#[test]
fn failures_below_fall_keep_counting() {
    let mut scenario = lab(8000, vec![fault(FaultKind::ChecksFailing, "be_web/web1", 0, 8000)]);
    scenario.backends[0].check.fall = 100;
    scenario.events[0].strength = 0.25;
    let run = run(&scenario);
    let rate = run.rate("server_check_failures_total be_web/web1", 0, 8000);
    assert!((rate - 0.125).abs() < 5.0 * (0.125 * 0.75 / 8000.0f64).sqrt(), "{rate}");
    assert_eq!(run.at("server_check_up_down_total be_web/web1", 8000), 0.0);
}

#[test]
fn each_cause_has_its_status() {
    for (kind, target, status, code) in [
        (FaultKind::ServerDown, "be_web/web1", "L4CON", 0.0),
        (FaultKind::ServerDown, "be_api/api1", "L4CON", 0.0),
        (FaultKind::ConnectionsRefused, "be_web/web1", "L4CON", 0.0),
        (FaultKind::ConnectionsRefused, "be_api/api1", "L7OK", 200.0),
        (FaultKind::ChecksFailing, "be_web/web1", "L7STS", 503.0),
        (FaultKind::Blackhole, "be_web/web1", "L4TOUT", 0.0),
        (FaultKind::Blackhole, "be_api/api1", "L7OK", 200.0),
        (FaultKind::Hang, "be_web/web1", "L7OK", 200.0),
        (FaultKind::ResponsesBroken, "be_web/web1", "L7OK", 200.0),
    ] {
        let run = run(&lab(120, vec![fault(kind, target, 20, 100)]));
        assert_eq!(run.at(&format!("server_check_status {target}/{status}"), 100), 1.0, "{kind:?} {target}");
        assert_eq!(run.at(&format!("server_check_code {target}"), 100), code, "{kind:?} {target}");
        let up = f64::from(u8::from(status == "L7OK"));
        assert_eq!(run.at(&format!("server_status {target}/UP"), 100), up, "{kind:?} {target}");
    }
}

// A check that hangs lasts its timeout, and the next starts inter after its end: DOWN within fall * (inter + timeout).
#[test]
fn hanging_checks_take_longer() {
    let run = run(&watched(60, FaultKind::Blackhole, "be_web/web1", 10, 50));
    let first = (0..=60).find(|it| run.at("server_status be_web/web1/DOWN", *it) == 1.0).unwrap();
    assert!((10 + 10..=10 + 13).contains(&first), "{first}");
}

#[test]
fn a_reload_forgets_everything_but_the_faults() {
    let events =
        vec![fault(FaultKind::ServerDown, "be_web/web1", 20, 180), fault(FaultKind::Reload, "", 100, 1)];
    let mut scenario = lab(200, events);
    scenario.scrape.interval = 1000;
    let run = run(&scenario);
    assert_eq!(run.at("server_check_failures_total be_web/web1", 99), 3.0);
    assert!(run.at("frontend_http_requests_total fe_main", 99) > 3000.0);
    for name in [
        "frontend_http_requests_total fe_main",
        "server_check_failures_total be_web/web1",
        "process_uptime_seconds",
    ] {
        assert_eq!(run.at(name, 100), 0.0, "{name}");
    }
    assert_eq!(run.at("process_start_time_seconds", 100) - run.at("process_start_time_seconds", 99), 100.0);
    // UP until its first check, which decides alone.
    assert_eq!(run.at("server_status be_web/web1/UP", 100), 1.0);
    assert_eq!(run.found("server_check_status be_web/web1/L7OK", 100), None);
    assert_eq!(run.at("server_status be_web/web1/DOWN", 103), 1.0);
    assert_eq!(run.at("server_check_failures_total be_web/web1", 110), 1.0);
}
