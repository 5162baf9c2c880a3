//! Notifications against the real Alertmanager: the same alerts at the same times must make the same messages. It must
//! not know rules; it takes half a minute of real time.
#![expect(clippy::unwrap_used, reason = "a test file")]

mod alertmanager {
    pub(crate) mod http;
    pub(crate) mod server;
}

use alerting::notify::{Message, SentAlert, deliver, parse_alertmanager};
use alertmanager::http::Hook;
use alertmanager::server::Alertmanager;
use serde_json::{Value, json};
use series::Labels;
use std::collections::BTreeMap;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tests::peer::{self, Folder};

/// How long alerts are sent and messages listened to.
const LENGTH: i64 = 26_000;
/// How far a message's time may be from ours: two processes, a web server and a busy machine lie between them. What
/// changes a group happens at least that far from its flushes, so that it does not matter on which side it falls.
const TOLERANCE: i64 = 500;

/// The routes, with the addresses of the receivers left out.
const ROUTES: &str = r#"
route:
  receiver: team
  group_by: [alertname]
  group_wait: 1s
  group_interval: 3s
  repeat_interval: 8s
  routes:
    - matchers: ['severity="critical"']
      receiver: pager
      group_by: ['...']
      continue: true
    - match_re: {server: 'web[23]|x'}
      receiver: others
      group_by: [server, severity]
      group_wait: 0s
    - match: {alertname: Quiet}
      receiver: others
      repeat_interval: 1h
inhibit_rules:
  - source_matchers: ['severity="critical"', 'alertname!~"Quiet.*"']
    target_match: {severity: warning}
    equal: [server]
receivers:
"#;

/// Who fires from when to when, in milliseconds.
const ALERTS: [(&str, &str, &str, i64, i64); 8] = [
    ("Down", "web1", "warning", 0, 11_600),
    ("Down", "web4", "warning", 2_600, 5_600),
    ("Down", "web2", "warning", 500, 30_000),
    ("Backend", "web1", "critical", 5_500, 14_500),
    ("Backend", "web3", "critical", 5_500, 10_200),
    ("Quiet", "x", "info", 1_600, 30_000),
    ("Quiet", "web9", "critical", 1_700, 16_500),
    // Back again after its group was empty. 0.25 goes on flushing an empty group for up to 30 s, today's begins another:
    // a second before the old group's flush both send at once.
    ("Down", "web4", "warning", 18_000, 30_000),
];
/// Firing alerts are sent again this often.
const RESEND: i64 = 3_000;

#[test]
fn messages_are_those_of_alertmanager() {
    if !peer::is_here("prometheus-alertmanager", "notifications against Alertmanager") {
        return;
    }
    let hook = Hook::listen();
    let folder = Folder::new("alertmanager");
    let receivers = ["team", "pager", "others"].map(|name| {
        let url = format!("http://{}/{name}", hook.address());
        format!("  - name: {name}\n    webhook_configs: [{{url: '{url}'}}]\n")
    });
    let file = format!("{ROUTES}{}", receivers.concat());
    folder.write("alertmanager.yml", &file);
    let server = Alertmanager::start(folder.path());
    let sent = send(&server);
    drop(server);
    let theirs = timelines(hook.messages().iter().map(|(time, body)| theirs(*time, body)));
    let ours = deliver(&parse_alertmanager(&file).unwrap(), &sent, sent[0].time + LENGTH).unwrap();
    let ours = timelines(ours.messages.iter().map(ours_of));
    compare(&ours, &theirs);
}

fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    i64::try_from(since.as_millis()).unwrap()
}

/// Posts the alerts at their times, and says when each arrived.
fn send(server: &Alertmanager) -> Vec<SentAlert> {
    let mut posts: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
    for (idx, (.., from, to)) in ALERTS.iter().enumerate() {
        let mut at = *from;
        while at < *to && at < LENGTH {
            posts.entry(at).or_default().push(idx);
            at += RESEND;
        }
        posts.entry(*to).or_default().push(idx);
    }
    let start = now() + 100;
    let mut sent = Vec::new();
    for (at, alerts) in posts.into_iter().take_while(|(at, _)| *at < LENGTH) {
        sleep_until(start + at);
        let arrived = now();
        let alerts: Vec<_> = alerts.iter().map(|idx| alert(ALERTS[*idx], start, at, arrived)).collect();
        server.post(&json!(alerts.iter().map(json_of).collect::<Vec<_>>()));
        sent.extend(alerts);
    }
    sleep_until(start + LENGTH);
    sent
}

