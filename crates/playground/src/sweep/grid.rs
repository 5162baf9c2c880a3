//! Which thresholds and which `for` are tried: round steps over what the left side reaches, the rule's own and the published
//! ones among them. It must not evaluate.

use promql::Column;
use series::is_stale;

/// Steps from end to end, at most; the rule's own numbers come on top.
const THRESHOLDS: f64 = 40.0;
const HOLDS: i64 = 24;
/// How far beyond the rule's own threshold it is looked, in times of it, unless the left side stays higher.
const BEYOND: f64 = 4.0;
/// As many values, or up to twice as many, say what is common.
const SAMPLE: usize = 20_000;
/// At least so much of `for` is looked at, milliseconds.
const LEAST_HOLD: i64 = 600_000;

/// Thresholds for a side, `count` of them where it is said how many; `own` are those that have to be among them.
pub(super) fn thresholds(side: &[Column], own: &[f64], count: Option<usize>) -> Vec<f64> {
    let values = side.iter().flat_map(|it| &it.values).copied();
    let values: Vec<f64> = values.filter(|it| !is_stale(*it) && it.is_finite()).collect();
    let own_most = own.iter().copied().fold(0.0, |most: f64, it| most.max(it.abs()));
    let least = values.iter().copied().reduce(f64::min).unwrap_or(0.0);
    let most = values.iter().copied().reduce(f64::max).unwrap_or(0.0);
    // What happens once in two hundred evaluations may lie far above all that matters. Some of millions tell it as well.
    let mut some: Vec<f64> = values.iter().copied().step_by(values.len() / SAMPLE + 1).collect();
    series::sort_by(&mut some, &f64::total_cmp);
    let common = some.get(some.len() * 199 / 200).copied().unwrap_or(0.0);
    let top = most.min(common.max(BEYOND * own_most));
    let bottom = if least >= 0.0 { 0.0 } else { least.max(common.min(-BEYOND * own_most)) };
    let mut all: Vec<f64> = own.to_vec();
    if top > bottom {
        all.extend(count.map_or_else(|| multiples(bottom, top), |it| many(bottom, top, it)));
    }
    series::sort_by(&mut all, &f64::total_cmp);
    all.dedup();
    all
}

/// The multiples of a round step from the last at or below `bottom` to the first at or above `top`. Each is a whole number
/// over or times a power of ten, so that it is written with few digits.
fn multiples(bottom: f64, top: f64) -> Vec<f64> {
    let wanted = (top - bottom) / THRESHOLDS;
    let power = size(wanted);
    let digit = [1.0, 2.0, 5.0, 10.0].into_iter().find(|it| it * ten(power) >= wanted).unwrap_or(10.0);
    let value = |idx: i64| {
        let whole = idx as f64 * digit;
        if power < 0 { whole / ten(-power) } else { whole * ten(power) }
    };
    let size = digit * ten(power);
    let mut first = (bottom / size) as i64;
    first -= i64::from(value(first) > bottom);
    (first..first.saturating_add(2 * THRESHOLDS as i64))
        .map(value)
        .take_while(|it| *it < top + 0.999 * size)
        .collect()
}

/// `count` multiples of a step of two digits, from the last at or below `bottom`; the last is at or above `top`.
fn many(bottom: f64, top: f64, count: usize) -> Vec<f64> {
    let wanted = (top - bottom) / (count.max(3) - 2) as f64;
    let power = size(wanted) - 1;
    let digits = ((wanted / ten(power)) as i64).saturating_add(1).clamp(1, 100);
    let value = |idx: i64| {
        let whole = idx.saturating_mul(digits) as f64;
        if power < 0 { whole / ten(-power) } else { whole * ten(power) }
    };
    let mut first = (bottom / (digits as f64 * ten(power))) as i64;
    first -= i64::from(value(first) > bottom);
    (first..first.saturating_add(count as i64)).map(value).collect()
}

/// The power of ten at or below a step, from -12 to 15.
fn size(step: f64) -> i32 {
    let mut power = -12;
    while power < 15 && ten(power + 1) <= step {
        power += 1;
    }
    power
}

/// 10 to the power of -12 to 22, without rounding from 0 on.
fn ten(power: i32) -> f64 {
    let whole = (0..power.abs()).fold(1.0, |it, _| it * 10.0);
    if power < 0 { 1.0 / whole } else { whole }
}

