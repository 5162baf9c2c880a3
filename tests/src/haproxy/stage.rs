//! Plays a scenario with real processes: servers that are closed and misbehave, commands of an operator, clients. It must
//! not know what comes of it.

#![expect(clippy::unwrap_used, reason = "a proof that cannot be set up has failed")]

use super::{
    Addresses, Arrival, Client, DENIED_PATH, Exposition, Haproxy, Manner, Origin, Outcome, ask, config,
};
use crate::peer::Folder;
use crate::random::Random;
use haproxy::{Fault, FaultKind, Frontend, Mode, Scenario, Shape, Target};
use series::{Labels, METRIC_NAME};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// What was seen of a run.
#[derive(Default)]
pub struct Recording {
    /// Scrapes: when, in milliseconds after the start, and what.
    pub scrapes: Vec<(i64, Exposition)>,
    /// When each event of the scenario really began and ended.
    pub events: Vec<(i64, i64)>,
    /// How requests ended for the clients.
    pub outcomes: BTreeMap<Outcome, u64>,
    /// What `show stat` printed: when, and what.
    pub stats: Vec<(i64, String)>,
}

impl Recording {
    /// The place of the scrape that is nearest to `time`.
    pub fn nearest(&self, time: i64) -> usize {
        let distance = |it: &usize| (self.scrapes[*it].0 - time).abs();
        (0..self.scrapes.len()).min_by_key(distance).unwrap_or_default()
    }

    /// By how many seconds HAProxy's clock is behind at a scrape.
    pub fn late(&self, idx: usize) -> f64 {
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

/// What happens when: the begin or the end of an event, a scrape, or a look at `show stat`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Cue {
    Event(usize, bool),
    Scrape,
    Stat,
}

/// Plays `scenario` once, in as many seconds as it is long; `show stat` is asked at `looks`, milliseconds after the start.
///
/// # Panics
/// When it cannot be played.
pub fn play(scenario: &Scenario, looks: &[i64]) -> Recording {
    let folder = Folder::new("haproxy-live");
    let addresses = Addresses::of(scenario);
    let origins = origins(scenario, &addresses);
    let text = config(scenario, &addresses);
    let haproxy = Haproxy::start(folder.path(), &text, &addresses).unwrap();
    let arrivals = arrivals(scenario, &addresses);
    let begin = Instant::now();
    let client = Client::start(arrivals, begin);
    let mut stage = Stage { scenario, haproxy, origins, begin };
    let recording = stage.run(looks);
    Recording { outcomes: client.outcomes(), ..recording }
}

/// A real server for each of the scenario's, and one more where checks have a port of their own.
pub fn origins(scenario: &Scenario, addresses: &Addresses) -> BTreeMap<String, Origin> {
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
    fn run(&mut self, looks: &[i64]) -> Recording {
        let mut cues: Vec<(i64, Cue)> = looks.iter().map(|it| (*it, Cue::Stat)).collect();
        let scenario = self.scenario;
        for (idx, it) in scenario.events.iter().enumerate() {
            cues.extend([(it.from, Cue::Event(idx, true)), (it.from + it.length, Cue::Event(idx, false))]);
        }
        let scrapes =
            (0..=scenario.length / scenario.scrape.interval).map(|it| it * scenario.scrape.interval);
        cues.extend(scrapes.map(|it| (it + scenario.scrape.offset, Cue::Scrape)));
        cues.sort_unstable();
        let events = vec![(0, 0); scenario.events.len()];
        let mut seen = Recording { events, ..Recording::default() };
        for (at, cue) in cues {
            std::thread::sleep(Duration::from_millis(at as u64).saturating_sub(self.begin.elapsed()));
            let now = self.begin.elapsed().as_millis() as i64;
            match cue {
                Cue::Scrape => {
                    seen.scrapes.push((now, Exposition::read(&self.haproxy.scrape().unwrap()).unwrap()))
                }
                Cue::Stat => seen.stats.push((now, self.ask("show stat"))),
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
            self.happens_to(name, event.kind, begins);
        }
        now
    }

    /// Has an event begin or end at one server.
    fn happens_to(&mut self, name: &str, kind: FaultKind, begins: bool) {
        let origin = self.origins.get_mut(name).unwrap();
        let manner = |it: Manner| if begins { it } else { Manner::Answers(200) };
        let word = |it: &'static str| if begins { it } else { "ready" };
        match kind {
            FaultKind::ServerDown if begins => return origin.close(),
            FaultKind::ServerDown => return origin.open().unwrap(),
            FaultKind::ResponsesBroken => return origin.behave(manner(Manner::Closes)),
            FaultKind::ServerErrors => return origin.behave(manner(Manner::Answers(500))),
            FaultKind::ClientErrors => return origin.behave(manner(Manner::Answers(404))),
            FaultKind::ChecksFailing => return origin.answer_checks(manner(Manner::Answers(503))),
            FaultKind::ChecksNotFound => return origin.answer_checks(manner(Manner::Answers(404))),
            FaultKind::ChecksHanging => return origin.answer_checks(manner(Manner::Hangs)),
            _ => {}
        }
        let command = match kind {
            FaultKind::Maintenance => format!("set server {name} state {}", word("maint")),
            FaultKind::Drain => format!("set server {name} state {}", word("drain")),
            FaultKind::ZeroWeight => {
                format!("set server {name} weight {}", if begins { "0" } else { "100%" })
            }
            FaultKind::ChecksDisabled => {
                format!("{} health {name}", if begins { "disable" } else { "enable" })
            }
            other => panic!("{other:?} cannot be played"),
        };
        assert_eq!(self.ask(&command).trim(), "");
    }

    /// The answer to a command of an operator.
    fn ask(&self, command: &str) -> String {
        ask(&self.haproxy.socket, command).unwrap()
    }
}
