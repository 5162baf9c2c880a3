//! Instants and lengths of time as the chart writes them. It must not know where time zones begin, leap seconds or
//! the present.

/// Milliseconds of a day.
const DAY: i64 = 86_400_000;

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// `14:14:15` of the day in which `time` (milliseconds since the Unix epoch) lies.
pub fn seconds(time: i64) -> String {
    let of_day = time.rem_euclid(DAY) / 1000;
    let mut text = minutes(time);
    text.push(':');
    two(&mut text, of_day % 60);
    text
}

/// `14:14` of the day in which `time` (milliseconds since the Unix epoch) lies.
pub fn minutes(time: i64) -> String {
    let of_day = time.rem_euclid(DAY) / 60_000;
    let mut text = String::with_capacity(8);
    two(&mut text, of_day / 60);
    text.push(':');
    two(&mut text, of_day % 60);
    text
}

/// `UTC`, or how far `zone` milliseconds are from it: `UTC+2`, `UTC-3:30`.
pub fn zone(zone: i64) -> String {
    let minutes = zone.abs() / 60_000;
    let mut text = "UTC".to_owned();
    if minutes > 0 {
        text.push(if zone < 0 { '-' } else { '+' });
        text.push_str(&(minutes / 60).to_string());
    }
    if minutes % 60 > 0 {
        text.push(':');
        two(&mut text, minutes % 60);
    }
    text
}

/// `2 Mar`, the day in which `time` (milliseconds since the Unix epoch) lies.
pub fn day(time: i64) -> String {
    let (_, month, day) = civil(time.div_euclid(DAY));
    let mut text = day.to_string();
    text.push(' ');
    text.push_str(MONTHS[month as usize - 1]);
    text
}

/// `6m 30s`: how long `millis` is, in at most two units; below a second `0s`.
pub fn length(millis: i64) -> String {
    const UNITS: [(i64, char); 4] = [(DAY, 'd'), (3_600_000, 'h'), (60_000, 'm'), (1000, 's')];
    let mut rest = millis.max(0);
    let mut text = String::new();
    for (idx, (unit, name)) in UNITS.into_iter().enumerate() {
        let count = rest / unit;
        rest %= unit;
        if count > 0 {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(&count.to_string());
            text.push(name);
            // "1h 30m" says enough: the seconds of an hour would be noise.
            if let Some((next, letter)) = UNITS.get(idx + 1)
                && rest / next > 0
            {
                text.push(' ');
                text.push_str(&(rest / next).to_string());
                text.push(*letter);
            }
            return text;
        }
    }
    "0s".to_owned()
}

/// `1m30s`: `millis` as Prometheus writes a duration; below a millisecond `0s`.
pub fn duration(millis: i64) -> String {
    const UNITS: [(i64, &str); 5] = [(DAY, "d"), (3_600_000, "h"), (60_000, "m"), (1000, "s"), (1, "ms")];
    let mut rest = millis.max(0);
    let mut text = String::new();
    for (unit, name) in UNITS {
        if rest >= unit {
            text.push_str(&(rest / unit).to_string());
            text.push_str(name);
            rest %= unit;
        }
    }
    if text.is_empty() { "0s".to_owned() } else { text }
}

/// Year, month (1 to 12) and day (1 to 31) of a day since 1970-01-01, in the proleptic Gregorian calendar.
///
/// A year is counted from March, so that the leap day is its last one; an era is the 400 years after which the
/// calendar repeats.
fn civil(days: i64) -> (i64, i64, i64) {
    let from_march = days.saturating_add(719_468);
    let era = from_march.div_euclid(146_097);
    let of_era = from_march.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + era * 400 + i64::from(month <= 2), month, day)
}

fn two(text: &mut String, number: i64) {
    if number < 10 {
        text.push('0');
    }
    text.push_str(&number.to_string());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_are_written_in_utc() {
        // 2026-03-02T14:14:15Z
        let time = 1_772_460_855_000;
        assert_eq!(seconds(time), "14:14:15");
        assert_eq!(minutes(time), "14:14");
        assert_eq!(day(time), "2 Mar");
        assert_eq!(seconds(-1000), "23:59:59");
    }

    #[test]
    fn zones_are_told_from_utc() {
        assert_eq!(
            [0, 7_200_000, -12_600_000, 1_800_000].map(zone),
            ["UTC", "UTC+2", "UTC-3:30", "UTC+0:30"]
        );
    }

    #[test]
    fn civil_dates_follow_the_calendar() {
        assert_eq!(civil(0), (1970, 1, 1));
        assert_eq!(civil(-1), (1969, 12, 31));
        assert_eq!(civil(11_016), (2000, 2, 29));
        assert_eq!(civil(11_017), (2000, 3, 1));
        assert_eq!(civil(47_540), (2100, 2, 28));
        assert_eq!(civil(47_541), (2100, 3, 1));
    }

    #[test]
    fn durations_are_prometheus_own() {
        assert_eq!(duration(90_000), "1m30s");
        assert_eq!(duration(3_600_000), "1h");
        assert_eq!(duration(1500), "1s500ms");
        assert_eq!(duration(0), "0s");
    }

    #[test]
    fn lengths_keep_two_units() {
        assert_eq!(length(0), "0s");
        assert_eq!(length(45_000), "45s");
        assert_eq!(length(390_000), "6m 30s");
        assert_eq!(length(7_200_000), "2h");
        assert_eq!(length(5_405_000), "1h 30m");
        assert_eq!(length(-5), "0s");
    }
}
