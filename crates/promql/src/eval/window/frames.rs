//! Where the windows of all steps lie in the samples of a series. It must not know their values.
//!
//! Targets that are scraped together have samples at the same times, so that one search serves them all.

use super::{Ends, Track, Window, count};
use crate::Semantics;
use series::{STALE, Series};

/// The windows of all steps over samples at given times.
pub(crate) struct Frames {
    ends: Ends,
    range: i64,
    /// Whose rules apply.
    pub(crate) semantics: Semantics,
    len: usize,
    /// Where the samples of the last series began and ended that any window can see.
    near: (usize, usize),
    /// The times that the spans are for.
    times: Vec<i64>,
    /// For each step the indices of the first sample of the window and of the one behind its last.
    spans: Vec<(u32, u32)>,
    /// The most samples of a window.
    pub(super) widest: u64,
    /// The samples of all windows.
    pub(super) samples: u64,
    /// How often the spans have been searched: 0 before the first time.
    pub(crate) generation: u32,
}

/// How many of `times`, which rise, come before the others: `near`, where the neighbours there agree.
fn place(times: &[i64], near: usize, is_before: impl Fn(i64) -> bool) -> usize {
    let ahead = times.get(..near).map(|it| it.last().is_none_or(|time| is_before(*time)));
    let behind = || times.get(near).is_none_or(|time| !is_before(*time));
    if ahead == Some(true) && behind() { near } else { times.partition_point(|time| is_before(*time)) }
}

impl Frames {
    /// Windows of `range` milliseconds at `len` instants, not fitted to any times yet.
    pub(super) fn new(ends: Ends, range: i64, semantics: Semantics, len: usize) -> Self {
        let (times, spans) = (Vec::new(), Vec::new());
        Self { ends, range, semantics, len, near: (0, 0), times, spans, widest: 0, samples: 0, generation: 0 }
    }

    /// The samples of `series` that any of the windows can see.
    pub(in crate::eval) fn seen<'s>(&mut self, series: &'s Series) -> (&'s [i64], &'s [f64]) {
        let (bounds, old_end) = (self.semantics.bounds(), self.ends.first.saturating_sub(self.range));
        let last_end = self.ends.last(self.len);
        let first = place(&series.times, self.near.0, |time| !bounds.admits(old_end, time));
        let last = place(&series.times, self.near.1, |time| time <= last_end).max(first);
        self.near = (first, last);
        (&series.times[first..last], &series.values[first..last])
    }

    /// Finds the windows over samples at `times`, unless they are known.
    pub(in crate::eval) fn fit(&mut self, times: &[i64]) {
        if self.generation > 0 && self.times == times {
            return;
        }
        self.generation += 1;
        self.times.clear();
        self.times.extend_from_slice(times);
        self.spans.clear();
        (self.widest, self.samples) = (0, 0);
        let (bounds, mut window) = (self.semantics.bounds(), 0..0);
        for idx in 0..self.len {
            bounds.advance(times, &mut window, self.end(idx), self.range);
            let length = count(window.len());
            self.widest = self.widest.max(length);
            self.samples += length;
            let place = |it| u32::try_from(it).unwrap_or(u32::MAX);
            self.spans.push((place(window.start), place(window.end)));
        }
    }

    /// The new end of the window at step `idx`, in milliseconds.
    fn end(&self, idx: usize) -> i64 {
        let steps = i64::try_from(idx).unwrap_or(i64::MAX);
        self.ends.first.saturating_add(self.ends.step.saturating_mul(steps))
    }

    /// The indices of the samples of each window, step by step.
    pub(crate) fn spans(&self) -> impl ExactSizeIterator<Item = (usize, usize)> {
        self.spans.iter().map(|(from, to)| (*from as usize, *to as usize))
    }

    /// The length of the windows, in milliseconds.
    pub(crate) fn range(&self) -> i64 {
        self.range
    }

    /// The milliseconds from the old end of the window at step `idx` to the first of its samples, from that to the
    /// last one, and from the last one to the new end. There must be a sample.
    pub(crate) fn gaps(&self, idx: usize, (from, to): (usize, usize)) -> [i64; 3] {
        let (first, last, end) = (self.times[from], self.times[to - 1], self.end(idx));
        [first - end.saturating_sub(self.range), last - first, end - last]
    }

    /// Appends what `body` makes of each window with a sample.
    pub(super) fn windows(
        &self,
        track: &Track<'_>,
        body: &mut dyn FnMut(usize, &Window<'_>) -> Option<f64>,
        into: &mut Vec<f64>,
    ) {
        let mut falls = 0..0;
        for (idx, (from, to)) in self.spans().enumerate() {
            if from == to {
                into.push(STALE);
                continue;
            }
            track.falls(from, to, &mut falls);
            let window = Window {
                times: &track.times[from..to],
                values: &track.values[from..to],
                before_resets: &track.before[falls.clone()],
                semantics: self.semantics,
            };
            into.push(body(idx, &window).unwrap_or(STALE));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn a_place_is_the_same_wherever_it_is_looked_for_first() {
        let times = [10, 20, 30, 40];
        for end in [5, 10, 25, 40, 50] {
            for near in 0..7 {
                let is_before = |time| time <= end;
                assert_eq!(place(&times, near, is_before), times.partition_point(|it| is_before(*it)));
                assert_eq!(place(&[], near, is_before), 0);
            }
        }
    }
}
