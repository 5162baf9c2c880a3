//! From runs of a true comparison to firing episodes, as the state machine of `alerting` would make them. It must
//! not know values.

use super::runs::Run;
use crate::score::{Firing, Judge, Tally};

/// When evaluations happen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clock {
    start: i64,
    step: i64,
    /// How many evaluations there are.
    count: u32,
}

impl Clock {
    pub(super) fn new(judge: &Judge) -> Self {
        let clock = Self { start: judge.start, step: judge.step, count: 0 };
        Self { count: clock.evaluations(judge.end - judge.start), ..clock }
    }

    /// How many evaluations it takes until as many milliseconds have gone by.
    pub(super) fn evaluations(self, millis: i64) -> u32 {
        let millis = millis.max(0);
        let whole = millis / self.step + i64::from(millis % self.step > 0);
        u32::try_from(whole).unwrap_or(u32::MAX)
    }

    fn time(self, idx: u32) -> i64 {
        self.start + i64::from(idx) * self.step
    }
}

/// The runs of one instance in chains: `keep_firing_for` bridges the gaps within a chain, so that an episode that
/// begins in one of its runs lasts until the chain's end.
#[derive(Debug)]
pub(super) struct Chains {
    keep: u32,
    runs: Vec<Run>,
    /// The last run of the chain of each run.
    last: Vec<u32>,
    /// The evaluations of all runs before each run, and of all.
    before: Vec<u32>,
    /// The runs that were long enough for the last `for`.
    long: Vec<u32>,
}

impl Chains {
    pub(super) fn new(runs: Vec<Run>, keep: u32) -> Self {
        let mut last: Vec<u32> = (0..runs.len() as u32).collect();
        for idx in (1..runs.len()).rev() {
            if runs[idx].from <= runs[idx - 1].to.saturating_add(keep) {
                last[idx - 1] = last[idx];
            }
        }
        let mut before = vec![0; runs.len() + 1];
        for (idx, run) in runs.iter().enumerate() {
            before[idx + 1] = before[idx] + (run.to - run.from);
        }
        Self { keep, long: (0..runs.len() as u32).collect(), runs, last, before }
    }

    /// Gives `tally` the episodes under a `for` of `hold` milliseconds, which must not be less than in the call before;
    /// how many runs were looked at.
    pub(super) fn walk(&mut self, clock: Clock, hold: i64, judge: &Judge, tally: &mut Tally) -> u64 {
        let cost = self.long.len() as u64;
        let hold = clock.evaluations(hold);
        self.long.retain(|idx| {
            let run = self.runs[*idx as usize];
            run.to - run.from > hold
        });
        let mut next = 0;
        let mut in_vain = self.ended(clock);
        for idx in &self.long {
            if *idx < next {
                continue;
            }
            let last = self.last[*idx as usize];
            next = last + 1;
            in_vain -= self.before[self.ending(last, clock)] - self.before[*idx as usize];
            let from = clock.time(self.runs[*idx as usize].from + hold);
            let to = self.runs[last as usize].to.saturating_add(self.keep).min(clock.count);
            tally.firing(judge, Firing { from, to: clock.time(to), open: to == clock.count });
        }
        tally.vain(i64::from(in_vain) * clock.step);
        cost
    }

    /// The evaluations of all runs that end within the range: one that is cut off is not in vain yet.
    fn ended(&self, clock: Clock) -> u32 {
        let count = self.runs.len();
        self.before[if count == 0 { 0 } else { self.ending(count as u32 - 1, clock) }]
    }

    /// The place after `last`, without a run that the range's end cuts off.
    fn ending(&self, last: u32, clock: Clock) -> usize {
        let is_cut = self.runs[last as usize].to >= clock.count;
        last as usize + usize::from(!is_cut)
    }
}
