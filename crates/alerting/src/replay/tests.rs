//! The replay against `step` called instant by instant, and the transitions that Prometheus' own tests fix. They
//! must not evaluate queries.

use super::{ReplayJob, replay};
use crate::{Active, CompiledRule, Rule, State, Timeline, alerts_series, step};
use promql::{Column, Steps};
use proptest::prelude::*;
use series::{Labels, STALE, Store, is_stale};
use std::collections::BTreeMap;
use std::sync::Arc;

const MINUTE: i64 = 60_000;

fn rule(hold: i64, keep_firing_for: i64, labels: &[(&str, &str)]) -> CompiledRule {
    let labels = labels.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    let annotations = BTreeMap::from([("v".to_owned(), "{{ $value }}".to_owned())]);
    let rule = Rule { alert: "A".into(), expr: "m > 0".into(), hold, keep_firing_for, labels, annotations };
    CompiledRule::new(&rule).unwrap()
}

fn steps(count: usize) -> Steps {
    Steps { start: 0, end: (i64::try_from(count).unwrap() - 1) * MINUTE, step: MINUTE }
}

/// A column from a text with a letter an evaluation: `.` for no sample, else a value.
fn column(labels: &[(&str, &str)], text: &str) -> Column {
    let values = text.bytes().map(|it| if it == b'.' { STALE } else { f64::from(it) }).collect();
    Column { labels: Labels::new(labels.iter().copied()), values }
}

/// The states of the only instance, a letter an evaluation.
fn states(timeline: &Timeline, steps: Steps) -> String {
    let letter = |state| match state {
        State::Inactive => '.',
        State::Pending => 'p',
        State::Firing => 'F',
        State::Kept => 'k',
    };
    let [instance] = timeline.instances.as_slice() else { return format!("{timeline:?}") };
    (0..steps.len()).map(|idx| letter(instance.state(steps.time(idx)))).collect()
}

/// Transitions at one evaluation a minute, as promtool 2.42 shows them.
#[test]
fn transitions() {
    for (hold, keep, given, wanted) in [
        (0, 0, ".aa.a.", ".FF.F."),
        (2, 0, "aaaa.aa", "ppFF.pp"),
        (2, 0, "aa.aaa.", "pp.ppF."),
        (0, 2, ".aaa....", ".FFFkk.."),
        (0, 2, "a..a.a...", "FkkFkFkk."),
        (1, 2, "aa..a...", "pFkkFkk."),
        (1, 3, "a.aa", "p.pF"),
    ] {
        let steps = steps(given.len());
        let timeline =
            replay(&rule(hold * MINUTE, keep * MINUTE, &[]), &[column(&[("i", "a")], given)], steps).unwrap();
        assert_eq!(states(&timeline, steps), wanted, "for {hold}m keep {keep}m: {given}");
    }
}

#[test]
fn duplicates_keep_the_state_and_are_noted() {
    let columns = [column(&[("i", "a")], ".aaaa."), column(&[("i", "b")], "...b..")];
    let timeline = replay(&rule(0, 0, &[("i", "")]), &columns, steps(6)).unwrap();
    assert_eq!(states(&timeline, steps(6)), ".FFFF.");
    let message = "vector contains metrics with the same labelset after applying alert labels";
    assert_eq!(timeline.errors, [(3 * MINUTE, message.to_owned())]);
}

#[test]
fn a_limit_clears() {
    let mut limited = rule(0, 0, &[]);
    limited.limit = 1;
    let columns = [column(&[("i", "a")], "aaaa"), column(&[("i", "b")], ".b..")];
    let timeline = replay(&limited, &columns, steps(4)).unwrap();
    let first = &timeline.instances[0];
    let states: Vec<_> = (0..4).map(|idx| first.state(idx * MINUTE)).collect();
    assert_eq!(states, [State::Firing, State::Inactive, State::Firing, State::Firing]);
    assert_eq!(timeline.errors, [(MINUTE, "exceeded limit of 1 with 2 alerts".to_owned())]);
}

/// A label with the value in it makes a new instance at every change, so `for` never elapses.
#[test]
fn a_label_with_the_value_changes_the_instance() {
    let timeline =
        replay(&rule(MINUTE, 0, &[("v", "{{ $value }}")]), &[column(&[], "abab")], steps(4)).unwrap();
    assert_eq!(timeline.instances.len(), 2);
    assert!(timeline.instances.iter().all(|it| it.spans.iter().all(|span| span.state != State::Firing)));
}

