//! Prometheus durations (`1h30m`), as `model.ParseDuration` reads and `model.Duration.String` writes them
//! (prometheus/common model/time.go). It must not know where a duration stands.

use std::fmt;

/// The units in the order in which they may follow each other, in milliseconds.
const UNITS: [(&str, i64); 7] = [
    ("y", 365 * 86_400_000),
    ("w", 7 * 86_400_000),
    ("d", 86_400_000),
    ("h", 3_600_000),
    ("m", 60_000),
    ("s", 1_000),
    ("ms", 1),
];

/// Why a text is no duration; the messages are Prometheus' own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DurationError {
    /// The text is empty.
    Empty,
    /// The text does not have the form of a duration.
    Malformed(String),
    /// The duration exceeds what 64 bits of nanoseconds hold.
    OutOfRange,
}

impl fmt::Display for DurationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("empty duration string"),
            Self::Malformed(text) => write!(f, "not a valid duration string: {text:?}"),
            Self::OutOfRange => f.write_str("duration out of range"),
        }
    }
}

impl std::error::Error for DurationError {}

/// The milliseconds of a duration such as `1h30m`; `0` needs no unit.
///
/// # Errors
/// When the text is empty, has another form (units out of order, twice, or missing), or is out of range.
pub fn parse_duration(text: &str) -> Result<i64, DurationError> {
    match text {
        "" => return Err(DurationError::Empty),
        "0" => return Ok(0),
        _ => {}
    }
    let malformed = || DurationError::Malformed(text.chars().take(64).collect());
    let (mut rest, mut next_unit, mut total) = (text, 0, 0_i64);
    while !rest.is_empty() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let letters = rest[digits..].bytes().take_while(u8::is_ascii_alphabetic).count();
        let unit = &rest[digits..digits + letters];
        let idx = UNITS.iter().position(|(name, _)| *name == unit).ok_or_else(malformed)?;
        if digits == 0 || idx < next_unit {
            return Err(malformed());
        }
        // Go reads 64 bits without a sign, and judges the range afterwards.
        let count: u64 = rest[..digits].parse().map_err(|_| malformed())?;
        let count = i64::try_from(count).map_err(|_| DurationError::OutOfRange)?;
        let millis = count.checked_mul(UNITS[idx].1).ok_or(DurationError::OutOfRange)?;
        total = total.checked_add(millis).ok_or(DurationError::OutOfRange)?;
        (rest, next_unit) = (&rest[digits + letters..], idx + 1);
    }
    if total > i64::MAX / 1_000_000 { Err(DurationError::OutOfRange) } else { Ok(total) }
}

/// The shortest text that means `millis`, as Prometheus writes it: years and weeks only where they are exact.
pub fn format_duration(millis: i64) -> String {
    if millis == 0 {
        return "0s".to_owned();
    }
    let mut text = if millis < 0 { "-".to_owned() } else { String::new() };
    let mut rest = millis.unsigned_abs();
    for (unit, size) in UNITS {
        let size = size.unsigned_abs();
        let exact_only = matches!(unit, "y" | "w");
        if rest < size || (exact_only && !rest.is_multiple_of(size)) {
            continue;
        }
        text.push_str(&format!("{}{unit}", rest / size));
        rest %= size;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_prometheus_reads() {
        for (text, millis) in
            [("0", 0), ("0s", 0), ("1m", 60_000), ("1h30m", 5_400_000), ("1d1ms", 86_400_001)]
        {
            assert_eq!(parse_duration(text), Ok(millis), "{text}");
        }
        for text in ["", "1", "m", "1m1h", "1m1m", "-1m", "1.5h", "1 m", "5µs"] {
            assert!(parse_duration(text).is_err(), "{text}");
        }
        let too_long = "99999999999999999999y";
        assert_eq!(parse_duration(too_long), Err(DurationError::Malformed(too_long.to_owned())));
        assert_eq!(parse_duration("18446744073709551615ms"), Err(DurationError::OutOfRange));
        assert_eq!(parse_duration("1000y"), Err(DurationError::OutOfRange));
    }

    #[test]
    fn writes_what_prometheus_writes() {
        for text in ["0s", "1m", "1h30m", "1w", "8d", "1y", "324ms", "1m30s"] {
            assert_eq!(format_duration(parse_duration(text).unwrap()), text);
        }
        assert_eq!(format_duration(-90_000), "-1m30s");
    }
}
