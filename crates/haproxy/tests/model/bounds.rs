//! What is refused, and that what is just allowed works. It must not know the reasons.

use crate::lab::{fault, lab, run};
use haproxy::{FaultKind, Point, Scenario, Shape, Simulation};
use series::Store;

/// The field that `change` spoils.
fn refused(change: impl Fn(&mut Scenario)) -> String {
    let mut scenario = lab(60, vec![fault(FaultKind::ServerDown, "be_web/web1", 10, 20)]);
    change(&mut scenario);
    let error = Simulation::new(&scenario, None).map(|_| ()).unwrap_err();
    assert!(!error.message.is_empty());
    error.what
}

#[test]
fn each_field_is_checked() {
    let web = "backends[0]";
    assert_eq!(refused(|it| it.start = -1), "start");
    assert_eq!(refused(|it| it.start = i64::MAX), "start");
    assert_eq!(refused(|it| it.length = 15 * 86_400_000), "length");
    assert_eq!(refused(|it| it.length = i64::MIN), "length");
    assert_eq!(refused(|it| it.scrape.interval = 999), "scrape.interval");
    assert_eq!(refused(|it| it.scrape.offset = 5000), "scrape.offset");
    assert_eq!(refused(|it| (it.length, it.scrape.interval) = (14 * 86_400_000, 1000)), "scrape.interval");
    assert_eq!(refused(|it| it.job.clear()), "job");
    assert_eq!(refused(|it| it.instance = "x".repeat(1000)), "instance");
    assert_eq!(refused(|it| it.frontends[0].load.rate = f64::NAN), "frontends[0].load.rate");
    assert_eq!(refused(|it| it.frontends[0].load.rate = 100_001.0), "frontends[0].load.rate");
    assert_eq!(refused(|it| it.frontends[0].load.swing = -0.1), "frontends[0].load.swing");
    assert_eq!(refused(|it| it.frontends[0].load.noise = f64::INFINITY), "frontends[0].load.noise");
    assert_eq!(refused(|it| it.frontends[0].load.mix.ok = 0.0), "frontends[0].load.mix");
    assert_eq!(refused(|it| it.frontends[0].routes.clear()), "frontends[0].routes");
    assert_eq!(
        refused(|it| it.frontends[0].routes[1].backend = "x".into()),
        "frontends[0].routes[1].backend"
    );
    assert_eq!(refused(|it| it.frontends.push(it.frontends[0].clone())), "frontends[1].name");
    assert_eq!(refused(|it| it.backends[1].name = "be_web".into()), "backends[1].name");
    assert_eq!(refused(|it| it.backends[0].retries = 51), format!("{web}.retries"));
    assert_eq!(refused(|it| it.backends[0].timeout_server = 0), format!("{web}.timeout_server"));
    assert_eq!(refused(|it| it.backends[0].check.inter = 0), format!("{web}.check.inter"));
    assert_eq!(refused(|it| it.backends[0].check.rise = 0), format!("{web}.check.rise"));
    assert_eq!(refused(|it| it.backends[0].servers[1].name.clear()), format!("{web}.servers[1].name"));
    assert_eq!(refused(|it| it.backends[0].servers[1].weight = 257), format!("{web}.servers[1].weight"));
    assert_eq!(
        refused(|it| it.backends[0].servers[1].maxconn = Some(0)),
        format!("{web}.servers[1].maxconn")
    );
    assert_eq!(refused(|it| it.events[0].from = -1), "events[0].from");
    assert_eq!(refused(|it| it.events[0].length = 0), "events[0].length");
    assert_eq!(refused(|it| it.events[0].length = 50_001), "events[0].length");
    assert_eq!(refused(|it| it.events[0].strength = 1.1), "events[0].strength");
    assert_eq!(refused(|it| it.events[0] = fault(FaultKind::Hang, "be_web/x", 1, 1)), "events[0].target");
    assert_eq!(refused(|it| it.events[0] = fault(FaultKind::Hang, "x", 1, 1)), "events[0].target");
    assert_eq!(refused(|it| it.events = vec![it.events[0].clone(); 501]), "events");
    let servers = |it: &Scenario| vec![it.backends[0].servers[0].clone(); 198];
    assert_eq!(refused(|it| it.backends[0].servers = servers(it)), "backends");
}

#[test]
fn extremes_work() {
    let mut scenario = lab(600, vec![]);
    scenario.scrape.interval = 600_000;
    scenario.start = 0;
    scenario.frontends[0].load.rate = 100_000.0;
    scenario.frontends[0].maxconn = 1_000_000;
    scenario.backends[0].servers.iter_mut().for_each(|it| it.maxconn = None);
    let busy = run(&scenario);
    let requests = busy.at("frontend_http_requests_total fe_main", 600);
    assert!((requests - 6e7).abs() < 5.0 * 6e7f64.sqrt(), "{requests}");
    scenario.frontends[0].load.rate = 0.0;
    assert_eq!(run(&scenario).at("frontend_http_requests_total fe_main", 600), 0.0);
    (scenario.frontends, scenario.backends) = (vec![], vec![]);
    assert_eq!(run(&scenario).at("up", 600), 1.0);
}

// The most of everything at once neither overflows nor takes long.
#[test]
fn the_wildest_scenario_ends() {
    let mut events = vec![fault(FaultKind::Reload, "", 10, 1); 20];
    events[0].length = i64::MAX;
    for (idx, it) in events.iter_mut().enumerate().skip(1) {
        *it = fault(FaultKind::Surge, "fe_main", idx as i64, 60);
        it.amount = Some(1000.0);
    }
    events.push(fault(FaultKind::Hang, "be_web", 5, 200));
    events.push(fault(FaultKind::Blackhole, "be_api", 5, 200));
    let mut scenario = lab(300, events);
    let load = &mut scenario.frontends[0].load;
    load.shape = Shape::Curve(vec![Point { time: 0, factor: 1000.0 }]);
    (load.rate, load.request_bytes, load.response_bytes) = (100_000.0, 1e9, 1e9);
    scenario.frontends[0].maxconn = 1_000_000;
    scenario.backends.iter_mut().for_each(|it| it.retries = 50);
    let run = run(&scenario);
    assert!(run.at("frontend_http_requests_total fe_main", 300) > 0.0);
}

// A scenario ends once, and more steps do nothing; another store than before makes no harm.
#[test]
fn ends_and_foreign_stores_are_harmless() {
    let scenario = lab(20, vec![]);
    let mut simulation = Simulation::new(&scenario, None).unwrap();
    let mut store = Store::new();
    assert_eq!(simulation.progress(), 0.0);
    assert!(simulation.step(&mut store) && simulation.step(&mut Store::new()) && simulation.step(&mut store));
    assert!(simulation.progress() < 1.0);
    assert!(simulation.step(&mut store) && !simulation.step(&mut store));
    assert_eq!(simulation.progress(), 1.0);
    let len = store.len();
    assert!(!simulation.step(&mut store));
    assert_eq!(store.len(), len);
}
