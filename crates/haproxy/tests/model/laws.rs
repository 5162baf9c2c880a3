//! Laws that hold in every scenario, over random topologies, loads and faults. It must not know any particular one.

use crate::lab::{lab, run};
use haproxy::{Balance, Exporter, Fault, FaultKind, Scenario, Shape, Simulation, Target, Version};
use proptest::prelude::*;
use series::meta::Kind;
use series::{Store, openmetrics};
use std::collections::BTreeSet;

const KINDS: [FaultKind; 10] = [
    FaultKind::ServerDown,
    FaultKind::ChecksFailing,
    FaultKind::ConnectionsRefused,
    FaultKind::Blackhole,
    FaultKind::ResponsesBroken,
    FaultKind::ResponsesReset,
    FaultKind::ClientErrors,
    FaultKind::ServerErrors,
    FaultKind::Hang,
    FaultKind::Reload,
];

const SECONDS: i64 = 240;

fn events(kinds: &'static [FaultKind]) -> impl Strategy<Value = Vec<Fault>> {
    let target = prop_oneof![
        Just(Target::Backend("be_web".to_owned())),
        Just(Target::Backend("be_api".to_owned())),
        (1..=3u32).prop_map(|it| Target::Server { backend: "be_web".into(), server: format!("web{it}") }),
        (1..=3u32).prop_map(|it| Target::Server { backend: "be_api".into(), server: format!("api{it}") }),
    ];
    let fault = (prop::sample::select(kinds), target, 0..SECONDS * 1000, 1..SECONDS * 1000, 0.0..=1.0f64);
    let fault = fault.prop_map(|(kind, target, from, length, strength)| {
        let length = length.min(SECONDS * 1000 - from).max(1);
        let strength = if strength > 0.8 { 1.0 } else { strength };
        Fault { kind, target, from, length, strength, amount: None }
    });
    prop::collection::vec(fault, 0..6)
}

fn scenarios(kinds: &'static [FaultKind]) -> impl Strategy<Value = Scenario> {
    let shape = prop::sample::select(vec![Shape::Constant, Shape::Ramp, Shape::Daily, Shape::Spikes]);
    let load = (0.0..200.0f64, shape, 0.0..=1.0f64, 0.0..=1.0f64);
    let backend = (any::<bool>(), 0..5u32, any::<bool>(), prop::option::of(1..20u32), 0..4u32);
    (any::<u64>(), events(kinds), load, backend, any::<bool>()).prop_map(
        |(seed, events, load, (hash, retries, redispatch, maxconn, weight), newer)| {
            let mut scenario = lab(SECONDS, events);
            scenario.seed = seed;
            scenario.version = if newer { Version::V3_4 } else { Version::V2_6 };
            let it = &mut scenario.frontends[0].load;
            (it.rate, it.shape, it.swing, it.noise) = load;
            it.mix.client_error = 0.05;
            for it in &mut scenario.backends {
                it.balance = if hash { Balance::Hash } else { Balance::RoundRobin };
                (it.retries, it.redispatch) = (retries, redispatch);
                it.servers[0].weight = weight;
                it.servers.iter_mut().for_each(|it| it.maxconn = maxconn);
            }
            scenario
        },
    )
}

