//! Laws of conservation over topologies of every form: several frontends on shared backends, of both modes, with and without
//! servers, checks, limits. It must not know any particular one.

use crate::lab::{GOOD, Run, lab, run};
use haproxy::{
    Backend, Balance, CheckKind, Fault, FaultKind, Frontend, Load, Mode, Observe, Place, RetryOn, Route,
    Scenario, Server, Target, Version,
};
use proptest::prelude::*;

const SECONDS: i64 = 150;
const CLASSES: [&str; 6] = ["1xx", "2xx", "3xx", "4xx", "5xx", "other"];

/// Numbers from one seed, so that a topology is made in plain code.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        (mixed ^ (mixed >> 27)) % sides
    }

    fn one_in(&mut self, sides: u64) -> bool {
        self.below(sides) == 0
    }

    fn pick<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len() as u64) as usize]
    }
}

fn backend(dice: &mut Dice, idx: u64, mode: Mode) -> Backend {
    let mut it = Backend { name: format!("be{idx}"), mode, ..Backend::default() };
    it.balance = dice.pick(&[Balance::RoundRobin, Balance::Hash, Balance::LeastConn]);
    (it.retries, it.redispatch) = (dice.below(5) as u32, dice.one_in(2));
    it.retry_on = if mode == Mode::Http && dice.one_in(3) { RetryOn::ALL } else { RetryOn::default() };
    it.timeout_connect = dice.pick(&[200, 1000, 3000]);
    it.timeout_server = dice.pick(&[300, 5000, 20_000]);
    it.timeout_queue = dice.pick(&[500, 3000, 10_000]);
    (it.abort_on_close, it.all_backups) = (dice.one_in(2), dice.one_in(2));
    it.service.millis = dice.pick(&[1.0, 22.0, 400.0]);
    it.check.kind = dice.pick(&[CheckKind::Http, CheckKind::Http, CheckKind::Tcp, CheckKind::No]);
    (it.check.inter, it.check.fall, it.check.rise) =
        (dice.pick(&[500, 2000, 7000]), 1 + dice.below(5) as u32, 2);
    it.check.observe = dice.pick(&[Observe::No, Observe::Layer4, Observe::Layer7]);
    (it.check.agent, it.check.separate_port) = (dice.one_in(3), dice.one_in(2));
    let server = |number| Server { name: format!("s{number}"), ..Server::default() };
    it.servers = (0..dice.below(5)).map(server).collect();
    for server in &mut it.servers {
        server.weight = dice.below(4) as u32;
        server.maxconn = dice.one_in(2).then(|| 1 + dice.below(9) as u32);
        server.maxqueue = dice.one_in(3).then(|| 1 + dice.below(9) as u32);
        server.slowstart = dice.pick(&[0, 0, 15_000]);
        server.backup = dice.one_in(4);
    }
    it
}

fn frontend(dice: &mut Dice, idx: u64, mode: Mode, backends: &[Backend]) -> Frontend {
    let mut load = Load { rate: dice.pick(&[0.0, 3.0, 40.0, 150.0]), mix: GOOD, ..Load::default() };
    (load.mix.redirect, load.mix.client_error, load.mix.server_error) = (0.1, 0.05, 0.02);
    if mode == Mode::Http {
        (load.denied, load.aborts) = (dice.pick(&[0.0, 0.1]), dice.pick(&[0.0, 0.2]));
    }
    let led = backends.iter().filter(|it| it.mode == mode);
    let routes =
        led.map(|it| Route { backend: it.name.clone(), share: 1.0 + dice.below(5) as f64 }).collect();
    Frontend {
        name: format!("fe{idx}"),
        mode,
        maxconn: dice.pick(&[7, 100, 100_000]),
        load,
        routes,
        ..Frontend::default()
    }
}

