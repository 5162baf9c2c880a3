//! The samples that windows slide over, without staleness markers, and where a counter falls. It must not know windows.

use series::is_stale;
use std::ops::Range;

/// The samples of one series that any window can see.
pub(crate) struct Track<'a> {
    pub(super) times: &'a [i64],
    /// Their values.
    pub(crate) values: &'a [f64],
    /// Where the value is less than the one before.
    pub(super) resets: &'a [usize],
    /// The value before each of `resets`.
    pub(crate) before: &'a [f64],
}

impl Track<'_> {
    /// Moves `falls`, a range of `before`, on to the window of the samples from `from` up to `to`.
    #[inline]
    pub(crate) fn falls(&self, from: usize, to: usize, falls: &mut Range<usize>) {
        while falls.end < self.resets.len() && self.resets[falls.end] < to {
            falls.end += 1;
        }
        // A fall counts when the sample before it is in the window too.
        while falls.start < falls.end && self.resets[falls.start] <= from {
            falls.start += 1;
        }
    }
}

/// Room that serves series after series.
#[derive(Default)]
pub(super) struct Buffers {
    times: Vec<i64>,
    values: Vec<f64>,
    resets: Vec<usize>,
    before: Vec<f64>,
}

impl Buffers {
    /// The track of the samples at `times`; they are copied only when there are staleness markers to leave out.
    pub(super) fn load<'a>(&'a mut self, times: &'a [i64], values: &'a [f64]) -> Track<'a> {
        let Self { times: own_times, values: own_values, resets, before } = self;
        let (mut times, mut values) = (times, values);
        if values.iter().any(|it| is_stale(*it)) {
            own_times.clear();
            own_values.clear();
            for (time, value) in times.iter().zip(values).filter(|(_, value)| !is_stale(**value)) {
                own_times.push(*time);
                own_values.push(*value);
            }
            (times, values) = (own_times, own_values);
        }
        resets.clear();
        before.clear();
        for (idx, pair) in values.windows(2).enumerate() {
            if pair[1] < pair[0] {
                resets.push(idx + 1);
                before.push(pair[0]);
            }
        }
        Track { times, values, resets, before }
    }
}
