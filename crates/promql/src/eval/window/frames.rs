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

impl Frames {
    /// Windows of `range` milliseconds at `len` instants, not fitted to any times yet.
    pub(super) fn new(ends: Ends, range: i64, semantics: Semantics, len: usize) -> Self {
        let (times, spans) = (Vec::new(), Vec::new());
        Self { ends, range, semantics, len, times, spans, widest: 0, samples: 0, generation: 0 }
    }

    /// The samples of `series` that any of the windows can see.
    pub(in crate::eval) fn seen<'s>(&self, series: &'s Series) -> (&'s [i64], &'s [f64]) {
        let first = self.semantics.bounds().slice(&series.times, self.ends.first, self.range).start;
        let last_end = self.ends.last(self.len);
        let last = series.times.partition_point(|time| *time <= last_end).max(first);
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
