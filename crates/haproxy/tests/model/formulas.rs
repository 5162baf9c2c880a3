//! The cases measured on real HAProxy, at constant load: rates of every counter that moves. It must not know how the
//! model gets there. The letters are those of the model's flow.rs.

use crate::lab::{Run, fault, lab, run};
use haproxy::{Fault, FaultKind, Scenario, Version};

/// 30 to be_web and its servers' checks never fail, so that a fault lasts as long as it is measured.
fn unwatched(events: Vec<Fault>) -> Scenario {
    let mut scenario = lab(1000, events);
    for backend in &mut scenario.backends {
        backend.check.separate_port = true;
        for server in &mut backend.servers {
            server.maxconn = None;
        }
    }
    scenario
}

/// Rates over seconds 100 to 900 of the fault, per request that arrives at be_web, against `expected`.
fn check(run: &Run, expected: &[(&str, f64)]) {
    let requests = run.rate("backend_http_requests_total be_web", 100, 900);
    assert!((requests - 30.0).abs() < 5.0 * (30.0f64 / 800.0).sqrt(), "{requests} requests a second");
    for (name, share) in expected {
        let rate = run.rate(name, 100, 900) / requests;
        // Of 24,000 requests; a share of them is binomial, and delays shift a few seconds' worth.
        assert!((rate - share).abs() < 0.015, "{name}: {rate} of the requests, expected {share}");
    }
}

#[test]
fn quiet() {
    let run = run(&unwatched(vec![]));
    check(
        &run,
        &[
            ("backend_http_responses_total be_web/2xx", 1.0),
            ("backend_sessions_total be_web", 1.0),
            ("backend_loadbalanced_total be_web", 1.0),
            ("frontend_http_requests_total fe_main", 4.0 / 3.0),
            ("server_http_responses_total be_web/web1/2xx", 1.0 / 3.0),
            ("server_sessions_total be_web/web2", 1.0 / 3.0),
            ("server_connection_attempts_total be_web/web3", 1.0 / 3.0),
            ("backend_connection_errors_total be_web", 0.0),
            ("backend_response_errors_total be_web", 0.0),
            ("server_check_failures_total be_web/web1", 0.0),
        ],
    );
}

#[test]
fn case_a_refused_and_redispatched_at_once() {
    let run = run(&unwatched(vec![fault(FaultKind::ConnectionsRefused, "be_web/web1", 0, 1000)]));
    check(
        &run,
        &[
            ("backend_http_responses_total be_web/2xx", 1.0),
            ("backend_http_responses_total be_web/5xx", 0.0),
            ("backend_connection_attempts_total be_web", 1.5),
            ("backend_loadbalanced_total be_web", 1.5),
            ("backend_redispatch_warnings_total be_web", 0.5),
            ("server_redispatch_warnings_total be_web/web1", 0.5),
            ("server_sessions_total be_web/web1", 0.5),
            ("server_http_responses_total be_web/web2/2xx", 0.5),
            ("backend_retry_warnings_total be_web", 0.0),
            ("backend_connection_errors_total be_web", 0.0),
        ],
    );
}

#[test]
fn case_b_refused_everywhere() {
    let run = run(&unwatched(vec![fault(FaultKind::ConnectionsRefused, "be_web", 0, 1000)]));
    check(
        &run,
        &[
            ("backend_connection_attempts_total be_web", 4.0),
            ("backend_redispatch_warnings_total be_web", 3.0),
            ("backend_connection_errors_total be_web", 1.0),
            ("backend_http_responses_total be_web/5xx", 1.0),
            ("server_connection_errors_total be_web/web1", 1.0 / 3.0),
            ("backend_retry_warnings_total be_web", 0.0),
        ],
    );
}

