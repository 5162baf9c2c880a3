//! The bounds of windows. This is the only file that knows whether an edge is in or out (invariant 4).

use std::ops::Range;

/// Whether a sample exactly at a window's old end counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bounds {
    /// `(end - span, end]`: Prometheus 3 (prometheus#13904).
    LeftOpen,
    /// `[end - span, end]`: Prometheus 2.
    LeftClosed,
}

impl Bounds {
    /// Whether `time` lies after the old end `start` of a window.
    #[inline]
    pub fn admits(self, start: i64, time: i64) -> bool {
        match self {
            Self::LeftOpen => time > start,
            Self::LeftClosed => time >= start,
        }
    }

    /// The samples of a window as a range of indices into `times` (rising): those in (or at) `end - span` up to
    /// and with `end`. All in milliseconds.
    pub fn slice(self, times: &[i64], end: i64, span: i64) -> Range<usize> {
        let start = end.saturating_sub(span);
        let from = times.partition_point(|time| !self.admits(start, *time));
        from..times.partition_point(|time| *time <= end).max(from)
    }

    /// The index of the newest sample that an instant selector at `end` may use with this `lookback`.
    pub fn newest(self, times: &[i64], end: i64, lookback: i64) -> Option<usize> {
        let range = self.slice(times, end, lookback);
        range.end.checked_sub(1).filter(|idx| range.contains(idx))
    }

    /// Moves `window` (a result of [`Self::slice`] for an earlier `end`) on to `end` without searching anew.
    #[inline]
    pub fn advance(self, times: &[i64], window: &mut Range<usize>, end: i64, span: i64) {
        // The latest time that is out: one comparison whatever the bounds.
        let out = match self {
            Self::LeftOpen => end.saturating_sub(span),
            Self::LeftClosed => end.saturating_sub(span).saturating_sub(1),
        };
        let Range { start: mut first, end: mut next } = *window;
        while next < times.len() && times[next] <= end {
            next += 1;
        }
        while first < next && times[first] <= out {
            first += 1;
        }
        *window = first..next;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TIMES: [i64; 5] = [0, 15, 30, 45, 60];

    #[test]
    fn the_old_end_is_out_in_3_and_in_in_2() {
        assert_eq!(Bounds::LeftOpen.slice(&TIMES, 60, 60), 1..5);
        assert_eq!(Bounds::LeftClosed.slice(&TIMES, 60, 60), 0..5);
        assert_eq!(Bounds::LeftOpen.newest(&TIMES, 75, 15), None);
        assert_eq!(Bounds::LeftClosed.newest(&TIMES, 75, 15), Some(4));
    }

    #[test]
    fn advancing_equals_searching() {
        for bounds in [Bounds::LeftOpen, Bounds::LeftClosed] {
            let mut window = 0..0;
            for end in -5..100 {
                bounds.advance(&TIMES, &mut window, end, 20);
                assert_eq!(
                    TIMES[window.clone()],
                    TIMES[bounds.slice(&TIMES, end, 20)],
                    "{bounds:?} at {end}"
                );
            }
        }
    }
}