fn event(dice: &mut Dice, kind: FaultKind, scenario: &Scenario) -> Fault {
    let target = match kind.place() {
        Place::Instance => Target::Instance(String::new()),
        Place::Frontend => Target::Frontend(scenario.frontends[0].name.clone()),
        Place::Server => {
            let backend = &scenario.backends[dice.below(scenario.backends.len() as u64) as usize];
            match backend.servers.first() {
                Some(server) if dice.one_in(2) => {
                    Target::Server { backend: backend.name.clone(), server: server.name.clone() }
                }
                _ => Target::Backend(backend.name.clone()),
            }
        }
    };
    let from = dice.below(SECONDS as u64 * 1000 - 2) as i64;
    let length = 1 + dice.below((SECONDS * 1000 - from) as u64) as i64;
    Fault { kind, target, from, length, strength: dice.pick(&[0.3, 1.0, 1.0]), amount: None }
}

/// One to three frontends and one to four backends; every third with mode tcp beside http; up to six faults.
fn scenario(seed: u64, kinds: &[FaultKind]) -> Scenario {
    let dice = &mut Dice(seed);
    let mut scenario = Scenario { seed, ..lab(SECONDS, vec![]) };
    scenario.version = dice.pick(&[Version::V2_6, Version::V3_4]);
    let tcp = dice.one_in(3);
    scenario.backends = (0..1 + dice.below(3)).map(|idx| backend(dice, idx, Mode::Http)).collect();
    if tcp {
        scenario.backends.push(backend(dice, 9, Mode::Tcp));
    }
    scenario.frontends =
        (0..1 + dice.below(2)).map(|it| frontend(dice, it, Mode::Http, &scenario.backends)).collect();
    if tcp {
        scenario.frontends.push(frontend(dice, 9, Mode::Tcp, &scenario.backends));
    }
    scenario.events = kinds.iter().map(|it| event(dice, *it, &scenario)).collect();
    scenario
}

/// Any faults.
fn kinds() -> impl Strategy<Value = Vec<FaultKind>> {
    let all = crate::laws::OF_SERVERS.iter().chain(&crate::laws::OF_OTHERS).copied();
    prop::collection::vec(prop::sample::select(all.collect::<Vec<_>>()), 0..7)
}

/// The sum of `values`.
fn sum(values: impl Iterator<Item = f64>) -> f64 {
    values.sum()
}

/// Answers of an object by class.
fn answers(run: &Run, what: &str, name: &str, second: i64) -> [f64; 6] {
    CLASSES.map(|class| run.at(&format!("{what}_http_responses_total {name}/{class}"), second))
}

