//! How bad each fault was for users, from the simulation's own flows. It must not know rules or what anybody labelled.

use haproxy::{Ended, Fault, Frontend, Scenario, Target};

/// From which share of bad requests above the usual on users count as hurt: five times what 99.9 % allows.
const HURT: f64 = 0.005;
/// How long after a fault its harm may go on, milliseconds, and how long after it nothing is called usual.
const AFTER_MILLIS: i64 = 900_000;
const CALM_MILLIS: i64 = 120_000;

/// What a stretch of time did to users.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Hurt {
    /// The share of the requests that were bad beyond the usual, 0 to 1.
    pub severity: f64,
    /// Whether that is more than chance.
    pub hurts: bool,
    /// Milliseconds by which the harm outlasted the stretch.
    pub longer: i64,
}

/// What a simulation did to users.
#[derive(Clone, Debug, Default)]
pub(crate) struct Harm {
    /// All requests together.
    pub total: quality::Impact,
    /// Of each fault of the scenario.
    pub faults: Vec<Hurt>,
    start: i64,
    step: i64,
    /// Backends, then frontends.
    flows: Vec<Ended>,
    /// Of each flow while nothing is wrong: all requests, and the bad ones.
    usual: Vec<[f64; 2]>,
}

impl Harm {
    /// What `impact` says of `scenario`.
    pub(crate) fn new(scenario: &Scenario, impact: haproxy::Impact) -> Self {
        let haproxy::Impact { start, step, backends, frontends } = impact;
        let flows: Vec<Ended> = backends.into_iter().chain(frontends).collect();
        let len = flows.iter().map(|it| it.all.len()).max().unwrap_or(0);
        let mut it = Self { start, step: step.max(1), flows, ..Self::default() };
        let mut calm = vec![true; len];
        for fault in &scenario.events {
            let (from, to) = span(scenario, fault);
            let (first, last) = (it.place(from).min(len), it.place(to + CALM_MILLIS).min(len));
            calm[first..last].fill(false);
        }
        let quiet = |list: &[f32]| list.iter().zip(&calm).filter(|it| *it.1).map(|it| f64::from(*it.0)).sum();
        it.usual = it.flows.iter().map(|it| [quiet(&it.all), quiet(&it.bad)]).collect();
        let all = |of: fn(&Ended) -> &[f32]| {
            let sum =
                |idx: usize| it.flows.iter().filter_map(|it| of(it).get(idx)).map(|it| f64::from(*it)).sum();
            (0..len).map(sum).collect()
        };
        let (all, bad) = (all(|it| &it.all), all(|it| &it.bad));
        it.total = quality::Impact { start, step: it.step, bad, all };
        it.faults = scenario.events.iter().map(|fault| it.of_fault(scenario, fault)).collect();
        it
    }

    /// The place of the interval that holds `time`.
    fn place(&self, time: i64) -> usize {
        ((time - self.start) / self.step).max(0) as usize
    }

    fn of_fault(&self, scenario: &Scenario, fault: &Fault) -> Hurt {
        let (from, to) = span(scenario, fault);
        let mut hurt = self.of(scenario, &fault.target, from, to);
        // What another fault does afterwards is not this one's.
        let next = scenario.events.iter().map(|it| span(scenario, it));
        let limit = next.filter(|it| it.1 > to).map(|it| (it.0 - to).max(0)).min();
        hurt.longer = hurt.longer.min(limit.unwrap_or(i64::MAX));
        hurt
    }

    /// What the stretch from `from` to `to` did to those who use `target`.
    pub(crate) fn of(&self, scenario: &Scenario, target: &Target, from: i64, to: i64) -> Hurt {
        let objects = objects(scenario, target);
        let sum = |first: usize, last: usize| -> [f64; 2] {
            let mut sums = [0.0; 2];
            for flow in objects.iter().filter_map(|it| self.flows.get(*it)) {
                for (sum, list) in sums.iter_mut().zip([&flow.all, &flow.bad]) {
                    let part = list.get(first..(last + 1).min(list.len())).unwrap_or_default();
                    *sum += part.iter().map(|it| f64::from(*it)).sum::<f64>();
                }
            }
            sums
        };
        let usual = objects.iter().filter_map(|it| self.usual.get(*it));
        let usual = usual.fold([0.0; 2], |sum, it| [sum[0] + it[0], sum[1] + it[1]]);
        let base = if usual[0] > 0.0 { usual[1] / usual[0] } else { mix(scenario) };
        let (first, last) = (self.place(from), self.place(to - 1));
        // What a request came to is known when it ends, which may be two scrapes later.
        let [within, _] = sum(first, last);
        let [all, bad] = sum(first, last + 2);
        let beyond = bad - base * all;
        let severity = if within > 0.0 { (beyond / within).clamp(0.0, 1.0) } else { 0.0 };
        // Three standard deviations of what chance brings, and more than a request or two.
        let more = beyond - 2.0;
        let hurts = severity >= HURT && more > 0.0 && more * more > 9.0 * base * all;
        let bound = base + (severity / 10.0).max(HURT);
        let mut end = to;
        while hurts && end < to + AFTER_MILLIS {
            let idx = self.place(end - 1) + 1;
            let [all, bad] = sum(idx, idx);
            if bad <= bound * all || bad < 2.0 {
                break;
            }
            end = self.start + (idx as i64 + 1) * self.step;
        }
        // What chance may have done is not this.
        Hurt { severity: if hurts { severity } else { 0.0 }, hurts, longer: end - to }
    }
}

/// When a fault is on, milliseconds since the Unix epoch.
fn span(scenario: &Scenario, fault: &Fault) -> (i64, i64) {
    let from = scenario.start + fault.from;
    (from, from + fault.length)
}

/// The places of the flows that belong to `target`: a server's are its backend's, and those that could not come in.
fn objects(scenario: &Scenario, target: &Target) -> Vec<usize> {
    let (backends, frontends) = (&scenario.backends, &scenario.frontends);
    let front = |is: &dyn Fn(&Frontend) -> bool| -> Vec<usize> {
        (0..frontends.len()).filter(|it| is(&frontends[*it])).map(|it| backends.len() + it).collect()
    };
    let back = |is: &dyn Fn(&str) -> bool| -> Vec<usize> {
        (0..backends.len()).filter(|it| is(&backends[*it].name)).collect()
    };
    let leads = |it: &Frontend, name: &str| it.routes.iter().any(|it| it.backend == name);
    let (mut found, more) = match target {
        Target::Server { backend: name, .. } | Target::Backend(name) => {
            (back(&|it| it == name), front(&|it| leads(it, name)))
        }
        Target::Frontend(name) => {
            let own = frontends.iter().find(|it| it.name == *name);
            (back(&|it| own.is_some_and(|own| leads(own, it))), front(&|it| it.name == *name))
        }
        Target::Instance(_) => (back(&|_| true), front(&|_| true)),
    };
    found.extend(more);
    found
}

/// The share of answers 5xx that the load itself has.
fn mix(scenario: &Scenario) -> f64 {
    let sum = |of: fn(&Frontend) -> f64| scenario.frontends.iter().map(of).sum::<f64>();
    let all = sum(|it| it.load.rate);
    if all > 0.0 { sum(|it| it.load.rate * it.load.mix.server_error) / all } else { 0.0 }
}
