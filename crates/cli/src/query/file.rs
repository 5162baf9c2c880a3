//! The file of series that a query runs over: YAML in promtool's notation. It must not know the query.

use crate::input;
use series::{Labels, Store, notation};
use std::collections::BTreeMap;
use std::path::Path;

/// The most samples that a file may stand for.
const MOST_SAMPLES: usize = 20_000_000;

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    interval: Option<String>,
    #[serde(default)]
    input_series: Vec<InputSeries>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct InputSeries {
    series: String,
    values: Values,
}

/// promtool takes a lone number for a line of values.
#[derive(serde::Deserialize)]
#[serde(untagged)]
enum Values {
    Line(String),
    Whole(i64),
    Number(f64),
}

/// The series of the file at `path`, their first sample at the epoch.
pub(super) fn read(path: &Path) -> Result<Store, String> {
    let wrong = |message: String| format!("{}: {message}", path.display());
    let text = input::file(path).map_err(wrong)?;
    store(&text).map_err(wrong)
}

fn store(text: &str) -> Result<Store, String> {
    alerting::check_bounds(text, input::MOST_BYTES).map_err(|err| err.to_string())?;
    let file: File = serde_yaml_ng::from_str(text).map_err(|err| err.to_string())?;
    let interval = file.interval.as_deref().unwrap_or("1m");
    let interval = series::parse_duration(interval).map_err(|err| format!("interval: {err}"))?;
    if interval <= 0 {
        return Err("interval: must be greater than 0".to_owned());
    }
    let (mut series, mut total) = (BTreeMap::<Labels, Vec<Option<f64>>>::new(), 0);
    for input in &file.input_series {
        let labels =
            notation::parse_labels(&input.series).map_err(|err| format!("{}: {err}", input.series))?;
        let line = match &input.values {
            Values::Line(line) => line.clone(),
            Values::Whole(value) => value.to_string(),
            Values::Number(value) => value.to_string(),
        };
        let values =
            notation::parse_values(&line).map_err(|err| format!("{}: values: {err}", input.series))?;
        total += values.len();
        if total > MOST_SAMPLES {
            return Err(format!("the series have more than {MOST_SAMPLES} samples"));
        }
        // A series that is given twice is loaded once: the later line counts, as in promtool.
        series.insert(labels, values);
    }
    Ok(filled(&series, interval))
}

fn filled(series: &BTreeMap<Labels, Vec<Option<f64>>>, interval: i64) -> Store {
    let mut store = Store::new();
    for (labels, values) in series {
        let id = store.series_id(labels);
        let times = (0..i64::MAX).map(|idx| interval.saturating_mul(idx));
        for (time, value) in times.zip(values).filter_map(|(time, value)| value.map(|value| (time, value))) {
            store.push(id, time, value);
        }
    }
    store
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_stand_at_multiples_of_the_interval() {
        let text = "interval: 15s\ninput_series:\n- {series: 'up{a=\"b\"}', values: '1 _ 3'}\n- {series: x, values: 5}\n";
        let store = store(text).unwrap();
        let series: Vec<_> = store.iter().map(|it| (it.times.clone(), it.values.clone())).collect();
        assert_eq!(series, [(vec![0, 30_000], vec![1.0, 3.0]), (vec![0], vec![5.0])]);
    }

    #[test]
    fn wrong_files_are_refused_with_a_reason() {
        for (text, reason) in [
            ("interval: 0s\n", "interval: must be greater than 0"),
            ("interval: abc\n", "interval: not a valid duration string: \"abc\""),
            ("nonsense: 1\n", "unknown field `nonsense`"),
            (
                "input_series: [{series: 'up{', values: '1'}]\n",
                "up{: at byte 3: unexpected end of input inside braces",
            ),
            ("input_series: [{series: up, values: '{{count:1}}'}]\n", "native histograms are not supported"),
        ] {
            let err = store(text).err().unwrap();
            assert!(err.contains(reason), "{err}");
        }
    }
}
