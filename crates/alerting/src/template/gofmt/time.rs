//! `time.Time` and `time.Duration` as Go prints them. It must not read a clock.

/// `time.Time.String` in UTC of `nanos` since the Unix epoch: `2015-06-23 13:19:44.128 +0000 UTC`.
pub(crate) fn time_text(nanos: i64) -> String {
    let Moment { year, month, day, hour, minute, second, nanos: fraction, .. } = Moment::of(nanos);
    let fraction = if fraction == 0 {
        String::new()
    } else {
        format!(".{fraction:09}").trim_end_matches('0').to_owned()
    };
    format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}{fraction} +0000 UTC")
}

/// An instant as calendar and clock show it in UTC.
pub(crate) struct Moment {
    pub(crate) year: i64,
    pub(crate) month: i64,
    pub(crate) day: i64,
    pub(crate) hour: i64,
    pub(crate) minute: i64,
    pub(crate) second: i64,
    pub(crate) nanos: i64,
    /// From 1.
    pub(crate) year_day: i64,
    /// From 0, Sunday.
    pub(crate) weekday: i64,
}

const DAY: i64 = 86_400_000_000_000;

impl Moment {
    /// That of `nanos` since the Unix epoch.
    pub(crate) fn of(nanos: i64) -> Self {
        let (days, of_day) = (nanos.div_euclid(DAY), nanos.rem_euclid(DAY));
        let (year, month, day) = civil(days);
        let (seconds, nanos) = (of_day / 1_000_000_000, of_day % 1_000_000_000);
        let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        let year_day = days - days_before(year, 1, 1) + 1;
        Self { year, month, day, hour, minute, second, nanos, year_day, weekday: (days + 4).rem_euclid(7) }
    }
}

/// The days from 1970-01-01 to a day of the proleptic Gregorian calendar; months and days may lie outside their ranges.
pub(crate) fn days_before(year: i64, month: i64, day: i64) -> i64 {
    let year = year + (month - 1).div_euclid(12);
    let month = (month - 1).rem_euclid(12) + 1;
    let (year, from_march) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * from_march + 2) / 5;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year + day - 1 - 719_468
}

/// Year, month and day of a number of days since 1970-01-01 in the proleptic Gregorian calendar, counted in eras
/// of 400 years from 0000-03-01.
fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

/// `time.Duration.String` of nanoseconds: `1h15m30.918s`, `1.5ms`, `0s`.
pub(crate) fn duration_text(nanos: i64) -> String {
    let sign = if nanos < 0 { "-" } else { "" };
    let size = nanos.unsigned_abs();
    if size == 0 {
        return "0s".to_owned();
    }
    if size < 1_000_000_000 {
        let (unit, name) = match size {
            0..1_000 => (1, "ns"),
            1_000..1_000_000 => (1_000, "µs"),
            _ => (1_000_000, "ms"),
        };
        return format!("{sign}{}{name}", decimal(size, unit));
    }
    let (minutes, rest) = (size / 60_000_000_000, size % 60_000_000_000);
    let seconds = decimal(rest, 1_000_000_000);
    match (minutes / 60, minutes % 60) {
        (0, 0) => format!("{sign}{seconds}s"),
        (0, minutes) => format!("{sign}{minutes}m{seconds}s"),
        (hours, minutes) => format!("{sign}{hours}h{minutes}m{seconds}s"),
    }
}

/// `size / unit` without zeros at its end.
fn decimal(size: u64, unit: u64) -> String {
    let (whole, rest) = (size / unit, size % unit);
    if rest == 0 {
        return whole.to_string();
    }
    let places = unit.ilog10() as usize;
    format!("{whole}.{rest:0>places$}").trim_end_matches('0').to_owned()
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const WEEKDAYS: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/// The name of month 1 to 12.
pub(crate) fn month_name(month: i64) -> &'static str {
    MONTHS[(month - 1).rem_euclid(12) as usize]
}

/// The name of weekday 0 to 6.
pub(crate) fn weekday_name(weekday: i64) -> &'static str {
    WEEKDAYS[weekday.rem_euclid(7) as usize]
}
