//! One measure over several seeds: what of it is luck. It must not know what was measured.

/// The numbers of several runs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// How many runs gave a number.
    pub count: usize,
    /// How many did not.
    pub undefined: usize,
    /// Their mean.
    pub mean: f64,
    /// The middle one.
    pub median: f64,
    /// The least.
    pub least: f64,
    /// The greatest.
    pub greatest: f64,
}

/// The spread of `values`; none where no run gave a number.
pub fn spread(values: impl IntoIterator<Item = Option<f64>>) -> Option<Spread> {
    let mut undefined = 0;
    let mut found: Vec<f64> = Vec::new();
    for value in values {
        match value.filter(|it| !it.is_nan()) {
            Some(value) => found.push(value),
            None => undefined += 1,
        }
    }
    let median = median(&mut found)?;
    let count = found.len();
    let mean = found.iter().sum::<f64>() / count as f64;
    Some(Spread { count, undefined, mean, median, least: found[0], greatest: found[count - 1] })
}

/// The middle of `values`, which are sorted by it: of an even number the mean of the middle two.
pub(crate) fn median(values: &mut Vec<f64>) -> Option<f64> {
    series::sort_by(values, &f64::total_cmp);
    let upper = *values.get(values.len() / 2)?;
    let lower = values[(values.len() - 1) / 2];
    Some(lower.midpoint(upper))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_runs_that_gave_a_number() {
        let it = spread([Some(4.0), None, Some(1.0), Some(2.0), Some(f64::NAN)]).unwrap();
        assert_eq!((it.count, it.undefined, it.median, it.least, it.greatest), (3, 2, 2.0, 1.0, 4.0));
        assert_eq!(it.mean, 7.0 / 3.0);
        assert_eq!(spread([None]), None);
        assert_eq!(median(&mut vec![4.0, 1.0, 2.0, 3.0]), Some(2.5));
    }
}
