//! Buckets of one classic histogram at one instant (promql/quantile.go). They must not know labels.

use crate::Semantics;

/// The observations up to a bound.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bucket {
    pub(super) bound: f64,
    /// Cumulative.
    pub(super) count: f64,
}

/// What had to be changed so that counts do not fall.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Repair {
    /// The least and the greatest bound with a count that was raised.
    pub(super) least: f64,
    pub(super) greatest: f64,
    /// By how much at most.
    pub(super) most: f64,
}

/// Below this relative difference two counts are the same (`smallDeltaTolerance`).
const TOLERANCE: f64 = 1e-12;

/// The value of rank `rank`, linear inside a bucket, and what had to be repaired for it (`BucketQuantile`). The buckets
/// are sorted by bound; there is at least one.
pub(super) fn quantile(rank: f64, buckets: &mut Vec<Bucket>, semantics: Semantics) -> (f64, Option<Repair>) {
    if rank.is_nan() {
        return (f64::NAN, None);
    }
    if !(0.0..=1.0).contains(&rank) {
        return (if rank < 0.0 { f64::NEG_INFINITY } else { f64::INFINITY }, None);
    }
    if !is_complete(buckets) {
        return (f64::NAN, None);
    }
    coalesce(buckets);
    let tolerance = if semantics == Semantics::V3 { TOLERANCE } else { 0.0 };
    let repair = repair(buckets, tolerance);
    (value_at(rank, buckets), repair)
}

fn value_at(rank: f64, buckets: &[Bucket]) -> f64 {
    let [.., before_last, last] = buckets else { return f64::NAN };
    if last.count == 0.0 {
        return f64::NAN;
    }
    let mut rank = rank * last.count;
    let at = search(buckets.len() - 1, |idx| buckets[idx].count >= rank);
    if at == buckets.len() - 1 {
        return before_last.bound;
    }
    let Bucket { bound: end, mut count } = buckets[at];
    if at == 0 && end <= 0.0 {
        return end;
    }
    let mut start = 0.0;
    if let Some(before) = at.checked_sub(1).map(|it| buckets[it]) {
        start = before.bound;
        count -= before.count;
        rank -= before.count;
    }
    start + (end - start) * (rank / count)
}

/// The share of observations between `lower` and `upper`, linear inside a bucket (`BucketFraction`). The buckets are
/// sorted by bound; there is at least one.
pub(super) fn fraction(lower: f64, upper: f64, buckets: &mut Vec<Bucket>) -> f64 {
    if !is_complete(buckets) {
        return f64::NAN;
    }
    coalesce(buckets);
    let total = buckets.last().map_or(0.0, |it| it.count);
    if total == 0.0 || lower.is_nan() || upper.is_nan() {
        return f64::NAN;
    }
    if lower >= upper {
        return 0.0;
    }
    let below = |value| match observations_below(value, buckets) {
        Some(count) if count > total => total,
        count => count.unwrap_or(total),
    };
    (below(upper) - below(lower)) / total
}

/// How many observations lie below `value`; nothing beyond the last bucket.
fn observations_below(value: f64, buckets: &[Bucket]) -> Option<f64> {
    // Where the first bound is positive, nothing is negative.
    let mut start = if buckets[0].bound <= 0.0 { f64::NEG_INFINITY } else { 0.0 };
    let mut before = 0.0;
    for bucket in buckets {
        if start >= value {
            return Some(before);
        }
        if bucket.bound > value {
            let open = start == f64::NEG_INFINITY;
            let share = (bucket.count - before) * (value - start) / (bucket.bound - start);
            return Some(if open { bucket.count } else { before + share });
        }
        (start, before) = (bucket.bound, bucket.count);
    }
    None
}

fn is_complete(buckets: &[Bucket]) -> bool {
    buckets.last().is_some_and(|it| it.bound == f64::INFINITY)
}

/// Joins buckets of the same bound.
fn coalesce(buckets: &mut Vec<Bucket>) {
    buckets.dedup_by(|it, before| {
        let same = it.bound == before.bound;
        if same {
            before.count += it.count;
        }
        same
    });
}

/// Raises counts that are less than one before, and makes those equal that differ by less than `tolerance`
/// (`ensureMonotonicAndIgnoreSmallDeltas`).
fn repair(buckets: &mut [Bucket], tolerance: f64) -> Option<Repair> {
    let mut repair: Option<Repair> = None;
    let mut highest = buckets.first()?.count;
    for bucket in buckets.iter_mut().skip(1) {
        let count = bucket.count;
        if almost_equal(highest, count, tolerance) {
            bucket.count = highest;
        } else if count < highest {
            let so_far = repair.unwrap_or(Repair { least: bucket.bound, greatest: bucket.bound, most: 0.0 });
            let (greatest, most) = (bucket.bound, so_far.most.max(highest - count));
            repair = Some(Repair { greatest, most, ..so_far });
            bucket.count = highest;
        } else if tolerance > 0.0 || count > highest {
            // Prometheus 2 stayed with a NaN.
            highest = count;
        }
    }
    repair
}

