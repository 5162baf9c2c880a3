//! What operators and agents do to servers and processes, and what the exporters say of it. It must not know how the
//! model gets there.

use crate::lab::{fault, lab, run};
use haproxy::{Admin, Balance, CheckKind, Exporter, Fault, FaultKind, Scenario, Scrape, Version};

/// `lab`, scraped each second.
fn watched(seconds: i64, events: Vec<Fault>) -> Scenario {
    let mut scenario = lab(seconds, events);
    scenario.scrape.interval = 1000;
    scenario
}

// Recording 12: status MAINT, no check shown but its last result remembered, one transition, downtime growing; UP at once
// after it, and 2.6 forgets the downtime: a counter that falls.
#[test]
fn maintenance_takes_a_server_out() {
    let run = run(&watched(300, vec![fault(FaultKind::Maintenance, "be_web/web1", 100, 100)]));
    for (state, during, after) in [("MAINT", 1.0, 0.0), ("UP", 0.0, 1.0), ("DOWN", 0.0, 0.0)] {
        assert_eq!(run.at(&format!("server_status be_web/web1/{state}"), 150), during, "{state}");
        assert_eq!(run.at(&format!("server_status be_web/web1/{state}"), 201), after, "{state}");
    }
    assert_eq!(run.found("server_check_status be_web/web1/L7OK", 150), None);
    assert_eq!(run.found("server_check_code be_web/web1", 150), None);
    assert_eq!(run.at("server_check_status be_web/web1/L7OK", 203), 1.0);
    assert_eq!(run.at("server_check_up_down_total be_web/web1", 299), 1.0);
    assert_eq!(run.at("server_check_failures_total be_web/web1", 299), 0.0);
    assert!(run.found("server_check_duration_seconds be_web/web1", 150).is_some());
    assert_eq!(run.at("backend_agg_check_status be_web/L7OK", 150), 3.0);
    assert!((run.at("server_downtime_seconds_total be_web/web1", 199) - 99.0).abs() <= 1.0);
    assert_eq!(run.at("server_downtime_seconds_total be_web/web1", 299), 0.0);
    assert_eq!(run.at("backend_active_servers be_web", 150), 2.0);
    assert_eq!(run.at("backend_uweight be_web", 150), 2.0);
    assert_eq!(run.rate("server_sessions_total be_web/web1", 101, 199), 0.0);
    assert!((run.rate("server_sessions_total be_web/web2", 101, 199) - 15.0).abs() < 2.0);
    assert_eq!(run.at("backend_http_responses_total be_web/5xx", 299), 0.0);
}

// Measured with 2.6.12: of a server that was DOWN before its maintenance all the time is forgotten, and of the backend that
// it brings back; a later release keeps them.
#[test]
fn downtime_is_forgotten_at_the_end_of_a_maintenance() {
    let events = vec![
        fault(FaultKind::ServerDown, "be_web", 20, 60),
        fault(FaultKind::Maintenance, "be_web/web1", 40, 60),
        fault(FaultKind::Maintenance, "be_web/web2", 40, 100),
        fault(FaultKind::Maintenance, "be_web/web3", 40, 100),
    ];
    let mut scenario = watched(160, events);
    for (version, kept) in [(Version::V2_6, false), (Version::V3_4, true)] {
        scenario.version = version;
        let run = run(&scenario);
        for name in ["server_downtime_seconds_total be_web/web1", "backend_downtime_seconds_total be_web"] {
            assert!((run.at(name, 99) - 73.0).abs() <= 3.0, "{name}");
            assert!((run.at(name, 110) - if kept { 73.0 } else { 0.0 }).abs() <= 3.0, "{name}");
        }
        assert_eq!(run.at("server_check_up_down_total be_web/web1", 110), 1.0);
    }
}

