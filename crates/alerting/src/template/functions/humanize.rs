//! Numbers for people: `humanize`, `humanize1024`, `humanizeDuration`, `humanizePercentage` (template.go). They
//! must not know units beyond the prefix.

use super::convert::to_float;
use crate::template::gofmt::general;
use crate::template::value::Value;

/// The significant digits of every one of these.
const DIGITS: usize = 4;
const SMALL: [&str; 8] = ["m", "u", "n", "p", "f", "a", "z", "y"];

pub(super) fn humanize(args: &[Value]) -> Result<Value, String> {
    let value = to_float(&args[0])?;
    let text = match value {
        it if it == 0.0 || !it.is_finite() => general(it, DIGITS),
        it if it.abs() >= 1.0 => {
            let (scaled, prefix) = divided(it, 1000.0, &["k", "M", "G", "T", "P", "E", "Z", "Y"]);
            general(scaled, DIGITS) + prefix
        }
        it => {
            let (scaled, prefix) = multiplied(it);
            general(scaled, DIGITS) + prefix
        }
    };
    Ok(Value::str(text))
}

pub(super) fn humanize_1024(args: &[Value]) -> Result<Value, String> {
    let value = to_float(&args[0])?;
    if value.abs() <= 1.0 || !value.is_finite() {
        return Ok(Value::str(general(value, DIGITS)));
    }
    let (scaled, prefix) = divided(value, 1024.0, &["ki", "Mi", "Gi", "Ti", "Pi", "Ei", "Zi", "Yi"]);
    Ok(Value::str(general(scaled, DIGITS) + prefix))
}

pub(super) fn humanize_percentage(args: &[Value]) -> Result<Value, String> {
    let value = to_float(&args[0])?;
    Ok(Value::str(general(value * 100.0, DIGITS) + "%"))
}

pub(super) fn humanize_duration(args: &[Value]) -> Result<Value, String> {
    let value = to_float(&args[0])?;
    let text = match value {
        it if !it.is_finite() => general(it, DIGITS),
        0.0 => "0s".to_owned(),
        it if it.abs() >= 1.0 => long_duration(it),
        it => {
            let (scaled, prefix) = multiplied(it);
            general(scaled, DIGITS) + prefix + "s"
        }
    };
    Ok(Value::str(text))
}

/// Days to seconds as integers; below a minute four digits of seconds.
fn long_duration(value: f64) -> String {
    let (sign, size) = if value < 0.0 { ("-", -value) } else { ("", value) };
    // Go's conversion of what no int64 holds gives the smallest one on amd64, and the remainders keep its sign.
    let whole = if size < 9_223_372_036_854_775_808.0 { size as i64 } else { i64::MIN };
    let (seconds, minutes) = (whole % 60, whole / 60 % 60);
    let (hours, days) = (whole / 3600 % 24, whole / 86_400);
    match (days, hours, minutes) {
        (0, 0, 0) => format!("{sign}{}s", general(size, DIGITS)),
        (0, 0, _) => format!("{sign}{minutes}m {seconds}s"),
        (0, _, _) => format!("{sign}{hours}h {minutes}m {seconds}s"),
        _ => format!("{sign}{days}d {hours}h {minutes}m {seconds}s"),
    }
}

/// `value` divided until it is below `base`, with the prefix for that.
fn divided(mut value: f64, base: f64, prefixes: &[&'static str]) -> (f64, &'static str) {
    let mut prefix = "";
    for next in prefixes {
        if value.abs() < base {
            break;
        }
        (prefix, value) = (next, value / base);
    }
    (value, prefix)
}

/// `value` multiplied until it reaches 1, with the prefix for that.
fn multiplied(mut value: f64) -> (f64, &'static str) {
    let mut prefix = "";
    for next in SMALL {
        if value.abs() >= 1.0 {
            break;
        }
        (prefix, value) = (next, value * 1000.0);
    }
    (value, prefix)
}
