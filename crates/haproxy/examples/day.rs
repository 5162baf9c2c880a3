//! How long a day of some backends with some servers takes. It must not be needed by anything.

use haproxy::{
    Backend, Balance, Exporter, Fault, FaultKind, Frontend, Load, Mix, Route, Scenario, Scrape, Server,
    Shape, Simulation, Target, Version,
};
use series::Store;
use std::collections::BTreeSet;
use std::time::Instant;

const HOUR: i64 = 3_600_000;

fn main() {
    let wanted: BTreeSet<_> = ["haproxy_server_http_responses_total", "haproxy_server_response_errors_total"]
        .map(str::to_owned)
        .into();
    // The beginning of a name: a single such day, for a profiler.
    let once = std::env::args().nth(1);
    for (name, scenario) in [
        ("3x3, quiet", scenario(3, 3, vec![])),
        ("3x3, ten faults of 10 min", scenario(3, 3, faults())),
        ("10x10, quiet", scenario(10, 10, vec![])),
    ] {
        if once.as_ref().is_some_and(|it| !name.starts_with(it)) {
            continue;
        }
        for (kept, wanted) in [("2 metrics", Some(&wanted)), ("all metrics", None)] {
            let mut best = f64::INFINITY;
            let mut samples = 0;
            for _ in 0..if once.is_some() { 1 } else { 5 } {
                let begin = Instant::now();
                let mut store = Store::new();
                let Ok(mut simulation) = Simulation::new(&scenario, wanted) else { return };
                while simulation.step(&mut store) {}
                best = best.min(begin.elapsed().as_secs_f64());
                samples = store.iter().map(|it| it.values.len()).sum();
            }
            if once.is_some() {
                return;
            }
            println!("24 h, 15 s, {name}, {kept}: {:.1} ms, {samples} samples", best * 1000.0);
        }
    }
}

fn faults() -> Vec<Fault> {
    let kinds =
        [FaultKind::ServerDown, FaultKind::ConnectionsRefused, FaultKind::ServerErrors, FaultKind::Hang];
    let fault = |idx: i64| Fault {
        kind: kinds[idx as usize % kinds.len()],
        target: Target::Server { backend: format!("be{}", idx % 3), server: "s1".to_owned() },
        from: idx * 2 * HOUR,
        length: HOUR / 6,
        strength: 1.0,
        amount: None,
    };
    (0..10).map(fault).collect()
}

fn scenario(backends: usize, servers: usize, events: Vec<Fault>) -> Scenario {
    let mix = Mix { ok: 0.93, redirect: 0.03, client_error: 0.03, server_error: 0.01 };
    let load = Load { rate: 300.0, shape: Shape::Daily, swing: 0.5, noise: 0.1, mix, ..Load::default() };
    let server = |idx| Server { name: format!("s{idx}"), maxconn: Some(100), ..Server::default() };
    let backend = |idx| Backend {
        name: format!("be{idx}"),
        balance: if idx == 2 { Balance::Hash } else { Balance::RoundRobin },
        redispatch: true,
        servers: (0..servers).map(server).collect(),
        ..Backend::default()
    };
    let route = |idx| Route { backend: format!("be{idx}"), share: 1.0 };
    Scenario {
        start: 1_790_000_000_000,
        length: 24 * HOUR,
        scrape: Scrape { interval: 15_000, offset: 3_000, ..Scrape::default() },
        seed: 1,
        instance: "lb1:8404".to_owned(),
        more_instances: vec![],
        other_exporter: None,
        job: "haproxy".to_owned(),
        version: Version::V2_6,
        exporter: Exporter::Embedded,
        frontends: vec![Frontend {
            name: "fe".to_owned(),
            load,
            routes: (0..backends).map(route).collect(),
            ..Frontend::default()
        }],
        backends: (0..backends).map(backend).collect(),
        events,
    }
}
