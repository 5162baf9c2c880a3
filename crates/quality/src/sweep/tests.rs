//! A sweep against brute force: every cell replayed by itself. They must not use runs.

use super::*;
use crate::incident::{Incident, Kind};
use crate::measure::Measure;
use crate::score::score;
use alerting::{CompiledRule, Rule, replay};
use promql::Steps;
use proptest::prelude::*;
use series::{Labels, STALE};
use std::collections::BTreeMap;

const STEP: i64 = 15_000;

/// What the state machine makes of one cell.
fn brute(columns: &[Column], judge: &Judge, op: Op, threshold: f64, hold: i64, keep: i64) -> Cell {
    let rule = Rule {
        alert: "A".into(),
        expr: "m > 0".into(),
        hold,
        keep_firing_for: keep,
        labels: BTreeMap::new(),
        annotations: BTreeMap::new(),
    };
    let rule = CompiledRule::new(&rule).unwrap();
    let filtered: Vec<Column> = columns
        .iter()
        .map(|it| {
            let keep = |value: &f64| if op.holds(*value, threshold) { *value } else { STALE };
            Column { labels: it.labels.clone(), values: it.values.iter().map(keep).collect() }
        })
        .collect();
    let steps = Steps { start: judge.start, end: judge.end - judge.step, step: judge.step };
    let timeline = replay(&rule, &filtered, steps).unwrap();
    Cell::from(&score(judge, &timeline, None))
}

fn swept(columns: &[Column], judge: &Judge, op: Op, grid: &Grid, slice: u64) -> Sweep {
    let side = Side::new(columns, op);
    let mut job = SweepJob::new(side, judge.clone(), None, grid.clone()).unwrap();
    loop {
        let mut units = slice;
        if !job.run(&mut units) {
            return job.finish();
        }
    }
}

fn columns(values: Vec<Vec<f64>>) -> Vec<Column> {
    let named = values.into_iter().enumerate();
    named
        .map(|(idx, values)| Column {
            labels: Labels::new([("server", format!("web{idx}").as_str())]),
            values,
        })
        .collect()
}

fn incident(from: i64, to: i64) -> Incident {
    Incident { from, to, objects: Vec::new(), severity: 1.0, kind: Kind::Incident }
}

/// Values that stay for a while, with gaps.
fn side() -> impl Strategy<Value = Vec<f64>> {
    let piece = (
        prop_oneof![6 => (0..6).prop_map(f64::from), 1 => Just(STALE), 1 => Just(f64::NAN), 1 => Just(f64::INFINITY)],
        1..12_usize,
    );
    prop::collection::vec(piece, 1..30).prop_map(|pieces| {
        let mut values: Vec<f64> =
            pieces.into_iter().flat_map(|(value, count)| std::iter::repeat_n(value, count)).collect();
        values.resize(200, STALE);
        values
    })
}

proptest! {
    #[test]
    fn each_cell_is_what_the_state_machine_says(
        values in prop::collection::vec(side(), 1..4),
        holds in prop::collection::btree_set(prop_oneof![Just(0), 1..200_000_i64], 1..4),
        keep in prop_oneof![Just(0), 1..200_000_i64],
        op in prop_oneof![Just(Op::Greater), Just(Op::GreaterOrEqual), Just(Op::Less), Just(Op::LessOrEqual)],
        spans in prop::collection::vec((0..190_i64, 0..30_i64), 0..4),
        slice in prop_oneof![Just(1), Just(50), Just(u64::MAX)],
    ) {
        let columns = columns(values);
        let incidents: Vec<_> = spans.iter().map(|(from, length)| incident(from * STEP, (from + length) * STEP)).collect();
        let judge = Judge::new(&incidents, 0, 200 * STEP, STEP);
        let grid = Grid { thresholds: vec![0.0, 1.0, 2.5, 4.0], holds: holds.into_iter().collect(), keep_firing_for: keep };
        let sweep = swept(&columns, &judge, op, &grid, slice);
        for (row, hold) in grid.holds.iter().enumerate() {
            for (idx, threshold) in grid.thresholds.iter().enumerate() {
                let wanted = brute(&columns, &judge, op, *threshold, *hold, keep);
                prop_assert_eq!(sweep.cell(idx, row), Some(&wanted), "threshold {} for {}", threshold, hold);
            }
        }
    }

    /// A higher threshold never adds time of firing, nor does a longer `for`.
    #[test]
    fn tightening_adds_no_firing(values in side(), hold in 0..200_000_i64, keep in prop_oneof![Just(0), 1..100_000_i64]) {
        let columns = columns(vec![values]);
        let everything = [incident(0, 200 * STEP)];
        let judge = Judge::new(&everything, 0, 200 * STEP, STEP);
        let firing = |threshold: f64, hold: i64| {
            let rule = CompiledRule::new(&Rule {
                alert: "A".into(), expr: "m > 0".into(), hold, keep_firing_for: keep,
                labels: BTreeMap::new(), annotations: BTreeMap::new(),
            }).unwrap();
            let filter = |value: &f64| if *value > threshold { *value } else { STALE };
            let filtered = vec![Column { labels: columns[0].labels.clone(), values: columns[0].values.iter().map(filter).collect() }];
            let steps = Steps { start: 0, end: 199 * STEP, step: STEP };
            let timeline = replay(&rule, &filtered, steps).unwrap();
            crate::score::firings(&timeline, judge.end).into_iter().flatten().collect::<Vec<_>>()
        };
        let covers = |wide: &[crate::Firing], narrow: &[crate::Firing]| {
            narrow.iter().all(|it| wide.iter().any(|of| of.from <= it.from && it.to <= of.to))
        };
        prop_assert!(covers(&firing(1.0, hold), &firing(2.0, hold)));
        prop_assert!(covers(&firing(1.0, hold), &firing(1.0, hold + 30_000)));
    }
}

#[test]
fn a_grid_has_its_bounds() {
    let judge = Judge::new(&[], 0, 1000, 1);
    let grid = |thresholds: usize, holds: usize| Grid {
        thresholds: vec![0.0; thresholds],
        holds: vec![0; holds],
        keep_firing_for: 0,
    };
    let job = |grid| SweepJob::new(Side::new(&[], Op::Greater), judge.clone(), None, grid).map(|_| ());
    assert_eq!(job(grid(0, 5)), Err(SweepError::Cells(0)));
    assert_eq!(job(grid(101, 100)), Err(SweepError::Cells(10_100)));
    assert_eq!(job(grid(64, 32)), Ok(()));
}

#[test]
fn without_instances_nothing_fires() {
    let judge = Judge::new(&[incident(0, 10)], 0, 1000, 1);
    let grid = Grid { thresholds: vec![1.0], holds: vec![0], keep_firing_for: 0 };
    let sweep = swept(&[], &judge, Op::Greater, &grid, 1);
    let cell = sweep.cell(0, 0).unwrap();
    assert_eq!((cell.get(Measure::Recall), cell.get(Measure::Precision)), (Some(0.0), None));
    assert_eq!(sweep.cell(1, 0), None);
}
