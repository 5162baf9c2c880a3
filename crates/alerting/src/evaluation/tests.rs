//! Both ways of evaluation against each other, and what Prometheus' own tests fix about groups. They must not read
//! files.

use super::{Evaluated, Evaluation};
use crate::{External, LoadedGroup, parse_rules};
use promql::{Options, Semantics, Steps};
use proptest::prelude::*;
use series::{Labels, Store, is_stale, notation};
use std::collections::{BTreeMap, BTreeSet};

const MINUTE: i64 = 60_000;

fn load(rules: &str) -> Vec<LoadedGroup> {
    let file = parse_rules(rules).unwrap();
    let group = |it| LoadedGroup::new(it, Semantics::V3, &External::default()).unwrap();
    file.groups.iter().map(group).collect()
}

fn store(lines: &[&str]) -> Store {
    let mut store = Store::new();
    for line in lines {
        let (labels, values) = notation::parse_line(line).unwrap();
        for (time, value) in (0..).map(|idx| idx * MINUTE).zip(values) {
            value.map(|value| store.append(&labels, time, value));
        }
    }
    store
}

fn evaluation(groups: &[LoadedGroup], minutes: i64) -> Evaluation<'_> {
    let names: BTreeSet<_> = groups.iter().flat_map(|it| &it.rules).map(|it| it.name().to_owned()).collect();
    Evaluation {
        groups,
        steps: Steps { start: 0, end: minutes * MINUTE, step: MINUTE },
        options: Options::default(),
        wanted: (0..=minutes).map(|minute| (minute * MINUTE, names.clone())).collect(),
        alerts_series: true,
        until_error: false,
    }
}

/// The samples of the series whose text begins with `prefix`, a line a series: `labels minute=value ...`.
fn written(store: &Store, prefix: &str) -> Vec<String> {
    let value = |it: f64| if is_stale(it) { "stale".to_owned() } else { it.to_string() };
    let mut lines: Vec<_> = store
        .iter()
        .filter(|it| it.labels.to_string().starts_with(prefix) && !it.times.is_empty())
        .map(|it| {
            let samples = it.times.iter().zip(&it.values);
            let samples: Vec<_> =
                samples.map(|(time, it)| format!("{}={}", time / MINUTE, value(*it))).collect();
            format!("{} {}", it.labels, samples.join(" "))
        })
        .collect();
    lines.sort();
    lines
}

fn run(rules: &str, lines: &[&str], minutes: i64) -> Evaluated {
    let groups = load(rules);
    let evaluation = evaluation(&groups, minutes);
    let given = evaluation.run(store(lines));
    let slow = evaluation.run_by_instants(&store(lines));
    assert_eq!(given.rules, slow.rules);
    assert_eq!(written(&given.store, ""), written(&slow.store, ""));
    given
}

