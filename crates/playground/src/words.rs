//! Figures and durations as prose writes them. It must not know what they measure.

use quality::Unit;
use series::{format_duration, format_general};

/// A number of a measure.
pub(crate) fn measured(unit: Unit, value: f64) -> String {
    match unit {
        Unit::Share => format!("{}%", figure((value * 1000.0).round() / 10.0)),
        Unit::Seconds => span((value * 1000.0) as i64),
        Unit::Count | Unit::PerDay => figure(value),
    }
}

/// A value for a read-out: four figures at most, thousands separated, "+Inf" and "NaN" as Prometheus writes them.
pub(crate) fn figure(value: f64) -> String {
    let size = value.abs();
    if !value.is_finite() || size == 0.0 {
        return format_general(value);
    }
    let decimals = match size {
        it if it >= 1000.0 => return grouped(value.round() as i64),
        it if it >= 100.0 => 1,
        it if it >= 0.01 => 2,
        it if it >= 0.0001 => 4,
        _ => return format!("{value:.1e}"),
    };
    let text = format!("{value:.decimals$}");
    // 1.00 says no more than 1, but 13.30 beside 13.35 keeps its columns: only whole numbers are shortened.
    text.strip_suffix(&format!(".{}", "0".repeat(decimals))).map_or(text.clone(), str::to_owned)
}

/// A whole number with its thousands separated.
pub(crate) fn grouped(value: i64) -> String {
    let digits = value.unsigned_abs().to_string();
    let mut text = String::new();
    for (idx, digit) in digits.chars().enumerate() {
        if idx > 0 && (digits.len() - idx).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if value < 0 { format!("-{text}") } else { text }
}

/// A duration as prose writes it: "2m 45s".
pub(crate) fn span(millis: i64) -> String {
    let text = format_duration(millis / 1000 * 1000);
    let mut spaced = String::new();
    let mut letters = false;
    for char in text.chars() {
        if letters && char.is_ascii_digit() {
            spaced.push(' ');
        }
        letters = char.is_ascii_alphabetic();
        spaced.push(char);
    }
    spaced
}

/// "1 episode", "2 episodes".
pub(crate) fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", grouped(number as i64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_short_and_honest() {
        for (value, text) in [
            (13.349, "13.35"),
            (0.11, "0.11"),
            (1.0, "1"),
            (0.0, "0"),
            (1_234_567.0, "1,234,567"),
            (123.45, "123.5"),
            (-1234.4, "-1,234"),
            (f64::INFINITY, "+Inf"),
            (0.00001, "1.0e-5"),
        ] {
            assert_eq!(figure(value), text);
        }
    }

    #[test]
    fn durations_have_spaces() {
        assert_eq!(span(165_000), "2m 45s");
        assert_eq!(span(0), "0s");
        assert_eq!(span(3_600_000), "1h");
    }
}
