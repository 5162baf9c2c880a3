//! Plays a scenario with real processes: servers that are closed and misbehave, commands of an operator, clients. It must
//! not know what comes of it.

use haproxy::{Fault, FaultKind, Frontend, Mode, Scenario, Shape, Target};
use series::{Labels, METRIC_NAME};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};
use tests::haproxy::{
    Addresses, Arrival, Client, DENIED_PATH, Exposition, Haproxy, Manner, Origin, Outcome, ask, config,
};
use tests::peer::Folder;
use tests::random::Random;

/// What was seen of a run.
pub(crate) struct Recording {
    /// Scrapes: when, in milliseconds after the start, and what.
    pub(crate) scrapes: Vec<(i64, Exposition)>,
    /// When each event of the scenario really began and ended.
    pub(crate) events: Vec<(i64, i64)>,
    /// How requests ended for the clients.
    pub(crate) outcomes: BTreeMap<Outcome, u64>,
}

impl Recording {
    /// The place of the scrape that is nearest to `time`.
    pub(crate) fn nearest(&self, time: i64) -> usize {
        let distance = |it: &usize| (self.scrapes[*it].0 - time).abs();
        (0..self.scrapes.len()).min_by_key(distance).unwrap_or_default()
    }

    /// By how many seconds HAProxy's clock is behind at a scrape.
    pub(crate) fn late(&self, idx: usize) -> f64 {
        let (time, seen) = &self.scrapes[idx];
        let uptime = seen.samples[&Labels::new([(METRIC_NAME, "haproxy_process_uptime_seconds")])];
        (*time as f64 / 1000.0 - uptime).max(0.0)
    }
}

/// What is played with.
struct Stage<'a> {
    scenario: &'a Scenario,
    haproxy: Haproxy,
    origins: BTreeMap<String, Origin>,
    begin: Instant,
}

/// What happens when: a scrape, or the begin or the end of an event.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Cue {
    Event(usize, bool),
    Scrape,
}

/// Plays `scenario` once, in as many seconds as it is long.
pub(crate) fn play(scenario: &Scenario) -> Recording {
    let folder = Folder::new("haproxy-live");
    let addresses = Addresses::of(scenario);
    let origins = origins(scenario, &addresses);
    let text = config(scenario, &addresses);
    let haproxy = Haproxy::start(folder.path(), &text, &addresses).unwrap();
    let arrivals = arrivals(scenario, &addresses);
    let begin = Instant::now();
    let client = Client::start(arrivals, begin);
    let mut stage = Stage { scenario, haproxy, origins, begin };
    let recording = stage.run();
    Recording { outcomes: client.outcomes(), ..recording }
}

/// A real server for each of the scenario's, and one more where checks have a port of their own.
pub(crate) fn origins(scenario: &Scenario, addresses: &Addresses) -> BTreeMap<String, Origin> {
    let bytes = scenario.frontends[0].load.response_bytes as usize;
    let mut origins = BTreeMap::new();
    for backend in &scenario.backends {
        let service = Duration::from_secs_f64(backend.service.millis / 1000.0);
        for server in &backend.servers {
            let name = format!("{}/{}", backend.name, server.name);
            let open = |address| Origin::open_at(address, service, bytes).unwrap();
            if backend.check.separate_port {
                origins.insert(format!("checks of {name}"), open(addresses.checks(&name)));
            }
            origins.insert(name.clone(), open(addresses.of_name(&name)));
        }
    }
    origins
}

