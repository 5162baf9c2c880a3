//! The aggregations, each an accumulator of one group at one step (`aggregation`, promql/engine.go). They must not know
//! labels.

use crate::kahan::{Kahan, Mean};

/// Takes the values of a group one by one and yields one.
pub(crate) trait Accumulator: Copy {
    /// The state after the first value.
    fn first(value: f64) -> Self;
    /// One more value.
    fn add(&mut self, value: f64);
    /// The outcome.
    fn value(&self) -> f64;
}

/// `sum`
#[derive(Clone, Copy)]
pub(crate) struct Sum(Kahan);

impl Accumulator for Sum {
    fn first(value: f64) -> Self {
        Self(Kahan { sum: value, lost: 0.0 })
    }
    fn add(&mut self, value: f64) {
        self.0 = self.0.add(value);
    }
    fn value(&self) -> f64 {
        self.0.sum + self.0.lost
    }
}

/// `sum` before 2.54: what rounding loses is lost, so that a last digit agrees with a 2.x server's.
#[derive(Clone, Copy)]
pub(crate) struct PlainSum(f64);

impl Accumulator for PlainSum {
    fn first(value: f64) -> Self {
        Self(value)
    }
    fn add(&mut self, value: f64) {
        self.0 += value;
    }
    fn value(&self) -> f64 {
        self.0
    }
}

/// `avg`
#[derive(Clone, Copy)]
pub(crate) struct Avg(Mean);

impl Accumulator for Avg {
    fn first(value: f64) -> Self {
        let mut mean = Mean::default();
        mean.add(value);
        Self(mean)
    }
    fn add(&mut self, value: f64) {
        self.0.add(value);
    }
    fn value(&self) -> f64 {
        self.0.value()
    }
}

/// `avg` before Prometheus 2.55: a running mean.
#[derive(Clone, Copy)]
pub(crate) struct PlainAvg {
    mean: f64,
    count: f64,
}

impl Accumulator for PlainAvg {
    fn first(value: f64) -> Self {
        Self { mean: value, count: 1.0 }
    }
    fn add(&mut self, value: f64) {
        self.count += 1.0;
        // An infinite mean stays what it is, unless the other infinity or a NaN comes.
        let stays = value.is_finite() || (value.is_infinite() && (value > 0.0) == (self.mean > 0.0));
        if !self.mean.is_infinite() || !stays {
            self.mean += value / self.count - self.mean / self.count;
        }
    }
    fn value(&self) -> f64 {
        self.mean
    }
}

/// `min`: a NaN gives way to everything.
#[derive(Clone, Copy)]
pub(crate) struct Min(f64);

impl Accumulator for Min {
    fn first(value: f64) -> Self {
        Self(value)
    }
    fn add(&mut self, value: f64) {
        if value < self.0 || self.0.is_nan() {
            self.0 = value;
        }
    }
    fn value(&self) -> f64 {
        self.0
    }
}

/// `max`: a NaN gives way to everything.
#[derive(Clone, Copy)]
pub(crate) struct Max(f64);

impl Accumulator for Max {
    fn first(value: f64) -> Self {
        Self(value)
    }
    fn add(&mut self, value: f64) {
        if value > self.0 || self.0.is_nan() {
            self.0 = value;
        }
    }
    fn value(&self) -> f64 {
        self.0
    }
}

/// `count`
#[derive(Clone, Copy)]
pub(crate) struct Count(f64);

impl Accumulator for Count {
    fn first(_: f64) -> Self {
        Self(1.0)
    }
    fn add(&mut self, _: f64) {
        self.0 += 1.0;
    }
    fn value(&self) -> f64 {
        self.0
    }
}

/// `group`: 1 whatever the values.
#[derive(Clone, Copy)]
pub(crate) struct Group;

impl Accumulator for Group {
    fn first(_: f64) -> Self {
        Self
    }
    fn add(&mut self, _: f64) {}
    fn value(&self) -> f64 {
        1.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of<A: Accumulator>(values: &[f64]) -> f64 {
        let mut state = A::first(values[0]);
        values[1..].iter().for_each(|it| state.add(*it));
        state.value()
    }

    #[test]
    fn each_of_a_few_values() {
        let values = [f64::NAN, 2.0, 1.0, 3.0];
        assert_eq!((of::<Min>(&values), of::<Max>(&values)), (1.0, 3.0));
        assert_eq!((of::<Count>(&values), of::<Group>(&values)), (4.0, 1.0));
        assert!(of::<Sum>(&values).is_nan() && of::<Avg>(&values).is_nan());
        assert_eq!((of::<Sum>(&values[1..]), of::<Avg>(&values[1..])), (6.0, 2.0));
        assert_eq!((of::<PlainSum>(&values[1..]), of::<PlainAvg>(&values[1..])), (6.0, 2.0));
        assert_eq!(of::<PlainAvg>(&[f64::INFINITY, 1.0]), f64::INFINITY);
        let cancelling = [1e100, 1.0, -1e100];
        assert_eq!((of::<Sum>(&cancelling), of::<PlainSum>(&cancelling)), (1.0, 0.0));
    }
}
