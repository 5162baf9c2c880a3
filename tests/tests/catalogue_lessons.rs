//! Each bundled scenario does what it says it teaches. It must not know how samples come about.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test file")]

use playground::document::Document;
use playground::event::Event;
use playground::picture::Picture;
use playground::{App, bundled, share};

const DOWN: &str = "haproxy_exporter/haproxy-server-down";
const HEALTH: &str = "haproxy_exporter/haproxy-server-healthcheck-failure";
const CONNECT: &str = "haproxy_exporter/haproxy-server-connection-errors";
const RESPONSE: &str = "embedded/haproxy-server-response-errors";
const CLIENT: &str = "haproxy_exporter/haproxy-high-http4xx-error-rate-backend";

/// What alert `id` makes of scenario `name`; `change` may edit the document first.
fn picture(id: &str, name: &str, change: impl Fn(&mut Document)) -> Picture {
    let mut document = bundled::alert_document(id).unwrap();
    document.scenario = bundled::scenario(name).unwrap();
    change(&mut document);
    let mut app = App::new();
    app.handle(Event::Follow(share::encode(&document)));
    app.settle();
    app.model().picture.clone().unwrap_or_else(|| panic!("{name}: {:?}", app.model().notices))
}

/// Episodes as `server or backend, from, to` in seconds of the day.
fn episodes(picture: &Picture) -> Vec<(String, i64, i64)> {
    let of_day = |millis: i64| millis.rem_euclid(86_400_000) / 1000;
    let name =
        |it: &series::Labels| it.value("server").or(it.value("backend")).unwrap_or_default().to_owned();
    picture.states.episodes.iter().map(|it| (name(&it.labels), of_day(it.from), of_day(it.to))).collect()
}

fn at(hours: i64, minutes: i64) -> i64 {
    hours * 3600 + minutes * 60
}

/// One episode on `server` that begins within `delay` seconds of the fault and ends within `delay` of its end.
fn assert_episode(it: &(String, i64, i64), server: &str, fault: (i64, i64), delay: i64) {
    assert_eq!(it.0, server);
    assert!((0..=delay).contains(&(it.1 - fault.0)), "{it:?} against {fault:?}");
    assert!((0..=delay).contains(&(it.2 - fault.1)), "{it:?} against {fault:?}");
}

#[test]
fn a_killed_server_is_reported_within_half_a_minute() {
    let found = episodes(&picture(DOWN, "web1-killed", |_| ()));
    assert_eq!(found.len(), 1);
    assert_episode(&found[0], "web1", (at(15, 0), at(15, 10)), 30);
}

#[test]
fn flapping_is_reported_and_a_kill_is_not() {
    let it = picture(HEALTH, "health-checks-flap", |_| ());
    let found = episodes(&it);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_episode(&found[0], "web1", (at(13, 30), at(13, 50)), 105);
    let web3 =
        it.states.timeline.instances.iter().find(|it| it.labels.value("server") == Some("web3")).unwrap();
    assert!(web3.spans.iter().any(|it| it.state == alerting::State::Pending));
}

#[test]
fn the_same_refusal_is_silent_at_low_load() {
    let found = episodes(&picture(CONNECT, "connections-refused", |_| ()));
    assert_eq!(found.len(), 1, "{found:?}");
    assert_episode(&found[0], "api2", (at(16, 30), at(16, 40)), 75);
}

#[test]
fn response_errors_are_divided_by_good_answers_only() {
    let it = picture(RESPONSE, "broken-responses", |_| ());
    let names: Vec<_> = episodes(&it).into_iter().map(|it| it.0).collect();
    assert_eq!(names, ["web2", "api1", "api3"]);
    let peaks: Vec<f64> = it.states.episodes.iter().map(|it| it.peak).collect();
    assert!((10.0..20.0).contains(&peaks[0]), "{peaks:?}");
    assert!((30.0..60.0).contains(&peaks[1]), "{peaks:?}");
    assert_eq!(peaks[2], f64::INFINITY);
}

#[test]
fn a_ratio_never_reaches_five_and_a_percentage_does() {
    let published = picture(CLIENT, "client-errors", |_| ());
    assert!(episodes(&published).is_empty());
    let values = published.columns.side.iter().flat_map(|it| &it.values).filter(|it| !it.is_nan());
    let highest = values.copied().fold(0.0, f64::max);
    assert!((0.99..=1.0).contains(&highest), "{highest}");
    let repaired = picture(CLIENT, "client-errors", |document| {
        let rule = document.rule_mut().unwrap();
        rule.expr = rule.expr.replace("> 5", "* 100 > 5");
    });
    let names: Vec<_> = episodes(&repaired).into_iter().map(|it| it.0).collect();
    assert_eq!(names, ["be_web", "be_api"]);
}

#[test]
fn only_the_loss_of_all_servers_is_reported_of_three_outages() {
    let found = episodes(&picture(DOWN, "server-errors", |_| ()));
    assert_eq!(found.len(), 3, "{found:?}");
    for (it, server) in found.iter().zip(["web1", "web2", "web3"]) {
        assert_episode(it, server, (at(16, 40), at(16, 45)), 30);
    }
}

#[test]
fn one_kill_has_two_answers_in_two_versions() {
    let with = |semantics| {
        episodes(&picture(HEALTH, "windows-2-and-3", |document| document.semantics = semantics)).len()
    };
    assert_eq!(with(3), 0);
    assert_eq!(with(2), 1);
}

/// A link of the gallery passes through every chat.
#[test]
fn links_of_the_gallery_are_short() {
    for alert in catalogue::alerts() {
        let document = bundled::alert_document(alert.id).unwrap();
        let chars = share::encode(&document).len();
        println!("{}: {chars} characters", alert.id);
        assert!(chars <= playground::limits::FRAGMENT_GOOD as usize, "{}: {chars} characters", alert.id);
    }
}