#[test]
fn case_c_refused_without_redispatch() {
    let mut scenario = unwatched(vec![fault(FaultKind::ConnectionsRefused, "be_web/web1", 0, 1000)]);
    scenario.backends[0].redispatch = false;
    let run = run(&scenario);
    check(
        &run,
        &[
            ("server_connection_attempts_total be_web/web1", 4.0 / 3.0),
            ("server_sessions_total be_web/web1", 4.0 / 3.0),
            ("server_loadbalanced_total be_web/web1", 1.0 / 3.0),
            ("server_retry_warnings_total be_web/web1", 1.0),
            ("server_connection_errors_total be_web/web1", 1.0 / 3.0),
            ("backend_http_responses_total be_web/5xx", 1.0 / 3.0),
            ("backend_http_responses_total be_web/2xx", 2.0 / 3.0),
            ("backend_redispatch_warnings_total be_web", 0.0),
        ],
    );
    // R / n requests a second pause for 3 s; the server itself holds none of them.
    let waiting: f64 = (20..180).map(|it| run.at("backend_current_sessions be_web", it * 5)).sum();
    assert!((waiting / 160.0 - 30.0).abs() < 2.0, "{waiting}");
    assert_eq!(run.at("server_current_sessions be_web/web1", 500), 0.0);
}

#[test]
fn case_d_refused_hashed_and_redispatched_last() {
    let run = run(&unwatched(vec![fault(FaultKind::ConnectionsRefused, "be_api/api1", 0, 1000)]));
    let rate = |name: &str| run.rate(name, 100, 900);
    let hit = rate("server_loadbalanced_total be_api/api1");
    assert!(hit > 1.0);
    for (name, times) in [
        ("server_connection_attempts_total be_api/api1", 3.0),
        ("server_sessions_total be_api/api1", 3.0),
        ("server_retry_warnings_total be_api/api1", 2.0),
        ("server_redispatch_warnings_total be_api/api1", 1.0),
        ("backend_connection_errors_total be_api", 0.0),
        ("backend_http_responses_total be_api/5xx", 0.0),
        ("server_http_responses_total be_api/api1/2xx", 0.0),
    ] {
        assert!((rate(name) - times * hit).abs() < 0.05, "{name}: {} of {hit}", rate(name));
    }
    let answered = rate("backend_http_responses_total be_api/2xx");
    assert!((answered - rate("backend_http_requests_total be_api")).abs() < 0.05);
}

#[test]
fn case_e_refused_everywhere_hashed() {
    let run = run(&unwatched(vec![fault(FaultKind::ConnectionsRefused, "be_api", 0, 1000)]));
    let requests = run.rate("backend_http_requests_total be_api", 100, 900);
    for (name, times) in [
        ("backend_connection_attempts_total be_api", 4.0),
        ("backend_retry_warnings_total be_api", 2.0),
        ("backend_redispatch_warnings_total be_api", 1.0),
        ("backend_connection_errors_total be_api", 1.0),
        ("backend_http_responses_total be_api/5xx", 1.0),
    ] {
        let rate = run.rate(name, 100, 900) / requests;
        assert!((rate - times).abs() < 0.02, "{name}: {rate}, expected {times}");
    }
}

#[test]
fn case_g_closed_before_headers() {
    for (kind, version, counts) in [
        (FaultKind::ResponsesBroken, Version::V2_6, 1.0),
        (FaultKind::ResponsesBroken, Version::V3_4, 2.0),
        (FaultKind::ResponsesReset, Version::V2_6, 2.0),
    ] {
        let mut scenario = unwatched(vec![fault(kind, "be_web/web1", 0, 1000)]);
        scenario.version = version;
        check(
            &run(&scenario),
            &[
                ("server_response_errors_total be_web/web1", counts / 3.0),
                ("backend_response_errors_total be_web", counts / 3.0),
                ("server_http_responses_total be_web/web1/5xx", 0.0),
                ("server_sessions_total be_web/web1", 1.0 / 3.0),
                ("backend_http_responses_total be_web/5xx", 1.0 / 3.0),
                ("backend_http_responses_total be_web/2xx", 2.0 / 3.0),
                ("backend_retry_warnings_total be_web", 0.0),
            ],
        );
    }
}