/// `almost.Equal` (util/almost).
fn almost_equal(a: f64, b: f64, tolerance: f64) -> bool {
    if a == b || (a.is_nan() && b.is_nan()) {
        return true;
    }
    let (sum, difference) = (a.abs() + b.abs(), (a - b).abs());
    if a == 0.0 || b == 0.0 || sum < f64::MIN_POSITIVE {
        return difference < tolerance * f64::MIN_POSITIVE;
    }
    difference / sum.min(f64::MAX) < tolerance
}

/// `sort.Search`: the first index that satisfies, by halving.
fn search(len: usize, satisfies: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, len);
    while low < high {
        let middle = low + (high - low) / 2;
        if satisfies(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::*;

    fn buckets(pairs: &[(f64, f64)]) -> Vec<Bucket> {
        pairs.iter().map(|(bound, count)| Bucket { bound: *bound, count: *count }).collect()
    }

    fn value(rank: f64, pairs: &[(f64, f64)]) -> f64 {
        quantile(rank, &mut buckets(pairs), Semantics::V3).0
    }

    const THREE: [(f64, f64); 3] = [(1.0, 10.0), (2.0, 30.0), (f64::INFINITY, 40.0)];

    #[test]
    fn ranks_are_linear_inside_a_bucket() {
        assert_eq!((value(0.125, &THREE), value(0.5, &THREE), value(0.25, &THREE)), (0.5, 1.5, 1.0));
        assert_eq!((value(1.0, &THREE), value(0.9, &THREE)), (2.0, 2.0));
        assert_eq!((value(-0.1, &THREE), value(1.1, &THREE)), (f64::NEG_INFINITY, f64::INFINITY));
        assert_eq!(value(0.1, &[(-1.0, 5.0), (f64::INFINITY, 10.0)]), -1.0);
        assert_eq!(value(0.5, &[(1.0, 5.0), (1.0, 5.0), (f64::INFINITY, 10.0)]), 0.5);
    }

    #[test]
    fn what_is_no_histogram_has_no_quantile() {
        for pairs in [&THREE[..2], &THREE[2..], &[(1.0, 0.0), (f64::INFINITY, 0.0)], &[(f64::NAN, 1.0)]] {
            assert!(value(0.5, pairs).is_nan(), "{pairs:?}");
        }
        assert!(fraction(0.0, 1.0, &mut buckets(&THREE[..2])).is_nan());
        assert!(fraction(0.0, 1.0, &mut buckets(&[(f64::INFINITY, 0.0)])).is_nan());
        assert!(value(f64::NAN, &THREE).is_nan());
    }

    #[test]
    fn falling_counts_are_raised_and_tiny_differences_ignored() {
        let mut falling =
            buckets(&[(1.0, 10.0), (2.0, 8.0), (3.0, 20.0), (4.0, 15.0), (f64::INFINITY, 20.0)]);
        let (_, repair) = quantile(0.5, &mut falling, Semantics::V3);
        assert_eq!(repair, Some(Repair { least: 2.0, greatest: 4.0, most: 5.0 }));
        assert_eq!(falling.iter().map(|it| it.count).collect::<Vec<_>>(), [10.0, 10.0, 20.0, 20.0, 20.0]);
        let mut tiny = buckets(&[(1.0, 1.0), (2.0, 1.0 - 1e-13), (f64::INFINITY, 2.0)]);
        assert_eq!(quantile(0.5, &mut tiny, Semantics::V3).1, None);
        assert_eq!(tiny[1].count, 1.0);
        let mut tiny = buckets(&[(1.0, 1.0), (2.0, 1.0 + 1e-13), (f64::INFINITY, 2.0)]);
        quantile(0.5, &mut tiny, Semantics::V2);
        assert_eq!(tiny[1].count, 1.0 + 1e-13);
    }

    #[test]
    fn fractions_are_linear_inside_a_bucket() {
        let of = |lower, upper| fraction(lower, upper, &mut buckets(&THREE));
        assert_eq!((of(0.0, 2.0), of(1.0, 1.5), of(0.5, 1.0)), (0.75, 0.25, 0.125));
        assert_eq!((of(-1.0, f64::INFINITY), of(2.0, 5.0), of(3.0, 2.0)), (1.0, 0.0, 0.0));
        assert!(of(f64::NAN, 1.0).is_nan());
    }
}
