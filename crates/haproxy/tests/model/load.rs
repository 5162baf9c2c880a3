//! What comes to frontends beside the usual load, and how it moves over time. It must not know servers' troubles.

use crate::lab::{fault, lab, run};
use haproxy::{Fault, FaultKind, Point, Shape};

fn amount(kind: FaultKind, amount: f64, from: i64, length: i64) -> Fault {
    Fault { amount: Some(amount), ..fault(kind, "fe_main", from, length) }
}

// Recording 17: O, 20 denied requests a second are requests and 4xx; P, 20 refused connections a second are neither.
#[test]
fn cases_o_and_p_denied() {
    let events = vec![
        amount(FaultKind::DeniedRequests, 20.0, 100, 800),
        amount(FaultKind::DeniedConnections, 20.0, 100, 800),
    ];
    let run = run(&lab(1000, events));
    for (name, rate) in [
        ("frontend_requests_denied_total fe_main", 20.0),
        ("frontend_denied_connections_total fe_main", 20.0),
        ("frontend_http_responses_total fe_main/4xx", 20.0),
        ("frontend_http_requests_total fe_main", 60.0),
        ("frontend_sessions_total fe_main", 60.0),
        ("frontend_connections_total fe_main", 80.0),
        ("backend_http_requests_total be_web", 30.0),
    ] {
        let seen = run.rate(name, 100, 900);
        assert!((seen - rate).abs() < 5.0 * (rate / 800.0).sqrt(), "{name}: {seen}");
    }
    assert_eq!(run.rate("frontend_requests_denied_total fe_main", 905, 1000), 0.0);
}

#[test]
fn a_share_of_the_load_is_denied() {
    let mut scenario = lab(1000, vec![]);
    scenario.frontends[0].load.denied = 0.1;
    let run = run(&scenario);
    let requests = run.at("frontend_http_requests_total fe_main", 1000);
    let denied = run.at("frontend_requests_denied_total fe_main", 1000);
    assert!((denied / requests - 0.1).abs() < 5.0 * (0.09 / requests).sqrt(), "{denied} of {requests}");
    let passed: f64 = ["be_web", "be_api"]
        .iter()
        .map(|it| run.at(&format!("backend_http_requests_total {it}"), 1000))
        .sum();
    assert_eq!(requests, denied + passed);
}

// A scanner's requests reach the applications, which answer 404: no server is at fault, no error counter moves.
#[test]
fn a_scanner_brings_4xx_and_nothing_else() {
    let run = run(&lab(1000, vec![amount(FaultKind::Scanner, 20.0, 100, 800)]));
    let four = run.rate("frontend_http_responses_total fe_main/4xx", 100, 900);
    assert!((four - 20.0).abs() < 0.8, "{four}");
    let web = run.rate("backend_http_responses_total be_web/4xx", 100, 900);
    assert!((web - 15.0).abs() < 0.7, "{web}");
    assert!((run.rate("backend_http_responses_total be_web/2xx", 100, 900) - 30.0).abs() < 1.0);
    assert_eq!(run.at("backend_http_responses_total be_web/5xx", 1000), 0.0);
    assert_eq!(run.at("frontend_requests_denied_total fe_main", 1000), 0.0);
}

#[test]
fn a_surge_multiplies_the_load() {
    let run = run(&lab(
        1000,
        vec![amount(FaultKind::Surge, 2.5, 100, 400), amount(FaultKind::Surge, 0.5, 600, 400)],
    ));
    for (from, to, rate) in [(0, 100, 40.0), (100, 500, 100.0), (500, 600, 40.0), (600, 1000, 20.0)] {
        let seen = run.rate("frontend_http_requests_total fe_main", from, to);
        assert!((seen - rate).abs() < 5.0 * (rate / (to - from) as f64).sqrt(), "{from}: {seen}");
    }
}

// Recording 21, Q: without abortonclose nobody sees that clients leave.
#[test]
fn case_q_clients_leave_unseen() {
    let events = |from| vec![amount(FaultKind::ClientAborts, 300.0, from, 800)];
    let mut scenario = lab(1000, events(100));
    scenario.backends[0].service.millis = 600.0;
    scenario.backends[0].servers.iter_mut().for_each(|it| it.maxconn = None);
    let blind = run(&scenario);
    assert_eq!(blind.at("backend_client_aborts_total be_web", 1000), 0.0);
    let two = blind.rate("backend_http_responses_total be_web/2xx", 200, 800);
    assert!((two - 30.0).abs() < 1.2, "{two}");
    // 30 a second that take 0.6 s each.
    let sessions: f64 =
        (40..180).map(|it| blind.at("backend_current_sessions be_web", it * 5)).sum::<f64>() / 140.0;
    assert!((sessions - 18.0).abs() < 1.5, "{sessions}");
    scenario.backends[0].abort_on_close = true;
    let seeing = run(&scenario);
    let left = seeing.rate("backend_client_aborts_total be_web", 200, 800);
    assert!((left - 30.0).abs() < 1.5, "{left}");
    assert_eq!(left, seeing.rate("backend_http_responses_total be_web/4xx", 200, 800));
}

#[test]
fn a_curve_drawn_by_hand_is_followed() {
    let mut scenario = lab(1000, vec![]);
    let at = |time: i64, factor| Point { time: time * 1000, factor };
    scenario.frontends[0].load.shape = Shape::Curve(vec![at(0, 0.0), at(500, 4.0), at(600, 1.0)]);
    let run = run(&scenario);
    for (from, to, rate) in [(0, 100, 16.0), (400, 500, 144.0), (500, 600, 100.0), (600, 1000, 40.0)] {
        let seen = run.rate("frontend_http_requests_total fe_main", from, to);
        assert!((seen - rate).abs() < 5.0 * (rate / (to - from) as f64).sqrt(), "{from}: {seen}");
    }
}

// More than its maxconn a frontend never has; the rest is not accepted.
#[test]
fn a_frontend_keeps_its_limit() {
    let mut scenario = lab(300, vec![fault(FaultKind::Hang, "be_web", 100, 200)]);
    scenario.frontends[0].maxconn = 100;
    scenario.backends[0].servers.iter_mut().for_each(|it| it.maxconn = None);
    let run = run(&scenario);
    assert!((0..=60).all(|it| run.at("frontend_current_sessions fe_main", it * 5) <= 100.0));
    assert!(run.at("frontend_current_sessions fe_main", 250) > 90.0);
    // Each of 100 slots turns over in 5 s for web; api takes a quarter of the requests and no time.
    let rate = run.rate("frontend_http_requests_total fe_main", 150, 300);
    assert!((rate - 26.7).abs() < 4.0, "{rate}");
}
