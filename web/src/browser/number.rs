//! Numbers to text and back by the browser's own means, which cost no bytes. It must not know fields.

use js_sys::Number;

/// The shortest text that reads as `value` again.
pub(crate) fn text(value: f64) -> String {
    Number::from(value).to_string_with_radix(10).map(String::from).unwrap_or_default()
}

/// The number that `text` begins with, if it does.
pub(crate) fn parse(text: &str) -> Option<f64> {
    Some(Number::parse_float(text)).filter(|it| it.is_finite())
}
