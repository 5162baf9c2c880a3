//! All samples of a store as a table for spreadsheets (RFC 4180, lines end with a line feed). It must not know which metrics
//! there are.

use crate::{Store, format_float, is_stale, map_of, set_of};
use std::fmt::Write;

/// A line for each time at which there is any sample: `time` in Unix seconds, then a column for each series in the order of
/// its labels, headed as Prometheus prints it; empty where the series has no sample.
pub fn write(store: &Store) -> String {
    let series = map_of(store.iter().map(|it| (&it.labels, it)));
    let times = set_of(store.iter().flat_map(|it| it.times.iter().copied()));
    let mut text = "time".to_owned();
    for labels in series.keys() {
        let _ = write!(text, ",\"{}\"", labels.to_string().replace('"', "\"\""));
    }
    text.push('\n');
    let mut places = vec![0; series.len()];
    for time in times {
        let _ = write!(text, "{}", format_float(time as f64 / 1000.0));
        for (it, place) in series.values().zip(&mut places) {
            text.push(',');
            if it.times.get(*place) == Some(&time) {
                let value = it.values[*place];
                *place += 1;
                text.push_str(&if is_stale(value) { String::new() } else { format_float(value) });
            }
        }
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Labels, METRIC_NAME, STALE};

    #[test]
    fn gaps_are_empty_and_quotes_doubled() {
        let mut store = Store::new();
        let labels = |name: &str, text: &str| Labels::new([(METRIC_NAME, name), ("text", text)]);
        for (time, value) in
            [(1_772_452_801_250, 2.5), (1_772_452_816_000, f64::NAN), (1_772_452_831_000, STALE)]
        {
            store.append(&labels("b", "x,\"y\""), time, value);
        }
        store.append(&labels("a", ""), 1_772_452_816_000, f64::INFINITY);
        let lines = [
            r#"time,"a","b{text=""x,\""y\""""}""#,
            "1772452801.25,,2.5",
            "1772452816,+Inf,NaN",
            "1772452831,,",
        ];
        assert_eq!(write(&store).lines().collect::<Vec<_>>(), lines);
        assert_eq!(write(&Store::new()), "time\n");
    }
}
