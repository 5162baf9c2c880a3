//! The set-up of the laboratory, and how tests read results. It must not know what is expected.

use haproxy::{
    Backend, Balance, Check, Exporter, Fault, FaultKind, Frontend, Load, Mix, Place, Route, Scenario, Scrape,
    Server, Simulation, Target, Version,
};
use series::{Labels, METRIC_NAME, Store, is_stale};
use std::collections::{BTreeMap, BTreeSet};

/// Only 200s.
pub(crate) const GOOD: Mix = Mix { ok: 1.0, redirect: 0.0, client_error: 0.0, server_error: 0.0 };

/// 30 requests a second to be_web (round robin, checks on the traffic's port), 10 to be_api (hashed, checks beside),
/// retries 3, redispatch; scraped each 5 s for `seconds`.
pub(crate) fn lab(seconds: i64, events: Vec<Fault>) -> Scenario {
    let load = Load { rate: 40.0, mix: GOOD, ..Load::default() };
    let route = |backend: &str, share| Route { backend: backend.to_owned(), share };
    let routes = vec![route("be_web", 30.0), route("be_api", 10.0)];
    Scenario {
        start: 1_795_219_200_000,
        length: seconds * 1000,
        scrape: Scrape { interval: 5000, ..Scrape::default() },
        seed: 42,
        instance: "lb1:8404".to_owned(),
        more_instances: vec![],
        other_exporter: None,
        job: "haproxy".to_owned(),
        version: Version::V2_6,
        exporter: Exporter::Embedded,
        frontends: vec![Frontend { name: "fe_main".to_owned(), load, routes, ..Frontend::default() }],
        backends: vec![
            backend("be_web", Balance::RoundRobin, "web", Some(8)),
            backend("be_api", Balance::Hash, "api", None),
        ],
        events,
    }
}

fn backend(name: &str, balance: Balance, prefix: &str, maxconn: Option<u32>) -> Backend {
    let server = |number| Server { name: format!("{prefix}{number}"), maxconn, ..Server::default() };
    Backend {
        name: name.to_owned(),
        balance,
        redispatch: true,
        check: Check { timeout: Some(1500), separate_port: balance == Balance::Hash, ..Check::default() },
        servers: (1..=3).map(server).collect(),
        ..Backend::default()
    }
}

/// A fault at full strength from second `from` for `length` seconds; `target` is a backend or `backend/server`.
pub(crate) fn fault(kind: FaultKind, target: &str, from: i64, length: i64) -> Fault {
    let target = match target.split_once('/') {
        None if kind.place() == Place::Frontend => Target::Frontend(target.to_owned()),
        None if kind.place() == Place::Instance => Target::Instance(target.to_owned()),
        None => Target::Backend(target.to_owned()),
        Some((backend, server)) => Target::Server { backend: backend.to_owned(), server: server.to_owned() },
    };
    Fault { kind, target, from: from * 1000, length: length * 1000, strength: 1.0, amount: None }
}

/// All samples of a scenario.
pub(crate) fn run(scenario: &Scenario) -> Run {
    run_for(scenario, None)
}

/// The samples of the `wanted` metrics of a scenario.
pub(crate) fn run_for(scenario: &Scenario, wanted: Option<&BTreeSet<String>>) -> Run {
    let mut simulation = Simulation::new(scenario, wanted).unwrap();
    let mut store = Store::new();
    while simulation.step(&mut store) {}
    let names = store.iter().enumerate().map(|(idx, it)| (short(&it.labels), idx)).collect();
    Run { store, start: scenario.start, names }
}

/// The samples of a scenario.
pub(crate) struct Run {
    pub(crate) store: Store,
    start: i64,
    names: BTreeMap<String, usize>,
}

impl Run {
    /// The value of series `name` at second `time`, which must be a scrape. Labels are written
    /// `metric proxy/server/value`.
    pub(crate) fn at(&self, name: &str, time: i64) -> f64 {
        self.found(name, time).unwrap_or_else(|| panic!("no sample of {name} at {time} s"))
    }

    /// As [`Run::at`], where the series may be absent.
    pub(crate) fn found(&self, name: &str, time: i64) -> Option<f64> {
        let time = self.start + time * 1000;
        let series = self.store.iter().nth(*self.names.get(name)?)?;
        let idx = series.times.binary_search(&time).ok()?;
        Some(series.values[idx]).filter(|it| !is_stale(*it))
    }

    /// The increase a second of counter `name` between two scrapes.
    pub(crate) fn rate(&self, name: &str, from: i64, to: i64) -> f64 {
        (self.at(name, to) - self.at(name, from)) / (to - from) as f64
    }
}

/// `metric owner/server/value`, without `haproxy_`.
pub(crate) fn short(labels: &Labels) -> String {
    let metric = labels.metric().unwrap_or_default();
    let metric = metric.strip_prefix("haproxy_").unwrap_or(metric);
    let order = ["proxy", "frontend", "backend", "server", "code", "state"];
    let values: Vec<_> = order.iter().filter_map(|it| labels.value(it)).collect();
    assert!(labels.value(METRIC_NAME).is_some() && labels.value("job") == Some("haproxy"));
    if values.is_empty() { metric.to_owned() } else { format!("{metric} {}", values.join("/")) }
}