// Recording 13: status DRAIN, checks go on, no transition and no downtime; its weight stays. When DRAIN ends, HAProxy counts all
// of it as downtime.
#[test]
fn a_drained_server_is_checked_but_gets_nothing() {
    let run = run(&watched(300, vec![fault(FaultKind::Drain, "be_web/web1", 100, 100)]));
    assert_eq!(run.at("server_status be_web/web1/DRAIN", 150), 1.0);
    assert_eq!(run.at("server_status be_web/web1/UP", 201), 1.0);
    assert_eq!(run.at("server_check_status be_web/web1/L7OK", 150), 1.0);
    assert_eq!(run.at("server_check_up_down_total be_web/web1", 299), 0.0);
    assert_eq!(run.at("server_weight be_web/web1", 150), 1.0);
    assert_eq!(run.at("backend_weight be_web", 150), 2.0);
    assert_eq!(run.at("server_downtime_seconds_total be_web/web1", 199), 0.0);
    assert_eq!(run.at("server_downtime_seconds_total be_web/web1", 299), 100.0);
    assert_eq!(run.at("backend_active_servers be_web", 150), 2.0);
    assert_eq!(run.rate("server_sessions_total be_web/web1", 101, 199), 0.0);
}

// All servers drained, or all in maintenance: the backend is DOWN and each request ends with 503.
#[test]
fn without_a_usable_server_the_backend_is_down() {
    for kind in [FaultKind::Drain, FaultKind::Maintenance, FaultKind::ZeroWeight] {
        let run = run(&watched(120, vec![fault(kind, "be_web", 20, 100)]));
        assert_eq!(run.at("backend_status be_web/DOWN", 100), 1.0, "{kind:?}");
        assert_eq!(run.at("backend_active_servers be_web", 100), 0.0, "{kind:?}");
        let lost = run.rate("backend_connection_errors_total be_web", 30, 110);
        assert!((lost - run.rate("backend_http_requests_total be_web", 30, 110)).abs() < 1e-9, "{kind:?}");
    }
}

// Weight 0: UP still, but out of use; without checks: UP whatever happens, and NaN where checks would count.
#[test]
fn weight_0_and_unchecked_servers_stay_up() {
    let events = vec![
        fault(FaultKind::ZeroWeight, "be_web/web1", 20, 100),
        fault(FaultKind::ChecksDisabled, "be_web/web2", 20, 100),
        fault(FaultKind::ServerDown, "be_web/web2", 40, 80),
    ];
    let run = run(&watched(120, events));
    assert_eq!(run.at("server_status be_web/web1/UP", 100), 1.0);
    assert_eq!(run.at("server_weight be_web/web1", 100), 0.0);
    assert_eq!(run.rate("server_sessions_total be_web/web1", 30, 110), 0.0);
    assert_eq!(run.at("server_status be_web/web2/UP", 100), 1.0);
    assert!(run.at("server_check_failures_total be_web/web2", 100).is_nan());
    assert!(run.at("server_downtime_seconds_total be_web/web2", 100).is_nan());
    assert_eq!(run.found("server_check_status be_web/web2/L7OK", 100), None);
    // Nobody finds out that it is dead.
    assert!(run.rate("server_redispatch_warnings_total be_web/web2", 50, 110) > 10.0);
}

// Measured: `disable health` on a DOWN server leaves it DOWN, and after `enable health` its next passed checks bring it up.
#[test]
fn an_unchecked_server_that_is_down_stays_down() {
    let events = vec![
        fault(FaultKind::ServerDown, "be_web/web1", 10, 30),
        fault(FaultKind::ChecksDisabled, "be_web/web1", 30, 60),
    ];
    let run = run(&watched(120, events));
    assert_eq!(run.at("server_status be_web/web1/DOWN", 85), 1.0);
    assert!(run.at("server_check_up_down_total be_web/web1", 85).is_nan());
    assert_eq!(run.at("server_status be_web/web1/UP", 100), 1.0);
    assert_eq!(run.at("server_check_up_down_total be_web/web1", 100), 1.0);
}

#[test]
fn states_at_the_start_and_other_checks() {
    let mut scenario = watched(60, vec![fault(FaultKind::ChecksFailing, "be_api", 10, 50)]);
    scenario.backends[0].servers[0].admin = Admin::Maint;
    scenario.backends[0].servers[1].admin = Admin::Drain;
    scenario.backends[0].check.kind = CheckKind::No;
    scenario.backends[1].check.kind = CheckKind::Tcp;
    let run = run(&scenario);
    for (server, state) in [("web1", "MAINT"), ("web2", "DRAIN"), ("web3", "UP")] {
        assert_eq!(run.at(&format!("server_status be_web/{server}/{state}"), 50), 1.0);
    }
    // A connection is all that is asked for: the endpoint's 503 is not seen.
    assert_eq!(run.at("server_check_status be_api/api1/L4OK", 50), 1.0);
    assert_eq!(run.at("server_status be_api/api1/UP", 50), 1.0);
}

