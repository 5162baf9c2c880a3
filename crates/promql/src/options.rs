//! What an evaluation is told besides the query: semantics, budgets and instants. It must not know the plan.

use crate::limits;
use series::RegexDialect;
use series::window::Bounds;

/// Whose rules apply where Prometheus 2.42 and 3 differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Semantics {
    /// Prometheus 3: windows are left-open.
    #[default]
    V3,
    /// Prometheus 2.42: windows are left-closed.
    V2,
}

impl Semantics {
    /// Whether the old edge of a window counts.
    pub fn bounds(self) -> Bounds {
        match self {
            Self::V3 => Bounds::LeftOpen,
            Self::V2 => Bounds::LeftClosed,
        }
    }

    /// What `.` matches in a matcher.
    pub fn dialect(self) -> RegexDialect {
        match self {
            Self::V3 => RegexDialect::DotAll,
            Self::V2 => RegexDialect::DotLine,
        }
    }
}

/// The settings of one evaluation.
#[derive(Clone, Debug)]
pub struct Options {
    /// Whose rules apply.
    pub semantics: Semantics,
    /// How long a sample stays visible to an instant selector, in milliseconds.
    pub lookback: i64,
    /// How many samples an evaluation may hold at once (`--query.max-samples`).
    pub max_samples: u64,
    /// What the steps of a range are.
    pub instants: Instants,
    /// The step of a subquery without one, in milliseconds (`evaluation_interval`).
    pub subquery_step: i64,
    /// Whether names are dropped at the end of the evaluation rather than by each function
    /// (`--enable-feature=promql-delayed-name-removal`).
    pub delayed_name_removal: bool,
}

/// What the steps of a range evaluation stand for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Instants {
    /// One range query: `start()` and `end()` are the ends of the range, and all steps share `max_samples`.
    #[default]
    Range,
    /// An instant query each, as rules are evaluated: `start()` and `end()` are the step itself, and each has
    /// `max_samples` of its own. Samples are counted from above: too many is an error although a single instant may
    /// still be evaluated.
    Each,
}

impl Default for Options {
    /// Prometheus' defaults: 5 minutes of lookback, 50 million samples, subqueries by the minute.
    fn default() -> Self {
        Self {
            semantics: Semantics::V3,
            lookback: 300_000,
            max_samples: limits::SAMPLES,
            instants: Instants::Range,
            subquery_step: 60_000,
            delayed_name_removal: false,
        }
    }
}

/// The instants of a range evaluation: `start`, `start + step`, ... up to and with `end`, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Steps {
    /// The first instant.
    pub start: i64,
    /// The last instant, when it is a whole number of steps away from the first.
    pub end: i64,
    /// The distance of two instants; at least 1.
    pub step: i64,
}

impl Steps {
    /// The one instant `time`.
    pub fn instant(time: i64) -> Self {
        Self { start: time, end: time, step: 1 }
    }

    /// How many instants there are; 0 when the end lies before the start.
    pub fn len(&self) -> usize {
        if self.end < self.start {
            return 0;
        }
        let count = (i128::from(self.end) - i128::from(self.start)) / i128::from(self.step.max(1)) + 1;
        usize::try_from(count).unwrap_or(usize::MAX)
    }

    /// Whether there is no instant.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The instant number `idx`, counted from 0.
    #[inline]
    pub fn time(&self, idx: usize) -> i64 {
        let offset = i64::try_from(idx).unwrap_or(i64::MAX).saturating_mul(self.step.max(1));
        self.start.saturating_add(offset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_count_both_ends_and_never_overflow() {
        assert_eq!(Steps { start: 0, end: 60, step: 15 }.len(), 5);
        assert_eq!(Steps { start: 0, end: 59, step: 15 }.len(), 4);
        assert_eq!(Steps { start: 1, end: 0, step: 15 }.len(), 0);
        assert_eq!(Steps { start: 0, end: 5, step: 0 }.len(), 6);
        let widest = Steps { start: i64::MIN, end: i64::MAX, step: 1 };
        assert_eq!((widest.len(), widest.time(usize::MAX)), (usize::MAX, -1));
    }
}
