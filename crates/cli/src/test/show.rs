//! Failures as promtool prints them, with what differs below. It must not compare what is the same.

use super::difference;
use alerting::unit_test::{Alert, Failure, Sample};
use series::format_duration;
use std::collections::BTreeMap;

/// One failure, several lines.
pub(super) fn failure(failure: &Failure) -> String {
    match failure {
        Failure::Message(message) => message.clone(),
        Failure::Rule { name, time, message } => {
            format!("    rule: {name}, time: {}, err: {message}", go_duration(*time))
        }
        Failure::Expression { expr, time, message } => {
            format!("    expr: {}, time: {}, err: {message}", quoted(expr), format_duration(*time))
        }
        Failure::Samples { expr, time, expected, got } => {
            let head = format!("    expr: {}, time: {},", quoted(expr), format_duration(*time));
            let (shown_expected, shown_got) = (samples(expected), samples(got));
            let lines = difference::samples(expected, got);
            format!("{head}\n        exp: {shown_expected}\n        got: {shown_got}{}", listed(&lines))
        }
        Failure::Alerts { test, alertname, time, expected, got } => {
            let name = if test.is_empty() { String::new() } else { format!("    name: {test},\n") };
            let time = format_duration(*time);
            let lines = listed(&difference::alerts(expected, got));
            let (expected, got) = (alerts(expected), alerts(got));
            format!(
                "{name}    alertname: {alertname}, time: {time}, \n        exp:{expected}, \n        got:{got}{lines}"
            )
        }
    }
}

fn listed(lines: &[String]) -> String {
    let lines: String = lines.iter().map(|line| format!("\n            {line}")).collect();
    if lines.is_empty() { lines } else { format!("\n        difference:{lines}") }
}

fn alerts(alerts: &[Alert]) -> String {
    if alerts.is_empty() {
        return "[]".to_owned();
    }
    let pad = " ".repeat(12);
    let shown: Vec<_> = alerts
        .iter()
        .enumerate()
        .map(|(idx, it)| {
            let (labels, annotations) = (pairs(&it.labels), pairs(&it.annotations));
            format!("{pad}{idx}:\n{pad}  Labels:{labels}\n{pad}  Annotations:{annotations}")
        })
        .collect();
    format!("[\n{}\n{pad}]", shown.join(",\n"))
}

/// Labels or annotations as Prometheus prints them.
pub(super) fn pairs(map: &BTreeMap<String, String>) -> String {
    let pairs: Vec<_> = map.iter().map(|(name, value)| format!("{name}={}", quoted(value))).collect();
    format!("{{{}}}", pairs.join(", "))
}

fn samples(samples: &[Sample]) -> String {
    if samples.is_empty() {
        return "nil".to_owned();
    }
    let shown: Vec<_> = samples.iter().map(|it| format!("{} {}", labels(it), exponent(it.value))).collect();
    shown.join(", ")
}

/// A sample's labels as Prometheus prints them, the metric's name among them.
pub(super) fn labels(sample: &Sample) -> String {
    let labels = sample.labels.iter().map(|(name, value)| (name.to_owned(), value.to_owned()));
    pairs(&labels.collect())
}

/// `strconv.FormatFloat(value, 'E', -1, 64)`.
fn exponent(value: f64) -> String {
    if !value.is_finite() {
        return series::format_float(value);
    }
    let text = format!("{value:E}");
    let (mantissa, exponent) = text.split_once('E').unwrap_or((&text, "0"));
    let (sign, digits) = exponent.strip_prefix('-').map_or(('+', exponent), |digits| ('-', digits));
    format!("{mantissa}E{sign}{digits:0>2}")
}

/// `strconv.Quote`.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for char in text.chars() {
        match char {
            '"' | '\\' => quoted.extend(['\\', char]),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            '\x07' => quoted.push_str("\\a"),
            '\x08' => quoted.push_str("\\b"),
            '\x0b' => quoted.push_str("\\v"),
            '\x0c' => quoted.push_str("\\f"),
            it if it < ' ' || it == '\x7f' => quoted.push_str(&format!("\\x{:02x}", u32::from(it))),
            it if it.is_control() || it == '\u{feff}' => {
                quoted.push_str(&format!("\\u{:04x}", u32::from(it)))
            }
            it => quoted.push(it),
        }
    }
    quoted.push('"');
    quoted
}

/// Go's `time.Duration.String`: `1h0m0s`, `1.5s`, `200ms`.
fn go_duration(millis: i64) -> String {
    let (sign, size) = (if millis < 0 { "-" } else { "" }, millis.unsigned_abs());
    if size > 0 && size < 1000 {
        return format!("{sign}{size}ms");
    }
    let (hours, minutes) = (size / 3_600_000, size / 60_000 % 60);
    let fraction = format!("{:03}", size % 1000);
    let fraction = fraction.trim_end_matches('0');
    let dot = if fraction.is_empty() { "" } else { "." };
    let seconds = format!("{}{dot}{fraction}s", size / 1000 % 60);
    match (hours, minutes) {
        (0, 0) => format!("{sign}{seconds}"),
        (0, _) => format!("{sign}{minutes}m{seconds}"),
        _ => format!("{sign}{hours}h{minutes}m{seconds}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_durations_are_those_of_go() {
        for (value, wanted) in [(11.0, "1.1E+01"), (1e-7, "1E-07"), (0.0, "0E+00"), (1e100, "1E+100")] {
            assert_eq!(exponent(value), wanted);
        }
        for (millis, wanted) in [
            (0, "0s"),
            (200, "200ms"),
            (1500, "1.5s"),
            (60_000, "1m0s"),
            (3_600_000, "1h0m0s"),
            (-1000, "-1s"),
        ] {
            assert_eq!(go_duration(millis), wanted);
        }
    }
}
