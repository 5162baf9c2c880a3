//! Windows that slide over a series' samples. They must not know which function looks through them.

use super::budget::count;
use super::{Evaluator, Vector, selector};
use crate::plan::RangeSelector;
use crate::value::Column;
use crate::{Error, Semantics};
use series::{Labels, STALE, Series, is_stale};

/// The samples of one series in one window; at least one.
pub(crate) struct Window<'a> {
    /// Their times in milliseconds, rising.
    pub(crate) times: &'a [i64],
    /// Their values.
    pub(crate) values: &'a [f64],
    /// The values before each fall of a counter inside the window, in order.
    pub(crate) before_resets: &'a [f64],
    /// The old end of the window.
    pub(crate) start: i64,
    /// The new end of the window.
    pub(crate) end: i64,
    /// Whose rules apply.
    pub(crate) semantics: Semantics,
}

/// The samples of one series that any window can see, without staleness markers. The buffers serve series after series.
#[derive(Default)]
struct Track {
    times: Vec<i64>,
    values: Vec<f64>,
    /// Where the value is less than the one before.
    resets: Vec<usize>,
    /// The value before each of `resets`.
    before: Vec<f64>,
}

impl Track {
    fn load(&mut self, times: &[i64], values: &[f64]) {
        self.times.clear();
        self.values.clear();
        self.resets.clear();
        self.before.clear();
        if values.iter().any(|it| is_stale(*it)) {
            for (time, value) in times.iter().zip(values).filter(|(_, value)| !is_stale(**value)) {
                self.times.push(*time);
                self.values.push(*value);
            }
        } else {
            self.times.extend_from_slice(times);
            self.values.extend_from_slice(values);
        }
        for (idx, pair) in self.values.windows(2).enumerate() {
            if pair[1] < pair[0] {
                self.resets.push(idx + 1);
                self.before.push(pair[0]);
            }
        }
    }
}

impl Evaluator<'_> {
    /// A column for each series of `range`, its labels changed by `name`: what `body` makes of the window at each step.
    pub(crate) fn over_windows(
        &mut self,
        range: &RangeSelector,
        name: impl Fn(&Labels) -> Labels,
        mut body: impl FnMut(usize, &Window<'_>) -> Option<f64>,
    ) -> Result<Vector, Error> {
        let mut vector = Vector::default();
        let (mut track, mut buffer) = (Track::default(), Vec::new());
        for series in selector::select(self.store, &range.selector) {
            self.load(range, series, &mut track);
            buffer.clear();
            let (present, widest) = self.slide(range, &track, &mut body, &mut buffer);
            self.budget.would_hold(present.saturating_add(widest))?;
            if present > 0 {
                self.budget.hold(present)?;
                self.budget.allocate(1, self.len)?;
                vector.points += present;
                let values = std::mem::take(&mut buffer);
                vector.columns.push(Column { labels: name(&series.labels), values });
            }
        }
        Ok(vector)
    }

    fn load(&mut self, range: &RangeSelector, series: &Series, track: &mut Track) {
        let bounds = self.options.semantics.bounds();
        let offset = range.selector.offset;
        let first_end = self.steps.start.saturating_sub(offset);
        let last_end = self.steps.time(self.len.saturating_sub(1)).saturating_sub(offset);
        let first = bounds.slice(&series.times, first_end, range.range).start;
        let last = series.times.partition_point(|time| *time <= last_end).max(first);
        self.budget.read += count(last - first);
        track.load(&series.times[first..last], &series.values[first..last]);
    }

    /// Appends what `body` yields at each step; the answer is how often it yields something and the widest window.
    fn slide(
        &self,
        range: &RangeSelector,
        track: &Track,
        body: &mut impl FnMut(usize, &Window<'_>) -> Option<f64>,
        into: &mut Vec<f64>,
    ) -> (u64, u64) {
        let bounds = self.options.semantics.bounds();
        let mut end = self.steps.start.saturating_sub(range.selector.offset);
        let (mut samples, mut resets) = (0..0, 0..0);
        let (mut present, mut widest) = (0, 0);
        into.reserve_exact(self.len);
        for idx in 0..self.len {
            bounds.advance(&track.times, &mut samples, end, range.range);
            // A reset counts when the sample before it is in the window too.
            while resets.end < track.resets.len() && track.resets[resets.end] < samples.end {
                resets.end += 1;
            }
            while resets.start < resets.end && track.resets[resets.start] <= samples.start {
                resets.start += 1;
            }
            let value = if samples.is_empty() {
                None
            } else {
                body(
                    idx,
                    &Window {
                        times: &track.times[samples.clone()],
                        values: &track.values[samples.clone()],
                        before_resets: &track.before[resets.clone()],
                        start: end.saturating_sub(range.range),
                        end,
                        semantics: self.options.semantics,
                    },
                )
            };
            widest = widest.max(samples.len());
            present += u64::from(value.is_some());
            into.push(value.unwrap_or(STALE));
            end = end.saturating_add(self.steps.step);
        }
        (present, count(widest))
    }
}
