//! Notification cases: what is read, what is sent, who is told when. They must not need an Alertmanager.

use super::{Alertmanager, Message, SentAlert, deliver, notifications, parse_alertmanager, sent_alerts};
use crate::{InstanceTimeline, State, StateSpan, Timeline};
use promql::Steps;
use series::Labels;

const SECOND: i64 = 1000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;

fn alert(server: &str, severity: &str) -> Labels {
    Labels::new([("alertname", "Down"), ("server", server), ("severity", severity)])
}

/// Spans that follow each other: a state and how many minutes it lasts.
fn instance(labels: Labels, spans: &[(State, i64)]) -> InstanceTimeline {
    let mut from = 0;
    let spans = spans.iter().map(|(state, minutes)| {
        let to = from + minutes * MINUTE;
        StateSpan { state: *state, from: std::mem::replace(&mut from, to), to }
    });
    InstanceTimeline { labels: labels.clone(), series: labels, also: Vec::new(), spans: spans.collect() }
}

fn steps(minutes: i64) -> Steps {
    Steps { start: 0, end: minutes * MINUTE - MINUTE / 4, step: MINUTE / 4 }
}

/// A message as one line: its second, receiver, status, and its alerts' servers, those resolved with a minus.
fn line(message: &Message) -> String {
    let mark = |it: &super::NotifiedAlert| {
        let sign = if it.ends_at.is_some() { "-" } else { "+" };
        format!("{sign}{}", it.labels.value("server").unwrap_or_default())
    };
    let alerts: Vec<_> = message.alerts.iter().map(mark).collect();
    let page = if message.is_page { " page" } else { "" };
    let status = if message.is_firing() { "firing" } else { "resolved" };
    let seconds = message.time as f64 / 1000.0;
    format!("{seconds} {} {status} {}{page}", message.receiver, alerts.join(" "))
}

fn lines(config: &Alertmanager, instances: Vec<InstanceTimeline>, minutes: i64) -> Vec<String> {
    let timeline = Timeline { instances, errors: Vec::new() };
    let found = notifications(config, &[(&timeline, steps(minutes))]).unwrap();
    assert_eq!(found.pages, found.messages.iter().filter(|it| it.is_page).count());
    found.messages.iter().map(line).collect()
}

#[test]
fn what_prometheus_sends() {
    use State::{Firing, Inactive, Pending};
    let states = [(Inactive, 1), (Pending, 2), (Firing, 4), (Inactive, 20), (Firing, 1)];
    let timeline = Timeline { instances: vec![instance(alert("a", "warning"), &states)], errors: Vec::new() };
    let sent = sent_alerts(&timeline, steps(28));
    let times = |from: i64, to: i64| {
        let within = sent.iter().filter(move |it| from * MINUTE <= it.time && it.time < to * MINUTE);
        within.map(|it| it.time / SECOND).collect::<Vec<_>>()
    };
    // More than a minute after the last time, at an evaluation every 15 s.
    assert_eq!(times(0, 7), [180, 255, 330, 405]);
    assert!(sent[..4].iter().all(|it| it.starts_at == 3 * MINUTE && it.ends_at == it.time + 4 * MINUTE));
    // Resolved at 7 min, and said again for a quarter of an hour, its end included.
    assert_eq!(times(7, 27), (0..13).map(|it| 420 + 75 * it).collect::<Vec<_>>());
    assert!(sent[4..17].iter().all(|it| it.ends_at == 7 * MINUTE));
    assert_eq!((times(27, 28), sent[17].starts_at), (vec![1620], 27 * MINUTE));
}

#[test]
fn failed_evaluations_send_nothing() {
    let states = [(State::Firing, 2), (State::Inactive, 2)];
    let instances = vec![instance(alert("a", "warning"), &states)];
    let limit = "exceeded limit of 1 with 2 alerts".to_owned();
    let timeline = Timeline { instances, errors: vec![(0, "x".to_owned()), (2 * MINUTE, limit)] };
    let sent: Vec<_> = sent_alerts(&timeline, steps(4)).iter().map(|it| it.time / SECOND).collect();
    assert_eq!(sent, [15, 90]);
}

#[test]
fn a_group_waits_repeats_and_is_resolved() {
    let firing = |from, minutes| [(State::Inactive, from), (State::Firing, minutes), (State::Inactive, 600)];
    let instances = vec![
        instance(alert("a", "critical"), &firing(0, 300)),
        instance(alert("b", "critical"), &firing(2, 10)),
    ];
    assert_eq!(
        lines(&Alertmanager::default(), instances, 320),
        [
            "30 default firing +a page",
            "330 default firing +a +b",
            "930 default firing +a -b",
            // 4 h after the last message is not yet more than 4 h after it: the flush after that.
            "15630 default firing +a",
            "18030 default resolved -a"
        ]
    );
}

/// Two alerts that begin together page once, and each new life of a group pages again.
#[test]
fn pages_are_counted_after_grouping() {
    let lives = [(State::Firing, 10), (State::Inactive, 10), (State::Firing, 10)];
    let instances = ["a", "b"].map(|it| instance(alert(it, "critical"), &lives)).to_vec();
    let timeline = Timeline { instances, errors: Vec::new() };
    let found = notifications(&Alertmanager::default(), &[(&timeline, steps(30))]).unwrap();
    assert_eq!((found.critical_alerts, found.pages), (4, 2));
}

