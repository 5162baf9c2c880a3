//! The published rules' forms on this afternoon's metrics: what is said of each. They must not be the files
//! themselves, which belong to the catalogue.

use super::afternoon::findings;
use crate::Severity;

const RATIO: &str = r#"{alert: High4xx, for: 1m, expr: 'sum by (server) (rate(responses_total{code="4xx"}[1m])) / sum by (server) (rate(responses_total[1m])) > 5', annotations: {summary: 'on {{ $labels.instance }} of {{ $labels.fqdn }}'}}"#;
const ODDS: &str = "{alert: Odds, for: 1m, expr: '(sum by (server) (rate(failures_total[1m])) / sum by (server) (rate(responses_total[1m]))) * 100 > 5'}";
const CHECKS_FAIL: &str = "{alert: Checks, for: 1m, expr: 'increase(check_failures_total[1m]) > 0'}";
const QUEUE: &str = "{alert: Queue, expr: queue > 10}";

/// The forms, for tests of all rules.
pub(super) fn rules() -> Vec<String> {
    [RATIO, ODDS, CHECKS_FAIL, QUEUE].map(str::to_owned).to_vec()
}

/// Identifier, severity, title and evidence, a line each.
fn shown(rule: &str) -> Vec<String> {
    let mark = |severity| match severity {
        Severity::Error => 'E',
        Severity::Warning => 'W',
        Severity::Info => 'I',
    };
    let line = |it: crate::Finding| format!("{} {}: {} {}", mark(it.severity), it.id, it.title, it.evidence);
    findings(rule).into_iter().map(|it| line(it).trim_end().to_owned()).collect()
}

#[test]
fn a_ratio_against_a_percentage() {
    assert_eq!(
        shown(RATIO),
        [
            "E ratio-bound: Can never fire: the left side is a ratio, at most 1, and is compared with 5. Multiply by 100. Highest value here: 0.1 at 00:00:15, web1.",
            "W no-traffic-floor: A share without a floor for traffic: a single bad request may be 100 %.",
            "W template-empty-label: `$labels.fqdn` is always empty in summary.",
            "W template-empty-label: `$labels.instance` is always empty in summary.",
            "I infinite: No value without traffic: 0/0 is NaN, and no comparison with NaN is true. NaN at 00:10:30, web2.",
            "I merges-groups: Grouped by `server` without `instance`: equal names become one.",
        ]
    );
    let found = findings(RATIO);
    let repaired = &found[0].repair.as_ref().unwrap().rule.expr;
    assert_eq!(
        repaired,
        r#"(sum by (server) (rate(responses_total{code="4xx"}[1m])) / sum by (server) (rate(responses_total[1m]))) * 100 > 5"#
    );
    assert_eq!(found[2].repair, None);
    assert!(found[3].repair.as_ref().unwrap().rule.expr.contains("sum by (server, instance) (rate"));
}

#[test]
fn failures_over_what_did_not_fail() {
    let lines = shown(ODDS);
    assert!(
        lines[0].starts_with("W divides-by-good-only: Divides by good responses only. At 00:1"),
        "{lines:?}"
    );
    assert!(
        lines[1].starts_with("W infinite: Divides by 0: the value becomes +Inf. +Inf at 00:10:30, web2.")
    );
}

#[test]
fn a_window_that_for_outlasts() {
    let lines = shown(CHECKS_FAIL);
    assert_eq!(
        lines,
        [
            "W for-outlasts-window: One step of the counter keeps this true for less than 1m; `for` is 1m.",
            "I frozen-counter: `check_failures_total` stops growing once it is down.",
            "I never-true-here: No value here: the left side returned nothing in this scenario.",
        ]
    );
}

#[test]
fn a_threshold_out_of_reach() {
    assert_eq!(
        shown(QUEUE),
        [
            "I fires-at-once: No `for`: a single evaluation decides.",
            "I never-true-here: Never true here. Closest: 0.8 of the threshold at 00:10:00, web2. 8 against 10."
        ]
    );
}
