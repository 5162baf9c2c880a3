//! The methods of Go's `time.Time`, `time.Duration`, `time.Month` and `time.Weekday` that have one result. They must
//! not read a clock or know time zones: all times are in UTC.

use super::layout;
use super::{Param, text};
use crate::template::gofmt::{self, Moment, days_before};
use crate::template::value::Value;

/// One method.
pub(crate) struct Method {
    pub(crate) name: &'static str,
    pub(crate) params: &'static [Param],
    pub(crate) body: fn(i64, &[Value]) -> Result<Value, String>,
}

const NONE: &[Param] = &[];
const DURATION: &[Param] = &[Param::Duration];
const TIME: &[Param] = &[Param::Time];
const DATE: &[Param] = &[Param::Int, Param::Int, Param::Int];
/// The nanoseconds from the year 1 to 1970, modulo which instants are rounded.
const FROM_YEAR_1: i128 = 62_135_596_800_000_000_000;

const fn method(
    name: &'static str,
    params: &'static [Param],
    body: fn(i64, &[Value]) -> Result<Value, String>,
) -> Method {
    Method { name, params, body }
}

#[rustfmt::skip]
const OF_TIME: &[Method] = &[
    method("Add", DURATION, |it, args| time(i128::from(it) + i128::from(int(args, 0)))),
    method("AddDate", DATE, add_date),
    method("After", TIME, |it, args| Ok(Value::Bool(it > int(args, 0)))),
    method("Before", TIME, |it, args| Ok(Value::Bool(it < int(args, 0)))),
    method("Compare", TIME, |it, args| Ok(Value::Int(it.cmp(&int(args, 0)) as i64))),
    method("Day", NONE, |it, _| Ok(Value::Int(Moment::of(it).day))),
    method("Equal", TIME, |it, args| Ok(Value::Bool(it == int(args, 0)))),
    method("Format", super::TEXT, |it, args| layout::format(it, text(args, 0)).map(Value::str)),
    method("Hour", NONE, |it, _| Ok(Value::Int(Moment::of(it).hour))),
    method("IsZero", NONE, |_, _| Ok(Value::Bool(false))),
    method("Local", NONE, |it, _| Ok(Value::Time(it))),
    method("Minute", NONE, |it, _| Ok(Value::Int(Moment::of(it).minute))),
    method("Month", NONE, |it, _| Ok(Value::Month(Moment::of(it).month))),
    method("Nanosecond", NONE, |it, _| Ok(Value::Int(Moment::of(it).nanos))),
    method("Round", DURATION, |it, args| time(rounded(i128::from(it) + FROM_YEAR_1, int(args, 0)) - FROM_YEAR_1)),
    method("Second", NONE, |it, _| Ok(Value::Int(Moment::of(it).second))),
    method("String", NONE, |it, _| Ok(Value::str(gofmt::time_text(it)))),
    method("Sub", TIME, |it, args| Ok(Value::Duration(it.saturating_sub(int(args, 0))))),
    method("Truncate", DURATION, |it, args| time(cut(i128::from(it) + FROM_YEAR_1, int(args, 0)) - FROM_YEAR_1)),
    method("UTC", NONE, |it, _| Ok(Value::Time(it))),
    method("Unix", NONE, |it, _| Ok(Value::Int(it.div_euclid(1_000_000_000)))),
    method("UnixMicro", NONE, |it, _| Ok(Value::Int(it.div_euclid(1_000)))),
    method("UnixMilli", NONE, |it, _| Ok(Value::Int(it.div_euclid(1_000_000)))),
    method("UnixNano", NONE, |it, _| Ok(Value::Int(it))),
    method("Weekday", NONE, |it, _| Ok(Value::Weekday(Moment::of(it).weekday))),
    method("Year", NONE, |it, _| Ok(Value::Int(Moment::of(it).year))),
    method("YearDay", NONE, |it, _| Ok(Value::Int(Moment::of(it).year_day))),
];

