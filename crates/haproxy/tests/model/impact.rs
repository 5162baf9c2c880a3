//! What users saw of a fault, against what is known of it without the model. It must not know how it is worked out.

use crate::lab::{fault, lab};
use haproxy::{Ended, Fault, FaultKind, Impact, Scenario, Simulation};
use series::Store;

/// A fault from second 60 to second 120 of three minutes.
fn scenario(kind: FaultKind, target: &str) -> Scenario {
    lab(180, vec![fault(kind, target, 60, 60)])
}

fn impact(scenario: &Scenario) -> Impact {
    let mut simulation = Simulation::new(scenario, None).unwrap().with_impact(scenario);
    let mut store = Store::new();
    while simulation.step(&mut store) {}
    simulation.impact().unwrap()
}

/// All and bad requests of `it` in whole seconds from `from` to `to`. A scrape each 5 s, the first at 0.
fn between(it: &Ended, from: usize, to: usize) -> (f32, f32) {
    let sum = |list: &[f32]| list[from / 5 + 1..=to / 5].iter().sum();
    (sum(&it.all), sum(&it.bad))
}

/// The share of bad requests in percent before, during and after the fault, of be_web.
fn shares(scenario: &Scenario) -> [f32; 3] {
    let impact = impact(scenario);
    [(5, 60), (60, 120), (140, 180)].map(|(from, to)| {
        let (all, bad) = between(&impact.backends[0], from, to);
        assert!(all > 1000.0, "{all} requests");
        100.0 * bad / all
    })
}

fn near(found: [f32; 3], wanted: [f32; 3], by: f32) {
    let fits = found.iter().zip(wanted).all(|(it, wanted)| (it - wanted).abs() <= by);
    assert!(fits, "{found:?}, wanted {wanted:?}");
}

// Connections are refused, and each request finds another server at once.
#[test]
fn a_dead_server_of_three_hurts_nobody() {
    assert_eq!(shares(&scenario(FaultKind::ServerDown, "be_web/web1")), [0.0; 3]);
}

#[test]
fn without_servers_all_is_bad() {
    // What is under way is answered still.
    near(shares(&scenario(FaultKind::ServerDown, "be_web")), [0.0, 100.0, 0.0], 0.2);
}

// A third of a backend's requests reach each server: half of them are cut short, end before the headers, are 5xx.
#[test]
fn half_of_a_third_is_a_sixth() {
    for kind in [FaultKind::Truncated, FaultKind::ResponsesBroken, FaultKind::ServerErrors] {
        let mut scenario = scenario(kind, "be_web/web1");
        scenario.events[0].strength = 0.5;
        near(shares(&scenario), [0.0, 16.7, 0.0], 2.0);
    }
}

// 22 ms is usual, so that from a second on an answer is slow: two seconds more are, half a second is not.
#[test]
fn slow_is_from_a_second_on() {
    let mut scenario = scenario(FaultKind::Slow, "be_web/web1");
    scenario.backends[0].servers.iter_mut().for_each(|it| it.maxconn = None);
    near(shares(&scenario), [0.0, 33.3, 0.0], 3.0);
    scenario.events[0].amount = Some(500.0);
    near(shares(&scenario), [0.0; 3], 1e-3);
}

// Ten times the usual time is slow only if that is more than a second.
#[test]
fn slow_applications_are_measured_by_themselves() {
    let mut scenario = scenario(FaultKind::Slow, "be_web/web1");
    scenario.backends[0].service.millis = 250.0;
    scenario.events[0].amount = Some(1000.0);
    scenario.backends[0].servers.iter_mut().for_each(|it| it.maxconn = None);
    near(shares(&scenario), [0.0; 3], 1e-3);
}

// Thirty requests a second of two seconds each want 60 slots, and there are 24: whoever does not give up has waited.
#[test]
fn waiting_in_the_queue_is_slow_too() {
    let mut scenario = scenario(FaultKind::NoisyNeighbour, "be_web");
    // 22 ms become 900: alone that is not slow yet.
    scenario.events[0].amount = Some(41.0);
    let shares = shares(&scenario);
    assert!(shares[0] == 0.0 && shares[1] > 70.0 && shares[2] < 1.0, "{shares:?}");
}

// The kernel refuses what comes to a dead process: 40 a second for a minute, and what was under way.
#[test]
fn a_dead_proxy_loses_all() {
    let impact = impact(&scenario(FaultKind::ProxyDown, ""));
    let (all, bad) = between(&impact.frontends[0], 60, 120);
    assert!(all == bad && (all - 2400.0).abs() < 200.0, "{all}");
    assert_eq!(between(&impact.frontends[0], 0, 60).0 + between(&impact.frontends[0], 120, 180).0, 0.0);
    assert!(between(&impact.backends[0], 60, 120).1 < 30.0);
}

// A reload serves what is under way to its end.
#[test]
fn a_reload_hurts_nobody() {
    assert_eq!(shares(&scenario(FaultKind::Reload, "")), [0.0; 3]);
}

// Several processes share the load, and another exporter beside the first one is no traffic.
#[test]
fn processes_add_up() {
    let mut scenario = scenario(FaultKind::ServerErrors, "be_web");
    let requests = |it: &Impact| it.backends.iter().map(|it| between(it, 0, 180).0).sum::<f32>();
    let one = requests(&impact(&scenario));
    scenario.other_exporter = Some("exporter:9101".to_owned());
    assert_eq!(requests(&impact(&scenario)), one);
    scenario.more_instances = vec!["lb2:8404".to_owned()];
    let two = requests(&impact(&scenario));
    assert!((two / one - 1.0).abs() < 0.05, "{two}, alone {one}");
}

// What was leaked is answered at last, and late.
#[test]
fn leaks_are_answered_too_late() {
    let mut leak: Fault = fault(FaultKind::Leak, "be_web/web1", 60, 60);
    leak.strength = 0.5;
    let mut scenario = lab(180, vec![leak]);
    scenario.backends[0].servers.iter_mut().for_each(|it| it.maxconn = None);
    let impact = impact(&scenario);
    let (_, bad) = between(&impact.backends[0], 120, 130);
    assert!((200.0..400.0).contains(&bad), "half of ten a second for a minute: {bad}");
}
