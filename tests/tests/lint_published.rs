//! Which checks object to which published rule, without samples, and which pitfalls of docs/lint.md each is known to have.
//! It must not know how a check decides.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test file")]

use alerting::Rule;
use haproxy::{Exporter, Version};
use lint::{Beside, Context, Exposed, Finding};
use promql::{Query, Semantics};
use std::collections::BTreeSet;

/// Which check looks for a pitfall.
const CHECKS: &[(&str, &[&str])] = &[
    ("ratio-bound", &["P01"]),
    ("template-empty-label", &["P02"]),
    ("merges-groups", &["P03"]),
    ("counts-only-part", &["P04", "P08", "P16", "P31", "P32"]),
    ("divides-by-good-only", &["P05"]),
    ("absolute-number", &["P07"]),
    ("fires-at-once", &["P10"]),
    ("for-outlasts-window", &["P11"]),
    ("frozen-counter", &["P12"]),
    ("rate-of-gauge", &["P13"]),
    ("latched-gauge", &["P14"]),
    ("not-a-limit", &["P15"]),
    ("zero-by-design", &["P17"]),
    ("planned-work", &["P18"]),
    ("passing-state", &["P19"]),
    ("absence-is-silence", &["P20", "P35"]),
    ("no-traffic-floor", &["P21", "P22"]),
    ("average-of-requests", &["P23"]),
    ("broken-link", &["P25"]),
    ("runbook-key", &["P27"]),
    ("clients-fault", &["P29"]),
];

/// What no check of a rule alone says, and why: docs/lint.md.
const UNSEEN: &[&str] = &["P24", "P37", "P39", "P40", "P41", "P43", "P44", "P46"];

/// A published rule: exporter, name, its pitfalls, and what else is said of it: where a text contradicts the expression (P28)
/// only some cases can be seen.
type Row = (&'static str, &'static str, &'static str, &'static str);

const V2: &str = "embedded";
const V1: &str = "haproxy_exporter";

const ROWS: &[Row] = &[
    (V2, "HaproxyHighHttp4xxErrorRateBackend", "P02 P03 P04 P09 P21 P22 P24 P27 P29", ""),
    (V2, "HaproxyHighHttp5xxErrorRateBackend", "P02 P03 P04 P09 P21 P22 P24 P27 P39", ""),
    (V2, "HaproxyHighHttp4xxErrorRateServer", "P02 P03 P04 P09 P21 P22 P24 P27 P29", ""),
    (V2, "HaproxyHighHttp5xxErrorRateServer", "P02 P03 P04 P09 P21 P22 P24 P27 P39", ""),
    (V2, "HaproxyServerResponseErrors", "P02 P03 P05 P09 P24 P27 P39 P41", ""),
    (V2, "HaproxyBackendConnectionErrors", "P02 P03 P07 P08 P09 P27 P46", ""),
    (V2, "HaproxyServerConnectionErrors", "P02 P03 P07 P08 P09 P10 P27", ""),
    (V2, "HaproxyBackendMaxActiveSession>80%", "P14 P25 P27 P37", ""),
    (V2, "HaproxyPendingRequests", "P02 P03 P13 P27 P31", ""),
    (V2, "HaproxyHttpSlowingDown", "P14 P27", "text-disagrees"),
    (V2, "HaproxyRetryHigh", "P02 P03 P07 P09 P27 P32 P43", ""),
    (V2, "HaproxyHasNoAliveBackends", "P10 P17 P18 P27 P35", ""),
    // That a flood of denied requests is a number and no share is the one pitfall (P07) that lint does not follow.
    (V2, "HaproxyFrontendSecurityBlockedRequests", "P02 P03 P16 P27", ""),
    (V2, "HaproxyServerHealthcheckFailure", "P09 P11 P12 P27 P37 P40 P44", ""),
    (V1, "HaproxyDown", "P10 P20 P27", ""),
    (V1, "HaproxyHighHttp4xxErrorRateBackend", "P01 P02 P03 P04 P09 P21 P22 P24 P27 P29", ""),
    (V1, "HaproxyHighHttp5xxErrorRateBackend", "P01 P02 P03 P04 P09 P21 P22 P24 P27 P39", ""),
    (V1, "HaproxyHighHttp4xxErrorRateServer", "P02 P03 P04 P09 P21 P22 P24 P27 P29", ""),
    (V1, "HaproxyHighHttp5xxErrorRateServer", "P02 P03 P04 P09 P21 P22 P24 P27 P39", ""),
    (V1, "HaproxyServerResponseErrors", "P02 P03 P05 P09 P24 P27 P39 P41", ""),
    (V1, "HaproxyBackendConnectionErrors", "P02 P03 P07 P08 P09 P27 P46", ""),
    (V1, "HaproxyServerConnectionErrors", "P02 P03 P07 P08 P09 P10 P27", ""),
    (V1, "HaproxyBackendMaxActiveSession", "P02 P03 P15 P27", ""),
    (V1, "HaproxyPendingRequests", "P02 P03 P27 P31", ""),
    (V1, "HaproxyHttpSlowingDown", "P02 P03 P23 P27", "text-disagrees"),
    (V1, "HaproxyRetryHigh", "P02 P03 P07 P09 P27 P32 P43", ""),
    (V1, "HaproxyBackendDown", "P10 P20 P27", ""),
    (V1, "HaproxyServerDown", "P10 P18 P19 P20 P27", ""),
    (V1, "HaproxyFrontendSecurityBlockedRequests", "P02 P03 P27", ""),
    (V1, "HaproxyServerHealthcheckFailure", "P09 P11 P12 P27 P37 P40 P44", ""),
];

