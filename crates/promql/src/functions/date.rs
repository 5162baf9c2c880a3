//! The parts of a date in UTC, of seconds since the Unix epoch (`dateWrapper`, promql/functions.go). They must not know
//! a clock.

/// Below this many seconds Go's calendar starts anew at its other end.
const CALENDAR_START: i128 = -9_223_372_028_741_760_000;
const DAY: i128 = 86_400;

/// Whole seconds, as Go converts them on amd64: what is no 64 bit integer is the least one.
fn seconds(value: f64) -> i128 {
    let fits = (-9_223_372_036_854_775_808.0..9_223_372_036_854_775_808.0).contains(&value);
    let seconds = i128::from(if fits { value as i64 } else { i64::MIN });
    if seconds < CALENDAR_START { seconds + (1 << 64) } else { seconds }
}

fn second_of_day(value: f64) -> f64 {
    seconds(value).rem_euclid(DAY) as f64
}

/// Days since the epoch.
fn days(value: f64) -> i64 {
    seconds(value).div_euclid(DAY) as i64
}

/// Year, month and day.
fn date(value: f64) -> (i64, i64, i64) {
    series::date(days(value))
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn length(year: i64, month: i64) -> i64 {
    match month {
        2 => 28 + i64::from(is_leap(year)),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

pub(super) fn minute(value: f64) -> f64 {
    (second_of_day(value) / 60.0).floor() % 60.0
}

pub(super) fn hour(value: f64) -> f64 {
    (second_of_day(value) / 3_600.0).floor()
}

/// 0 is Sunday; the epoch was a Thursday.
pub(super) fn day_of_week(value: f64) -> f64 {
    (days(value) + 4).rem_euclid(7) as f64
}

pub(super) fn day_of_month(value: f64) -> f64 {
    date(value).2 as f64
}

pub(super) fn day_of_year(value: f64) -> f64 {
    let (year, month, day) = date(value);
    ((1..month).map(|it| length(year, it)).sum::<i64>() + day) as f64
}

pub(super) fn days_in_month(value: f64) -> f64 {
    let (year, month, _) = date(value);
    length(year, month) as f64
}

pub(super) fn month(value: f64) -> f64 {
    date(value).1 as f64
}

pub(super) fn year(value: f64) -> f64 {
    date(value).0 as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(value: f64) -> [f64; 8] {
        [year, month, day_of_month, day_of_week, day_of_year, days_in_month, hour, minute].map(|it| it(value))
    }

    #[test]
    fn days_around_leap_days_and_the_epoch() {
        assert_eq!(parts(0.0), [1970.0, 1.0, 1.0, 4.0, 1.0, 31.0, 0.0, 0.0]);
        assert_eq!(parts(-1.0), [1969.0, 12.0, 31.0, 3.0, 365.0, 31.0, 23.0, 59.0]);
        // 2024-02-29T12:34:56Z, 2023-03-01T00:00:00Z, 2100-02-28T23:59:59Z, 2000-12-31T00:00:00Z
        assert_eq!(parts(1_709_210_096.0), [2024.0, 2.0, 29.0, 4.0, 60.0, 29.0, 12.0, 34.0]);
        assert_eq!(parts(1_677_628_800.0), [2023.0, 3.0, 1.0, 3.0, 60.0, 31.0, 0.0, 0.0]);
        assert_eq!(parts(4_107_542_399.0), [2100.0, 2.0, 28.0, 0.0, 59.0, 28.0, 23.0, 59.0]);
        assert_eq!(parts(978_220_800.0), [2000.0, 12.0, 31.0, 0.0, 366.0, 31.0, 0.0, 0.0]);
    }

    #[test]
    fn what_is_no_instant_is_that_of_go() {
        assert_eq!(year(f64::NAN), 292_277_026_596.0);
        assert_eq!(parts(f64::NAN), parts(f64::INFINITY));
        assert_eq!((year(-1e17), year(1e17)), (-3_168_871_881.0, 3_168_875_820.0));
    }
}
