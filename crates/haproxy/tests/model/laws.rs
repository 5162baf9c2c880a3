//! Laws that hold in every scenario, over random topologies, loads and faults. It must not know any particular one.

use crate::lab::{lab, run};
use haproxy::{
    Backend, Balance, Exporter, Fault, FaultKind, Observe, OnError, Place, RetryOn, Scenario, Shape,
    Simulation, Target, Version,
};
use proptest::prelude::*;
use series::meta::Kind;
use series::{Store, openmetrics};
use std::collections::BTreeSet;

/// All that happens to servers.
pub(crate) const OF_SERVERS: [FaultKind; 24] = [
    FaultKind::ServerDown,
    FaultKind::ChecksFailing,
    FaultKind::ChecksFlapping,
    FaultKind::ChecksHanging,
    FaultKind::ChecksNotFound,
    FaultKind::ConnectionsRefused,
    FaultKind::ShallowCheck,
    FaultKind::Blackhole,
    FaultKind::ResponsesBroken,
    FaultKind::ResponsesReset,
    FaultKind::Garbage,
    FaultKind::Truncated,
    FaultKind::ClientErrors,
    FaultKind::ServerErrors,
    FaultKind::Hang,
    FaultKind::Slow,
    FaultKind::NoisyNeighbour,
    FaultKind::Leak,
    FaultKind::Maintenance,
    FaultKind::Drain,
    FaultKind::ZeroWeight,
    FaultKind::ChecksDisabled,
    FaultKind::AgentDown,
    FaultKind::AgentDrain,
];

/// All that happens to frontends and processes.
pub(crate) const OF_OTHERS: [FaultKind; 9] = [
    FaultKind::Surge,
    FaultKind::Scanner,
    FaultKind::DeniedRequests,
    FaultKind::DeniedConnections,
    FaultKind::ClientAborts,
    FaultKind::Reload,
    FaultKind::ProxyDown,
    FaultKind::ExporterDown,
    FaultKind::ScrapesLost,
];

const SECONDS: i64 = 240;

fn event(kind: FaultKind, place: u32, from: i64, length: i64, strength: f64) -> Fault {
    let server = |backend: &str, name: &str, number| Target::Server {
        backend: backend.to_owned(),
        server: format!("{name}{number}"),
    };
    let target = match kind.place() {
        Place::Frontend => Target::Frontend("fe_main".to_owned()),
        Place::Instance => Target::Instance(String::new()),
        Place::Server => match place {
            0 => Target::Backend("be_web".to_owned()),
            1 => Target::Backend("be_api".to_owned()),
            2..=4 => server("be_web", "web", place - 1),
            _ => server("be_api", "api", place - 4),
        },
    };
    let length = length.min(SECONDS * 1000 - from).max(1);
    let strength = if strength > 0.8 { 1.0 } else { strength };
    // Half of them at the usual amount, the others at one that differs.
    let amount = kind.amount().filter(|_| place.is_multiple_of(2)).map(|it| (it.0 * 0.4).ceil());
    Fault { kind, target, from, length, strength, amount }
}

fn events(others: bool) -> impl Strategy<Value = Vec<Fault>> {
    let mut kinds = OF_SERVERS.to_vec();
    if others {
        kinds.extend(OF_OTHERS);
    }
    let fault = (prop::sample::select(kinds), 0..8u32, 0..SECONDS * 1000, 1..SECONDS * 1000, 0.0..=1.0f64);
    let fault =
        fault.prop_map(|(kind, place, from, length, strength)| event(kind, place, from, length, strength));
    prop::collection::vec(fault, 0..7)
}

