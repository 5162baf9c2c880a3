//! How many steps an evaluation takes at once, so that no slice takes long: learnt from what the last ones cost. It must not know
//! what is evaluated, and reads no clock.

use crate::limits::SLICE;

/// No chunk is longer, whatever the next steps seem to cost.
const LONGEST: usize = 256;
/// A chunk is at most so many times as long as the one before: steps differ, a window fills only as time goes on.
const GROWTH: usize = 2;
/// What a chunk may cost whose first step costs more than a slice: a long subquery, which looks at as much for one step as
/// for many. Shorter chunks would be no quicker, and all of them together far slower.
const MOST: u64 = 8 * SLICE;

/// Costs of chunks so far: a chunk of `n` steps costs about `fixed + n * each`.
#[derive(Debug, Default)]
pub(super) struct Pace {
    next: usize,
    last: Option<(usize, u64)>,
    fixed: u64,
}

impl Pace {
    /// How many steps to take next.
    pub(super) fn steps(&self) -> usize {
        self.next.max(1)
    }

    /// Takes note of what a chunk of `steps` steps cost.
    pub(super) fn learn(&mut self, steps: usize, cost: u64) {
        let n = steps.max(1) as u64;
        // From a longer chunk only: a shorter one may cost as much because windows have filled meanwhile.
        if let Some((before, earlier)) = self.last.filter(|it| it.0 < steps) {
            let each = cost.saturating_sub(earlier) / (steps - before) as u64;
            self.fixed = cost.saturating_sub(each * n);
        }
        self.last = Some((steps, cost));
        let fixed = self.fixed.min(cost);
        let each = ((cost - fixed) / n).max(1);
        let fits = if fixed < SLICE / 2 { SLICE - fixed } else { fixed.min(MOST.saturating_sub(fixed)) };
        let wanted = usize::try_from(fits / each).unwrap_or(LONGEST);
        // What two steps cost tells what one of them does.
        let least = if steps == 1 { 2 } else { 1 };
        self.next = wanted.clamp(least, LONGEST.min(steps.saturating_mul(GROWTH)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The costs of all chunks, where a chunk of `n` steps from `from` on costs what `cost` says.
    fn chunks(steps: usize, cost: impl Fn(usize, usize) -> u64) -> Vec<u64> {
        let (mut pace, mut next, mut costs) = (Pace::default(), 0, Vec::new());
        while next < steps {
            let n = pace.steps().min(steps - next);
            let it = cost(next, n);
            pace.learn(n, it);
            costs.push(it);
            next += n;
        }
        costs
    }

    #[test]
    fn cheap_steps_go_together() {
        assert!(chunks(6000, |_, n| n as u64).len() < 40);
    }

    #[test]
    fn no_chunk_costs_much_more_than_a_slice() {
        for each in [1, 30, 900, 20_000] {
            let most = chunks(3000, |_, n| 500 + each * n as u64).into_iter().max();
            assert!(most.is_some_and(|it| it <= 2 * SLICE), "{each}: {most:?}");
        }
        // A window that fills: each step costs more than the one before.
        let most = chunks(3000, |from, n| (from..from + n).map(|it| it as u64 * 10).sum()).into_iter().max();
        assert!(most.is_some_and(|it| it <= 2 * SLICE), "{most:?}");
    }

    #[test]
    fn what_costs_as_much_for_one_step_as_for_many_is_not_done_for_each() {
        let costs = chunks(5000, |_, n| 3 * SLICE + 100 * n as u64);
        assert!(costs.iter().all(|it| *it <= MOST), "{costs:?}");
        assert!(costs.len() < 40, "{}", costs.len());
        // The same where it becomes dearer with time.
        let costs = chunks(5000, |from, n| (from as u64 * 200).min(3 * SLICE) + 100 * n as u64);
        assert!(costs.iter().all(|it| *it <= MOST), "{costs:?}");
        assert!(costs.len() < 400, "{}", costs.len());
    }
}
