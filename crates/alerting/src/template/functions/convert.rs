//! Arguments to floats (`convertToFloat`) and the exact message where that fails. It must not print results.

use crate::template::gofmt::quote;
use crate::template::value::Value;

/// The float that `value` is.
pub(super) fn to_float(value: &Value) -> Result<f64, String> {
    match value {
        Value::Float(value) => Ok(*value),
        Value::Str(text) => parse_float(text),
        Value::Int(value) => Ok(*value as f64),
        Value::Duration(nanos) => Ok(seconds(*nanos)),
        it => Err(format!("can't convert {} to float", it.type_name())),
    }
}

/// `Duration.Seconds`.
pub(super) fn seconds(nanos: i64) -> f64 {
    (nanos / 1_000_000_000) as f64 + (nanos % 1_000_000_000) as f64 / 1e9
}

/// `strconv.ParseFloat(text, 64)`.
fn parse_float(text: &str) -> Result<f64, String> {
    let failure = |reason: &str| format!("strconv.ParseFloat: parsing {}: {reason}", quote(text));
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let lower = unsigned.to_ascii_lowercase();
    if lower == "nan" && unsigned.len() != text.len() {
        return Err(failure("invalid syntax"));
    }
    let value: f64 = text.parse().map_err(|_| failure("invalid syntax"))?;
    let infinite = matches!(lower.as_str(), "inf" | "infinity");
    if value.is_infinite() && !infinite {
        return Err(failure("value out of range"));
    }
    Ok(value)
}
