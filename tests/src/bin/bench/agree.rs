//! Whether Prometheus' answer and our columns are the same. It must not know how long they took.

use promql::{Column, Steps};
use serde_json::Value;
use series::{Labels, STALE, is_stale};
use std::collections::BTreeMap;

/// Values may differ by this, relative to Prometheus' value.
const TOLERANCE: f64 = 1e-9;

/// How many points both have.
///
/// # Errors
/// The first series or point that only one of them has or whose values differ.
pub(crate) fn points(result: &Value, columns: &[Column], steps: Steps) -> Result<usize, String> {
    let mut theirs = matrix(result, steps)?;
    let mut points = 0;
    for column in columns {
        let other = theirs.remove(&column.labels).ok_or(format!("only ours has {}", column.labels))?;
        for (idx, (our, their)) in column.values.iter().zip(&other).enumerate() {
            if !same(*our, *their) {
                let time = steps.time(idx);
                return Err(format!("{} at {time}: ours {our}, Prometheus' {their}", column.labels));
            }
            points += usize::from(!is_stale(*our));
        }
    }
    theirs.keys().next().map_or(Ok(points), |labels| Err(format!("only Prometheus has {labels}")))
}

fn same(our: f64, their: f64) -> bool {
    if is_stale(our) || is_stale(their) {
        return is_stale(our) && is_stale(their);
    }
    our == their || (our.is_nan() && their.is_nan()) || (our - their).abs() <= TOLERANCE * their.abs()
}

/// A column of the API's matrix for each series.
fn matrix(result: &Value, steps: Steps) -> Result<BTreeMap<Labels, Vec<f64>>, String> {
    let list = result.as_array().ok_or("the result is no list")?;
    list.iter().map(|it| column(it, steps).ok_or_else(|| format!("not a series: {it}"))).collect()
}

fn column(series: &Value, steps: Steps) -> Option<(Labels, Vec<f64>)> {
    let metric = series.get("metric")?.as_object()?;
    let pairs = metric.iter().map(|(name, value)| Some((name.as_str(), value.as_str()?)));
    let labels = Labels::new(pairs.collect::<Option<Vec<_>>>()?);
    let mut values = vec![STALE; steps.len()];
    for point in series.get("values")?.as_array()? {
        let millis = (point.get(0)?.as_f64()? * 1000.0).round() as i64;
        let idx = usize::try_from((millis - steps.start) / steps.step).ok()?;
        *values.get_mut(idx)? = point.get(1)?.as_str()?.parse().ok()?;
    }
    Some((labels, values))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_difference_is_told() {
        let steps = Steps { start: 15_000, end: 45_000, step: 15_000 };
        let answer = json!([{"metric": {"a": "b"}, "values": [[15, "0.3"], [45, "+Inf"]]}]);
        let ours = |values: [f64; 3]| {
            points(&answer, &[Column { labels: Labels::new([("a", "b")]), values: values.to_vec() }], steps)
        };
        assert_eq!(ours([0.1 + 0.2, STALE, f64::INFINITY]), Ok(2));
        assert!(ours([0.300_000_001, STALE, f64::INFINITY]).is_err());
        assert!(ours([0.3, 1.0, f64::INFINITY]).is_err());
        assert!(ours([0.3, STALE, STALE]).is_err());
        assert!(points(&answer, &[], steps).is_err());
        assert!(points(&json!([]), &[], steps) == Ok(0));
    }
}
