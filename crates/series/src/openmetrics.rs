//! Exposition text of a whole store with timestamps (OpenMetrics 1.0), which `promtool tsdb create-blocks-from
//! openmetrics` reads. It must not know which metrics there are.

use crate::meta::{Kind, MetricInfo};
use crate::{Store, format_float};
use std::fmt::Write;

/// All samples of `store`, metric by metric, with the HELP and TYPE that `infos` knows and a closing `# EOF`.
pub fn write(store: &Store, infos: &[MetricInfo]) -> String {
    let mut text = String::new();
    for metric in store.metrics() {
        let info = infos.iter().find(|it| it.name == metric);
        // OpenMetrics declares a counter's family without the suffix that its samples bear.
        let family = metric.strip_suffix("_total").unwrap_or(metric);
        match info.map(|it| (it.kind, it.help)) {
            Some((Kind::Counter, help)) if family != metric => {
                let _ = write!(text, "# HELP {family} {}\n# TYPE {family} counter\n", escaped(help));
            }
            Some((Kind::Gauge, help)) => {
                let _ = write!(text, "# HELP {metric} {}\n# TYPE {metric} gauge\n", escaped(help));
            }
            _ => {
                let _ = writeln!(text, "# TYPE {metric} unknown");
            }
        }
        let matchers = [crate::Matcher::metric(metric)];
        for series in store.select(&matchers) {
            let labels = exposed(&series.labels);
            // The text has no way to say that a series has ended.
            let samples = series.times.iter().zip(&series.values).filter(|it| !crate::is_stale(*it.1));
            for (time, value) in samples {
                let seconds = format!("{}.{:03}", time.div_euclid(1000), time.rem_euclid(1000));
                let _ = writeln!(text, "{metric}{labels} {} {seconds}", format_float(*value));
            }
        }
    }
    text.push_str("# EOF\n");
    text
}

/// The labels without the metric's name, as a sample line writes them.
fn exposed(labels: &crate::Labels) -> String {
    let labels = labels.without_metric();
    let pairs: Vec<_> = labels.iter().map(|(name, value)| format!("{name}=\"{}\"", escaped(value))).collect();
    if pairs.is_empty() { String::new() } else { format!("{{{}}}", pairs.join(",")) }
}

/// Backslash, quote and line break escaped.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}
