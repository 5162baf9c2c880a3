//! The samples that windows slide over, without staleness markers, and where a counter falls. It must not know windows.

use series::is_stale;

/// The samples of one series that any window can see.
pub(super) struct Track<'a> {
    pub(super) times: &'a [i64],
    pub(super) values: &'a [f64],
    /// Where the value is less than the one before.
    pub(super) resets: &'a [usize],
    /// The value before each of `resets`.
    pub(super) before: &'a [f64],
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
