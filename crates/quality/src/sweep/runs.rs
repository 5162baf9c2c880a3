//! Where a comparison is true: runs of evaluations, found with a look at the least and greatest value of each block
//! first. It must not know alert states.

use super::Op;

/// How many values a block has.
const BLOCK: usize = 64;

/// Evaluations `from` up to `to`, the latter not among them, at which a comparison is true.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) from: u32,
    pub(super) to: u32,
}

/// A column's values, and what each block of them spans.
#[derive(Clone, Debug)]
pub(super) struct Blocks {
    values: Vec<f64>,
    bounds: Vec<Bounds>,
}

/// The least and greatest value of a block; none is kept of NaN and stale markers but that they are there.
#[derive(Clone, Copy, Debug)]
struct Bounds {
    least: f64,
    greatest: f64,
    is_whole: bool,
}

impl Blocks {
    pub(super) fn new(values: &[f64]) -> Self {
        let bounds = values.chunks(BLOCK).map(|block| {
            let least = block.iter().copied().fold(f64::INFINITY, f64::min);
            let greatest = block.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            Bounds { least, greatest, is_whole: block.iter().all(|it| !it.is_nan()) }
        });
        Self { bounds: bounds.collect(), values: values.to_vec() }
    }

    /// The runs at which `value op threshold` holds, and how many values were looked at.
    pub(super) fn runs(&self, op: Op, threshold: f64) -> (Vec<Run>, u64) {
        let mut found = Open::default();
        let mut cost = 1;
        for (block, bounds) in self.values.chunks(BLOCK).zip(&self.bounds) {
            cost += 1;
            match bounds.verdict(op, threshold) {
                Some(holds) => found.take(holds, block.len()),
                None => {
                    cost += block.len() as u64;
                    for value in block {
                        found.take(op.holds(*value, threshold), 1);
                    }
                }
            }
        }
        (found.finish(), cost)
    }
}

impl Bounds {
    /// Whether the comparison holds for the whole block, or for none of it.
    fn verdict(self, op: Op, threshold: f64) -> Option<bool> {
        // Without a number in the block both bounds are infinite, the wrong way round, and nothing holds.
        let (all, some) = match op {
            Op::Greater | Op::GreaterOrEqual => (self.least, self.greatest),
            Op::Less | Op::LessOrEqual => (self.greatest, self.least),
        };
        if self.least > self.greatest || !op.holds(some, threshold) {
            return Some(false);
        }
        (self.is_whole && op.holds(all, threshold)).then_some(true)
    }
}

/// The runs so far, and where the present one began.
#[derive(Default)]
struct Open {
    runs: Vec<Run>,
    at: u32,
    from: Option<u32>,
}

impl Open {
    fn take(&mut self, holds: bool, count: usize) {
        match (holds, self.from) {
            (true, None) => self.from = Some(self.at),
            (false, Some(_)) => self.close(),
            _ => {}
        }
        self.at += count as u32;
    }

    fn close(&mut self) {
        if let Some(from) = self.from.take() {
            self.runs.push(Run { from, to: self.at });
        }
    }

    fn finish(mut self) -> Vec<Run> {
        self.close();
        self.runs
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const OPS: [Op; 4] = [Op::Greater, Op::GreaterOrEqual, Op::Less, Op::LessOrEqual];

    fn slow(values: &[f64], op: Op, threshold: f64) -> Vec<Run> {
        let mut found = Open::default();
        values.iter().for_each(|it| found.take(op.holds(*it, threshold), 1));
        found.finish()
    }

    fn value() -> impl Strategy<Value = f64> {
        prop_oneof![8 => (0..5).prop_map(f64::from), 1 => Just(f64::NAN), 1 => Just(series::STALE),
            1 => Just(f64::INFINITY), 1 => Just(f64::NEG_INFINITY)]
    }

    proptest! {
        #[test]
        fn blocks_change_nothing(
            quiet in 0..200_usize, values in prop::collection::vec(value(), 0..300), op in 0..4_usize, threshold in 0..5,
        ) {
            let values: Vec<f64> = std::iter::repeat_n(2.0, quiet).chain(values).collect();
            let (runs, _) = Blocks::new(&values).runs(OPS[op], f64::from(threshold));
            prop_assert_eq!(runs, slow(&values, OPS[op], f64::from(threshold)));
        }
    }

    #[test]
    fn quiet_blocks_are_skipped() {
        let (runs, cost) = Blocks::new(&[1.0; 6400]).runs(Op::Greater, 5.0);
        assert_eq!((runs.len(), cost), (0, 101));
    }
}