#[test]
fn resolved_alerts_stay_for_a_quarter_of_an_hour() {
    let rule = rule(0, 0, &[]);
    let sample = [(Labels::new([("i", "a")]), 1.0)];
    let mut active = step(&rule, Active::default(), &sample, 0).unwrap();
    for minute in 1..=16 {
        active = step(&rule, active, &[], minute * MINUTE).unwrap();
        assert_eq!(active.iter().count(), 1, "minute {minute}");
    }
    assert_eq!(step(&rule, active, &[], 17 * MINUTE).unwrap().iter().count(), 0);
}

#[test]
fn the_series_that_a_rule_writes() {
    let steps = steps(6);
    let timeline = replay(&rule(MINUTE, 0, &[]), &[column(&[("i", "a")], ".aaa..")], steps).unwrap();
    let mut store = Store::new();
    alerts_series(&timeline, steps, 0, &mut store);
    let text = |value: f64| if is_stale(value) { "stale".to_owned() } else { value.to_string() };
    let shown: Vec<_> = store
        .iter()
        .map(|it| {
            let samples = it.times.iter().zip(&it.values);
            let samples: Vec<_> =
                samples.map(|(time, value)| format!("{}={}", time / MINUTE, text(*value))).collect();
            format!("{} {}", it.labels, samples.join(" "))
        })
        .collect();
    assert_eq!(
        shown,
        [
            r#"ALERTS{alertname="A", alertstate="pending", i="a"} 1=1 2=stale"#,
            r#"ALERTS{alertname="A", alertstate="firing", i="a"} 2=1 3=1 4=stale"#,
            r#"ALERTS_FOR_STATE{alertname="A", i="a"} 1=60 2=60 3=60 4=stale"#,
        ]
    );
}

/// What `step` gives when it is called at every instant.
fn by_step(rule: &CompiledRule, columns: &[Column], steps: Steps) -> Vec<BTreeMap<Labels, State>> {
    let mut active = Active::default();
    (0..steps.len())
        .map(|idx| {
            let present = columns.iter().filter(|it| !is_stale(it.values[idx]));
            let result: Vec<_> = present.map(|it| (it.labels.clone(), it.values[idx])).collect();
            let previous = std::mem::take(&mut active);
            active = step(rule, previous, &result, steps.time(idx)).unwrap_or_else(|err| err.active);
            active
                .iter()
                .filter(|(_, it)| it.state() != State::Inactive)
                .map(|(k, it)| (k.clone(), it.state()))
                .collect()
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// A replay, however it is sliced, shows at each instant the states that `step` gives.
    #[test]
    fn replay_equals_step(
        columns in prop::collection::vec("[.a]{30}|(\\.{3}|a{3}){10}", 1..4),
        hold in 0..4_i64,
        keep in 0..4_i64,
        labels in prop::sample::select(vec![vec![], vec![("i", "")], vec![("v", "{{ $value }}")], vec![("l", "{{ $labels.i }}")]]),
        limit in 0..3_u64,
        slice in 1..20_u64,
    ) {
        let steps = steps(30);
        let columns: Vec<_> = columns
            .iter()
            .enumerate()
            .map(|(idx, text)| column(&[("__name__", "m"), ("i", &idx.to_string())], text))
            .collect();
        let mut rule = rule(hold * MINUTE, keep * MINUTE, &labels);
        rule.limit = limit;
        let wanted = by_step(&rule, &columns, steps);
        let mut job = ReplayJob::new(Arc::new(rule), Arc::new(columns), steps);
        while job.run(&mut slice.clone()) {}
        let timeline = job.finish().unwrap();
        for (idx, wanted) in wanted.iter().enumerate() {
            let at = |it: &crate::InstanceTimeline| (it.labels.clone(), it.state(steps.time(idx)));
            let given: BTreeMap<_, _> =
                timeline.instances.iter().map(at).filter(|(_, state)| *state != State::Inactive).collect();
            prop_assert_eq!(&given, wanted, "step {}", idx);
        }
    }
}
