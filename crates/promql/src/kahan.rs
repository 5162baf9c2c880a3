//! Sums that keep what rounding loses (Neumaier's variant of Kahan's summation, util/kahansum). They must not know
//! what is summed.

/// A running sum and what rounding has lost of it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Kahan {
    pub(crate) sum: f64,
    pub(crate) lost: f64,
}

impl Kahan {
    #[inline]
    pub(crate) fn add(self, value: f64) -> Self {
        let sum = self.sum + value;
        let lost = if sum.is_infinite() {
            0.0
        } else if self.sum.abs() >= value.abs() {
            self.lost + ((self.sum - sum) + value)
        } else {
            self.lost + ((value - sum) + self.sum)
        };
        Self { sum, lost }
    }

    /// The sum with what was lost; an infinite one has lost nothing.
    pub(crate) fn total(self) -> f64 {
        if self.sum.is_infinite() { self.sum } else { self.sum + self.lost }
    }
}

/// What an aggregation knows of a group's values at one step: most need a part of it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Running {
    /// The outcome so far; a mean's sum, or once `incremental` the mean.
    pub(crate) state: Kahan,
    /// How many values there were.
    pub(crate) count: f64,
    incremental: bool,
}

impl Running {
    /// One more value of a mean: of the sum as long as that is finite, incremental from then on (`funcAvgOverTime`,
    /// promql/functions.go).
    pub(crate) fn add_to_mean(&mut self, value: f64) {
        self.count += 1.0;
        if self.count == 1.0 {
            self.state = Kahan { sum: value, lost: 0.0 };
            return;
        }
        let before = self.count - 1.0;
        if !self.incremental {
            let next = self.state.add(value);
            if !next.sum.is_infinite() {
                self.state = next;
                return;
            }
            self.incremental = true;
            self.state = Kahan { sum: self.state.sum / before, lost: self.state.lost / before };
        }
        let share = before / self.count;
        let scaled = Kahan { sum: share * self.state.sum, lost: share * self.state.lost };
        self.state = scaled.add(value / self.count);
    }

    /// The mean of the values.
    pub(crate) fn mean(&self) -> f64 {
        if self.incremental {
            return self.state.sum + self.state.lost;
        }
        self.state.sum / self.count + self.state.lost / self.count
    }
}

/// The mean of `values`, the same as [`Running`] comes to: what every window of an average does is one short loop.
pub(crate) fn mean(values: &[f64]) -> f64 {
    let (first, rest) = values.split_first().unwrap_or((&f64::NAN, &[]));
    let (mut sum, mut lost) = (*first, 0.0);
    for value in rest {
        let next = sum + value;
        lost += if sum.abs() >= value.abs() { (sum - next) + value } else { (value - next) + sum };
        sum = next;
    }
    // One that was infinite on the way would not be finite again.
    if sum.is_finite() {
        let count = values.len() as f64;
        return sum / count + lost / count;
    }
    let mut mean = Running::default();
    values.iter().for_each(|it| mean.add_to_mean(*it));
    mean.mean()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_short_loop_comes_to_the_same() {
        let all = [0.1, 1e100, -3.5, f64::MAX, f64::MAX, f64::INFINITY, f64::NAN, -1e100, 7.25, 0.0, -0.0];
        for from in 0..all.len() {
            for to in from + 1..=all.len() {
                let mut running = Running::default();
                all[from..to].iter().for_each(|it| running.add_to_mean(*it));
                let (short, long) = (mean(&all[from..to]), running.mean());
                assert!(
                    short.to_bits() == long.to_bits() || (short.is_nan() && long.is_nan()),
                    "{from}..{to}"
                );
            }
        }
    }

    #[test]
    fn keeps_what_rounding_loses() {
        let sum = [1.0, 1e100, 1.0, -1e100].into_iter().fold(Kahan::default(), Kahan::add);
        assert_eq!(sum.total(), 2.0);
        let infinite = [f64::INFINITY, 1.0].into_iter().fold(Kahan::default(), Kahan::add);
        assert_eq!(infinite.total(), f64::INFINITY);
    }

    #[test]
    fn the_mean_does_not_overflow() {
        let mut mean = Running::default();
        for _ in 0..4 {
            mean.add_to_mean(f64::MAX);
        }
        assert!((mean.mean() / f64::MAX - 1.0).abs() < 1e-15);
    }
}
