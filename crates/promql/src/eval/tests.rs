//! A range is a row of instants, and budgets end an evaluation.

use super::*;
use crate::{ErrorKind, Instant, Instants, Range, Semantics, Value, parse};
use proptest::prelude::*;
use series::{Labels, METRIC_NAME, STALE, is_stale};

const EXPRESSIONS: [&str; 31] = [
    "a",
    "a offset 20s",
    "rate(a[1m])",
    "irate(a[40s] offset -10s)",
    "resets(a[1m]) + changes(a[1m])",
    "max_over_time(a[1m]) - min_over_time(a[1m])",
    "quantile_over_time(0.3, a[50s])",
    "sum(a) / count(a)",
    "avg by (i) (a) > 3",
    "a > bool on (i) group_left () max by (i) (a)",
    "a and on (i) (a < 4) or a unless a > 8",
    "a or on () vector(1)",
    "timestamp(a) - time()",
    "absent(a{i=\"0\"}) or absent_over_time(a{i=\"1\"}[30s])",
    "scalar(a{i=\"0\"}) * -a",
    "clamp(round(a, 0.5), 1, scalar(max(a)) - 1)",
    "rate(a[50s:10s])",
    "max_over_time(rate(a[40s])[1m:7s])",
    "sum_over_time(sum(a)[2m:13s] offset 20s)",
    "last_over_time((a > 3)[1m:])",
    "absent_over_time(absent(a)[40s:20s])",
    "min_over_time(max_over_time(a[30s:10s])[1m:15s] offset -10s)",
    "count_over_time(vector(time())[1m:10s] @ 200)",
    "a @ 100 + a",
    "rate(a[1m] @ 150 offset 10s)",
    "max_over_time(a[1m] @ 300)",
    "timestamp(a @ 120)",
    "sum(a @ 200) + sum(a @ 200) / time()",
    "avg_over_time((a @ 90)[1m:10s])",
    "max(a) - min(a) + max(a) * max(a)",
    "changes(a[26s + 4s:(5s * 2)]) + 1",
];

/// Series with gaps, staleness markers and falls; times in seconds.
fn store() -> impl Strategy<Value = Store> {
    let value = prop_oneof![8 => (0..10_i32).prop_map(f64::from), 1 => Just(STALE), 1 => Just(f64::NAN)];
    let series = proptest::collection::btree_map(0..400_i64, value, 0..60);
    proptest::collection::vec(series, 1..4).prop_map(|all| {
        let mut store = Store::new();
        for (idx, samples) in all.into_iter().enumerate() {
            let labels = Labels::new([(METRIC_NAME, "a"), ("i", &idx.to_string())]);
            samples.into_iter().for_each(|(time, value)| {
                store.append(&labels, time * 1000, value);
            });
        }
        store
    })
}

fn at_step(range: &Range, idx: usize) -> Vec<(Labels, u64)> {
    let present = range.columns.iter().filter(|it| !is_stale(it.values[idx]));
    present.map(|it| (it.labels.clone(), bits(it.values[idx]))).collect()
}

fn bits(value: f64) -> u64 {
    if value.is_nan() { f64::NAN.to_bits() } else { value.to_bits() }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    /// What a range evaluation yields at a step is to the bit what an instant evaluation yields there.
    #[test]
    fn a_range_is_a_row_of_instants(store in store(), start in 0..100_i64, step in 1..60_i64, v2 in any::<bool>()) {
        let semantics = if v2 { Semantics::V2 } else { Semantics::V3 };
        let options = Options { semantics, lookback: 60_000, ..Options::default() };
        let steps = Steps { start: start * 1000, end: 450_000, step: step * 1000 };
        for text in EXPRESSIONS {
            let query = parse(text, semantics).unwrap();
            let range = range(query.root(), &store, steps, &options);
            for idx in 0..steps.len() {
                let instant = instant(&query, &store, steps.time(idx), &options);
                match (&range, instant) {
                    (Ok(range), Ok(Instant { value: Value::Vector(mut elements), .. })) => {
                        elements.sort_by(|a, b| a.0.cmp(&b.0));
                        let wanted: Vec<_> = elements.into_iter().map(|(labels, it)| (labels, bits(it))).collect();
                        prop_assert_eq!(at_step(range, idx), wanted, "{} at step {}", text, idx);
                    }
                    (Ok(_), other) => prop_assert!(false, "{text}: {other:?}"),
                    (Err(err), _) => prop_assert!(false, "{text}: {err}"),
                }
            }
        }
    }
}

fn rising(n_series: usize) -> Store {
    let mut store = Store::new();
    for idx in 0..n_series {
        let labels = Labels::new([(METRIC_NAME, "a"), ("i", &idx.to_string())]);
        (0..100).for_each(|time| {
            store.append(&labels, time * 15_000, time as f64);
        });
    }
    store
}

