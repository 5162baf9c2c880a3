//! Made-up rules over made-up series, and the alerts that we expect at each minute. It must not know templates beyond
//! labels.

use super::unit_test::{self, Expected};
use alerting::{Active, AnyRule, CompiledRule, Group, Rule, RuleFile, State, step, write_rules};
use promql::{Options, Semantics, Value};
use series::{ALERT_NAME, Labels, METRIC_NAME, STALE, Store};
use std::collections::BTreeMap;

const MINUTE: i64 = 60_000;

/// Numbers that are always the same (a linear congruential generator with Knuth's constants).
struct Draw(u64);

impl Draw {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}

/// Each rule has a metric of its own, so that all can be in one file.
struct Case {
    rule: Rule,
    /// Labels of each series and its samples: a value, or nothing for a series that has ended.
    series: Vec<(Labels, Vec<Option<f64>>)>,
}

/// Rules, unit test, and how many firing alerts it expects.
pub(crate) fn files(count: u64, minutes: usize) -> (String, String, usize) {
    let mut draw = Draw(20_260_807);
    let cases: Vec<_> = (0..count).map(|idx| case(idx, minutes, &mut draw)).collect();
    let rules = cases.iter().map(|it| AnyRule::Alerting(it.rule.clone())).collect();
    let rules =
        write_rules(&RuleFile { groups: vec![Group { name: "g".to_owned(), rules, ..Group::default() }] });
    let mut firing = 0;
    let mut tests = Vec::new();
    for case in &cases {
        for (minute, expected) in alerts(case, minutes).into_iter().enumerate() {
            firing += expected.len();
            tests.push(unit_test::alert_test(&case.rule.alert, minute, &expected));
        }
    }
    let series: Vec<_> = cases.iter().flat_map(|it| &it.series).map(written).collect();
    (rules, unit_test::file(&series, tests), firing)
}

fn case(idx: u64, minutes: usize, draw: &mut Draw) -> Case {
    let sets: [&[(&str, &str)]; 6] = [
        &[],
        &[("severity", "page")],
        &[("copy", "{{ $labels.i }}-x"), ("job", "")],
        &[("value", "{{ $value }}")],
        &[(ALERT_NAME, "other"), ("empty", "{{ $labels.none }}")],
        &[("size", "{{ if gt $value 7.0 }}big{{ else }}small{{ end }}"), ("e", "{{ toUpper $value }}")],
    ];
    let labels =
        sets[draw.below(6) as usize].iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
    let minute = |draw: &mut Draw, most: u64| i64::try_from(draw.below(most)).unwrap() * MINUTE;
    let expr = [format!("m{idx} > 5"), format!("m{idx} == 5 or m{idx} > 7"), format!("m{idx}")];
    let rule = Rule {
        alert: format!("A{idx}"),
        expr: expr[draw.below(3) as usize].clone(),
        hold: minute(draw, 4),
        keep_firing_for: minute(draw, 4),
        labels: labels.collect(),
        annotations: BTreeMap::from([("value".to_owned(), "{{ $value }} {{ $labels.i }}".to_owned())]),
    };
    let series = (0..=draw.below(3)).map(|it| series(idx, it, minutes, draw)).collect();
    Case { rule, series }
}

fn series(rule: u64, idx: u64, minutes: usize, draw: &mut Draw) -> (Labels, Vec<Option<f64>>) {
    let labels =
        Labels::new([(METRIC_NAME, format!("m{rule}")), ("i", idx.to_string()), ("job", "j".to_owned())]);
    let mut values = Vec::new();
    // Runs of one value, so that waits elapse sometimes.
    while values.len() <= minutes {
        let value = [Some(1.0), Some(5.0), Some(6.0), Some(9.0), None][draw.below(5) as usize];
        values.extend(std::iter::repeat_n(value, 1 + draw.below(5) as usize));
    }
    values.truncate(minutes + 1);
    (labels, values)
}

fn written((labels, values): &(Labels, Vec<Option<f64>>)) -> (String, String) {
    let values: Vec<_> = values.iter().map(|it| it.map_or("stale".to_owned(), |it| it.to_string())).collect();
    (labels.to_string().replace(", ", ","), values.join(" "))
}

/// The firing alerts at each minute, by `step`.
fn alerts(case: &Case, minutes: usize) -> Vec<Vec<Expected>> {
    let compiled = CompiledRule::with_semantics(&case.rule, Semantics::V2).unwrap();
    let mut store = Store::new();
    for (labels, values) in &case.series {
        for (minute, value) in (0..).zip(values) {
            store.append(labels, minute * MINUTE, value.unwrap_or(STALE));
        }
    }
    let options = Options { semantics: Semantics::V2, ..Options::default() };
    let mut active = Active::default();
    (0..=i64::try_from(minutes).unwrap())
        .map(|minute| {
            let time = minute * MINUTE;
            let result = match promql::instant(compiled.query(), &store, time, &options).unwrap().value {
                Value::Vector(result) => result,
                other => unreachable!("{other:?}"),
            };
            active = step(&compiled, std::mem::take(&mut active), &result, time).unwrap();
            let firing = active.iter().filter(|(_, it)| matches!(it.state(), State::Firing | State::Kept));
            firing.map(|(labels, it)| (without_name(labels), it.annotations(&compiled))).collect()
        })
        .collect()
}

fn without_name(labels: &Labels) -> BTreeMap<String, String> {
    let rest = labels.iter().filter(|(name, _)| *name != ALERT_NAME);
    rest.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}