/// A backend's settings, from chance.
fn shape(backend: &mut Backend, bits: u64, numbers: (u32, Option<u32>, u32, f64)) {
    let bit = |idx: u32| bits >> idx & 1 == 1;
    let (retries, maxconn, weight, millis) = numbers;
    backend.balance =
        [Balance::Hash, Balance::RoundRobin, Balance::LeastConn, Balance::RoundRobin][(bits & 3) as usize];
    (backend.retries, backend.redispatch) = (retries, bit(2));
    backend.retry_on = if bit(3) && bit(4) { RetryOn::ALL } else { RetryOn::default() };
    backend.retry_on.server_error &= bit(5);
    backend.abort_on_close = bit(6);
    backend.service.millis = millis;
    let check = &mut backend.check;
    check.observe = [Observe::No, Observe::No, Observe::Layer4, Observe::Layer7][(bits >> 7 & 3) as usize];
    check.on_error = [OnError::MarkDown, OnError::FailCheck, OnError::SuddenDeath, OnError::FastInter]
        [(bits >> 9 & 3) as usize];
    check.fastinter = bit(11).then_some(700);
    (check.agent, check.disable_on_404) = (bit(12), bit(13));
    backend.servers[0].weight = weight;
    backend.servers[2].backup = bit(14) && bit(15);
    for it in &mut backend.servers {
        (it.maxconn, it.slowstart) = (maxconn, if bit(16) { 20_000 } else { 0 });
        it.maxqueue = bit(17).then_some(3);
    }
}