// v1_status.md: NOLB, DRAIN (agent) and a DRAIN with failed checks are 0 for haproxy_exporter, DRAIN is 1.
#[test]
fn agents_and_endpoints_take_servers_out() {
    let events = |kind| vec![fault(kind, "be_web/web1", 20, 100)];
    for (kind, state, v1) in [
        (FaultKind::AgentDown, "DOWN", 0.0),
        (FaultKind::AgentDrain, "DRAIN", 0.0),
        (FaultKind::ChecksNotFound, "NOLB", 0.0),
        (FaultKind::Drain, "DRAIN", 1.0),
    ] {
        let mut scenario = watched(120, events(kind));
        scenario.backends[0].check.agent = true;
        scenario.backends[0].check.disable_on_404 = true;
        let embedded = run(&scenario);
        assert_eq!(embedded.at(&format!("server_status be_web/web1/{state}"), 100), 1.0, "{kind:?}");
        assert_eq!(embedded.rate("server_sessions_total be_web/web1", 40, 110), 0.0, "{kind:?}");
        if kind == FaultKind::ChecksNotFound {
            assert_eq!(embedded.at("server_check_status be_web/web1/L7OKC", 100), 1.0);
            assert_eq!(embedded.at("server_check_code be_web/web1", 100), 404.0);
        }
        scenario.exporter = Exporter::V1;
        assert_eq!(run(&scenario).at("server_up be_web/web1", 100), v1, "{kind:?}");
    }
}

// While HAProxy is dead the embedded exporter does not answer, haproxy_exporter does and says haproxy_up 0. Then all
// counters start anew.
#[test]
fn a_dead_proxy_and_a_dead_exporter_differ() {
    let mut scenario = watched(120, vec![fault(FaultKind::ProxyDown, "", 50, 20)]);
    let embedded = run(&scenario);
    assert_eq!((embedded.at("up", 49), embedded.at("up", 60), embedded.at("up", 70)), (1.0, 0.0, 1.0));
    assert_eq!(embedded.found("frontend_http_requests_total fe_main", 60), None);
    assert_eq!(embedded.at("scrape_samples_scraped", 60), 0.0);
    assert!(embedded.at("frontend_http_requests_total fe_main", 71) < 100.0);
    assert_eq!(embedded.at("process_uptime_seconds", 75), 5.0);
    scenario.exporter = Exporter::V1;
    let beside = run(&scenario);
    // Both `up` series are there: Prometheus' own and haproxy_up.
    let series = |name: &str| beside.store.iter().find(|it| it.labels.metric() == Some(name)).unwrap();
    assert_eq!((series("up").values[60], series("haproxy_up").values[60]), (1.0, 0.0));
    assert_eq!(beside.found("frontend_http_requests_total fe_main", 60), None);
    assert_eq!(beside.at("exporter_scrapes_total", 60) - beside.at("exporter_scrapes_total", 50), 10.0);
    scenario.events = vec![fault(FaultKind::ExporterDown, "", 50, 20)];
    let silent = run(&scenario);
    assert_eq!(silent.store.iter().find(|it| it.labels.metric() == Some("up")).unwrap().values[60], 0.0);
    assert_eq!(silent.found("exporter_scrapes_total", 60), None);
    // HAProxy has worked on.
    assert!(silent.at("frontend_http_requests_total fe_main", 71) > 2500.0);
}

#[test]
fn scrapes_are_lost_and_late_by_the_seed() {
    let mut scenario = lab(10_000, vec![fault(FaultKind::ScrapesLost, "", 5000, 100)]);
    scenario.scrape = Scrape { interval: 10_000, offset: 3_000, jitter: 2_000, loss: 0.2 };
    let run = run(&scenario);
    let up = run.store.iter().find(|it| it.labels.metric() == Some("up")).unwrap();
    let lost = up.values.iter().filter(|it| **it == 0.0).count() as f64;
    assert!((lost / up.values.len() as f64 - 0.2).abs() < 0.04, "{lost}");
    let late: Vec<_> = up.times.iter().map(|it| (it - scenario.start - 3000) % 10_000).collect();
    assert!(late.iter().all(|it| (0..=2000).contains(it)));
    assert!((late.iter().sum::<i64>() as f64 / late.len() as f64 - 1000.0).abs() < 80.0);
    let during = up.times.iter().zip(&up.values).filter(|it| (it.0 - scenario.start - 5_000_000).abs() < 1);
    assert!(during.count() <= 1);
    let gone = |it: &(&i64, &f64)| (5_000_000..5_100_000).contains(&(it.0 - scenario.start));
    assert!(up.times.iter().zip(&up.values).filter(gone).all(|it| *it.1 == 0.0));
}