#[rustfmt::skip]
const OF_DURATION: &[Method] = &[
    method("Abs", NONE, |it, _| Ok(Value::Duration(it.saturating_abs()))),
    method("Hours", NONE, |it, _| Ok(Value::Float(in_units(it, 3_600_000_000_000)))),
    method("Microseconds", NONE, |it, _| Ok(Value::Int(it / 1_000))),
    method("Milliseconds", NONE, |it, _| Ok(Value::Int(it / 1_000_000))),
    method("Minutes", NONE, |it, _| Ok(Value::Float(in_units(it, 60_000_000_000)))),
    method("Nanoseconds", NONE, |it, _| Ok(Value::Int(it))),
    method("Round", DURATION, |it, args| Ok(duration(rounded(i128::from(it.saturating_abs()), int(args, 0)), it))),
    method("Seconds", NONE, |it, _| Ok(Value::Float(in_units(it, 1_000_000_000)))),
    method("String", NONE, |it, _| Ok(Value::str(gofmt::duration_text(it)))),
    method("Truncate", DURATION, |it, args| Ok(duration(cut(i128::from(it.saturating_abs()), int(args, 0)), it))),
];

const OF_MONTH: &[Method] = &[method("String", NONE, |it, _| Ok(Value::str(gofmt::month_name(it))))];
const OF_WEEKDAY: &[Method] = &[method("String", NONE, |it, _| Ok(Value::str(gofmt::weekday_name(it))))];

/// The method `name` of `value`, and the number that it works on.
pub(crate) fn find(value: &Value, name: &str) -> Option<(&'static Method, i64)> {
    let (table, receiver) = match value.target() {
        Value::Time(it) => (OF_TIME, it),
        Value::Duration(it) => (OF_DURATION, it),
        Value::Month(it) => (OF_MONTH, it),
        Value::Weekday(it) => (OF_WEEKDAY, it),
        _ => return None,
    };
    table.iter().find(|it| it.name == name).map(|it| (it, *receiver))
}

/// How many results a method has that has more than one; no template can call it.
pub(crate) fn results(value: &Value, name: &str) -> Option<u8> {
    match (value.target(), name) {
        (Value::Time(_), "Date" | "Clock") => Some(3),
        _ => None,
    }
}

fn time(nanos: i128) -> Result<Value, String> {
    i64::try_from(nanos)
        .map(Value::Time)
        .map_err(|_| "not supported yet: times before 1678 or after 2262".to_owned())
}

/// A duration of the size `nanos` with the sign of `like`.
fn duration(nanos: i128, like: i64) -> Value {
    let size = i64::try_from(nanos).unwrap_or(i64::MAX);
    Value::Duration(if like < 0 { -size } else { size })
}

/// An argument whose type has been checked: an integer, a duration or a time.
fn int(args: &[Value], idx: usize) -> i64 {
    match args.get(idx).map(Value::target) {
        Some(Value::Time(it)) => *it,
        Some(value) => value.int().unwrap_or(0),
        None => 0,
    }
}

/// `nanos` down to a multiple of `unit`; without one it stays.
fn cut(nanos: i128, unit: i64) -> i128 {
    if unit > 0 { nanos - nanos.rem_euclid(i128::from(unit)) } else { nanos }
}

/// `nanos` to the nearest multiple of `unit`, halves up.
fn rounded(nanos: i128, unit: i64) -> i128 {
    cut(nanos + i128::from(unit.max(0)) / 2, unit)
}

/// Whole units and their fraction apart, as Go adds them.
fn in_units(nanos: i64, unit: i64) -> f64 {
    (nanos / unit) as f64 + (nanos % unit) as f64 / unit as f64
}

fn add_date(nanos: i64, args: &[Value]) -> Result<Value, String> {
    let most = 100_000;
    let [years, months, days] = [0, 1, 2].map(|idx| int(args, idx).clamp(-most, most));
    let at = Moment::of(nanos);
    let days = days_before(at.year + years, at.month + months, at.day + days);
    let of_day = nanos.rem_euclid(86_400_000_000_000);
    time(i128::from(days) * 86_400_000_000_000 + i128::from(of_day))
}
