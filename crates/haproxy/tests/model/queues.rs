//! Slots, queues, retries of answers, stand-ins and warm-up, with the figures measured on real HAProxy. It must not know
//! how the model gets there.

use crate::lab::{Run, fault, lab, run};
use haproxy::{Balance, Fault, FaultKind, Observe, OnError, RetryOn, Scenario};

/// Checks have their own port and nobody has a limit, as in the recordings B_*.
fn apart(seconds: i64, events: Vec<Fault>) -> Scenario {
    let mut scenario = lab(seconds, events);
    for backend in &mut scenario.backends {
        backend.check.separate_port = true;
        backend.servers.iter_mut().for_each(|it| it.maxconn = None);
    }
    scenario
}

/// Answers take `millis` in all.
fn slow(target: &str, millis: f64, from: i64, length: i64) -> Fault {
    Fault { amount: Some(millis - 22.0), ..fault(FaultKind::Slow, target, from, length) }
}

/// Rates a second over seconds 100 to 900, each within `tolerance`.
fn rates(run: &Run, tolerance: f64, expected: &[(&str, f64)]) {
    for (name, rate) in expected {
        let seen = run.rate(name, 100, 900);
        assert!((seen - rate).abs() <= tolerance, "{name}: {seen}, measured {rate}");
    }
}

/// The mean of a gauge over the same time.
fn mean(run: &Run, name: &str) -> f64 {
    (20..180).map(|it| run.at(name, it * 5)).sum::<f64>() / 160.0
}

// Recording 08: one slow server fills its 8 slots, round robin passes it over, nobody waits.
#[test]
fn a_slow_server_is_passed_over() {
    let run = run(&lab(1000, vec![slow("be_web/web1", 2000.0, 0, 1000)]));
    rates(
        &run,
        0.6,
        &[
            ("server_http_responses_total be_web/web1/2xx", 4.0),
            ("server_http_responses_total be_web/web2/2xx", 13.0),
            ("backend_http_responses_total be_web/5xx", 0.0),
        ],
    );
    assert!((mean(&run, "server_current_sessions be_web/web1") - 8.0).abs() < 0.2);
    assert!(mean(&run, "backend_current_queue be_web") < 0.1);
}

// Recording 09, J: with 24 slots a second for 30 requests the queue grows to what timeout queue lets wait, 90, and 6 a
// second are lost without a server.
#[test]
fn case_j_waited_for_any_server() {
    let run = run(&lab(1000, vec![slow("be_web", 1000.0, 0, 1000)]));
    rates(
        &run,
        0.8,
        &[
            ("backend_http_responses_total be_web/2xx", 24.0),
            ("backend_http_responses_total be_web/5xx", 6.0),
            ("backend_connection_errors_total be_web", 6.0),
            ("server_connection_errors_total be_web/web1", 0.0),
            ("server_sessions_total be_web/web1", 8.0),
        ],
    );
    let queue = mean(&run, "backend_current_queue be_web");
    assert!((queue - 88.0).abs() < 6.0, "{queue}");
    let sessions = mean(&run, "backend_current_sessions be_web");
    assert!((sessions - 114.0).abs() < 7.0, "{sessions}");
    assert_eq!(run.at("server_max_sessions be_web/web1", 900), 8.0);
    // Those that are served have waited about as long.
    let waited = run.at("backend_queue_time_average_seconds be_web", 900);
    assert!((2.2..3.1).contains(&waited), "{waited}");
}

// When the fault ends the queue is drained at once, and nothing is lost any more.
#[test]
fn a_queue_drains() {
    let run = run(&lab(400, vec![slow("be_web", 1000.0, 50, 250)]));
    assert!(run.at("backend_current_queue be_web", 250) > 70.0);
    assert_eq!(run.at("backend_current_queue be_web", 310), 0.0);
    assert_eq!(run.rate("backend_connection_errors_total be_web", 310, 400), 0.0);
    assert!(run.at("backend_max_queue be_web", 400) >= 80.0, "it latches");
}

// B_srvqueue, K: a bound request waits for its server alone and is lost there.
#[test]
fn case_k_waited_for_one_server() {
    let mut scenario = apart(1000, vec![slow("be_api/api1", 1500.0, 0, 1000)]);
    scenario.frontends[0].routes[0].share = 0.0;
    scenario.frontends[0].load.rate = 30.0;
    for it in &mut scenario.backends[1].servers {
        it.maxconn = Some(4);
    }
    let run = run(&scenario);
    let asked = run.rate("server_loadbalanced_total be_api/api1", 100, 900);
    let served = 4.0 / 1.5;
    rates(
        &run,
        0.25,
        &[
            ("server_sessions_total be_api/api1", served),
            ("server_http_responses_total be_api/api1/2xx", served),
            ("server_connection_errors_total be_api/api1", asked - served),
            ("backend_connection_errors_total be_api", asked - served),
            ("backend_http_responses_total be_api/5xx", asked - served),
        ],
    );
    let queue = mean(&run, "server_current_queue be_api/api1");
    assert!((queue - asked * 3.0).abs() < 3.0, "{queue} of {asked}");
    assert_eq!(run.at("backend_current_queue be_api", 500), 0.0);
}

