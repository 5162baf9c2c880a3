//! Instants as text, in UTC. It must not read a clock: time is always an argument.

/// Milliseconds in a day.
const DAY: i64 = 86_400_000;

/// The milliseconds since the Unix epoch of an RFC 3339 instant in UTC, to the second: `2026-03-02T12:00:00Z`.
/// Nothing for any other form or a date that does not exist; years 1970 to 9999.
pub fn parse_instant(text: &str) -> Option<i64> {
    let bytes = text.as_bytes();
    let shape = b"0000-00-00T00:00:00Z";
    let fits = |(it, want): (&u8, &u8)| if *want == b'0' { it.is_ascii_digit() } else { it == want };
    if bytes.len() != shape.len() || !bytes.iter().zip(shape).all(fits) {
        return None;
    }
    let number = |from: usize, to: usize| text[from..to].parse::<i64>().unwrap_or_default();
    let (year, month, day) = (number(0, 4), number(5, 7), number(8, 10));
    let (hour, minute, second) = (number(11, 13), number(14, 16), number(17, 19));
    let millis = days(year, month, day) * DAY + ((hour * 60 + minute) * 60 + second) * 1000;
    let exists = year >= 1970 && hour < 24 && minute < 60 && second < 60 && format_instant(millis) == text;
    exists.then_some(millis)
}

/// An instant as RFC 3339 in UTC, to the second: `2026-03-02T12:00:00Z`.
pub fn format_instant(millis: i64) -> String {
    let (year, month, day) = date(millis.div_euclid(DAY));
    format!("{year:04}-{month:02}-{day:02}T{}Z", format_clock(millis))
}

/// The time of day of an instant in UTC: `14:14:15`.
pub fn format_clock(millis: i64) -> String {
    let seconds = millis.rem_euclid(DAY) / 1000;
    format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// The milliseconds since midnight of a time of day, `14:14:15` or `14:14`; nothing for any other form.
pub fn parse_clock(text: &str) -> Option<i64> {
    let parts: Vec<&str> = text.split(':').collect();
    let number = |part: &&str| -> Option<i64> {
        let digits = (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        if digits { part.parse().ok() } else { None }
    };
    let numbers = parts.iter().map(number).collect::<Option<Vec<_>>>()?;
    match numbers[..] {
        [hour, minute] if hour < 24 && minute < 60 => Some((hour * 60 + minute) * 60_000),
        [hour, minute, second] if hour < 24 && minute < 60 && second < 60 => {
            Some(((hour * 60 + minute) * 60 + second) * 1000)
        }
        _ => None,
    }
}

/// Days since 1970-01-01 of a date of the proleptic Gregorian calendar, with years counted from March so that
/// the leap day comes last.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let from_march = (month + 9) % 12;
    let year = year - i64::from(month <= 2);
    let before_year = 365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    before_year + (153 * from_march + 2) / 5 + day - 1 - 719_468
}

/// Year, month and day of a number of days since 1970-01-01, in the Gregorian calendar.
pub fn date(day: i64) -> (i64, i64, i64) {
    // Counted from 0000-03-01, so that a leap day is the last of its year; 400 years have 146,097 days.
    let shifted = day.saturating_add(719_468);
    let (cycle, day) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let (month, carry) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    (cycle * 400 + year + carry, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_read_back() {
        for (text, millis) in [
            ("1970-01-01T00:00:00Z", 0),
            ("2026-03-02T12:00:00Z", 1_772_452_800_000),
            ("2024-02-29T23:59:59Z", 1_709_251_199_000),
            ("2000-12-31T00:00:00Z", 978_220_800_000),
        ] {
            assert_eq!(parse_instant(text), Some(millis), "{text}");
            assert_eq!(format_instant(millis), text);
        }
        for text in ["2025-02-29T00:00:00Z", "2026-03-02 12:00:00Z", "", "2026-13-01T00:00:00Z", "äää"] {
            assert_eq!(parse_instant(text), None, "{text}");
        }
    }

    #[test]
    fn clocks_read_back() {
        assert_eq!(parse_clock("14:14:15"), Some(51_255_000));
        assert_eq!(parse_clock("9:05"), Some(32_700_000));
        assert_eq!(parse_clock("24:00"), None);
        assert_eq!(parse_clock("+1:00"), None);
        assert_eq!(format_clock(1_772_452_800_000 + 51_255_000 - 43_200_000), "14:14:15");
    }
}