/// All requests: for each route as many as its rate says, at even distances give or take one, so that they do not fall in
/// step with turns and checks.
fn arrivals(scenario: &Scenario, addresses: &Addresses) -> Vec<Arrival> {
    let mut random = Random(scenario.seed);
    let mut arrivals = Vec::new();
    let mut stream = |frontend: &Frontend, path: String, rate: f64, from: i64, length: i64| {
        let to = addresses.of_name(&frontend.name);
        // Around each of three headers HAProxy 2.6 does not count four bytes.
        let uncounted = if frontend.mode == Mode::Http { 12 } else { 0 };
        let bytes = frontend.load.request_bytes as usize + uncounted;
        let number = (rate * length as f64 / 1000.0).round() as u64;
        for idx in 0..number {
            let at = from as f64 + (idx as f64 + random.unit()) * length as f64 / number as f64;
            arrivals.push(Arrival { at: at as u64, to, path: path.clone(), bytes });
        }
    };
    for frontend in &scenario.frontends {
        let Shape::Curve(points) = &frontend.load.shape else { panic!("a load without an end") };
        let all: f64 = frontend.routes.iter().map(|it| it.share).sum();
        for route in &frontend.routes {
            let rate = frontend.load.rate * route.share / all;
            stream(frontend, format!("/{}/", route.backend), rate, 0, points[1].time);
        }
        for it in scenario.events.iter().filter(|it| it.kind == FaultKind::DeniedRequests) {
            if it.target == Target::Frontend(frontend.name.clone()) {
                stream(frontend, DENIED_PATH.to_owned(), it.amount.unwrap(), it.from, it.length);
            }
        }
    }
    arrivals.sort_by_key(|it| it.at);
    arrivals
}

impl Stage<'_> {
    /// Does everything at its time.
    fn run(&mut self) -> Recording {
        let mut cues: Vec<(i64, Cue)> = Vec::new();
        let scenario = self.scenario;
        for (idx, it) in scenario.events.iter().enumerate() {
            cues.extend([(it.from, Cue::Event(idx, true)), (it.from + it.length, Cue::Event(idx, false))]);
        }
        let scrapes =
            (0..=scenario.length / scenario.scrape.interval).map(|it| it * scenario.scrape.interval);
        cues.extend(scrapes.map(|it| (it + scenario.scrape.offset, Cue::Scrape)));
        cues.sort_unstable();
        let events = vec![(0, 0); scenario.events.len()];
        let mut seen = Recording { scrapes: Vec::new(), events, outcomes: BTreeMap::new() };
        for (at, cue) in cues {
            std::thread::sleep(Duration::from_millis(at as u64).saturating_sub(self.begin.elapsed()));
            let now = self.begin.elapsed().as_millis() as i64;
            match cue {
                Cue::Scrape => {
                    seen.scrapes.push((now, Exposition::read(&self.haproxy.scrape().unwrap()).unwrap()))
                }
                Cue::Event(idx, true) => seen.events[idx].0 = self.happens(&scenario.events[idx], true, now),
                Cue::Event(idx, false) => {
                    seen.events[idx].1 = self.happens(&scenario.events[idx], false, now)
                }
            }
        }
        seen
    }

    /// Has an event begin or end at all its servers; when.
    fn happens(&mut self, event: &Fault, begins: bool, now: i64) -> i64 {
        let names: Vec<String> = match &event.target {
            Target::Server { backend, server } => vec![format!("{backend}/{server}")],
            Target::Backend(name) => self.origins.keys().filter(|it| it.starts_with(name)).cloned().collect(),
            Target::Frontend(_) | Target::Instance(_) => Vec::new(),
        };
        for name in &names {
            let origin = self.origins.get_mut(name).unwrap();
            let usual = Manner::Answers(200);
            match event.kind {
                FaultKind::ServerDown if begins => origin.close(),
                FaultKind::ServerDown => origin.open().unwrap(),
                FaultKind::ResponsesBroken => origin.behave(if begins { Manner::Closes } else { usual }),
                FaultKind::ServerErrors => origin.behave(if begins { Manner::Answers(500) } else { usual }),
                FaultKind::ClientErrors => origin.behave(if begins { Manner::Answers(404) } else { usual }),
                FaultKind::Maintenance => {
                    let state = if begins { "maint" } else { "ready" };
                    let answer = ask(&self.haproxy.socket, &format!("set server {name} state {state}"));
                    assert_eq!(answer.unwrap().trim(), "");
                }
                other => panic!("{other:?} cannot be played"),
            }
        }
        now
    }
}