fn scenarios(others: bool) -> impl Strategy<Value = Scenario> {
    let shapes =
        prop::sample::select(vec![Shape::Constant, Shape::Ramp, Shape::Daily, Shape::Weekly, Shape::Spikes]);
    let load = (0.0..200.0f64, shapes, 0.0..=1.0f64, 0.0..=1.0f64);
    let numbers = (0..5u32, prop::option::of(1..20u32), 0..4u32, 1.0..900.0f64);
    (any::<u64>(), events(others), load, any::<u64>(), numbers).prop_map(
        |(seed, events, load, bits, numbers)| {
            let mut scenario = lab(SECONDS, events);
            scenario.seed = seed;
            scenario.version = if bits >> 40 & 1 == 1 { Version::V3_4 } else { Version::V2_6 };
            let it = &mut scenario.frontends[0].load;
            (it.rate, it.shape, it.swing, it.noise) = load;
            (it.mix.client_error, it.mix.server_error) = (0.05, 0.01);
            it.denied = if bits >> 41 & 1 == 1 { 0.1 } else { 0.0 };
            it.aborts = if bits >> 42 & 1 == 1 { 0.1 } else { 0.0 };
            scenario.frontends[0].maxconn = 1_000_000;
            shape(&mut scenario.backends[0], bits, numbers);
            shape(&mut scenario.backends[1], bits >> 18, numbers);
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

/// All samples before `at`, bit by bit.
fn before(scenario: &Scenario, at: i64) -> Vec<(String, Vec<i64>, Vec<u64>)> {
    let mut store = run(scenario).store;
    store.truncate(scenario.start + at - 1);
    let bits = |it: &[f64]| it.iter().map(|it| it.to_bits()).collect();
    let series = store.iter().filter(|it| !it.times.is_empty());
    series.map(|it| (it.labels.to_string(), it.times.clone(), bits(&it.values))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    // Each request that comes is answered, or is in flight still: at every scrape the frontend's requests are its answers
    // of all final classes and its sessions; so are each backend's; and a backend's answers are its servers' and those of
    // HAProxy itself, each of which an error counter or an aborted client accounts for.
    #[test]
    fn no_request_is_lost(scenario in scenarios(true)) {
        let run = run(&scenario);
        for second in (0..=SECONDS).step_by(5) {
            let sum = |what: &str| -> f64 {
                ["2xx", "3xx", "4xx", "5xx"].iter().map(|it| run.at(&format!("{what}/{it}"), second)).sum()
            };
            // No such scrape: HAProxy is dead, or the scrape was lost.
            if run.found("frontend_sessions_total fe_main", second).is_none() { continue; }
            for (backend, prefix) in [("be_web", "web"), ("be_api", "api")] {
                let of = |what: &str| run.at(&format!("backend_{what} {backend}"), second);
                let all = sum(&format!("backend_http_responses_total {backend}"));
                let server = |it| sum(&format!("server_http_responses_total {backend}/{prefix}{it}"));
                let own = all - (1..=3).map(server).sum::<f64>();
                prop_assert_eq!(of("http_requests_total"), all + of("current_sessions"), "{} at {}", backend, second);
                let cut = of("server_aborts_total");
                let told = of("connection_errors_total") + of("client_aborts_total");
                let broken = of("response_errors_total") - cut;
                prop_assert!(own >= told + broken / 2.0 && own <= told + broken, "{own} {told} {broken}");
            }
            let front = sum("frontend_http_responses_total fe_main");
            let sessions = run.at("frontend_current_sessions fe_main", second);
            prop_assert_eq!(run.at("frontend_http_requests_total fe_main", second), front + sessions);
        }
    }

    // Who looks at what requests come to moves no sample. What ended is what came and is not there any more; what ended badly
    // is at least what was answered with 5xx or cut short, and at most all.
    #[test]
    fn what_requests_come_to_is_conserved(scenario in scenarios(true)) {
        let restarts = |it: &Fault| matches!(it.kind, FaultKind::Reload | FaultKind::ProxyDown);
        let mut simulation = Simulation::new(&scenario, None).unwrap().with_impact(&scenario);
        let mut store = Store::new();
        while simulation.step(&mut store) {}
        prop_assert_eq!(openmetrics::write(&store, &[]), text(&scenario, None));
        let impact = simulation.impact().unwrap();
        for (idx, ended) in impact.backends.iter().chain(&impact.frontends).enumerate() {
            for (all, bad) in ended.all.iter().zip(&ended.bad) {
                prop_assert!(*bad >= 0.0 && *bad <= all + 1e-3, "{idx}: {bad} of {all}");
            }
        }
        let run = run(&scenario);
        if scenario.events.iter().any(restarts) || run.found("up", SECONDS) != Some(1.0) { return Ok(()); }
        for (backend, ended) in ["be_web", "be_api"].iter().zip(&impact.backends) {
            let of = |what: &str| run.at(&format!("backend_{what} {backend}"), SECONDS);
            let sum = |list: &[f32]| list.iter().map(|it| f64::from(*it)).sum::<f64>();
            prop_assert_eq!(sum(&ended.all), of("http_requests_total") - of("current_sessions"));
            let failed = run.at(&format!("backend_http_responses_total {backend}/5xx"), SECONDS) + of("server_aborts_total");
            prop_assert!(sum(&ended.bad) >= failed - 1e-3, "{} bad, {failed} failed", sum(&ended.bad));
            let quick = scenario.backends.iter().all(|it| it.servers.iter().all(|it| it.maxconn.is_none()))
                && scenario.events.iter().all(|it| !matches!(it.kind,
                    FaultKind::Slow | FaultKind::NoisyNeighbour | FaultKind::Blackhole | FaultKind::Leak | FaultKind::Hang))
                && scenario.backends.iter().all(|it| !it.retry_on.timeout && it.redispatch);
            prop_assert!(!quick || sum(&ended.bad) < failed + 0.01, "{} bad, {failed} failed", sum(&ended.bad));
        }
    }

    // What a backend counts of its servers is their sum; what only it counts is at least that.
    #[test]
    fn backends_add_up(scenario in scenarios(true)) {
        let run = run(&scenario);
        let Some(_) = run.found("up", SECONDS).filter(|it| *it == 1.0) else { return Ok(()) };
        for (what, exact) in [
            ("loadbalanced_total", true), ("connection_attempts_total", true), ("retry_warnings_total", true),
            ("redispatch_warnings_total", true), ("response_errors_total", true), ("connection_errors_total", false),
        ] {
            let sum: f64 = (1..=3).map(|it| run.at(&format!("server_{what} be_web/web{it}"), SECONDS)).sum();
            let all = run.at(&format!("backend_{what} be_web"), SECONDS);
            prop_assert!(if exact { all == sum } else { all >= sum }, "{what}: {all} {sum}");
        }
    }

    // A counter never falls but at a reload, and is a whole number; in 2.6 a maintenance that ends takes the downtime with it.
    #[test]
    fn counters_only_rise(scenario in scenarios(true)) {
        let infos = haproxy::metrics(scenario.exporter, scenario.version);
        let restarts = |it: &&Fault| matches!(it.kind, FaultKind::Reload | FaultKind::ProxyDown);
        let reloads: Vec<_> = scenario.events.iter().filter(restarts).collect();
        let ends = |it: &&Fault| it.kind == FaultKind::Maintenance && scenario.version == Version::V2_6;
        let forgets: Vec<_> = scenario.events.iter().filter(ends).map(|it| it.from + it.length).collect();
        for series in run(&scenario).store.iter() {
            let info = infos.iter().find(|it| Some(it.name) == series.labels.metric()).unwrap();
            if info.kind == Kind::Gauge { continue; }
            prop_assert!(series.values.iter().all(|it| it.is_nan() || it.fract() == 0.0), "{}", series.labels);
            for (idx, pair) in series.values.windows(2).enumerate() {
                let span = series.times[idx] - scenario.start..series.times[idx + 1] - scenario.start + 1;
                let reset = reloads.iter().any(|it| span.contains(&it.from) || span.contains(&(it.from + it.length)));
                let forgotten = info.name.ends_with("downtime_seconds_total") && forgets.iter().any(|it| span.contains(it));
                let reset = reset || forgotten;
                prop_assert!(reset || pair[1].partial_cmp(&pair[0]) != Some(std::cmp::Ordering::Less), "{}", series.labels);
            }
        }
    }

    // No server shows more sessions than its maxconn.
    #[test]
    fn sessions_stay_below_maxconn(scenario in scenarios(true)) {
        let run = run(&scenario);
        for second in (0..=SECONDS).step_by(5) {
            for it in 1..=3 {
                if run.found("server_current_sessions be_web/web1", second).is_none() { continue; }
                let sessions = run.at(&format!("server_current_sessions be_web/web{it}"), second);
                let limit = run.at(&format!("server_limit_sessions be_web/web{it}"), second);
                prop_assert!(limit.is_nan() || sessions <= limit, "{sessions} of {limit} at {second}");
            }
        }
    }

    // The same scenario gives the same bytes.
    #[test]
    fn chance_comes_from_the_seed(scenario in scenarios(true)) {
        prop_assert_eq!(text(&scenario, None), text(&scenario, None));
    }

    // Which metrics are kept changes no sample of those kept.
    #[test]
    fn wanting_less_changes_nothing(scenario in scenarios(true), picks in any::<u64>(), v1 in any::<bool>()) {
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
    fn faults_leave_the_load_alone(scenario in scenarios(false)) {
        let mut quiet = scenario.clone();
        quiet.events.clear();
        let (faulty, quiet) = (run(&scenario), run(&quiet));
        for second in (0..=SECONDS).step_by(5) {
            let requests = |it: &crate::lab::Run| it.at("frontend_http_requests_total fe_main", second);
            prop_assert_eq!(requests(&faulty), requests(&quiet));
        }
    }

    // What happens from an instant on changes no sample before it: neither events that are added then, nor those that end then and
    // not later. A scanner is left out: its requests have a place of their own from the start.
    #[test]
    fn what_comes_leaves_the_past_alone(
        scenario in scenarios(true), later in events(true), at in 1000..SECONDS * 1000 - 1000, ends in any::<bool>()
    ) {
        let mut other = scenario.clone();
        for it in other.events.iter_mut().filter(|it| ends && it.from < at) {
            it.length = it.length.min(at - it.from);
        }
        let left = SECONDS * 1000 - at;
        for mut it in later.into_iter().filter(|it| it.kind != FaultKind::Scanner) {
            it.from = at + it.from % left;
            it.length = it.length.min(SECONDS * 1000 - it.from).max(1);
            other.events.push(it);
        }
        prop_assert!(before(&scenario, at) == before(&other, at));
    }

    // Pieces of counted work, however small, come to what a whole run comes to.
    #[test]
    fn work_in_pieces_gives_the_same_samples(scenario in scenarios(true), piece in 1..4000u64) {
        let mut simulation = Simulation::new(&scenario, None).unwrap();
        let mut store = Store::new();
        let mut pieces = 1;
        while simulation.work(&mut store, piece, &mut 0) {
            pieces += 1;
        }
        prop_assert!(pieces >= SECONDS / 15);
        prop_assert_eq!(openmetrics::write(&store, &[]), text(&scenario, None));
    }
}
