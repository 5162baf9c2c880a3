//! Hostile rules: lint neither panics nor runs away, what it underlines is there, and what it offers is PromQL. It must not
//! know checks.
#![expect(clippy::unwrap_used, reason = "a test file")]

use alerting::Rule;
use promql::Semantics;
use std::collections::BTreeMap;
use tests::hostile::{Hostile, survive};

const GOOD: &str = include_str!("../promql/peer_expressions.txt");

const WORDS: &str = "haproxy_server_http_responses_total haproxy_backend_http_responses_total haproxy_server_up haproxy_up up \
    haproxy_server_check_failures_total haproxy_backend_limit_sessions haproxy_server_max_sessions sum by (server) (proxy, instance) \
    rate( increase( [1m] [5m] {code=\"5xx\"} {code=~\"x\"} / * 100 > 5 == 0 and or unless bool on (proxy) ignoring ) ( offset 5m topk(1, \
    absent( count( time() - $labels.server {{ }} $value";

fn rules() -> Hostile {
    let published = catalogue::alerts().iter().map(|it| alerting::parse_rule(it.rule_yaml()).unwrap().expr);
    let peers =
        GOOD.lines().map(str::trim).filter(|it| !it.is_empty() && !it.starts_with('#')).map(str::to_owned);
    Hostile {
        good: published.chain(peers.step_by(7)).collect(),
        words: WORDS.split(' ').collect(),
        nesting: vec![
            ("(", ")"),
            ("sum by (server) (", ")"),
            ("-", ""),
            ("max_over_time((", ")[5m:1m])"),
            ("up / (", ")"),
        ],
        links: vec![
            " + haproxy_up",
            " > 1",
            " and haproxy_server_up == 0",
            " / haproxy_backend_current_queue",
            " or up",
            " == bool 1",
        ],
    }
}

fn read(text: &str) {
    let texts = BTreeMap::from([
        ("runbook".to_owned(), format!("http{text}")),
        ("summary".to_owned(), text.to_owned()),
    ]);
    let rule = Rule {
        alert: "A>1".to_owned(),
        expr: text.to_owned(),
        labels: BTreeMap::from([
            ("severity".to_owned(), "critical".to_owned()),
            ("server".to_owned(), text.to_owned()),
        ]),
        annotations: texts,
        ..Rule::default()
    };
    for recording in [false, true] {
        for it in playground::findings::statically(&rule, recording, &[], Semantics::V3) {
            assert!(
                it.span.is_none_or(|span| !span.of(it.place.text(&rule)).is_empty()),
                "{}: {:?}",
                it.id,
                it.span
            );
            let offered = it.repair.is_none_or(|it| promql::parse(&it.rule.expr, Semantics::V3).is_ok());
            assert!(offered, "{}", it.id);
        }
    }
}

#[test]
fn hostile_rules_survive() {
    survive(&rules(), (1, 1500), read);
}
