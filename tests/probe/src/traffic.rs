//! Days that the benchmark simulates, natively and in the browser: quiet ones and ones with faults. It must not measure.

use haproxy::{
    Backend, Fault, FaultKind, Frontend, Load, Mix, Route, Scenario, Server, Shape, Simulation, Target,
};
use series::Store;
use std::collections::BTreeSet;

/// One day at a scrape every 15 s.
#[derive(Clone, Copy, Debug)]
pub struct Day {
    /// What it is called in the table.
    pub name: &'static str,
    /// How many backends there are, and servers in each.
    size: (usize, usize),
    /// Whether ten faults come, one after the other.
    faults: bool,
    /// Whether all metrics are asked for, or the two that one rule reads.
    all: bool,
}

/// All that are measured.
pub const DAYS: [Day; 5] = [
    Day {
        name: "3 backends of 3 servers, the 2 metrics of one rule",
        size: (3, 3),
        faults: false,
        all: false,
    },
    Day { name: "the same with ten faults", size: (3, 3), faults: true, all: false },
    Day { name: "3 backends of 3 servers, all metrics", size: (3, 3), faults: false, all: true },
    Day {
        name: "10 backends of 10 servers, the 2 metrics of one rule",
        size: (10, 10),
        faults: false,
        all: false,
    },
    Day { name: "the same 100 servers with ten faults", size: (10, 10), faults: true, all: false },
];

/// What one rule reads.
const TWO: [&str; 2] = ["haproxy_server_http_responses_total", "haproxy_server_response_errors_total"];
/// Hours from fault to fault; each holds for half an hour.
const APART: i64 = 2;
const HOUR: i64 = 3_600_000;
/// Of every way in which the model's work differs: processes, answers, times, queues, checks, operators.
const FAULTS: [FaultKind; 10] = [
    FaultKind::ServerDown,
    FaultKind::ServerErrors,
    FaultKind::Slow,
    FaultKind::ResponsesBroken,
    FaultKind::ChecksFlapping,
    FaultKind::Hang,
    FaultKind::Maintenance,
    FaultKind::ClientErrors,
    FaultKind::Blackhole,
    FaultKind::Drain,
];

impl Day {
    /// Simulates it; the samples.
    ///
    /// # Errors
    /// A scenario that is none.
    pub fn simulate(self) -> Result<Store, String> {
        let wanted: BTreeSet<String> = TWO.map(str::to_owned).into();
        let wanted = (!self.all).then_some(&wanted);
        let mut simulation = Simulation::new(&self.scenario(), wanted).map_err(|err| err.to_string())?;
        let mut store = Store::new();
        while simulation.step(&mut store) {}
        Ok(store)
    }

    fn scenario(self) -> Scenario {
        let (backends, servers) = self.size;
        let mix = Mix { ok: 0.93, redirect: 0.03, client_error: 0.03, server_error: 0.01 };
        let load = Load { rate: 300.0, shape: Shape::Daily, swing: 0.5, noise: 0.1, mix, ..Load::default() };
        let routes = (0..backends).map(|idx| Route { backend: format!("be{idx}"), share: 1.0 }).collect();
        let faults = FAULTS.iter().enumerate().filter(|_| self.faults);
        Scenario {
            start: crate::START,
            length: 24 * HOUR,
            scrape: haproxy::Scrape {
                interval: crate::INTERVAL,
                offset: crate::OFFSET,
                ..Default::default()
            },
            seed: 1,
            instance: "lb1:8404".to_owned(),
            more_instances: Vec::new(),
            other_exporter: None,
            job: "haproxy".to_owned(),
            version: haproxy::Version::V2_6,
            exporter: haproxy::Exporter::Embedded,
            frontends: vec![Frontend { name: "fe".to_owned(), load, routes, ..Frontend::default() }],
            backends: (0..backends).map(|idx| backend(idx, servers)).collect(),
            events: faults.map(|(idx, kind)| fault(idx, *kind, self.size)).collect(),
        }
    }
}

fn backend(idx: usize, servers: usize) -> Backend {
    let server = |idx| Server { name: format!("srv{idx}"), ..Server::default() };
    Backend {
        name: format!("be{idx}"),
        redispatch: true,
        servers: (0..servers).map(server).collect(),
        ..Backend::default()
    }
}

/// Fault number `idx`, each at another server.
fn fault(idx: usize, kind: FaultKind, (backends, servers): (usize, usize)) -> Fault {
    let target =
        Target::Server { backend: format!("be{}", idx % backends), server: format!("srv{}", idx % servers) };
    Fault {
        kind,
        target,
        from: (1 + APART * idx as i64) * HOUR,
        length: HOUR / 2,
        strength: 1.0,
        amount: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_are_felt() {
        let sum = |day: Day| -> f64 {
            let store = day.simulate().unwrap();
            let errors = store.iter().filter(|it| it.labels.metric() == Some(TWO[1]));
            errors.filter_map(|it| it.values.last()).sum()
        };
        assert_eq!(sum(DAYS[0]), 0.0);
        assert!(sum(DAYS[1]) > 1000.0);
    }
}
