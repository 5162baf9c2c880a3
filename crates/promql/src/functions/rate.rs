//! Rates and differences over a window (`extrapolatedRate` and `instantValue`, promql/functions.go). They must not
//! know how a window moves.

use crate::Semantics;
use crate::eval::{Frames, Given, Track, Window};
use series::STALE;

/// Beyond this many average distances to a window's end, the series is taken to start or end inside the window.
const THRESHOLD: f64 = 1.1;

/// Which difference of a window's ends is extrapolated to the whole window.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Slope {
    /// Whether a fall is a reset.
    pub(crate) is_counter: bool,
    /// Whether it is divided by the window's length.
    pub(crate) per_second: bool,
}

/// What a slope keeps from series to series: what depends on where samples stand and not on their values.
pub(crate) struct Slopes {
    slope: Slope,
    generation: u32,
    factors: Vec<Factor>,
}

/// What the difference of a window is multiplied by.
#[derive(Clone, Copy)]
struct Factor {
    /// The factor where zero does not matter.
    plain: f64,
    /// Zero matters to a counter whose first value is less than this share of its gain.
    zero: f64,
}

impl Slopes {
    pub(crate) fn new(slope: Slope) -> Self {
        Self { slope, generation: 0, factors: Vec::new() }
    }

    /// Appends the slope of each window of `track`.
    pub(crate) fn column(&mut self, frames: &Frames, track: &Track<'_>, into: &mut Vec<f64>) {
        if self.generation != frames.generation {
            self.generation = frames.generation;
            self.find_factors(frames);
        }
        let mut falls = 0..0;
        let per_window = frames.spans().zip(&self.factors).enumerate();
        into.extend(per_window.map(|(idx, ((from, to), known))| {
            if to - from < 2 {
                return STALE;
            }
            let (first, last) = (track.values[from], track.values[to - 1]);
            let mut gain = last - first;
            if self.slope.is_counter && !track.before.is_empty() {
                track.falls(from, to, &mut falls);
                gain = track.before[falls.clone()].iter().fold(gain, |sum, before| sum + before);
            }
            let rises = self.slope.is_counter && gain > 0.0 && first >= 0.0;
            if !rises || first >= gain * known.zero {
                return gain * known.plain;
            }
            let seconds = frames.gaps(idx, (from, to)).map(seconds);
            gain * self.slope.factor(frames, seconds, to - from, Some(first / gain))
        }));
    }

    fn find_factors(&mut self, frames: &Frames) {
        self.factors.clear();
        // Regular samples stand alike in most windows, and divisions are what takes time.
        let (mut before, mut factor) = ((0, [0; 3]), Factor { plain: 0.0, zero: 0.0 });
        for (idx, (from, to)) in frames.spans().enumerate() {
            if to - from >= 2 {
                let stand = (to - from, frames.gaps(idx, (from, to)));
                if stand != before {
                    before = stand;
                    let [behind_start, sampled, ahead] = stand.1.map(seconds);
                    let plain = self.slope.factor(frames, [behind_start, sampled, ahead], stand.0, None);
                    let candidate = candidate(frames.semantics, behind_start, sampled, stand.0);
                    // A margin makes sure of what rounding might decide.
                    factor = Factor { plain, zero: candidate / sampled * (1.0 + 1e-9) };
                }
            }
            self.factors.push(factor);
        }
    }
}

fn seconds(millis: i64) -> f64 {
    millis as f64 / 1000.0
}

/// A distance to a window's end, or half of the average one where the series is taken to end inside the window.
fn within(distance: f64, sampled: f64, count: usize) -> f64 {
    let average = sampled / (count - 1) as f64;
    if distance >= average * THRESHOLD { average / 2.0 } else { distance }
}

/// How far back a slope reaches when zero is not in the way; before 2.51 (prometheus#13725) zero was considered first.
fn candidate(semantics: Semantics, to_start: f64, sampled: f64, count: usize) -> f64 {
    if semantics == Semantics::V3 { within(to_start, sampled, count) } else { to_start }
}

impl Slope {
    /// What the difference of `count` samples is to be multiplied by; `of_gain` is the first value as a share of a
    /// counter's gain, where both are positive: it does not fall below zero, so it cannot be older than where its
    /// slope meets zero.
    fn factor(
        self,
        frames: &Frames,
        [to_start, sampled, to_end]: [f64; 3],
        count: usize,
        of_gain: Option<f64>,
    ) -> f64 {
        let [before, after] = self.reach(frames.semantics, [to_start, sampled, to_end], count, of_gain);
        let factor = (sampled + before + after) / sampled;
        if self.per_second { factor / seconds(frames.range()) } else { factor }
    }

    /// How many seconds the samples are extrapolated before the first of them and after the last.
    pub(crate) fn reach(
        self,
        semantics: Semantics,
        [to_start, sampled, to_end]: [f64; 3],
        count: usize,
        of_gain: Option<f64>,
    ) -> [f64; 2] {
        let candidate = candidate(semantics, to_start, sampled, count);
        let to_zero = of_gain.map(|it| sampled * it).filter(|it| *it < candidate);
        let to_start = to_zero.unwrap_or(candidate);
        let is_new = semantics == Semantics::V3;
        let to_start = if is_new { to_start } else { within(to_start, sampled, count) };
        [to_start, within(to_end, sampled, count)]
    }
}

pub(super) fn irate(window: &Window<'_>, _: &mut Given) -> Option<f64> {
    let (&[.., before, last], &[.., time_before, time]) = (window.values, window.times) else { return None };
    // A counter that fell started anew from zero.
    let gain = if last < before { last } else { last - before };
    let seconds = (time - time_before) as f64 / 1000.0;
    (seconds != 0.0).then_some(gain / seconds)
}

pub(super) fn idelta(window: &Window<'_>, _: &mut Given) -> Option<f64> {
    let &[.., before, last] = window.values else { return None };
    Some(last - before)
}