/// A rule sees at an evaluation what the rules before it wrote at the same one; another group's too.
#[test]
fn recording_rules_feed_later_rules() {
    let rules = "groups:\n- name: g\n  rules:\n  - {record: a, expr: m * 2, labels: {l: x, i: ''}}\n  - {record: b, expr: a + 1}\n  - {alert: A, expr: b > 4}\n- name: h\n  rules:\n  - {record: c, expr: ALERTS}\n";
    let evaluated = run(rules, &[r#"m{i="1"} 1 2 _ 1"#], 3);
    assert_eq!(written(&evaluated.store, "a"), [r#"a{l="x"} 0=2 1=4 2=4 3=2"#]);
    assert_eq!(written(&evaluated.store, "b"), [r#"b{l="x"} 0=3 1=5 2=5 3=3"#]);
    assert_eq!(
        written(&evaluated.store, "c"),
        [r#"c{alertname="A", alertstate="firing", l="x"} 1=1 2=1 3=stale"#]
    );
}

/// A rule that reads what a later one writes sees it an evaluation later; one that reads itself, too.
#[test]
fn a_rule_sees_later_rules_an_evaluation_later() {
    let rules = "groups:\n- name: g\n  rules:\n  - {record: a, expr: b}\n  - {record: b, expr: m}\n  - {record: n, expr: n + 1 or vector(0)}\n";
    let evaluated = run(rules, &["m 1 2 3"], 2);
    assert_eq!(written(&evaluated.store, "a"), ["a 1=1 2=2"]);
    assert_eq!(written(&evaluated.store, "n"), ["n 0=0 1=1 2=2"]);
}

/// What lies in the future is not there yet (promtool loads samples as it goes).
#[test]
fn the_future_is_not_there() {
    let rules = "groups:\n- name: g\n  rules:\n  - {record: a, expr: m offset -1m}\n";
    assert_eq!(written(&run(rules, &["m 1 2 3"], 2).store, "a"), ["a 0=1 1=2 2=3"]);
}

/// A failed evaluation writes nothing and ends nothing; the series end at the next good one.
#[test]
fn errors_write_nothing() {
    let rules = "groups:\n- name: g\n  limit: 1\n  rules:\n  - {record: a, expr: m}\n  - {alert: A, expr: m, for: 1m}\n";
    let lines = [r#"m{i="1"} 1 1 1 stale"#, r#"m{i="2"} _ _ 1 1"#];
    let evaluated = run(rules, &lines, 4);
    let errors: Vec<_> = evaluated.rules.iter().map(|it| it.errors.clone()).collect();
    assert_eq!(
        errors,
        [
            vec![(2 * MINUTE, "exceeded limit of 1 with 2 series".to_owned())],
            vec![(2 * MINUTE, "exceeded limit of 1 with 2 alerts".to_owned())]
        ]
    );
    assert_eq!(written(&evaluated.store, "a"), [r#"a{i="1"} 0=1 1=1 3=stale"#, r#"a{i="2"} 3=1 4=1"#]);
    assert_eq!(
        written(&evaluated.store, "ALERTS{"),
        [
            r#"ALERTS{alertname="A", alertstate="firing", i="1"} 1=1 3=stale"#,
            r#"ALERTS{alertname="A", alertstate="firing", i="2"} 4=1"#,
            r#"ALERTS{alertname="A", alertstate="pending", i="1"} 0=1 1=stale"#,
            r#"ALERTS{alertname="A", alertstate="pending", i="2"} 3=1 4=stale"#,
        ]
    );
}

#[test]
fn two_results_with_the_same_labels_are_an_error() {
    let rules = "groups:\n- name: g\n  rules:\n  - {record: a, expr: m, labels: {i: ''}}\n  - {record: s, expr: '\"text\"'}\n";
    let evaluated = run(rules, &[r#"m{i="1"} 1 1 1"#, r#"m{i="2"} _ 1 stale"#], 2);
    let message = "vector contains metrics with the same labelset after applying rule labels";
    assert_eq!(evaluated.rules[0].errors, [(MINUTE, message.to_owned())]);
    assert_eq!(evaluated.rules[1].errors[0].1, "rule result is not a vector or scalar");
    assert_eq!(written(&evaluated.store, "a"), ["a 0=1 2=1"]);
}

/// Two writers of one series: the same sample is no mistake, another one is; a marker never is.
#[test]
fn two_writers_of_one_series() {
    let rules = "groups:\n- name: g\n  rules:\n  - {record: a, expr: m}\n  - {record: a, expr: n}\n";
    let evaluated = run(rules, &["m 1 1 stale 1", "n 1 2 2 stale"], 3);
    assert_eq!(written(&evaluated.store, "a"), ["a 0=1 1=1 2=stale 3=1"]);
    let message = "duplicate sample for timestamp 60000; overrides not allowed: existing 1, new value 2";
    assert_eq!(evaluated.rules[1].errors[0], (MINUTE, message.to_owned()));
    assert_eq!(evaluated.rules[1].errors.len(), 2);
}

/// The offset shifts what is read and where it is written, neither `for` nor the alert's state.
#[test]
fn query_offset() {
    let rules = "groups:\n- name: g\n  query_offset: 1m\n  rules:\n  - {record: a, expr: m}\n  - {alert: A, expr: m == 2, for: 1m}\n";
    let evaluated = run(rules, &["m 1 2 2 2 1"], 5);
    assert_eq!(written(&evaluated.store, "a"), ["a 0=1 1=2 2=2 3=2 4=1"]);
    let firing: Vec<_> = evaluated.rules[1]
        .firing
        .iter()
        .filter(|(_, it)| !it.is_empty())
        .map(|(time, _)| time / MINUTE)
        .collect();
    assert_eq!(firing, [3, 4]);
    assert_eq!(
        written(&evaluated.store, "ALERTS_FOR_STATE"),
        [r#"ALERTS_FOR_STATE{alertname="A"} 1=120 2=120 3=120 4=stale"#]
    );
}

#[test]
fn templates_query_what_is_there() {
    let rules = "groups:\n- name: g\n  rules:\n  - {record: a, expr: m * 2}\n  - alert: A\n    expr: m > 1\n    keep_firing_for: 2m\n    labels: {q: '{{ query \"a\" | first | value }}'}\n    annotations: {a: '{{ with query \"ALERTS\" }}{{ len . }}{{ end }}'}\n";
    let evaluated = run(rules, &["m 2 2 3 1"], 4);
    let shown = |minute: i64| -> Vec<(String, String)> {
        let firing = &evaluated.rules[1].firing[&(minute * MINUTE)];
        firing
            .iter()
            .map(|it| (it.labels.value("q").unwrap().to_owned(), it.annotations["a"].clone()))
            .collect()
    };
    let text = |q: &str, a: &str| (q.to_owned(), a.to_owned());
    assert_eq!(shown(0), [text("4", "")]);
    assert_eq!(shown(1), [text("4", "1")]);
    assert_eq!(shown(3), [text("4", "1"), text("6", "1")]);
}

const EXPRS: &[&str] = &[
    "m > 0",
    "m",
    "sum by (job) (m)",
    "rec > 1",
    "rec or m",
    "other",
    "ALERTS",
    "ALERTS{alertstate='firing'}",
    "count(ALERTS_FOR_STATE)",
    "max_over_time(m[2m])",
    "m offset 1m",
    "m offset -1m",
    "vector(1)",
    "time() > bool 120",
    "absent(rec)",
    "m / on (job) group_left rec",
    "{job='j'}",
    "m @ end()",
    "m @ 120",
    "max_over_time(m[3m:1m])",
    "rec offset 1m",
    "sum_over_time(rec[3m:])",
    "rate(m[2m]) > 0",
];

fn rule_text(expr: usize, kind: usize, hold: u8, labels: usize) -> String {
    let labels = ["{}", "{i: ''}", "{v: '{{ $value }}'}", "{l: 'x{{ $labels.i }}'}"][labels];
    let expr = EXPRS[expr];
    match kind {
        0 => format!("{{record: rec, expr: \"{expr}\", labels: {{i: ''}}}}"),
        1 => format!("{{record: other, expr: \"{expr}\"}}"),
        _ => format!(
            "{{alert: A{kind}, expr: \"{expr}\", for: {}m, keep_firing_for: {}m, labels: {labels}, annotations: {{a: '{{{{ $value }}}} {{{{ $labels.i }}}}'}}}}",
            hold % 3,
            hold / 3
        ),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Whatever the rules are, both ways give the same alerts, errors and samples.
    #[test]
    fn both_ways_agree(
        rules in prop::collection::vec((0..EXPRS.len(), 0..4_usize, 0..9_u8, 0..4_usize), 1..6),
        groups in prop::collection::vec((0..3_u64, 0..2_i64), 2),
        series in prop::collection::vec("(_ |1 |2 |3 |stale |1x2 |0 ){8}", 1..4),
    ) {
        let mut text = "groups:\n".to_owned();
        for (idx, (limit, offset)) in groups.iter().enumerate() {
            text += &format!("- name: g{idx}\n  limit: {limit}\n  query_offset: {offset}m\n  rules:\n");
            for (_, (expr, kind, hold, labels)) in rules.iter().enumerate().filter(|(at, _)| at % 2 == idx) {
                text += &format!("  - {}\n", rule_text(*expr, *kind, *hold, *labels));
            }
        }
        let loaded = load(&text);
        let lines: Vec<_> = series.iter().enumerate().map(|(idx, it)| format!("m{{i=\"{idx}\",job=\"j\"}} {it}")).collect();
        let lines: Vec<_> = lines.iter().map(String::as_str).collect();
        let evaluation = evaluation(&loaded, 10);
        let given = evaluation.run(store(&lines));
        let slow = evaluation.run_by_instants(&store(&lines));
        prop_assert_eq!(&given.rules, &slow.rules, "{}", text);
        prop_assert_eq!(written(&given.store, ""), written(&slow.store, ""), "{}", text);
    }
}

/// What is not asked for is not filled.
#[test]
fn only_what_is_wanted_is_filled() {
    let groups = load("groups:\n- name: g\n  rules:\n  - {alert: A, expr: m}\n");
    let mut evaluation = evaluation(&groups, 2);
    evaluation.wanted = BTreeMap::from([(MINUTE, BTreeSet::from(["A".to_owned()]))]);
    evaluation.alerts_series = false;
    let evaluated = evaluation.run(store(&["m 1 1 1"]));
    assert_eq!(evaluated.rules[0].firing.keys().copied().collect::<Vec<_>>(), [MINUTE]);
    assert_eq!(evaluated.store.len(), 1);
    assert_eq!(evaluated.rules[0].firing[&MINUTE][0].labels, Labels::new([("alertname", "A")]));
}