/// Values of `for`, in milliseconds: whole evaluations, `count` of them where it is said how many, `own` among them.
pub(super) fn holds(interval: i64, length: i64, own: &[i64], count: Option<usize>) -> Vec<i64> {
    let own_most = own.iter().copied().max().unwrap_or(0);
    let most = (own_most.saturating_mul(2)).max(LEAST_HOLD).min(length / 2).max(interval);
    let round = [15, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21_600, 86_400];
    let steps = round.into_iter().map(|it| it * 1000).chain([interval * (most / interval / HOLDS + 1)]);
    let step = steps.into_iter().find(|it| it % interval == 0 && most / it <= HOLDS).unwrap_or(most);
    let (step, last) = match count {
        Some(count) => ((most / count as i64 / interval).max(1) * interval, count as i64 - 1),
        None => (step, most / step),
    };
    let mut all: Vec<i64> = (0..=last).map(|idx| idx * step).chain(own.iter().copied()).collect();
    series::sort_by(&mut all, &i64::cmp);
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use series::Labels;

    fn side(values: &[f64]) -> Vec<Column> {
        vec![Column { labels: Labels::default(), values: values.to_vec() }]
    }

    #[test]
    fn thresholds_are_round_and_hold_the_rules_own() {
        let values: Vec<f64> = (0..1000).map(|it| f64::from(it) / 62.5).collect();
        let all = thresholds(&side(&values), &[5.0, 7.25], None);
        assert!(all.contains(&7.25) && all.contains(&0.5) && all.contains(&16.0), "{all:?}");
        assert!(all.len() <= 64 && all.windows(2).all(|it| it[0] < it[1]), "{all:?}");
        assert!(all.iter().all(|it| it.to_string().len() <= 4), "{all:?}");
    }

    #[test]
    fn a_grid_is_as_fine_as_it_is_asked_for() {
        for most in [0.01, 1.0, 15.98, 16.0, 4711.0] {
            let values: Vec<f64> = (0..1000).map(|it| f64::from(it) / 999.0 * most).collect();
            for count in [16, 64] {
                let all = thresholds(&side(&values), &[], Some(count));
                assert_eq!(all.len(), count, "{most}: {all:?}");
                assert!(
                    all[0] == 0.0 && all[count - 1] >= most && all[count - 1] < 1.5 * most,
                    "{most}: {all:?}"
                );
                assert!(all.iter().all(|it| it.to_string().len() <= 8), "{most}: {all:?}");
            }
        }
        let all = holds(15_000, 604_800_000, &[60_000], Some(32));
        assert_eq!(
            (all.len(), all[1] % 15_000),
            (32 + usize::from(all[1] != 15_000 && 60_000 % all[1] != 0), 0)
        );
    }

    #[test]
    fn a_rare_giant_does_not_stretch_the_grid() {
        let mut values = vec![1.0; 2000];
        values[7] = 1e9;
        let all = thresholds(&side(&values), &[2.0], None);
        assert_eq!(all.last().copied(), Some(8.0));
    }

    #[test]
    fn whatever_the_side_is_there_is_a_grid() {
        for values in [
            vec![],
            vec![f64::NAN, f64::INFINITY],
            vec![f64::MAX, f64::MIN],
            vec![1e-300, 2e-300],
            vec![-5.0, -1.0, 3.0],
            vec![0.0; 9],
        ] {
            let all = thresholds(&side(&values), &[3.0], None);
            assert!(all.contains(&3.0) && all.len() <= 90, "{values:?}: {all:?}");
            assert!(all.iter().all(|it| it.is_finite()), "{all:?}");
            let many = thresholds(&side(&values), &[3.0], Some(64));
            assert!(
                many.contains(&3.0) && many.len() <= 65 && many.iter().all(|it| it.is_finite()),
                "{many:?}"
            );
        }
    }

    #[test]
    fn holds_are_whole_evaluations() {
        assert_eq!(holds(15_000, 21_600_000, &[60_000], None)[..3], [0, 30_000, 60_000]);
        assert!(holds(15_000, 21_600_000, &[90_000], None).contains(&90_000));
        for (interval, length, own) in
            [(7_000, 60_000, 0), (3_600_000, 86_400_000, 7_200_000), (1000, 1000, 0)]
        {
            let all = holds(interval, length, &[own], None);
            assert!(all.len() <= 30 && all.iter().all(|it| it % interval == 0 || *it == own), "{all:?}");
        }
    }
}
