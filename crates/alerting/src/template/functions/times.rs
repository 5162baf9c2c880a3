//! Instants and durations (template.go). They must not read a clock: the instant is the evaluation's.

use super::convert::to_float;
use super::{Surroundings, text};
use crate::template::gofmt::{general, quote, time_text};
use crate::template::value::Value;
use std::rc::Rc;

pub(super) fn now(surroundings: &Surroundings<'_>, _: &[Value]) -> Result<Value, String> {
    Ok(Value::Float(surroundings.time as f64 / 1000.0))
}

pub(super) fn humanize_timestamp(args: &[Value]) -> Result<Value, String> {
    let value = to_float(&args[0])?;
    if !value.is_finite() {
        return Ok(Value::str(general(value, 4)));
    }
    Ok(Value::str(time_text(instant(value)?)))
}

pub(super) fn to_time(args: &[Value]) -> Result<Value, String> {
    let value = to_float(&args[0])?;
    if !value.is_finite() {
        return Err("value is NaN or Inf".to_owned());
    }
    Ok(Value::Pointer(Rc::new(Value::Time(instant(value)?))))
}

/// Seconds to a duration in nanoseconds.
pub(super) fn to_duration(args: &[Value]) -> Result<Value, String> {
    Ok(Value::Pointer(Rc::new(Value::Duration(nanos(to_float(&args[0])?)?))))
}

/// A Prometheus duration, negative ones too, to seconds.
pub(super) fn parse_duration(args: &[Value]) -> Result<Value, String> {
    let text = text(args, 0);
    let (sign, size) = text.strip_prefix('-').map_or((1.0, text), |rest| (-1.0, rest));
    let millis = series::parse_duration(size).map_err(|err| match err {
        series::DurationError::Malformed(_) => format!("not a valid duration string: {}", quote(text)),
        err => err.to_string(),
    })?;
    Ok(Value::Float(sign * millis as f64 / 1000.0))
}

/// Seconds to nanoseconds, cut to milliseconds towards zero (`model.TimeFromUnixNano`).
fn instant(seconds: f64) -> Result<i64, String> {
    nanos(seconds).map(|nanos| nanos / 1_000_000 * 1_000_000).map_err(|_| {
        let value = series::format_general(seconds);
        format!("{value} cannot be represented as a nanoseconds timestamp since it overflows int64")
    })
}

fn nanos(seconds: f64) -> Result<i64, String> {
    let nanos = seconds * 1e9;
    if !nanos.is_finite() || nanos.abs() > 9.223_372_036_854_775e18 {
        let value = series::format_general(seconds);
        return Err(format!(
            "{value} cannot be represented as a nanoseconds duration since it overflows int64"
        ));
    }
    Ok(nanos as i64)
}