/// All samples as text.
fn text(scenario: &Scenario, wanted: Option<&BTreeSet<String>>) -> String {
    let mut simulation = Simulation::new(scenario, wanted).unwrap();
    let mut store = Store::new();
    while simulation.step(&mut store) {}
    openmetrics::write(&store, &[])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    // Each request that a backend takes is answered by a server or by HAProxy, or still waits in it: at every scrape
    // requests = answers of servers + answers of HAProxy + those that wait, which are among the current sessions.
    #[test]
    fn no_request_is_lost(scenario in scenarios(&KINDS)) {
        let run = run(&scenario);
        for second in (0..=SECONDS).step_by(5) {
            let mut answers = 0.0;
            for (backend, prefix) in [("be_web", "web"), ("be_api", "api")] {
                let sum = |what: &str| -> f64 {
                    let one = |code| run.at(&format!("{what}/{code}"), second);
                    ["2xx", "3xx", "4xx", "5xx"].into_iter().map(one).sum()
                };
                let all = sum(&format!("backend_http_responses_total {backend}"));
                let server = |it| sum(&format!("server_http_responses_total {backend}/{prefix}{it}"));
                let own = all - (1..=3).map(server).sum::<f64>();
                let requests = run.at(&format!("backend_http_requests_total {backend}"), second);
                let waiting = requests - all;
                let sessions = run.at(&format!("backend_current_sessions {backend}"), second);
                prop_assert!(own >= 0.0 && waiting >= 0.0, "{backend} at {second}: {own} {waiting}");
                prop_assert!(waiting <= sessions, "{backend} at {second}: {waiting} of {sessions}");
                // Every answer of HAProxy itself has an error counter: econ, or response errors (1 or 2 each).
                let econ = run.at(&format!("backend_connection_errors_total {backend}"), second);
                let broken = run.at(&format!("backend_response_errors_total {backend}"), second);
                prop_assert!(own >= econ + broken / 2.0 && own <= econ + broken, "{own} {econ} {broken}");
                answers += all;
            }
            let front: f64 = ["2xx", "3xx", "4xx", "5xx"]
                .iter().map(|it| run.at(&format!("frontend_http_responses_total fe_main/{it}"), second)).sum();
            prop_assert_eq!(front, answers);
        }
    }

    // What a backend counts of its servers is their sum; what only it counts is at least that.
    #[test]
    fn backends_add_up(scenario in scenarios(&KINDS)) {
        let run = run(&scenario);
        for (what, exact) in [
            ("loadbalanced_total", true), ("connection_attempts_total", true), ("retry_warnings_total", true),
            ("redispatch_warnings_total", true), ("response_errors_total", true), ("connection_errors_total", false),
        ] {
            let sum: f64 = (1..=3).map(|it| run.at(&format!("server_{what} be_web/web{it}"), SECONDS)).sum();
            let all = run.at(&format!("backend_{what} be_web"), SECONDS);
            prop_assert!(if exact { all == sum } else { all >= sum }, "{what}: {all} {sum}");
        }
    }

    // A counter never falls but at a reload, and is a whole number.
    #[test]
    fn counters_only_rise(scenario in scenarios(&KINDS)) {
        let infos = haproxy::metrics(scenario.exporter, scenario.version);
        let reloads: Vec<_> = scenario.events.iter().filter(|it| it.kind == FaultKind::Reload).collect();
        for series in run(&scenario).store.iter() {
            let info = infos.iter().find(|it| Some(it.name) == series.labels.metric()).unwrap();
            if info.kind == Kind::Gauge { continue; }
            prop_assert!(series.values.iter().all(|it| it.is_nan() || it.fract() == 0.0), "{}", series.labels);
            for (idx, pair) in series.values.windows(2).enumerate() {
                let span = series.times[idx] - scenario.start..series.times[idx + 1] - scenario.start + 1;
                let reset = reloads.iter().any(|it| span.contains(&it.from));
                prop_assert!(reset || pair[1].partial_cmp(&pair[0]) != Some(std::cmp::Ordering::Less), "{}", series.labels);
            }
        }
    }

    // No server shows more sessions than its maxconn.
    #[test]
    fn sessions_stay_below_maxconn(scenario in scenarios(&KINDS)) {
        let run = run(&scenario);
        for second in (0..=SECONDS).step_by(5) {
            for it in 1..=3 {
                let sessions = run.at(&format!("server_current_sessions be_web/web{it}"), second);
                let limit = run.at(&format!("server_limit_sessions be_web/web{it}"), second);
                prop_assert!(limit.is_nan() || sessions <= limit);
            }
        }
    }

    // The same scenario gives the same bytes.
    #[test]
    fn chance_comes_from_the_seed(scenario in scenarios(&KINDS)) {
        prop_assert_eq!(text(&scenario, None), text(&scenario, None));
    }

    // Which metrics are kept changes no sample of those kept.
    #[test]
    fn wanting_less_changes_nothing(scenario in scenarios(&KINDS), picks in any::<u64>(), v1 in any::<bool>()) {
        let mut scenario = scenario;
        if v1 { scenario.exporter = Exporter::V1; }
        let infos = haproxy::metrics(scenario.exporter, scenario.version);
        let is_picked = |idx: &usize| picks.rotate_left(*idx as u32) & 1 == 1;
        let wanted: BTreeSet<_> =
            (0..infos.len()).filter(is_picked).map(|idx| infos[idx].name.to_owned()).collect();
        let of_metric = |line: &&str| {
            let name = line.split(['{', ' ']).next().unwrap_or_default();
            wanted.contains(name)
        };
        let all = text(&scenario, None);
        let some = text(&scenario, Some(&wanted));
        let kept: Vec<_> = all.lines().filter(of_metric).collect();
        prop_assert_eq!(some.lines().filter(|it| !it.starts_with('#')).collect::<Vec<_>>(), kept);
    }

    // Faults move no arrival: the load stays as it was when one is edited.
    #[test]
    fn faults_leave_the_load_alone(scenario in scenarios(&KINDS[..9])) {
        let mut quiet = scenario.clone();
        quiet.events.clear();
        let (faulty, quiet) = (run(&scenario), run(&quiet));
        for second in (0..=SECONDS).step_by(5) {
            let requests = |it: &crate::lab::Run| it.at("frontend_http_requests_total fe_main", second);
            prop_assert_eq!(requests(&faulty), requests(&quiet));
        }
    }
}
