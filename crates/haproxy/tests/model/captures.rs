//! The model's rates against those measured on real HAProxy under the same faults. It must not know how they arise.
//!
//! data/recordings.csv holds what HAProxy 2.6.12 (Debian) and 3.4.0 counted, scraped each 5 s in a laboratory of our own:
//! rates a second before, during and after a fault, and means of gauges during it. The windows are in seconds after the
//! fault began. `lab` is the set-up; recordings B_* and C34_* have ports of their own for checks and no maxconn.

use crate::lab::{Run, fault, lab, run_for};
use haproxy::{Fault, FaultKind, Observe, OnError, RetryOn, Scenario, Version};
use std::collections::BTreeSet;

const MEASURED: &str = include_str!("../../data/recordings.csv");

/// When the fault begins, seconds after the scenario's start.
const BEGIN: i64 = 30;

/// Seeds over which the model's rates are averaged: its checks come at other instants.
const SEEDS: u64 = 4;

/// The faults of recording `name`, which last `length` seconds.
fn faults(name: &str, length: i64) -> Vec<Fault> {
    let one = |kind, target: &str| vec![fault(kind, target, BEGIN, length)];
    match name
        .split_once('_')
        .map_or("", |it| it.1)
        .trim_start_matches("redis_")
        .trim_start_matches("noredis_")
    {
        "kill_web1" | "web1_kill" => one(FaultKind::ServerDown, "be_web/web1"),
        "web1_500" | "observe7_web1_500" | "retryon_web1_500" => one(FaultKind::ServerErrors, "be_web/web1"),
        "web1_404" => one(FaultKind::ClientErrors, "be_web/web1"),
        "web1_close" | "retryonNoredis_web1_close" => one(FaultKind::ResponsesBroken, "be_web/web1"),
        "retryon_web_all_close" => one(FaultKind::ResponsesBroken, "be_web"),
        "api1_portclosed" => one(FaultKind::ConnectionsRefused, "be_api/api1"),
        "api_all_portclosed" | "api_all_closed_150rps" => one(FaultKind::ConnectionsRefused, "be_api"),
        "web1_portclosed" | "observe4_web1_portclosed" => one(FaultKind::ConnectionsRefused, "be_web/web1"),
        "web_all_portclosed" => one(FaultKind::ConnectionsRefused, "be_web"),
        "web1_blackhole" => one(FaultKind::Blackhole, "be_web/web1"),
        "web1_hang" | "retryon_web1_hang" => one(FaultKind::Hang, "be_web/web1"),
        "web1_health503" => one(FaultKind::ChecksFailing, "be_web/web1"),
        "web1_health_hang" => one(FaultKind::ChecksHanging, "be_web/web1"),
        "web1_maint" => one(FaultKind::Maintenance, "be_web/web1"),
        "web1_drain" => one(FaultKind::Drain, "be_web/web1"),
        "reload" => one(FaultKind::Reload, ""),
        "web_all_killed" => one(FaultKind::ServerDown, "be_web"),
        "web1_garbage" => one(FaultKind::Garbage, "be_web/web1"),
        "web1_rst" => one(FaultKind::ResponsesReset, "be_web/web1"),
        // The answers took 0.6 s; that clients left moved nothing.
        "client_abort" => {
            vec![Fault { amount: Some(578.0), ..fault(FaultKind::Slow, "be_web", BEGIN, length) }]
        }
        "backup_web12_kill" => {
            [one(FaultKind::ServerDown, "be_web/web1"), one(FaultKind::ServerDown, "be_web/web2")].concat()
        }
        "denied" => {
            [one(FaultKind::DeniedRequests, "fe_main"), one(FaultKind::DeniedConnections, "fe_main")].concat()
        }
        "baseline" | "base30" => vec![],
        "srvqueue_api1_slow_srvqueue" => {
            vec![Fault { amount: Some(1500.0), ..fault(FaultKind::Slow, "be_api/api1", BEGIN, length) }]
        }
        other => panic!("unknown recording {name}: {other}"),
    }
}

