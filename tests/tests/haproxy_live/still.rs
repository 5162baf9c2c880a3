//! Topologies of every kind at rest: no load, no fault, all checks done. It must not know what is exported then.

use haproxy::{
    Admin, Balance, CheckKind, Exporter, Fault, Load, Mode, Observe, OnError, RetryOn, Scenario, Scrape,
    Version,
};
use playground::bundled::scenario_document;
use playground::plan::Plan;
use series::{Labels, METRIC_NAME};
use std::time::{Duration, Instant};
use tests::haproxy::{Addresses, Exposition, Haproxy, Recording, ask, config, origins};
use tests::peer::Folder;

/// How long checks may take, on a machine that does much else.
const PATIENCE: Duration = Duration::from_secs(30);
/// When the model is looked at.
pub(crate) const THEN: i64 = 1_000;

/// The topologies of all bundled scenarios, and some that have what those have not; each once, with a name.
pub(crate) fn topologies(base: &Scenario) -> Vec<(String, Scenario)> {
    let bundled = catalogue::scenarios().iter().map(|it| {
        let plan = Plan::new(&scenario_document(it.name).unwrap()).unwrap();
        (it.name.to_owned(), plan.scenario)
    });
    let mut all: Vec<_> = bundled.map(|(name, it)| (name, at_rest(it))).collect();
    for (name, change) in CHANGES {
        let mut scenario = at_rest(base.clone());
        change(&mut scenario);
        all.push((name.to_owned(), scenario));
    }
    let mut seen: Vec<Scenario> = Vec::new();
    all.retain(|(_, it)| {
        let is_new =
            seen.iter().all(|other| (&other.frontends, &other.backends) != (&it.frontends, &it.backends));
        seen.push(it.clone());
        is_new
    });
    all
}

/// A change of a scenario, and what it is about.
type Change = (&'static str, fn(&mut Scenario));

/// Changes of the live scenario.
const CHANGES: [Change; 6] = [
    ("retries of answers", |it| it.backends[0].retry_on = RetryOn::ALL),
    ("limits", |it| {
        let (first, second) = it.backends.split_at_mut(1);
        (first[0].fullconn, first[0].balance) = (Some(77), Balance::LeastConn);
        first[0].servers.iter_mut().for_each(|it| (it.maxconn, it.maxqueue) = (Some(3), Some(5)));
        second[0].balance = Balance::Hash;
        it.frontends[0].maxconn = 333;
    }),
    ("backups and warming up", |it| {
        it.backends[0].all_backups = true;
        it.backends[0].servers[1].backup = true;
        it.backends[0].servers[2].slowstart = 20_000;
        it.backends[1].servers.iter_mut().for_each(|it| it.backup = true);
    }),
    ("out of use", |it| {
        it.backends[0].servers[0].admin = Admin::Maint;
        it.backends[0].servers[1].admin = Admin::Drain;
        it.backends[1].servers[0].weight = 0;
        it.backends[1].servers.truncate(1);
        it.backends[3].servers.iter_mut().for_each(|it| it.admin = Admin::Maint);
    }),
    ("checks", |it| {
        let check = &mut it.backends[0].check;
        (check.observe, check.on_error) = (Observe::Layer7, OnError::MarkDown);
        (check.disable_on_404, check.fastinter, check.fall) = (true, Some(500), 5);
        (it.backends[1].check.kind, it.backends[1].check.separate_port) = (CheckKind::Tcp, true);
        (it.backends[1].abort_on_close, it.backends[1].redispatch) = (true, true);
    }),
    ("mode tcp", |it| {
        it.frontends.iter_mut().for_each(|it| it.mode = Mode::Tcp);
        it.backends.iter_mut().for_each(|it| it.mode = Mode::Tcp);
        it.backends[0].check.kind = CheckKind::No;
    }),
];

/// The topology alone, exported by 2.6 itself and checked often.
fn at_rest(scenario: Scenario) -> Scenario {
    let mut still = Scenario {
        length: THEN,
        scrape: Scrape { interval: 1000, ..Scrape::default() },
        more_instances: Vec::new(),
        version: Version::V2_6,
        exporter: Exporter::Embedded,
        events: Vec::<Fault>::new(),
        ..scenario
    };
    still.frontends.iter_mut().for_each(|it| it.load = Load::default());
    for it in &mut still.backends {
        (it.check.inter, it.check.agent) = (500, false);
    }
    still
}

/// What a real HAProxy exports at rest, as soon as all servers are checked.
pub(crate) fn show(scenario: &Scenario) -> Recording {
    let folder = Folder::new("haproxy-still");
    let addresses = Addresses::of(scenario);
    let origins = origins(scenario, &addresses);
    let haproxy = Haproxy::start(folder.path(), &config(scenario, &addresses), &addresses).unwrap();
    for (name, _) in servers(scenario).filter(|it| it.1 == Admin::Drain) {
        assert_eq!(ask(&haproxy.socket, &format!("set server {name} state drain")).unwrap().trim(), "");
    }
    let begin = Instant::now();
    loop {
        let found = Exposition::read(&haproxy.scrape().unwrap()).unwrap();
        if is_checked(scenario, &found) {
            let stats = vec![(THEN, ask(&haproxy.socket, "show stat").unwrap())];
            drop(origins);
            return Recording { scrapes: vec![(THEN, found)], stats, ..Recording::default() };
        }
        assert!(begin.elapsed() < PATIENCE, "servers are not checked");
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// All servers by `backend/server`, and what an operator has made of them.
fn servers(scenario: &Scenario) -> impl Iterator<Item = (String, Admin)> {
    let of = |backend: &haproxy::Backend| {
        let name = backend.name.clone();
        let servers = backend.servers.iter().map(move |it| (format!("{name}/{}", it.name), it.admin));
        servers.collect::<Vec<_>>()
    };
    scenario.backends.iter().flat_map(of)
}

fn is_checked(scenario: &Scenario, found: &Exposition) -> bool {
    scenario.backends.iter().filter(|it| it.check.kind != CheckKind::No).all(|backend| {
        let state = if backend.check.kind == CheckKind::Tcp { "L4OK" } else { "L7OK" };
        backend.servers.iter().filter(|it| it.admin != Admin::Maint).all(|it| {
            let name = "haproxy_server_check_status";
            let labels =
                [(METRIC_NAME, name), ("proxy", &backend.name), ("server", &it.name), ("state", state)];
            // A check that has just begun has the result of the one before, and no code yet.
            let code = Labels::new([(METRIC_NAME, "haproxy_server_check_code"), labels[1], labels[2]]);
            let has_code = backend.check.kind == CheckKind::Tcp || found.samples.get(&code) == Some(&200.0);
            found.samples.get(&Labels::new(labels)) == Some(&1.0) && has_code
        })
    })
}