/// Scrapes that reached the exporter.
fn scrapes(run: &Run) -> impl Iterator<Item = i64> {
    (0..=SECONDS).step_by(5).filter(|it| run.found("process_uptime_seconds", *it).is_some())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    // What comes in goes out or is still there: at each frontend, at each backend, and between them. A frontend's answers are
    // its backends', by class, and the 403s of its own rules.
    #[test]
    fn nothing_is_lost_between_proxies(seed in any::<u64>(), kinds in kinds()) {
        let scenario = scenario(seed, &kinds);
        let run = run(&scenario);
        for second in scrapes(&run) {
            let (mut passed, mut answered, mut denied) = (0.0, [0.0; 6], 0.0);
            for it in &scenario.frontends {
                let of = |what: &str| run.at(&format!("frontend_{what} {}", it.name), second);
                passed += of("sessions_total") - of("requests_denied_total");
                prop_assert!(of("current_sessions") <= of("limit_sessions"), "{} at {second}", it.name);
                if it.mode == Mode::Tcp { continue; }
                let classes = answers(&run, "frontend", &it.name, second);
                let (inside, shown) = (of("http_requests_total") - sum(classes.into_iter()), of("current_sessions"));
                // At its limit it lets in, step by step, as many as have left.
                let full = shown == of("limit_sessions") && inside > shown;
                prop_assert!(inside == shown || full, "{}: {inside} {shown} at {second}", it.name);
                answered.iter_mut().zip(classes).for_each(|(sum, it)| *sum += it);
                denied += of("requests_denied_total");
            }
            answered[3] -= denied;
            for it in &scenario.backends {
                let of = |what: &str| run.at(&format!("backend_{what} {}", it.name), second);
                passed -= of("sessions_total");
                if it.mode == Mode::Tcp { continue; }
                let classes = answers(&run, "backend", &it.name, second);
                let all = sum(classes.into_iter());
                prop_assert_eq!(of("http_requests_total"), all + of("current_sessions"), "{} at {}", it.name, second);
                answered.iter_mut().zip(classes).for_each(|(sum, it)| *sum -= it);
            }
            prop_assert_eq!((passed, answered), (0.0, [0.0; 6]), "at {}", second);
        }
    }

    // A backend's answers of 1xx to 4xx are its servers'; its 5xx are theirs and HAProxy's own, which the counters of failures
    // account for. Bytes that reach servers have come in.
    #[test]
    fn answers_have_an_author(seed in any::<u64>(), kinds in kinds()) {
        let scenario = scenario(seed, &kinds);
        let run = run(&scenario);
        for second in scrapes(&run) {
            for backend in scenario.backends.iter().filter(|it| it.mode == Mode::Http) {
                let of = |what: &str| run.at(&format!("backend_{what} {}", backend.name), second);
                let names = || backend.servers.iter().map(|it| format!("{}/{}", backend.name, it.name));
                let mut own = answers(&run, "backend", &backend.name, second);
                for name in names() {
                    own.iter_mut().zip(answers(&run, "server", &name, second)).for_each(|(sum, it)| *sum -= it);
                }
                let gone = of("client_aborts_total");
                prop_assert_eq!([own[0], own[1], own[2], own[5]], [0.0; 4], "{} at {}", backend.name, second);
                prop_assert!(own[3] <= gone, "{} of 4xx, {gone} clients gone", own[3]);
                let broken = of("response_errors_total") - of("server_aborts_total");
                let told = of("connection_errors_total") + gone;
                let own = own[3] + own[4];
                prop_assert!(told + broken / 2.0 <= own && own <= told + broken, "{own} {told} {broken}");
                let received = sum(names().map(|it| run.at(&format!("server_bytes_in_total {it}"), second)));
                prop_assert!(received <= of("bytes_in_total"), "{received} {}", of("bytes_in_total"));
            }
        }
    }

    // No server has more sessions or waiting requests than it may; each is in one state; a backend counts its servers by state.
    #[test]
    fn limits_hold_and_states_are_whole(seed in any::<u64>(), kinds in kinds()) {
        let scenario = scenario(seed, &kinds);
        let run = run(&scenario);
        for second in scrapes(&run) {
            for backend in &scenario.backends {
                let states = ["DOWN", "UP", "MAINT", "DRAIN", "NOLB"];
                let mut counted = [0.0; 5];
                for server in &backend.servers {
                    let name = format!("{}/{}", backend.name, server.name);
                    let of = |what: &str| run.at(&format!("server_{what} {name}"), second);
                    let limit = |what: &str| Some(of(what)).filter(|it| !it.is_nan()).unwrap_or(f64::INFINITY);
                    prop_assert!(of("current_sessions") <= limit("limit_sessions"), "{name} at {second}");
                    prop_assert!(of("current_queue") <= limit("queue_limit"), "{name} at {second}");
                    let state = states.map(|it| run.at(&format!("server_status {name}/{it}"), second));
                    prop_assert_eq!(sum(state.into_iter()), 1.0);
                    counted.iter_mut().zip(state).for_each(|(sum, it)| *sum += it);
                }
                let of = |what: &str| run.at(&format!("backend_{what} {}", backend.name), second);
                let usable = of("active_servers") + of("backup_servers");
                prop_assert!(usable <= counted[1], "{} at {second}", backend.name);
                if backend.servers.is_empty() { continue; }
                let told = states.map(|it| run.at(&format!("backend_agg_server_status {}/{it}", backend.name), second));
                prop_assert_eq!(told, counted, "{} at {}", backend.name, second);
                let is_up = run.at(&format!("backend_status {}/UP", backend.name), second) == 1.0;
                prop_assert_eq!(is_up, usable > 0.0, "{} at {}", backend.name, second);
            }
        }
    }
}