/// The set-up of recording `name`.
fn set_up(name: &str, length: i64) -> Scenario {
    let mut scenario = lab(BEGIN + length + 150, faults(name, length));
    scenario.scrape.interval = 1000;
    scenario.frontends[0].load.even = true;
    for (it, share) in scenario.backends[1].servers.iter_mut().zip([2.0, 1.33, 6.67]) {
        it.share = Some(share);
    }
    if name.starts_with("B_") || name.starts_with("C34_") {
        for backend in &mut scenario.backends {
            backend.check.separate_port = true;
            backend.servers.iter_mut().for_each(|it| it.maxconn = None);
        }
    }
    if name.starts_with("C34_") {
        scenario.version = Version::V3_4;
    }
    let web = &mut scenario.backends[0];
    if name.contains("retryon") {
        web.retry_on = RetryOn::ALL;
    }
    if name.contains("observe") {
        web.check.observe = if name.contains("observe4") { Observe::Layer4 } else { Observe::Layer7 };
        web.check.on_error = OnError::MarkDown;
    }
    web.servers[2].backup = name.contains("backup");
    if name.contains("noredis") || name.contains("Noredis") {
        scenario.backends.iter_mut().for_each(|it| it.redispatch = false);
    }
    if name.contains("srvqueue") {
        // The load was another one during the fault, and of other paths.
        scenario.frontends[0].load.rate = 35.0;
        (scenario.frontends[0].routes[0].share, scenario.frontends[0].routes[1].share) = (5.0, 30.0);
        for (it, share) in scenario.backends[1].servers.iter_mut().zip([9.94, 7.97, 12.09]) {
            (it.maxconn, it.share) = (Some(4), Some(share));
        }
    }
    if name.contains("150rps") {
        scenario.frontends[0].load.rate = 155.0;
        (scenario.frontends[0].routes[0].share, scenario.frontends[0].routes[1].share) = (5.0, 150.0);
    }
    scenario
}

/// The windows of a recording, before, during and after its fault.
fn windows(fields: &[&str]) -> Vec<Option<(i64, i64)>> {
    let window = |text: &&str| {
        let (from, to) = text.rsplit_once('-').filter(|it| !it.0.is_empty())?;
        // -13--3: the second number is below 0.
        let (from, sign) = from.strip_suffix('-').map_or((from, 1), |it| (it, -1));
        let to = sign * to.parse::<i64>().unwrap();
        // At 0 the fault has begun.
        Some((from.parse().unwrap(), if to == 0 { -1 } else { to }))
    };
    fields.iter().map(window).collect()
}

/// A recording: its windows, and its lines.
struct Recording<'a> {
    name: &'a str,
    windows: Vec<Option<(i64, i64)>>,
    /// How long the fault lasted, seconds.
    length: i64,
    lines: Vec<(&'a str, Vec<&'a str>)>,
}

fn recordings() -> Vec<Recording<'static>> {
    let mut all: Vec<Recording<'_>> = Vec::new();
    for line in MEASURED.lines().skip(1) {
        let fields: Vec<_> = line.split(',').collect();
        if fields[1] == "window" {
            all.push(Recording { name: fields[0], windows: windows(&fields[2..]), length: 0, lines: vec![] });
        } else if fields[1] == "length" {
            all.last_mut().unwrap().length = fields[3].parse().unwrap();
        } else {
            all.last_mut().unwrap().lines.push((fields[1], fields[2..].to_vec()));
        }
    }
    all
}

impl Recording<'_> {
    /// The model under the same faults, once a seed.
    fn runs(&self) -> Vec<Run> {
        let mut wanted: BTreeSet<_> =
            self.lines.iter().map(|it| format!("haproxy_{}", it.0.split(' ').nth(1).unwrap())).collect();
        wanted.insert("haproxy_server_status".to_owned());
        let seeded = |seed| {
            let mut scenario = set_up(self.name, self.length);
            scenario.seed = seed;
            run_for(&scenario, Some(&wanted))
        };
        (0..SEEDS).map(seeded).collect()
    }

    /// What the model gives for one line and window.
    fn value(what: &str, runs: &[Run], (from, to): (i64, i64)) -> f64 {
        let (kind, series) = what.split_once(' ').unwrap();
        let (from, to) = (BEGIN + from, BEGIN + to);
        let one = |run: &Run| match kind {
            "rate" => run.rate(series, from, to),
            _ => (from..=to).map(|it| run.at(series, it)).sum::<f64>() / (to - from + 1) as f64,
        };
        runs.iter().map(one).sum::<f64>() / runs.len() as f64
    }

    /// How the hash's share of api1 differs from the laboratory's, which is what its other figures follow.
    fn scale(&self, runs: &[Run], phase: usize) -> f64 {
        let share = "rate server_loadbalanced_total be_api/api1";
        let measured =
            self.lines.iter().find(|it| it.0 == share).map(|it| it.1[phase].parse::<f64>().unwrap());
        measured.map_or(1.0, |it| it / Self::value(share, runs, self.windows[phase].unwrap()))
    }
}