// Two processes share the load, each with counters of its own; a fault of one leaves the other alone.
#[test]
fn several_instances_share_the_load() {
    let mut scenario = lab(600, vec![fault(FaultKind::ProxyDown, "lb2:8404", 300, 100)]);
    scenario.more_instances = vec!["lb2:8404".to_owned()];
    let mut simulation = haproxy::Simulation::new(&scenario, None).unwrap();
    let mut store = series::Store::new();
    while simulation.step(&mut store) {}
    let of = |metric: &str, instance: &str| {
        let is = |it: &series::Labels| it.metric() == Some(metric) && it.value("instance") == Some(instance);
        store.iter().find(|it| is(&it.labels)).unwrap()
    };
    for instance in ["lb1:8404", "lb2:8404"] {
        let requests = of("haproxy_frontend_http_requests_total", instance);
        let at = |second: i64| {
            requests.values[requests.times.partition_point(|it| *it <= scenario.start + second * 1000) - 1]
        };
        assert!((at(290) / 290.0 - 20.0).abs() < 2.0, "{instance}: {}", at(290));
    }
    let up = |instance: &str| of("up", instance).values.iter().filter(|it| **it == 0.0).count();
    assert_eq!((up("lb1:8404"), up("lb2:8404")), (0, 20));
    // Scraped in between.
    assert_eq!(of("up", "lb2:8404").times[0] - of("up", "lb1:8404").times[0], 2500);
}

// Measured with 2.6.12: while no server can be chosen, requests come but no session begins.
#[test]
fn a_backend_whose_servers_are_out_has_no_new_session() {
    let run = run(&watched(300, vec![fault(FaultKind::Maintenance, "be_web", 100, 100)]));
    assert!(run.rate("backend_http_requests_total be_web", 110, 190) > 20.0);
    assert!((run.at("backend_last_session_seconds be_web", 190) - 90.0).abs() <= 1.0);
    assert!(run.at("backend_last_session_seconds be_web", 203) <= 1.0);
}

// Measured with 2.6.12: who pauses before another attempt at a server that has gone DOWN looks for another one, which is counted
// even if there is none.
#[test]
fn a_retry_at_a_server_that_is_down_is_a_redispatch() {
    let mut scenario = watched(120, vec![fault(FaultKind::ServerDown, "be_web/web1", 50, 70)]);
    scenario.backends[0].servers.truncate(1);
    scenario.backends[0].servers[0].maxconn = None;
    for (redispatch, some) in [(true, true), (false, false)] {
        scenario.backends[0].redispatch = redispatch;
        let run = run(&scenario);
        let moved = run.at("server_redispatch_warnings_total be_web/web1", 119);
        assert_eq!(moved > 0.0, some, "{moved}");
        // Those of three pauses of a second at most, 30 a second.
        assert!(moved <= 110.0, "{moved}");
        assert_eq!(moved, run.at("backend_redispatch_warnings_total be_web", 119));
    }
}

// Measured with 2.6.12: a table of hashes gives a warming server its whole share at once. The end of warming up is a change.
#[test]
fn warming_up_moves_no_hash() {
    for (balance, weight) in [(Balance::Hash, 10.0), (Balance::RoundRobin, 6.0)] {
        let mut scenario = watched(120, vec![fault(FaultKind::Maintenance, "be_web/web1", 30, 10)]);
        scenario.backends[0].balance = balance;
        (scenario.backends[0].servers[0].weight, scenario.backends[0].servers[0].slowstart) = (10, 20_000);
        let run = run(&scenario);
        assert!((run.at("server_weight be_web/web1", 50) - weight).abs() <= 1.0, "{balance:?}");
        assert!((run.at("server_status be_web/web1/UP", 50) - 1.0).abs() < f64::EPSILON);
        for (time, since) in [(59, 19.0), (70, 10.0)] {
            let found = run.at("server_check_last_change_seconds be_web/web1", time);
            assert!((found - since).abs() <= 2.0, "{balance:?} {time}: {found}");
        }
    }
}