const FILE: &str = r#"
route:
  receiver: team
  group_by: [alertname]
  routes:
    - matchers: [severity="critical"]
      receiver: pager
      group_by: ["..."]
      group_wait: 0s
      continue: true
    - match_re: {server: "b|c"}
      receiver: others
      group_wait: 10s
inhibit_rules:
  - source_matchers: ['severity = "critical"']
    target_match: {severity: warning}
    equal: [server]
receivers:
  - name: team
    webhook_configs: [{url: "http://127.0.0.1:1/"}]
  - name: pager
  - name: others
"#;

#[test]
fn routes_and_inhibition() {
    let config = parse_alertmanager(FILE).unwrap();
    let all = |severity| ["a", "b"].map(|it| instance(alert(it, severity), &[(State::Firing, 3)]));
    assert_eq!(lines(&config, all("warning").to_vec(), 3), ["10 others firing +b", "30 team firing +a"]);
    let both = all("warning").into_iter().chain(all("critical").into_iter().take(1)).collect();
    // The critical alert goes to the pager and, no other route matching, nowhere else; it mutes the warning.
    assert_eq!(lines(&config, both, 3), ["0 pager firing +a page", "10 others firing +b"]);
}

#[test]
fn refused_with_place_and_words() {
    let receivers = "\nreceivers: [{name: x}]\n";
    for (text, wanted) in [
        ("", "no route provided in config"),
        ("receivers: []", "1:1: no routes provided"),
        ("route: {group_by: [a]}", "1:8: root route must specify a default receiver"),
        ("route: {receiver: y}", "1:19: undefined receiver \"y\" used in route"),
        ("route: {receiver: x, match: {a: b}}", "1:8: root route must not have any matchers"),
        ("route: {receiver: x, group_interval: 0s}", "1:38: group_interval cannot be zero"),
        ("route: {receiver: x, repeat_interval: 0s}", "1:39: repeat_interval cannot be zero"),
        ("route: {receiver: x, group_wait: 5}", "1:34: not a valid duration string: \"5\""),
        ("route: {receiver: x, group_by: [a, a]}", "1:36: duplicated label \"a\" in group_by"),
        ("route: {receiver: x, group_by: [a-b]}", "1:33: invalid label name \"a-b\" in group_by list"),
        (
            "route: {receiver: x, group_by: [a, ...]}",
            "1:32: cannot have wildcard group_by (`...`) and other labels at the same time",
        ),
        ("route: {receiver: x, routs: []}", "1:22: field routs not found in type config.plain"),
        ("route: {receiver: x, routes: [{matchers: [a]}]}", "1:43: bad matcher format: a"),
        (
            "route: {receiver: x, routes: [{matchers: ['a=\"b']}]}",
            "1:43: matcher value contains unescaped double quote: \"b",
        ),
        (
            "route: {receiver: x, routes: [{matchers: ['a=~\"(\"']}]}",
            "1:43: error parsing regexp: missing closing ): `^(?:()$`",
        ),
        ("route: {receiver: x, routes: [{match: {a-b: c}}]}", "1:45: invalid label name \"a-b\""),
        (
            "global: {resolve_timeout: 1m}\nroute: {receiver: x}",
            "1:1: field global is not read here: only route, inhibit_rules and receivers are",
        ),
        ("foo: 1", "1:1: field foo not found in type config.plain"),
    ] {
        let text = if text.is_empty() || text.contains("receivers") {
            text.to_owned()
        } else {
            format!("{text}{receivers}")
        };
        let said = parse_alertmanager(&text).map(|_| String::new()).unwrap_or_else(|err| err.to_string());
        assert_eq!(said, wanted, "{text}");
    }
    let twice = "route: {receiver: x}\nreceivers: [{name: x}, {name: x}]";
    assert!(parse_alertmanager(twice).unwrap_err().message.contains("\"x\" is not unique"));
}

/// Intervals too short for the range end with an error.
#[test]
fn hostile_intervals_end() {
    let text = "route: {receiver: x, group_by: ['...'], group_wait: 0s, group_interval: 1ms, repeat_interval: 1ms}\nreceivers: [{name: x}]";
    let config = parse_alertmanager(text).unwrap();
    let sent = SentAlert { time: 0, labels: alert("a", "critical"), starts_at: 0, ends_at: HOUR };
    assert!(deliver(&config, &[sent], i64::MAX).is_err());
}

/// What many routes inherit is not copied into each.
#[test]
fn many_routes_are_small() {
    let long = "x".repeat(300_000);
    let many = "{},".repeat(100_000);
    let text = format!(
        "route: {{receiver: x, routes: [{{group_by: [{long}], match: {{a: {long}}}, routes: [{many}]}}]}}\nreceivers: [{{name: x}}]"
    );
    assert_eq!(parse_alertmanager(&text).unwrap().routes.len(), 100_002);
}