/// What one recording came to.
#[derive(Default)]
struct Judged {
    /// Figures compared.
    compared: usize,
    /// The greatest share of what is allowed that a figure is off by, and which.
    worst: (f64, String),
    /// Seconds after the fault began at which servers were seen DOWN and UP again: recorded, and by seed.
    turns: Vec<String>,
    wrong: Vec<String>,
}

impl Judged {
    fn figure(&mut self, what: &str, (got, measured): (f64, f64), allowed: f64) {
        self.compared += 1;
        let off = (got - measured).abs() / allowed;
        if off > self.worst.0 {
            self.worst = (off, format!("{what}: {got:.2}, recorded {measured}"));
        }
        if off > 1.0 {
            self.wrong.push(format!("{what}: {got:.2}, recorded {measured}"));
        }
    }

    /// DOWN and UP within one check's interval (2 s) and one scrape (5 s).
    fn turn(&mut self, server: &str, runs: &[Run], recorded: &[f64], last: i64) {
        for run in runs {
            let down = |it: &i64| run.found(&format!("server_status {server}/DOWN"), BEGIN + it) == Some(1.0);
            let first = (0..last).find(down).unwrap_or(-1);
            let again = (first..last).find(|it| !down(it)).unwrap_or(-1);
            self.turns.push(format!("{server} +{first} s, +{again} s ({}, {})", recorded[0], recorded[1]));
            self.figure(&format!("{server} DOWN"), (first as f64, recorded[0]), 7.0);
            self.figure(&format!("{server} UP"), (again as f64, recorded[1]), 7.0);
        }
    }
}

fn judge(it: &Recording<'_>) -> Judged {
    let (runs, mut judged) = (it.runs(), Judged::default());
    for (what, values) in &it.lines {
        if let Some(server) = what.strip_prefix("turn ") {
            let recorded: Vec<f64> = values.iter().filter_map(|it| it.parse().ok()).collect();
            judged.turn(server, &runs, &recorded, it.windows[1].unwrap().1 + 100);
            continue;
        }
        for (phase, text) in values.iter().enumerate().filter(|it| !it.1.is_empty()) {
            let Some(window) = it.windows[phase] else { continue };
            if it.name.contains("150rps") && phase != 1 {
                continue;
            }
            let measured: f64 = text.parse().unwrap();
            let rate = Recording::value(what, &runs, window) * it.scale(&runs, phase);
            let error = (measured.max(0.02) / (window.1 - window.0) as f64 / SEEDS as f64).sqrt();
            let allowed = match *what {
                // Of kept connections one or the other is made anew.
                _ if what.contains("attempts_total") && it.name.contains("retryon") && measured < 0.5 => 0.3,
                _ if what.starts_with("rate") => 3.0 * error,
                _ => 1.0,
            };
            judged.figure(&format!("{phase} {what}"), (rate, measured), allowed.max(0.1 * measured));
        }
    }
    judged
}

// Rates within a tenth or three standard errors of the measured ones, gauges within a tenth or one.
#[test]
fn rates_are_as_measured() {
    let (mut wrong, mut compared) = (Vec::new(), 0);
    for it in recordings() {
        let judged = judge(&it);
        println!(
            "{:32} {:3} figures, worst {:.2} of {}",
            it.name, judged.compared, judged.worst.0, judged.worst.1
        );
        judged.turns.iter().for_each(|turn| println!("{:32} {turn}", ""));
        wrong.extend(judged.wrong.iter().map(|what| format!("{} {what}", it.name)));
        compared += judged.compared;
    }
    assert!(wrong.is_empty(), "{} of {compared}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(compared > 1000);
}

/// The runs of a recording with all of its metrics and those of checks.
fn wide(name: &str) -> Vec<Run> {
    let mut it = recordings().into_iter().find(|it| it.name == name).unwrap();
    for metric in
        ["check_up_down_total", "check_failures_total", "downtime_seconds_total", "redispatch_warnings_total"]
    {
        let line: &'static str = Box::leak(format!("rate server_{metric} x").into_boxed_str());
        it.lines.push((line, vec![]));
    }
    it.runs()
}

/// The mean rate over all seeds.
fn mean(runs: &[Run], series: &str, from: i64, to: i64) -> f64 {
    runs.iter().map(|it| it.rate(series, BEGIN + from, BEGIN + to)).sum::<f64>() / runs.len() as f64
}

// Recording 01: 3 failed checks, 1 transition, 149 s DOWN of 150; web1 left 85 requests in the 5.6 s until DOWN, which is
// 15.2 a second. Recording 10, whose traffic worked, left none.
#[test]
fn totals_are_as_measured() {
    for (name, moved) in [("01_kill_web1", 15.2), ("10_web1_health503", 0.0)] {
        let runs = wide(name);
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
