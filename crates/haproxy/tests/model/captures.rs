//! The model's rates against those measured on real HAProxy under the same faults. It must not know how they arise.
//!
//! data/measured.csv holds rates per second of HAProxy 2.6.12 (Debian), scraped each 5 s in a laboratory of our own with
//! the set-up of `lab`: the window is in seconds after the fault began. The names are those of its recordings.

use crate::lab::{Run, fault, lab, run_for};
use haproxy::{Fault, FaultKind};
use std::collections::{BTreeMap, BTreeSet};

const MEASURED: &str = include_str!("../../data/measured.csv");

/// When the fault begins, seconds after the scenario's start.
const BEGIN: i64 = 30;

/// Seeds over which the model's rates are averaged: the laboratory's load was even, ours comes by chance.
const SEEDS: i64 = 12;

/// What the laboratory recorded: the fault and its length in seconds.
fn recording(name: &str) -> Fault {
    let (kind, target, length) = match name {
        "01_kill_web1" => (FaultKind::ServerDown, "be_web/web1", 150),
        "04_web1_close" => (FaultKind::ResponsesBroken, "be_web/web1", 150),
        "05_api1_portclosed" => (FaultKind::ConnectionsRefused, "be_api/api1", 120),
        "10_web1_health503" => (FaultKind::ChecksFailing, "be_web/web1", 150),
        _ => panic!("unknown recording {name}"),
    };
    fault(kind, target, BEGIN, length)
}

fn runs(name: &str) -> Vec<Run> {
    // Quicker than all that the exporter writes.
    let metric = |line: &str| line.split([',', ' ']).nth(4).map(|it| format!("haproxy_{it}"));
    let mut wanted: BTreeSet<_> = MEASURED.lines().filter_map(metric).collect();
    wanted.insert("haproxy_server_check_up_down_total".to_owned());
    let seeded = |seed| {
        let mut scenario = lab(300, vec![recording(name)]);
        scenario.scrape.interval = 1000;
        scenario.seed = seed as u64;
        run_for(&scenario, Some(&wanted))
    };
    (0..SEEDS).map(seeded).collect()
}

/// The mean rate over all seeds.
fn mean(runs: &[Run], series: &str, from: i64, to: i64) -> f64 {
    runs.iter().map(|it| it.rate(series, BEGIN + from, BEGIN + to)).sum::<f64>() / runs.len() as f64
}

// Within 5 % or four standard errors of the measured rate.
#[test]
fn rates_are_as_measured() {
    let mut simulated = BTreeMap::new();
    for line in MEASURED.lines().skip(1) {
        let fields: Vec<_> = line.split(',').collect();
        let [name, phase, from, to, series, rate] = fields[..] else { panic!("{line}") };
        let (from, to): (i64, i64) = (from.parse().unwrap(), to.parse().unwrap());
        let measured: f64 = rate.parse().unwrap();
        let runs: &Vec<Run> = simulated.entry(name).or_insert_with(|| runs(name));
        let mut rate = mean(runs, series, from, to);
        let mut error = (measured.max(0.1) / (to - from) as f64 / SEEDS as f64).sqrt();
        if series.contains("be_api/api1") || series.ends_with("_warnings_total be_api") {
            // A hash gives each server a share of its own, here as there: compared is the multiple of it.
            let scale = 2.0 / mean(runs, "server_loadbalanced_total be_api/api1", -20, 0);
            rate *= scale;
            error *= scale + 1.0;
        }
        let allowed = (0.05 * measured).max(4.0 * error);
        assert!(
            (rate - measured).abs() <= allowed,
            "{name} {phase} {series}: {rate:.2}, measured {measured}"
        );
    }
    assert_eq!(simulated.len(), 4);
}

// Recording 01: 3 failed checks, 1 transition, 149 s DOWN of 150; web1 left 85 requests in the 5.6 s until DOWN, which is
// 15.2 a second. Recording 10, whose traffic worked, left none.
#[test]
fn totals_are_as_measured() {
    for (name, moved) in [("01_kill_web1", 15.2), ("10_web1_health503", 0.0)] {
        let runs = runs(name);
        for run in &runs {
            assert_eq!(run.at("server_check_failures_total be_web/web1", 300), 3.0);
            assert_eq!(run.at("server_check_up_down_total be_web/web1", 300), 1.0);
            let downtime = run.at("server_downtime_seconds_total be_web/web1", 300);
            assert!((downtime - 148.5).abs() <= 3.0, "{name}: {downtime}");
            assert_eq!(run.at("backend_http_responses_total be_web/5xx", 300), 0.0);
        }
        // No check has found it DOWN within 4 s.
        let rate = mean(&runs, "server_redispatch_warnings_total be_web/web1", 0, 4);
        assert!((rate - moved).abs() < 4.0 * (moved / 4.0 / SEEDS as f64).sqrt() + 0.01, "{name}: {rate}");
    }
}