#[test]
fn case_h_no_answer_in_time() {
    let run = run(&unwatched(vec![fault(FaultKind::Hang, "be_web/web1", 0, 1000)]));
    check(
        &run,
        &[
            ("server_response_errors_total be_web/web1", 1.0 / 3.0),
            ("backend_http_responses_total be_web/5xx", 1.0 / 3.0),
            ("server_http_responses_total be_web/web1/2xx", 0.0),
        ],
    );
    // R / n requests a second hold a session for timeout server.
    let held: f64 = (20..180).map(|it| run.at("server_current_sessions be_web/web1", it * 5)).sum();
    assert!((held / 160.0 - 50.0).abs() < 3.0, "{held}");
}

#[test]
fn case_h_with_maxconn_passes_the_full_server_over() {
    let mut scenario = unwatched(vec![fault(FaultKind::Hang, "be_web/web1", 0, 1000)]);
    scenario.backends[0].servers[0].maxconn = Some(8);
    let run = run(&scenario);
    check(
        &run,
        &[
            ("server_response_errors_total be_web/web1", 8.0 / 5.0 / 30.0),
            ("server_sessions_total be_web/web1", 8.0 / 5.0 / 30.0),
            ("server_http_responses_total be_web/web2/2xx", (30.0 - 1.6) / 2.0 / 30.0),
        ],
    );
    assert!((1..200).all(|it| run.at("server_current_sessions be_web/web1", it * 5) <= 8.0));
}

#[test]
fn case_l_no_server_left() {
    let mut scenario = lab(1000, vec![fault(FaultKind::ServerDown, "be_web", 0, 1000)]);
    scenario.backends[0].check.inter = 1000;
    let run = run(&scenario);
    check(
        &run,
        &[
            ("backend_connection_errors_total be_web", 1.0),
            ("backend_http_responses_total be_web/5xx", 1.0),
            ("backend_connection_attempts_total be_web", 0.0),
            ("backend_loadbalanced_total be_web", 0.0),
            ("server_connection_errors_total be_web/web1", 0.0),
        ],
    );
    assert_eq!(run.at("backend_status be_web/DOWN", 500), 1.0);
    assert_eq!(run.at("backend_check_up_down_total be_web", 500), 1.0);
}

#[test]
fn application_errors_are_normal_requests() {
    let mut events = vec![
        fault(FaultKind::ServerErrors, "be_web/web1", 0, 1000),
        fault(FaultKind::ClientErrors, "be_web/web2", 0, 1000),
    ];
    events[1].strength = 0.25;
    check(
        &run(&unwatched(events)),
        &[
            ("server_http_responses_total be_web/web1/5xx", 1.0 / 3.0),
            ("server_http_responses_total be_web/web2/4xx", 0.25 / 3.0),
            ("server_http_responses_total be_web/web2/2xx", 0.75 / 3.0),
            ("server_sessions_total be_web/web1", 1.0 / 3.0),
            ("backend_http_responses_total be_web/5xx", 1.0 / 3.0),
            ("backend_connection_errors_total be_web", 0.0),
            ("backend_response_errors_total be_web", 0.0),
        ],
    );
}

// F: the attempts of C, each lasting timeout connect, with the server's session held.
#[test]
fn case_f_packets_lost() {
    let mut scenario = unwatched(vec![fault(FaultKind::Blackhole, "be_web/web1", 0, 1000)]);
    scenario.backends[0].redispatch = false;
    let run = run(&scenario);
    check(
        &run,
        &[
            ("server_connection_attempts_total be_web/web1", 4.0 / 3.0),
            ("server_connection_errors_total be_web/web1", 1.0 / 3.0),
        ],
    );
    let held: f64 = (20..180).map(|it| run.at("server_current_sessions be_web/web1", it * 5)).sum();
    // 8 slots: the sessions that a server holds are shown up to its maxconn; here it has none.
    assert!((held / 160.0 - 80.0).abs() < 4.0, "{held}");
}