#[test]
fn too_many_samples_end_the_evaluation() {
    let store = rising(20);
    let steps = Steps { start: 0, end: 1_485_000, step: 15_000 };
    let with = |text: &str, max_samples| {
        let options = Options { max_samples, ..Options::default() };
        range(parse(text, Semantics::V3).unwrap().root(), &store, steps, &options).map(|it| it.samples)
    };
    assert_eq!(with("a", 2_020), Ok(2_000));
    let message = "query processing would load too many samples into memory in query execution";
    for (text, max_samples) in [("a", 1_999), ("rate(a[10m])", 1_000), ("a + a", 4_000), ("sum(a)", 1_999)] {
        let err = with(text, max_samples).unwrap_err();
        assert_eq!((err.kind, err.message.as_str()), (ErrorKind::Execution, message), "{text}");
    }
}

#[test]
fn ranges_are_bounded() {
    let (store, options) = (rising(1), Options::default());
    let query = parse("a", Semantics::V3).unwrap();
    let over = |steps| range(query.root(), &store, steps, &options);
    assert!(over(Steps { start: 0, end: i64::MAX, step: 1 }).is_err());
    assert!(over(Steps { start: 10, end: 0, step: 1 }).is_ok_and(|it| it.columns.is_empty()));
    assert!(over(Steps { start: i64::MIN, end: i64::MIN + 5, step: 1 }).is_ok());
    let far = parse("rate(a[290y] offset -290y) + a offset 290y", Semantics::V3).unwrap();
    assert!(instant(&far, &store, i64::MAX, &options).is_ok());
    assert!(instant(&far, &store, i64::MIN, &options).is_ok());
}

/// The deepest queries that are read are evaluated within a test's stack of 2 MiB, and print.
#[test]
fn the_deepest_queries_are_evaluated() {
    let (store, options) = (rising(2), Options::default());
    let steps = Steps { start: 600_000, end: 900_000, step: 60_000 };
    let around = |open: &str, close: &str, depth| open.repeat(depth) + "a" + &close.repeat(depth);
    for text in [
        around("max_over_time(", "[1m:1m])", 120),
        around("(", ")", 190),
        around("-(", ")", 60),
        around("sum(abs(", "))", 90),
        around("a + (", ")", 60),
        around("absent(a @ 5 or ", ")", 60),
        "a".to_owned() + &" + a".repeat(499),
        "a @ 5".to_owned() + &" + a @ 5".repeat(300),
    ] {
        match parse(&text, Semantics::V3) {
            Ok(query) => {
                let printed = query.to_string();
                assert!(range(query.root(), &store, steps, &options).is_ok(), "{printed}");
            }
            Err(err) => assert!(err.to_string().contains("nested more than"), "{err}"),
        }
    }
}

#[test]
fn what_runs_away_is_ended() {
    let store = rising(3);
    let steps = Steps { start: 0, end: 60_000, step: 15_000 };
    for text in [
        "count_over_time(a[10y:1ms])",
        "max_over_time(vector(time())[10y:1ms])",
        "max_over_time(max_over_time(a[1h:1ms])[1h:1ms])",
    ] {
        let query = parse(text, Semantics::V3).unwrap();
        let err = range(query.root(), &store, steps, &Options::default()).unwrap_err();
        assert_eq!(err.kind, ErrorKind::Execution, "{text}: {err}");
    }
}

/// Instants of rules have their own ends and budgets.
#[test]
fn each_step_may_be_an_instant_of_its_own() {
    let store = rising(20);
    let steps = Steps { start: 300_000, end: 1_200_000, step: 15_000 };
    for text in [
        "a @ end() - a @ start()",
        "sum_over_time(a[2m:15s])",
        "max_over_time((a @ start())[1m:15s])",
        "count_over_time(a[step() + 1m])",
        "a > 3 and a",
    ] {
        let query = parse(text, Semantics::V3).unwrap();
        let options = Options { instants: Instants::Each, max_samples: 500, ..Options::default() };
        let range = range(query.root(), &store, steps, &options).unwrap();
        for idx in 0..steps.len() {
            let one = Options { max_samples: 500, ..Options::default() };
            let Value::Vector(mut wanted) = instant(&query, &store, steps.time(idx), &one).unwrap().value
            else {
                panic!("{text}")
            };
            wanted.sort_by(|a, b| a.0.cmp(&b.0));
            let wanted: Vec<_> = wanted.into_iter().map(|(labels, it)| (labels, bits(it))).collect();
            assert_eq!(at_step(&range, idx), wanted, "{text} at step {idx}");
        }
    }
    let few = Options { instants: Instants::Each, max_samples: 15, ..Options::default() };
    let query = parse("a", Semantics::V3).unwrap();
    assert!(range(query.root(), &store, steps, &few).is_err());
}
