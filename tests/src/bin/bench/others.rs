//! What has no counterpart in Prometheus: the simulation, the parser, the link. It must not know the rules' figures.

use super::timing::Times;
use haproxy::{
    Backend, Exporter, Frontend, Load, Mix, Route, Scenario, Scrape, Server, Shape, Simulation, Version,
};
use playground::{bundled, share};
use promql::Semantics;
use series::Store;
use std::collections::BTreeSet;

/// How often a work of microseconds is repeated to be timed once.
const REPEATS: u32 = 1_000;

/// One figure.
pub(crate) struct Other {
    /// What was done.
    pub(crate) what: String,
    /// How long it took.
    pub(crate) times: Times,
    /// How much came out.
    pub(crate) yields: String,
}

/// Measures each `rounds` times, after one run that only warms up.
pub(crate) fn measure(rounds: usize) -> Result<Vec<Other>, String> {
    let two = ["haproxy_server_http_responses_total", "haproxy_server_response_errors_total"];
    let two = two.map(str::to_owned).into();
    let mut others = vec![
        simulation("3 backends of 3 servers, the 2 metrics of one rule", (3, 3), Some(&two), rounds)?,
        simulation("3 backends of 3 servers, all metrics", (3, 3), None, rounds)?,
        simulation("10 backends of 10 servers, the 2 metrics of one rule", (10, 10), Some(&two), rounds)?,
    ];
    let exprs = catalogue::alerts().iter().map(|it| alerting::parse_rule(it.rule_yaml()));
    let exprs: Vec<_> = exprs.map(|it| it.map(|it| it.expr)).collect::<Result<_, _>>().map_err(text)?;
    let characters: usize = exprs.iter().map(String::len).sum();
    let parse = || exprs.iter().try_for_each(|it| promql::parse(it, Semantics::V3).map(drop)).map_err(text);
    others.push(repeated("parsing the expressions of the five rules", rounds, parse, characters)?);
    let document = bundled::default_document();
    let link = share::encode(&document);
    if share::decode(&link).map_err(text)? != document {
        return Err("the default document does not come back from its link".to_owned());
    }
    let encode = || if share::encode(&document) == link { Ok(()) } else { Err("another link".to_owned()) };
    others.push(repeated("default document to link", rounds, encode, link.len())?);
    let decode = || share::decode(&link).map(drop).map_err(text);
    others.push(repeated("link to default document", rounds, decode, link.len())?);
    Ok(others)
}

fn text(err: impl ToString) -> String {
    err.to_string()
}

/// A quiet day.
fn simulation(
    name: &str,
    (backends, servers): (usize, usize),
    wanted: Option<&BTreeSet<String>>,
    rounds: usize,
) -> Result<Other, String> {
    let scenario = scenario(backends, servers);
    let run = || {
        let mut store = Store::new();
        let mut simulation = Simulation::new(&scenario, wanted).map_err(text)?;
        while simulation.step(&mut store) {}
        Ok::<_, String>(store)
    };
    let store = run()?;
    let mut times = Times::default();
    for _ in 0..rounds {
        times.run(run)?;
    }
    let samples: usize = store.iter().map(|it| it.values.len()).sum();
    let yields = format!("{} series, {samples} samples", store.len());
    Ok(Other { what: format!("simulating 24 h: {name}"), times, yields })
}

/// The time of one of many repetitions of `work`, which goes over so many `characters`.
fn repeated(
    what: &str,
    rounds: usize,
    mut work: impl FnMut() -> Result<(), String>,
    characters: usize,
) -> Result<Other, String> {
    work()?;
    let mut times = Times::default();
    for _ in 0..rounds {
        let mut many = Times::default();
        many.run(|| (0..REPEATS).try_for_each(|_| work()))?;
        times.add(many.best() / f64::from(REPEATS));
    }
    Ok(Other { what: what.to_owned(), times, yields: format!("{characters} characters") })
}

fn scenario(backends: usize, servers: usize) -> Scenario {
    let mix = Mix { ok: 0.93, redirect: 0.03, client_error: 0.03, server_error: 0.01 };
    let load = Load { rate: 300.0, shape: Shape::Daily, swing: 0.5, noise: 0.1, mix, ..Load::default() };
    let server = |idx| Server { name: format!("srv{idx}"), ..Server::default() };
    let backend = |idx| Backend {
        name: format!("be{idx}"),
        redispatch: true,
        servers: (0..servers).map(server).collect(),
        ..Backend::default()
    };
    let route = |idx| Route { backend: format!("be{idx}"), share: 1.0 };
    let routes = (0..backends).map(route).collect();
    Scenario {
        start: 1_772_409_600_000,
        length: 86_400_000,
        scrape: Scrape { interval: 15_000, offset: 7_000, ..Scrape::default() },
        seed: 1,
        instance: "lb1:8404".to_owned(),
        more_instances: Vec::new(),
        other_exporter: None,
        job: "haproxy".to_owned(),
        version: Version::V2_6,
        exporter: Exporter::Embedded,
        frontends: vec![Frontend { name: "fe".to_owned(), load, routes, ..Frontend::default() }],
        backends: (0..backends).map(backend).collect(),
        events: Vec::new(),
    }
}