// With maxqueue the rest goes elsewhere, or is lost at once without redispatch.
#[test]
fn a_full_queue_sends_away() {
    let mut scenario = apart(1000, vec![slow("be_api/api1", 1500.0, 0, 1000)]);
    for it in &mut scenario.backends[1].servers {
        (it.maxconn, it.maxqueue) = (Some(4), Some(2));
    }
    scenario.backends[1].servers[1].maxconn = None;
    scenario.backends[1].servers[2].maxconn = None;
    scenario.frontends[0].load.rate = 120.0;
    let kind = run(&scenario);
    assert_eq!(kind.at("backend_connection_errors_total be_api", 900), 0.0);
    assert!(kind.rate("server_redispatch_warnings_total be_api/api1", 100, 900) > 1.0);
    assert!(kind.at("server_current_queue be_api/api1", 500) <= 2.0);
    scenario.backends[1].redispatch = false;
    let hard = run(&scenario);
    assert!(hard.rate("server_connection_errors_total be_api/api1", 100, 900) > 1.0);
    assert_eq!(hard.at("server_queue_limit be_api/api1", 500), 2.0);
}

// Recording B_redis_web1_blackhole, F with redispatch: each of the moved requests has waited 2 s at web1 and comes back
// between the others, so that about 12.1 a second meet it, not the 15 of a refused connection. (Those 12.1 are of even
// arrivals, which fall in step with the turns; with chance it is 11.25: 10 = x + x / 3 - 4 x / 9.)
#[test]
fn case_f_packets_lost_and_redispatched() {
    let run = run(&apart(1000, vec![fault(FaultKind::Blackhole, "be_web/web1", 0, 1000)]));
    rates(
        &run,
        1.21,
        &[
            ("server_loadbalanced_total be_web/web1", 12.1),
            ("server_redispatch_warnings_total be_web/web1", 12.1),
            ("server_http_responses_total be_web/web2/2xx", 15.0),
            ("backend_http_responses_total be_web/2xx", 30.0),
            ("backend_connection_errors_total be_web", 0.0),
        ],
    );
    let held = mean(&run, "server_current_sessions be_web/web1");
    assert!((held - 24.0).abs() < 2.4, "{held}");
}

// Recordings B_retryon_*, M: with retry-on and redispatch the answer comes from another server, and a retry and a
// redispatch are counted.
#[test]
fn case_m_bad_answers_are_tried_elsewhere() {
    for (kind, rate, tolerance) in [
        (FaultKind::ResponsesBroken, 15.0, 0.8),
        (FaultKind::ServerErrors, 15.0, 0.8),
        (FaultKind::Hang, 11.3, 1.1),
    ] {
        let mut scenario = apart(1000, vec![fault(kind, "be_web/web1", 0, 1000)]);
        scenario.backends[0].retry_on = RetryOn::ALL;
        let run = run(&scenario);
        let moved = run.rate("server_redispatch_warnings_total be_web/web1", 100, 900);
        assert!((moved - rate).abs() < tolerance, "{kind:?}: {moved}");
        let retried = run.rate("server_retry_warnings_total be_web/web1", 100, 900);
        assert!((moved - retried).abs() < 0.02, "{kind:?}: {retried}");
        let two = run.rate("backend_http_responses_total be_web/2xx", 100, 900);
        assert!((two - 30.0).abs() < 1.2, "{kind:?}: {two}");
        assert_eq!(run.at("backend_http_responses_total be_web/5xx", 900), 0.0, "{kind:?}");
        assert_eq!(run.at("backend_response_errors_total be_web", 900), 0.0, "{kind:?}");
    }
}

// Recording B_retryonNoredis_web1_close, N: each of three repeated answers counts two retries, the last is lost.
#[test]
fn case_n_bad_answers_are_tried_in_vain() {
    let mut scenario = apart(1000, vec![fault(FaultKind::ResponsesBroken, "be_web/web1", 0, 1000)]);
    scenario.backends[0].retry_on = RetryOn::ALL;
    scenario.backends[0].redispatch = false;
    let run = run(&scenario);
    let third = run.rate("backend_http_requests_total be_web", 100, 900) / 3.0;
    rates(
        &run,
        0.15,
        &[
            ("server_retry_warnings_total be_web/web1", third * 6.0),
            ("server_connection_attempts_total be_web/web1", third * 4.0),
            ("server_sessions_total be_web/web1", third * 4.0),
            ("server_response_errors_total be_web/web1", third),
            ("backend_http_responses_total be_web/5xx", third),
            ("server_loadbalanced_total be_web/web1", third),
            ("server_connection_attempts_total be_web/web2", third / 200.0),
        ],
    );
    assert!((run.rate("server_connection_reuses_total be_web/web2", 100, 900) - third).abs() < 0.2);
}

