//! Times of several runs. It must not know what ran.

use std::time::Instant;

/// The times of several runs of the same work, in seconds.
#[derive(Clone, Debug, Default)]
pub(crate) struct Times(Vec<f64>);

impl Times {
    /// Adds the time of one run.
    pub(crate) fn add(&mut self, seconds: f64) {
        let at = self.0.partition_point(|it| *it < seconds);
        self.0.insert(at, seconds);
    }

    /// Runs `work` and adds its time; the result is dropped outside of it.
    pub(crate) fn run<T>(&mut self, work: impl FnOnce() -> T) -> T {
        let begin = Instant::now();
        let result = work();
        self.add(begin.elapsed().as_secs_f64());
        result
    }

    /// The shortest; 0 without a run.
    pub(crate) fn best(&self) -> f64 {
        self.0.first().copied().unwrap_or_default()
    }

    /// The middle one, the longer of two; 0 without a run.
    pub(crate) fn median(&self) -> f64 {
        self.0.get(self.0.len() / 2).copied().unwrap_or_default()
    }
}

/// A time with three digits and a unit.
pub(crate) fn format(seconds: f64) -> String {
    let (value, unit) = match seconds {
        it if it < 1e-3 => (it * 1e6, "µs"),
        it if it < 1.0 => (it * 1e3, "ms"),
        it => (it, "s"),
    };
    let digits = if value < 10.0 { 2 } else { usize::from(value < 100.0) };
    format!("{value:.digits$} {unit}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn best_median_and_digits() {
        let mut times = Times::default();
        [3.0, 1.0, 2.0, 9.0, 4.0].into_iter().for_each(|it| times.add(it));
        assert_eq!((times.best(), times.median()), (1.0, 3.0));
        let formatted = [0.000_001_5, 0.0234, 0.1234, 2.345, 123.4].map(format);
        assert_eq!(formatted, ["1.50 µs", "23.4 ms", "123 ms", "2.35 s", "123 s"]);
    }
}
