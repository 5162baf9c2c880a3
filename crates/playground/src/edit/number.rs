//! Numbers and durations as people type them, within bounds. It must not know fields.

use crate::draft::Wrong;
use series::{format_duration, format_general, parse_duration};
use std::ops::RangeInclusive;

/// A number within `bounds`; `what` names it in the message ("Requests").
pub(super) fn number(what: &str, text: &str, bounds: RangeInclusive<f64>) -> Result<f64, Wrong> {
    let wrong = |problem: &str| -> Wrong {
        let (low, high) = (format_general(*bounds.start()), format_general(*bounds.end()));
        format!("{what}: {problem}. It takes a number from {low} to {high}.").into()
    };
    if text.is_empty() {
        return Err(wrong("nothing is there"));
    }
    match text.parse::<f64>() {
        Ok(value) if bounds.contains(&value) => Ok(value),
        Ok(value) if value.is_nan() => Err(wrong("NaN is no amount")),
        Ok(_) => Err(wrong(&format!("{} is out of bounds", shown(text)))),
        Err(_) => Err(wrong(&format!("{} is no number", shown(text)))),
    }
}

/// A whole number within `bounds`.
pub(super) fn whole(what: &str, text: &str, bounds: RangeInclusive<u64>) -> Result<u64, Wrong> {
    match text.parse::<u64>() {
        Ok(value) if bounds.contains(&value) => Ok(value),
        _ => {
            let (low, high) = (bounds.start(), bounds.end());
            Err(format!("{what}: {} is no whole number from {low} to {high}.", shown(text)).into())
        }
    }
}

/// A Prometheus duration of at least `least` and at most `most` milliseconds, in the form in which it is kept.
pub(super) fn duration(what: &str, text: &str, least: i64, most: i64) -> Result<String, Wrong> {
    let (low, high) = (format_duration(least), format_duration(most));
    let wrong = |why: String| {
        Wrong::from(format!("{what}: {why}. It takes a duration from {low} to {high}, as 1m30s."))
    };
    let millis = parse_duration(text).map_err(|err| wrong(err.to_string()))?;
    if millis < least || millis > most {
        return Err(wrong(format!("{} is out of bounds", shown(text))));
    }
    Ok(format_duration(millis))
}

/// What was typed, short enough for a message.
fn shown(text: &str) -> String {
    let mut short: String = text.chars().take(24).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    format!("{short:?}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn out_of_range_empty_enormous_and_nan_are_told_apart() {
        let message = |text: &str| number("Requests", text, 0.0..=100.0).unwrap_err().message;
        assert!(message("").contains("nothing is there"));
        assert!(message("NaN").contains("no amount"));
        assert!(message("1e999").contains("out of bounds"));
        assert!(message("-1").contains("from 0 to 100"));
        assert!(message(&"9".repeat(1 << 20)).len() < 200);
        assert_eq!(number("Requests", "12.5", 0.0..=100.0), Ok(12.5));
    }

    #[test]
    fn durations_are_bounded_and_normalised() {
        assert_eq!(duration("for", "90s", 0, 86_400_000).unwrap(), "1m30s");
        assert!(duration("for", "2y", 0, 86_400_000).is_err());
        assert!(duration("for", "5", 0, 86_400_000).is_err());
    }
}