fn exposed(exporter: &str) -> Exposed<'static> {
    let which = if exporter == V2 { Exporter::Embedded } else { Exporter::V1 };
    Exposed { exporter: "", metrics: haproxy::metrics(which, Version::V2_6), complete: true, open: false }
}

/// The published rules of an exporter, parsed.
fn rules(exporter: &str) -> Vec<(Rule, Query)> {
    let own = catalogue::alerts().iter().filter(|it| it.exporter == exporter);
    let parsed =
        own.map(|it| alerting::parse_rule(it.rule_yaml()).unwrap_or_else(|err| panic!("{}: {err}", it.id)));
    parsed
        .map(|it| (promql::parse(&it.expr, Semantics::V3).unwrap(), it))
        .map(|(query, it)| (it, query))
        .collect()
}

/// What lint says of rule `idx` beside the other rules of its exporter, at a scrape every `interval` ms.
fn findings(rules: &[(Rule, Query)], idx: usize, exporter: &str, interval: i64) -> Vec<Finding> {
    let others = rules.iter().enumerate().filter(|(other, _)| *other != idx);
    let beside: Vec<_> =
        others.map(|(_, (it, _))| Beside { name: &it.alert, expr: &it.expr, recording: false }).collect();
    let (rule, query) = &rules[idx];
    lint::run(&Context {
        exposed: exposed(exporter),
        beside: &beside,
        scrape_interval: interval,
        ..Context::new(rule, query)
    })
}

fn ids(findings: &[Finding]) -> BTreeSet<&'static str> {
    findings.iter().map(|it| it.id).collect()
}

/// Each published rule meets exactly the checks for the pitfalls that it is known to have.
#[test]
fn each_rule_meets_its_checks_and_no_others() {
    let mut wrong = Vec::new();
    for (exporter, count) in [(V2, 14), (V1, 16)] {
        let rules = rules(exporter);
        assert_eq!(rules.len(), count, "{exporter}");
        for (idx, (rule, _)) in rules.iter().enumerate() {
            let row = ROWS.iter().find(|(on, name, ..)| *on == exporter && *name == rule.alert);
            let (_, _, pitfalls, also) =
                row.unwrap_or_else(|| panic!("{exporter}/{} has no row", rule.alert));
            let has = |codes: &[&str]| codes.iter().any(|it| pitfalls.contains(it));
            let wanted = CHECKS.iter().filter(|(_, codes)| has(codes)).map(|(id, _)| *id);
            let wanted: BTreeSet<_> = wanted.chain(also.split_whitespace()).collect();
            let found = ids(&findings(&rules, idx, exporter, 15_000));
            if found != wanted {
                let (more, less) = (&found - &wanted, &wanted - &found);
                wrong.push(format!("{exporter}/{}: not known {more:?}, not found {less:?}", rule.alert));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A window of one minute is too short at a scrape every 30 seconds, and one of two minutes is not (P09).
#[test]
fn windows_are_judged_by_the_scrape_interval() {
    for exporter in [V2, V1] {
        let rules = rules(exporter);
        for (idx, (rule, _)) in rules.iter().enumerate() {
            let found = ids(&findings(&rules, idx, exporter, 30_000)).contains("window-too-short");
            let row = ROWS.iter().find(|(on, name, ..)| *on == exporter && *name == rule.alert).unwrap();
            assert_eq!(found, row.2.contains("P09"), "{exporter}/{}", rule.alert);
        }
    }
}

/// Every pitfall of the table has a check or is among those that cannot be seen, and every check of the table exists.
#[test]
fn the_table_is_whole() {
    let seen: BTreeSet<_> =
        CHECKS.iter().flat_map(|(_, codes)| codes.iter()).chain(UNSEEN).chain(&["P09"]).collect();
    for (_, name, pitfalls, _) in ROWS {
        for code in pitfalls.split_whitespace() {
            assert!(seen.contains(&code), "{name}: {code}");
        }
    }
    for (id, _) in CHECKS {
        assert!(lint::CHECKS.iter().any(|it| it.id == *id), "{id}");
    }
}

/// Findings underline something: their spans lie in the text of their place.
#[test]
fn spans_lie_in_their_texts() {
    for exporter in [V2, V1] {
        let rules = rules(exporter);
        for (idx, (rule, _)) in rules.iter().enumerate() {
            for it in findings(&rules, idx, exporter, 15_000) {
                let there = it.span.is_none_or(|span| !span.of(it.place.text(rule)).is_empty());
                assert!(there, "{}: {} {:?}", rule.alert, it.id, it.span);
            }
        }
    }
}
