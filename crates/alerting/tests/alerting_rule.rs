//! `AlertingRule.Eval` of Prometheus 3 (rules/alerting.go), step by step: what a rule makes of its result, evaluation after
//! evaluation. It must not evaluate expressions.
#![expect(clippy::unwrap_used, reason = "a test file")]

use alerting::{Active, CompiledRule, Instance, State, step};
use series::Labels;

const MINUTE: i64 = 60_000;

fn rule(text: &str) -> CompiledRule {
    CompiledRule::new(&alerting::parse_rule(text).unwrap()).unwrap()
}

fn sample(pairs: &[(&str, &str)], value: f64) -> (Labels, f64) {
    (Labels::new(pairs.iter().copied()), value)
}

/// The only instance in memory.
fn only(active: &Active) -> (&Labels, &Instance) {
    let mut all = active.iter();
    let first = all.next().unwrap();
    assert_eq!(all.count(), 0);
    first
}

/// Whatever the value, an element of the result is an active instance.
#[test]
fn every_element_is_active() {
    for value in [1.0, 0.0, -1.0, f64::NAN, f64::INFINITY] {
        let rule = rule("{alert: A, expr: m}");
        let active = step(&rule, Active::default(), &[sample(&[("i", "a")], value)], 0).unwrap();
        assert_eq!(only(&active).1.state(), State::Firing, "{value}");
    }
}

/// Sample labels without the metric's name, then the rule's, an empty one removes, then the alert's name.
#[test]
fn labels_of_an_alert() {
    let labels = "{severity: '{{ $labels.level }}', i: '', alertname: B, m: '{{ .Labels.__name__ }}'}";
    let rule = rule(&format!("{{alert: A, expr: m, labels: {labels}}}"));
    let given = sample(&[("__name__", "m"), ("i", "a"), ("level", "page"), ("alertname", "C")], 1.0);
    let active = step(&rule, Active::default(), &[given], 0).unwrap();
    let wanted = [("alertname", "A"), ("level", "page"), ("m", "m"), ("severity", "page")];
    assert_eq!(only(&active).0, &Labels::new(wanted));
}

/// A template that fails leaves its error as the text, in annotations and in labels, and the rule goes on.
#[test]
fn failing_templates_are_texts() {
    let text = "{alert: A, expr: m, labels: {l: '{{ .Nope }}'}, annotations: {a: '{{ .Nope }}', e: ''}}";
    let rule = rule(text);
    let active = step(&rule, Active::default(), &[sample(&[], 1.0)], 0).unwrap();
    let (labels, instance) = only(&active);
    let error = "<error expanding template: error executing template __alert_A: template: __alert_A:1:";
    assert!(labels.value("l").unwrap().starts_with(error), "{labels}");
    let annotations = instance.annotations(&rule);
    assert!(annotations["a"].starts_with(error) && annotations["a"].contains("can't evaluate field Nope"));
    assert_eq!(annotations["e"], "");
}

/// An instance that stays takes the new value and keeps since when it is active; kept firing, it keeps its last value.
#[test]
fn values_follow_and_stay() {
    let rule = rule("{alert: A, expr: m, for: 1m, keep_firing_for: 2m, annotations: {v: '{{ $value }}'}}");
    let mut active = Active::default();
    let mut seen = Vec::new();
    for (minute, value) in [(0, Some(1.0)), (1, Some(2.0)), (2, None), (3, None), (4, None)] {
        let result: Vec<_> = value.map(|it| sample(&[("i", "a")], it)).into_iter().collect();
        active = step(&rule, active, &result, minute * MINUTE).unwrap();
        let instance = only(&active).1;
        seen.push((instance.state(), instance.active_at(), instance.annotations(&rule)["v"].clone()));
    }
    let wanted = [State::Pending, State::Firing, State::Kept, State::Kept, State::Inactive];
    let values = ["1", "2", "2", "2", "2"];
    for ((given, state), value) in seen.iter().zip(wanted).zip(values) {
        assert_eq!(given, &(state, 0, value.to_owned()));
    }
}

/// A pending alert that is no longer returned leaves nothing; a resolved one that comes back starts anew.
#[test]
fn pending_goes_and_resolved_begins_again() {
    let rule = rule("{alert: A, expr: m, for: 1m}");
    let there = [sample(&[("i", "a")], 1.0)];
    let mut active = step(&rule, Active::default(), &there, 0).unwrap();
    active = step(&rule, active, &[], MINUTE).unwrap();
    assert_eq!(active.iter().count(), 0);
    for minute in 2..=3 {
        active = step(&rule, active, &there, minute * MINUTE).unwrap();
    }
    assert_eq!(only(&active).1.fired_at(), Some(3 * MINUTE));
    active = step(&rule, active, &[], 4 * MINUTE).unwrap();
    assert_eq!(only(&active).1.resolved_at(), Some(4 * MINUTE));
    active = step(&rule, active, &there, 5 * MINUTE).unwrap();
    let instance = only(&active).1;
    assert_eq!((instance.state(), instance.active_at()), (State::Pending, 5 * MINUTE));
    assert_eq!((instance.fired_at(), instance.resolved_at()), (None, None));
}

/// A `for` that was raised since makes a firing alert pending again (3.11), with what it has waited already.
#[test]
fn a_raised_for_takes_firing_back() {
    let there = [sample(&[("i", "a")], 1.0)];
    let (short, long) = (rule("{alert: A, expr: m, for: 1m}"), rule("{alert: A, expr: m, for: 3m}"));
    let mut active = Active::default();
    let mut states = Vec::new();
    for (minute, rule) in [(0, &short), (1, &short), (2, &long), (3, &long)] {
        active = step(rule, active, &there, minute * MINUTE).unwrap();
        states.push(only(&active).1.state());
    }
    assert_eq!(states, [State::Pending, State::Firing, State::Pending, State::Firing]);
    assert_eq!(only(&active).1.fired_at(), Some(3 * MINUTE));
}

/// The limit counts pending, firing and kept ones; one too many clears them all.
#[test]
fn the_limit_counts_what_is_kept() {
    let mut rule = rule("{alert: A, expr: m, keep_firing_for: 5m}");
    rule.limit = 1;
    let active = step(&rule, Active::default(), &[sample(&[("i", "a")], 1.0)], 0).unwrap();
    let failed = step(&rule, active, &[sample(&[("i", "b")], 1.0)], MINUTE).unwrap_err();
    assert_eq!(failed.message, "exceeded limit of 1 with 2 alerts");
    assert_eq!(failed.active.iter().count(), 0);
}

/// A metric's name is all that tells two samples apart: their alerts are one, which is refused, and nothing changes.
#[test]
fn samples_that_become_one_alert() {
    let rule = rule("{alert: A, expr: m}");
    let before = step(&rule, Active::default(), &[sample(&[("i", "a")], 1.0)], 0).unwrap();
    let two = [sample(&[("__name__", "x"), ("i", "a")], 2.0), sample(&[("__name__", "y"), ("i", "a")], 3.0)];
    let failed = step(&rule, before, &two, MINUTE).unwrap_err();
    assert_eq!(failed.message, "vector contains metrics with the same labelset after applying alert labels");
    let instance = only(&failed.active).1;
    assert_eq!((instance.value, instance.evaluated_at), (1.0, 0));
}
