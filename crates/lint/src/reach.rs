//! What the left side reached in the scenario. It must not know the rule.

use promql::{Column, CompareOp, Steps};
use series::{Labels, is_stale};

/// One value of the left side.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reached<'a> {
    pub(crate) value: f64,
    /// Milliseconds since the Unix epoch.
    pub(crate) time: i64,
    pub(crate) labels: &'a Labels,
}

/// All values, column by column.
pub(crate) fn values<'a>(side: &'a [Column], steps: Steps) -> impl Iterator<Item = Reached<'a>> {
    side.iter().flat_map(move |column| {
        let values = column.values.iter().enumerate().filter(|(_, value)| !is_stale(**value));
        values.map(move |(idx, value)| Reached {
            value: *value,
            time: steps.time(idx),
            labels: &column.labels,
        })
    })
}

/// The first of the greatest values (or least, or nearest to `threshold`, as `op` goes); NaN is none.
pub(crate) fn nearest<'a>(
    side: &'a [Column],
    steps: Steps,
    op: CompareOp,
    threshold: f64,
) -> Option<Reached<'a>> {
    let distance = |value: f64| match op {
        CompareOp::Greater | CompareOp::GreaterOrEqual => -value,
        CompareOp::Less | CompareOp::LessOrEqual => value,
        CompareOp::Equal | CompareOp::NotEqual => (value - threshold).abs(),
    };
    let mut best: Option<(f64, usize, &Column)> = None;
    for column in side {
        for (idx, value) in column.values.iter().enumerate().filter(|(_, value)| !value.is_nan()) {
            let distance = distance(*value);
            let earlier = |(least, known, _): &(f64, usize, &Column)| (*least, *known) <= (distance, idx);
            if !best.as_ref().is_some_and(earlier) {
                best = Some((distance, idx, column));
            }
        }
    }
    best.map(|(_, idx, column)| Reached {
        value: column.values[idx],
        time: steps.time(idx),
        labels: &column.labels,
    })
}

/// The comparison as it reads with the varying side on the left: `5 < x` is `x > 5`.
pub(crate) fn facing(op: CompareOp, literal_on_left: bool) -> CompareOp {
    match op {
        CompareOp::Greater if literal_on_left => CompareOp::Less,
        CompareOp::Less if literal_on_left => CompareOp::Greater,
        CompareOp::GreaterOrEqual if literal_on_left => CompareOp::LessOrEqual,
        CompareOp::LessOrEqual if literal_on_left => CompareOp::GreaterOrEqual,
        op => op,
    }
}

/// A value in prose: four digits.
pub(crate) fn short(value: f64) -> String {
    if !value.is_finite() {
        return series::format_general(value);
    }
    let size = value.abs();
    let decimals = match size {
        100.0.. => 1,
        10.0.. => 2,
        1.0.. => 3,
        0.001.. => 4,
        _ => return series::format_general(value),
    };
    let text = format!("{value:.decimals$}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
