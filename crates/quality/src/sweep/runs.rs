//! Where a comparison is true: runs of evaluations, for all thresholds in one walk over the values. It must not know alert states.
//!
//! From one value to the next only the thresholds between the two change sides: what hovers far below all of them, or stays
//! among the same ones, costs a glance.

use super::Op;

/// Evaluations `from` up to `to`, the latter not among them, at which a comparison is true.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) from: u32,
    pub(super) to: u32,
}

/// The runs at which `value op threshold` holds, for each of `thresholds`, which ascend; and how many values and changes were
/// looked at.
pub(super) fn runs(values: &[f64], op: Op, thresholds: &[f64]) -> (Vec<Vec<Run>>, u64) {
    let mut walk = Walk::new(op, thresholds.len());
    for (at, value) in values.iter().enumerate() {
        walk.take(at as u32, level(*value, op, thresholds));
    }
    let cost = values.len() as u64 + walk.changes;
    // After the last value nothing holds any longer.
    walk.take(values.len() as u32, nothing(op, thresholds.len()));
    (walk.runs, cost)
}

/// How many thresholds lie on the value's near side: the comparison holds for those (`>`), or for the others (`<`).
fn level(value: f64, op: Op, thresholds: &[f64]) -> usize {
    thresholds.partition_point(|it| op.holds(value, *it) == op.is_greater())
}

/// The level at which the comparison holds for no threshold.
fn nothing(op: Op, count: usize) -> usize {
    if op.is_greater() { 0 } else { count }
}

/// The walk so far.
struct Walk {
    op: Op,
    level: usize,
    /// Where the present run of each threshold began, where one goes on.
    from: Vec<u32>,
    runs: Vec<Vec<Run>>,
    changes: u64,
}

impl Walk {
    fn new(op: Op, count: usize) -> Self {
        let (from, runs) = (vec![0; count], vec![Vec::new(); count]);
        Self { op, level: nothing(op, count), from, runs, changes: 0 }
    }

    fn take(&mut self, at: u32, level: usize) {
        let before = std::mem::replace(&mut self.level, level);
        if before == level {
            return;
        }
        let begins = (level > before) == self.op.is_greater();
        let changed = before.min(level)..before.max(level);
        self.changes += changed.len() as u64;
        for (from, runs) in self.from[changed.clone()].iter_mut().zip(&mut self.runs[changed]) {
            if begins {
                *from = at;
            } else {
                runs.push(Run { from: *from, to: at });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const OPS: [Op; 4] = [Op::Greater, Op::GreaterOrEqual, Op::Less, Op::LessOrEqual];

    /// Value by value, for one threshold.
    fn slow(values: &[f64], op: Op, threshold: f64) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        for (at, _) in values.iter().enumerate().filter(|it| op.holds(*it.1, threshold)) {
            let at = at as u32;
            match runs.last_mut().filter(|it| it.to == at) {
                Some(run) => run.to = at + 1,
                None => runs.push(Run { from: at, to: at + 1 }),
            }
        }
        runs
    }

    fn value() -> impl Strategy<Value = f64> {
        prop_oneof![8 => (0..5).prop_map(f64::from), 1 => Just(f64::NAN), 1 => Just(series::STALE),
            1 => Just(f64::INFINITY), 1 => Just(f64::NEG_INFINITY)]
    }

    proptest! {
        #[test]
        fn one_walk_finds_what_each_threshold_finds(
            values in prop::collection::vec(value(), 0..300), op in 0..4_usize,
            thresholds in prop::collection::vec(-1..6_i32, 0..12),
        ) {
            let mut thresholds: Vec<f64> = thresholds.into_iter().map(f64::from).collect();
            thresholds.sort_by(f64::total_cmp);
            let (runs, _) = runs(&values, OPS[op], &thresholds);
            let each: Vec<_> = thresholds.iter().map(|it| slow(&values, OPS[op], *it)).collect();
            prop_assert_eq!(runs, each);
        }
    }

    #[test]
    fn what_changes_no_side_costs_a_glance() {
        let thresholds: Vec<f64> = (5..69).map(f64::from).collect();
        let (runs, cost) = runs(&[1.0; 6400], Op::Greater, &thresholds);
        assert_eq!((runs.iter().map(Vec::len).sum::<usize>(), cost), (0, 6400));
    }
}