fn sleep_until(time: i64) {
    let left = u64::try_from(time - now()).unwrap_or(0);
    std::thread::sleep(Duration::from_millis(left));
}

fn alert(
    (name, server, severity, from, to): (&str, &str, &str, i64, i64),
    start: i64,
    at: i64,
    arrived: i64,
) -> SentAlert {
    let labels = Labels::new([("alertname", name), ("server", server), ("severity", severity)]);
    let ends_at = if at >= to { arrived } else { arrived + 60_000 };
    SentAlert { time: arrived, labels, starts_at: start + from, ends_at }
}

fn json_of(alert: &SentAlert) -> Value {
    let rfc = |time: i64| {
        let second = series::format_instant(time);
        format!("{}.{:03}Z", second.trim_end_matches('Z'), time.rem_euclid(1000))
    };
    json!({"labels": labels(&alert.labels), "startsAt": rfc(alert.starts_at), "endsAt": rfc(alert.ends_at)})
}

fn labels(labels: &Labels) -> BTreeMap<String, String> {
    labels.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

/// A message: its time, and what it says in one line.
struct Said {
    key: String,
    time: i64,
    text: String,
}

fn ours_of(message: &Message) -> Said {
    let status = |firing: bool| if firing { "firing" } else { "resolved" };
    let alerts = message.alerts.iter().map(|it| (status(it.ends_at.is_none()), labels(&it.labels)));
    said(&message.receiver, &labels(&message.group), message.time, status(message.is_firing()), alerts)
}

fn theirs(time: i64, body: &Value) -> Said {
    let labels = |value: &Value| serde_json::from_value::<BTreeMap<String, String>>(value.clone()).unwrap();
    let alerts = body["alerts"].as_array().unwrap().iter();
    let alerts = alerts.map(|it| (it["status"].as_str().unwrap(), labels(&it["labels"])));
    let status = body["status"].as_str().unwrap();
    said(body["receiver"].as_str().unwrap(), &labels(&body["groupLabels"]), time, status, alerts)
}

fn said<'s>(
    receiver: &str,
    group: &BTreeMap<String, String>,
    time: i64,
    status: &str,
    alerts: impl Iterator<Item = (&'s str, BTreeMap<String, String>)>,
) -> Said {
    let text = alerts.map(|(status, labels)| format!("{status} {labels:?}")).collect::<Vec<_>>().join("; ");
    Said { key: format!("{receiver} {group:?}"), time, text: format!("{status}: {text}") }
}

/// The messages of each receiver and group in their order.
fn timelines(messages: impl Iterator<Item = Said>) -> BTreeMap<String, Vec<(i64, String)>> {
    let mut by_key: BTreeMap<String, Vec<(i64, String)>> = BTreeMap::new();
    for it in messages {
        by_key.entry(it.key).or_default().push((it.time, it.text));
    }
    by_key
}

fn compare(ours: &BTreeMap<String, Vec<(i64, String)>>, theirs: &BTreeMap<String, Vec<(i64, String)>>) {
    let texts = |it: &BTreeMap<String, Vec<(i64, String)>>| {
        let texts = it.iter().map(|(key, said)| (key.clone(), said.iter().map(|it| it.1.clone()).collect()));
        texts.collect::<BTreeMap<String, Vec<String>>>()
    };
    assert_eq!(texts(ours), texts(theirs));
    let pairs = || ours.values().flatten().zip(theirs.values().flatten());
    let worst = pairs().map(|(ours, theirs)| (ours.0 - theirs.0).abs()).max().unwrap();
    for (key, ours) in ours {
        for ((time, text), (other, _)) in ours.iter().zip(&theirs[key]) {
            println!("{:6} {key} {}", other - time, text.chars().take(30).collect::<String>());
        }
    }
    println!("{} messages of {} groups, at most {worst} ms apart", pairs().count(), ours.len());
    assert!(worst <= TOLERANCE, "{worst} ms apart");
    let all = || pairs().map(|(ours, _)| ours.1.as_str());
    assert!(
        all().any(|it| it.starts_with("resolved")) && all().any(|it| it.contains("; ")),
        "too little was compared"
    );
}