// I: the headers were fine: a 2xx, an aborted transfer, no 5xx.
#[test]
fn case_i_bodies_cut_short() {
    let run = run(&apart(1000, vec![fault(FaultKind::Truncated, "be_web/web1", 0, 1000)]));
    rates(
        &run,
        0.6,
        &[
            ("server_http_responses_total be_web/web1/2xx", 10.0),
            ("server_response_errors_total be_web/web1", 10.0),
            ("server_server_aborts_total be_web/web1", 10.0),
            ("backend_http_responses_total be_web/5xx", 0.0),
        ],
    );
    rates(&run, 1.1, &[("frontend_http_responses_total fe_main/2xx", 40.0)]);
}

// Recording 18, G: junk counts one error.
#[test]
fn case_g_garbage() {
    let run = run(&apart(1000, vec![fault(FaultKind::Garbage, "be_web/web1", 0, 1000)]));
    rates(
        &run,
        0.6,
        &[
            ("server_response_errors_total be_web/web1", 10.0),
            ("backend_http_responses_total be_web/5xx", 10.0),
            ("server_http_responses_total be_web/web1/5xx", 0.0),
        ],
    );
}

// Recording B_backup: until both active servers are DOWN requests fail among them; then the backup takes all.
#[test]
fn a_backup_steps_in_when_all_are_down() {
    let mut events = vec![fault(FaultKind::ServerDown, "be_web/web1", 100, 200)];
    events.push(fault(FaultKind::ServerDown, "be_web/web2", 100, 200));
    let mut scenario = lab(400, events);
    scenario.scrape.interval = 1000;
    scenario.backends[0].servers[2].backup = true;
    let run = run(&scenario);
    assert_eq!(run.at("server_sessions_total be_web/web3", 100), 0.0);
    assert_eq!(
        (run.at("backend_active_servers be_web", 99), run.at("backend_backup_servers be_web", 99)),
        (2.0, 1.0)
    );
    let during = run.rate("server_http_responses_total be_web/web3/2xx", 110, 290);
    assert!((during - 30.0).abs() < 2.0, "{during}");
    assert_eq!(
        (run.at("backend_active_servers be_web", 200), run.at("backend_weight be_web", 200)),
        (0.0, 1.0)
    );
    assert_eq!(run.at("backend_status be_web/UP", 200), 1.0);
    let lost = run.at("backend_connection_errors_total be_web", 110);
    assert!((90.0..220.0).contains(&lost), "11.3 a second over 15 s were measured: {lost}");
    assert_eq!(run.rate("server_sessions_total be_web/web3", 310, 400), 0.0);
}

// Recording B_slowstart: the share grows to 10 a second over 30 s.
#[test]
fn a_server_warms_up() {
    let mut scenario = lab(300, vec![fault(FaultKind::ServerDown, "be_web/web1", 50, 50)]);
    scenario.scrape.interval = 1000;
    for it in &mut scenario.backends[0].servers {
        (it.slowstart, it.maxconn) = (30_000, None);
    }
    let run = run(&scenario);
    let up = (101..200).find(|it| run.at("server_status be_web/web1/UP", *it) == 1.0).unwrap();
    let throttle = |after: i64| run.at("server_current_throttle be_web/web1", up + after);
    assert!(throttle(1) <= 10.0 && (40.0..60.0).contains(&throttle(15)) && throttle(32).is_nan());
    let share = |from: i64, to: i64| run.rate("server_sessions_total be_web/web1", up + from, up + to);
    let (first, middle, full) = (share(0, 8), share(10, 20), share(35, 95));
    assert!(
        first < 4.0 && (4.0..8.5).contains(&middle) && (full - 10.0).abs() < 1.6,
        "{first} {middle} {full}"
    );
    assert_eq!(run.at("server_weight be_web/web1", up + 32), 1.0);
}

// Recordings B_observe*: ten errors in a row take the server out after a second, two passed checks bring it back: a saw of
// about 4 s, 0.26 transitions a second, a quarter of the errors.
#[test]
fn errors_mark_a_server_down() {
    for (kind, observe) in
        [(FaultKind::ConnectionsRefused, Observe::Layer4), (FaultKind::ServerErrors, Observe::Layer7)]
    {
        let mut scenario = apart(1000, vec![fault(kind, "be_web/web1", 0, 1000)]);
        (scenario.backends[0].check.observe, scenario.backends[0].check.on_error) =
            (observe, OnError::MarkDown);
        let run = run(&scenario);
        rates(
            &run,
            0.03,
            &[
                ("server_check_up_down_total be_web/web1", 0.25),
                ("server_check_failures_total be_web/web1", 0.25),
            ],
        );
        rates(&run, 0.06, &[("server_downtime_seconds_total be_web/web1", 0.755)]);
        let hit = run.rate("server_sessions_total be_web/web1", 100, 900);
        assert!((2.0..3.6).contains(&hit), "{observe:?}: {hit}");
    }
}

