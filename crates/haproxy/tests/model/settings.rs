//! Settings that a configuration may have beside the usual ones, and what follows from each. It must not know how the model gets
//! there.

use crate::lab::{fault, lab, run};
use haproxy::{Check, Fault, FaultKind, Reuse, Scenario};

/// `lab`, scraped each second.
fn watched(seconds: i64, events: Vec<Fault>) -> Scenario {
    let mut scenario = lab(seconds, events);
    scenario.scrape.interval = 1000;
    scenario
}

// `set server ... weight 50%` of weight 1 is 0: UP, but without requests; of weight 2 it is 1.
#[test]
fn weights_are_cut_to_whole_numbers() {
    let mut scenario = watched(200, vec![fault(FaultKind::Weight, "be_web/web1", 100, 50)]);
    let run_of_one = run(&scenario);
    assert_eq!(run_of_one.at("server_weight be_web/web1", 120), 0.0);
    assert_eq!(run_of_one.at("server_status be_web/web1/UP", 120), 1.0);
    assert_eq!(run_of_one.at("backend_active_servers be_web", 120), 2.0);
    scenario.backends[0].servers.iter_mut().for_each(|it| it.weight = 2);
    let run = run(&scenario);
    assert_eq!(run.at("server_weight be_web/web1", 120), 1.0);
    assert!((run.rate("server_sessions_total be_web/web1", 101, 149) - 6.0).abs() < 1.5);
}

// `option redispatch 1` leaves the refusing server of a hash at the first retry: a second less than with -1, and one
// attempt instead of three.
#[test]
fn redispatch_may_come_earlier() {
    for (interval, attempts, retries, waiting) in
        [(-1, 3.0, 2.0, 2.0), (1, 1.0, 0.0, 0.0), (2, 2.0, 1.0, 1.0)]
    {
        let mut scenario = watched(400, vec![fault(FaultKind::ConnectionsRefused, "be_api/api1", 100, 250)]);
        scenario.backends[1].redispatch_interval = interval;
        scenario.frontends[0].load.even = true;
        let run = run(&scenario);
        let rate = |what: &str| run.rate(&format!("server_{what} be_api/api1"), 110, 349);
        let moved = rate("redispatch_warnings_total");
        assert!(moved > 1.0, "{moved}");
        assert!((rate("connection_attempts_total") / moved - attempts).abs() < 0.1, "{interval}");
        assert!((rate("retry_warnings_total") / moved - retries).abs() < 0.1, "{interval}");
        let here: f64 =
            (110..349).map(|it| run.at("backend_current_sessions be_api", it)).sum::<f64>() / 239.0;
        assert!((here - moved * waiting - 0.22).abs() < 0.6, "{interval}: {here} with {moved}/s");
        assert_eq!(run.at("backend_http_responses_total be_api/5xx", 399), 0.0);
    }
}

// `http-reuse always` uses connections again, `never` does not even where a request could be repeated.
#[test]
fn connections_are_used_again_where_that_is_allowed() {
    for (reuse, retry, again) in [
        (Reuse::Safe, false, false),
        (Reuse::Safe, true, true),
        (Reuse::Never, true, false),
        (Reuse::Always, false, true),
    ] {
        let mut scenario = watched(100, vec![]);
        scenario.backends[0].http_reuse = reuse;
        scenario.backends[0].retry_on.empty = retry;
        let run = run(&scenario);
        assert_eq!(run.rate("server_connection_reuses_total be_web/web1", 0, 99) > 5.0, again, "{reuse:?}");
    }
}

// Between minconn and maxconn the limit follows the backend's sessions: 60 of fullconn 100 make 6 of maxconn 10.
#[test]
fn minconn_follows_the_backends_load() {
    let mut scenario = watched(200, vec![]);
    let web = &mut scenario.backends[0];
    web.fullconn = Some(100);
    web.service.millis = 1000.0;
    web.timeout_queue = 60_000;
    for it in &mut web.servers {
        (it.minconn, it.maxconn) = (Some(2), Some(10));
    }
    let run = run(&scenario);
    let all = run.at("backend_current_sessions be_web", 150);
    let limit = (all * 10.0 / 100.0).floor().clamp(2.0, 10.0);
    let most = (1..=3).map(|it| run.at(&format!("server_current_sessions be_web/web{it}"), 150));
    assert!(most.clone().all(|it| (it - limit).abs() <= 1.0), "{limit}: {:?}", most.collect::<Vec<_>>());
    assert!(run.at("backend_current_queue be_web", 150) > 0.0);
}

// A server's own check has its own fall: 5 failures instead of 3.
#[test]
fn a_server_may_have_its_own_check() {
    let mut scenario = watched(200, vec![fault(FaultKind::ChecksFailing, "be_web", 100, 50)]);
    let own = Check { fall: 5, ..scenario.backends[0].check };
    scenario.backends[0].servers[0].check = Some(own);
    let run = run(&scenario);
    assert_eq!(run.at("server_check_failures_total be_web/web1", 140), 5.0);
    assert_eq!(run.at("server_check_failures_total be_web/web2", 140), 3.0);
}

// P33: the same process through both exporters counts everything twice.
#[test]
fn both_exporters_show_the_same_process() {
    let mut scenario = watched(100, vec![fault(FaultKind::ServerDown, "be_web/web1", 30, 40)]);
    scenario.other_exporter = Some("lb1:9101".to_owned());
    let run = run(&scenario);
    // Of proxy be_web by the one, of backend be_web by the other.
    let seen = |name: &str, of: &str| -> Vec<f64> {
        let mine = |it: &&series::Series| {
            it.labels.metric() == Some(name)
                && (of.is_empty() || it.labels.iter().any(|(_, value)| value == of))
        };
        run.store.iter().filter(mine).map(|it| it.values[60]).collect()
    };
    for (name, of) in
        [("haproxy_backend_sessions_total", "be_web"), ("haproxy_server_redispatch_warnings_total", "web1")]
    {
        let values = seen(name, of);
        assert!(values.len() == 2 && values[0] == values[1] && values[0] > 0.0, "{name}: {values:?}");
    }
    assert_eq!(seen("up", ""), [1.0, 1.0]);
    assert_eq!(seen("haproxy_up", "").len(), 1);
    assert_eq!(seen("haproxy_process_nbthread", "").len(), 1);
}
