//! A test's input series as samples (`load`, promql/promqltest). It must not know what reads them.

use series::notation::{self, NotationError};
use series::{Labels, Store};
use std::collections::BTreeMap;

/// Samples of `series` (labels and values in promtool's notation) from `start` on, one every `interval` (ms), `most` at most.
/// A series that is given twice counts as it was given last.
///
/// # Errors
/// In Prometheus' form when a line is no series.
pub fn load(series: &[(String, String)], start: i64, interval: i64, most: usize) -> Result<Store, String> {
    let mut loaded: BTreeMap<Labels, Vec<Option<f64>>> = BTreeMap::new();
    let mut total = 0_usize;
    // Behind the line that says how far samples are apart.
    let mut place = 1;
    for (name, values) in series {
        // promtool writes a line of both, and reads what it has written line by line.
        let text = format!("{name} {values}");
        for line in text.trim_end().split('\n').map(str::trim) {
            place += 1;
            let (labels, values) = notation::parse_line(line).map_err(|err| shown(&err, place))?;
            total = total.saturating_add(values.len());
            if total > most {
                return Err(format!("the input series have more than {most} samples"));
            }
            loaded.insert(labels, values);
        }
    }
    let mut store = Store::new();
    for (labels, values) in loaded {
        let id = store.series_id(&labels);
        let mut time = start;
        for value in values {
            if let Some(value) = value {
                store.push(id, time, value);
            }
            time = time.saturating_add(interval);
        }
    }
    Ok(store)
}

/// The error in line `line` of what promtool reads.
pub(super) fn shown(err: &NotationError, line: usize) -> String {
    format!("{line}:{}: parse error: {}", err.at + 1, err.message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_those_in_the_lines_that_promtool_writes() {
        let failing = |lines: &[(&str, &str)]| {
            let series: Vec<_> = lines.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
            load(&series, 0, 60_000, 5000).unwrap_err()
        };
        let unclosed = ("up{job=\"prometheus\", instance=\"localhost:9090\"", "0+0x1440");
        assert_eq!(failing(&[unclosed]), "2:48: parse error: unexpected character inside braces: '0'");
        assert!(failing(&[("up", "1\nup 2"), unclosed]).starts_with("4:48: "));
        let native = failing(&[("up", "1"), ("h", "{{schema:1 sum:1 count:1}}")]);
        assert_eq!(native, "3:3: parse error: native histograms are not supported");
    }
}