// fail-check takes three of them where mark-down takes one; a fault below the limit takes none.
#[test]
fn on_error_decides_how_hard() {
    for (action, transitions) in
        [(OnError::FailCheck, false), (OnError::SuddenDeath, true), (OnError::FastInter, false)]
    {
        let mut scenario = apart(400, vec![fault(FaultKind::ServerErrors, "be_web/web1", 100, 300)]);
        (scenario.backends[0].check.observe, scenario.backends[0].check.on_error) = (Observe::Layer7, action);
        scenario.backends[0].check.fall = 5;
        let run = run(&scenario);
        let downs = run.at("server_check_up_down_total be_web/web1", 400);
        assert_eq!(downs > 0.0, transitions, "{action:?}: {downs}");
    }
    let mut scenario = apart(400, vec![fault(FaultKind::ServerErrors, "be_web/web1", 100, 300)]);
    scenario.backends[0].check.observe = Observe::Layer7;
    scenario.backends[0].check.on_error = OnError::MarkDown;
    scenario.events[0].strength = 0.1;
    assert_eq!(run(&scenario).at("server_check_up_down_total be_web/web1", 400), 0.0);
}

// Equal servers share evenly; a server that fails at once draws requests, a slow one keeps them away.
#[test]
fn least_connections_prefer_the_quick() {
    let share = |events: Vec<Fault>, millis: f64| {
        let mut scenario = apart(1000, events);
        scenario.backends[0].balance = Balance::LeastConn;
        scenario.backends[0].service.millis = millis;
        let run = run(&scenario);
        run.rate("server_loadbalanced_total be_web/web1", 100, 900)
            / run.rate("backend_loadbalanced_total be_web", 100, 900)
    };
    assert!((share(vec![], 22.0) - 1.0 / 3.0).abs() < 0.01);
    let closing = share(vec![fault(FaultKind::ResponsesBroken, "be_web/web1", 0, 1000)], 300.0);
    assert!((0.5..0.9).contains(&closing), "{closing}");
    let idle = share(vec![slow("be_web/web1", 2000.0, 0, 1000)], 22.0);
    assert!((0.005..0.08).contains(&idle), "{idle}");
}

// Leaked requests fill the slots; nobody is lost as long as others have room, and all come back at the end.
#[test]
fn leaks_fill_a_server() {
    let mut scenario = lab(600, vec![fault(FaultKind::Leak, "be_web/web1", 100, 300)]);
    scenario.events[0].strength = 0.05;
    let run = run(&scenario);
    assert_eq!(run.at("server_current_sessions be_web/web1", 390), 8.0);
    assert_eq!(run.rate("server_sessions_total be_web/web1", 200, 390), 0.0);
    assert!((run.rate("server_sessions_total be_web/web2", 200, 390) - 15.0).abs() < 1.5);
    assert!(run.at("server_current_sessions be_web/web1", 420) <= 2.0);
    assert_eq!(run.at("backend_http_responses_total be_web/5xx", 600), 0.0);
}

// Everything takes three times as long: the same requests, three times the sessions.
#[test]
fn a_noisy_neighbour_slows_all() {
    let run = run(&apart(1000, vec![fault(FaultKind::NoisyNeighbour, "be_web", 0, 1000)]));
    let sessions = mean(&run, "backend_current_sessions be_web");
    assert!((sessions - 30.0 * 0.066).abs() < 0.5, "{sessions}");
    assert_eq!(run.at("server_response_time_average_seconds be_web/web1", 900), 0.066);
}

// The traffic's port is closed, the check says L7OK; one of four checks fails and the server stays UP.
#[test]
fn checks_can_be_wrong_both_ways() {
    let run = run(&lab(
        400,
        vec![
            fault(FaultKind::ShallowCheck, "be_web/web1", 100, 300),
            fault(FaultKind::ChecksFlapping, "be_web/web2", 100, 300),
        ],
    ));
    assert_eq!(run.at("server_status be_web/web1/UP", 390), 1.0);
    assert!(run.rate("server_redispatch_warnings_total be_web/web1", 150, 390) > 12.0);
    let failures = run.rate("server_check_failures_total be_web/web2", 100, 400);
    assert!((failures - 0.125).abs() < 0.01, "{failures}");
    assert_eq!(run.at("server_check_up_down_total be_web/web2", 400), 0.0);
}
