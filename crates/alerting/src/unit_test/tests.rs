//! Test files: what is read, what is refused, and verdicts. They must not compare with promtool, which tests/ does.

use super::{Failure, TestOptions, parse_tests};
use crate::parse_rules;
use proptest::prelude::*;

const RULES: &str = "groups:\n- name: g\n  rules:\n  - {record: twice, expr: m * 2}\n  - {alert: A, expr: m > 1, for: 1m, labels: {s: page}, annotations: {a: '{{ $value }}'}}\n";

/// The failures of a test group that is written as `lines` below `input_series: [m 1 2 3 4]`.
fn failures(lines: &str) -> Vec<Failure> {
    let text = format!("tests:\n- interval: 1m\n  input_series: [{{series: m, values: 1 2 3 4}}]\n{lines}");
    let file = parse_tests(&text).unwrap();
    file.run(0, &[Ok(parse_rules(RULES).unwrap())], TestOptions::default())
}

#[test]
fn alerts_are_compared_at_the_last_evaluation_before() {
    let fires = "exp_alerts: [{exp_labels: {s: page}, exp_annotations: {a: '3'}}]";
    assert_eq!(failures(&format!("  alert_rule_test: [{{eval_time: 2m59s, alertname: A, {fires}}}]\n")), []);
    assert_eq!(failures("  alert_rule_test: [{eval_time: 1m59s, alertname: A}]\n"), []);
    let wrong = failures(&format!("  alert_rule_test: [{{eval_time: 1m, alertname: A, {fires}}}]\n"));
    assert!(
        matches!(&wrong[..], [Failure::Alerts { got, expected, .. }] if got.is_empty() && expected.len() == 1)
    );
}

#[test]
fn samples_are_compared_exactly() {
    let expr = |value: &str, expr: &str| {
        failures(&format!(
            "  promql_expr_test: [{{expr: '{expr}', eval_time: 2m30s, exp_samples: [{{labels: '{{}}', value: {value}}}]}}]\n"
        ))
    };
    assert_eq!(expr("6", "sum(twice)"), []);
    assert_eq!(expr("3", "3"), []);
    assert_eq!(expr("0.30000000000000004", "vector(0.1) + vector(0.2)"), []);
    assert!(matches!(expr("0.3", "vector(0.1) + vector(0.2)")[..], [Failure::Samples { .. }]));
    assert!(matches!(expr(".nan", "vector(NaN)")[..], [Failure::Samples { .. }]));
    assert!(matches!(expr("1", "m[1m]")[..], [Failure::Expression { .. }]));
    assert!(matches!(expr("1", "m +")[..], [Failure::Expression { .. }]));
}

/// The last evaluation is at 2m, so the sample of 3m is not loaded.
#[test]
fn samples_after_the_last_evaluation_are_not_there() {
    let lines = "  promql_expr_test: [{expr: 'm offset -1m', eval_time: 2m59s, exp_samples: [{labels: m, value: 3}]}]\n";
    assert_eq!(failures(lines), []);
}

#[test]
fn fuzzy_values_are_a_float_apart() {
    let text = "fuzzy_compare: yes\ntests: [{promql_expr_test: [{expr: vector(0.1) + vector(0.2), exp_samples: [{value: 0.3}]}]}]";
    assert_eq!(parse_tests(text).unwrap().run(0, &[], TestOptions::default()), []);
}

#[test]
fn the_start_is_a_number_or_an_instant() {
    for (start, seconds) in [
        ("1000", "1000"),
        ("'2026-03-02T12:00:00Z'", "1772452800"),
        ("'2026-03-02T13:00:00.5+01:00'", "1772452800.5"),
    ] {
        let text = format!(
            "tests: [{{start_timestamp: {start}, input_series: [{{series: m, values: '1 2'}}], promql_expr_test: [{{expr: timestamp(m), exp_samples: [{{value: {seconds}}}]}}]}}]"
        );
        assert_eq!(parse_tests(&text).unwrap().run(0, &[], TestOptions::default()), [], "{text}");
    }
    assert!(parse_tests("tests: [{start_timestamp: noon}]").is_err());
}

#[test]
fn wrong_forms_are_refused_with_their_place() {
    for (text, wanted) in [
        ("tests:\n- exp: 1\n", "2:3: field exp not found in type main.testGroup"),
        ("evaluation_interval: 60\n", "1:22: not a valid duration string: \"60\""),
        (
            "tests:\n- promql_expr_test:\n  - exp_samples: [{value: '5'}]\n",
            "3:27: cannot unmarshal !!str `5` into float64",
        ),
        ("fuzzy_compare: maybe\n", "1:16: cannot unmarshal !!str `maybe` into bool"),
        ("tests: {}\n", "1:8: cannot unmarshal !!map into []main.testGroup"),
        ("tests:\n- name: a\n  name: b\n", "3:3: mapping key \"name\" already defined at line 2"),
    ] {
        assert_eq!(parse_tests(text).unwrap_err()[0].to_string(), wanted);
    }
    let histogram =
        failures("  promql_expr_test: [{expr: m, exp_samples: [{labels: m, histogram: '{{}}'}]}]\n");
    assert!(
        matches!(&histogram[..], [Failure::Expression { message, .. }] if message.contains("native histograms"))
    );
}

/// Anchors, aliases and merge keys are what they stand for.
#[test]
fn merged_keys_count_unless_they_are_given() {
    let text = "tests:\n- &base {name: a, interval: 1m, external_labels: {x: 1}}\n- {<<: *base, name: b}\n- {<<: [{name: c}, *base]}\n";
    let tests = parse_tests(text).unwrap().tests;
    let names: Vec<_> = tests.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["a", "b", "c"]);
    assert!(tests.iter().all(|it| it.external_labels.value("x") == Some("1")));
}

/// Aliases cannot make a small file large.
#[test]
fn aliases_are_bounded() {
    let items = "a, ".repeat(1000);
    let aliases = "*x, ".repeat(1000);
    let text = format!("rule_files: &x [{items}]\ngroup_eval_order: &y [{aliases}]\ntests: [*y, *y, *y]\n");
    assert!(parse_tests(&text).unwrap_err()[0].message.contains("excessive aliasing"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Whatever a file holds, reading and running it ends.
    #[test]
    fn no_file_panics(text in "(tests:|- |  |input_series:|series: m|values: |1x3 |interval: 1m|alert_rule_test:|eval_time: |1y|alertname: A|exp_alerts:|promql_expr_test:|expr: m|<<: |&a |\\*a|\\{|\\}|\\[|\n|'|~|start_timestamp: |9){0,40}") {
        if let Ok(file) = parse_tests(&text) {
            for idx in 0..file.tests.len() {
                file.run(idx, &[], TestOptions::default());
            }
        }
    }
}
