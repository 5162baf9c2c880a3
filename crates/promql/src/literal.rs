//! The values of number, duration and string tokens. It must not know where they stand.

use crate::plan::DurationExpr;
use crate::{Error, Span, Steps};
use series::{DurationError, parse_duration};

/// The value of a number token: Go's `strconv.ParseInt(text, 0, 64)`, else `ParseFloat` (promql/parser/parse.go,
/// `number`). A leading zero therefore makes an octal number.
pub(crate) fn number(token: &str) -> Option<f64> {
    let text = token.replace('_', "").to_ascii_lowercase();
    if let Some(digits) = text.strip_prefix("0x") {
        return radix(digits, 16);
    }
    let octal =
        text.strip_prefix('0').filter(|it| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit()));
    if let Some(value) = octal.and_then(|digits| radix(digits, 8)) {
        return Some(value);
    }
    match text.as_str() {
        "inf" => Some(f64::INFINITY),
        "nan" => Some(f64::NAN),
        // Go's parser reports a value that does not fit as an error, Rust's as infinity.
        it => it.parse().ok().filter(|value: &f64| value.is_finite()),
    }
}

/// The value of whole `digits` in a base of 8 or 16, where 63 bits hold it.
fn radix(digits: &str, base: u32) -> Option<f64> {
    i64::from_str_radix(digits, base).ok().map(|value| value as f64)
}

/// The milliseconds of a duration or number token in a window, an offset or an expression. Prometheus 3 takes a
/// number for seconds.
pub(crate) fn duration(token: &str) -> Result<i64, DurationError> {
    match parse_duration(token) {
        Err(DurationError::Malformed(text)) => {
            let millis = number(token).ok_or(DurationError::Malformed(text))? * 1000.0;
            let fits = millis.is_finite() && millis.abs() <= (i64::MAX / 1_000_000) as f64;
            if fits { Ok(millis as i64) } else { Err(DurationError::OutOfRange) }
        }
        other => other,
    }
}

/// The milliseconds of a duration that is computed, at `span` of the text. Prometheus reports what is wrong with it
/// when the query begins, with bytes for a place.
pub(crate) fn computed(expr: &DurationExpr, steps: Steps, span: Span, negative: bool) -> Result<i64, Error> {
    let wrong = match expr.millis(steps) {
        Ok(millis) if negative || millis > 0 => return Ok(millis),
        Ok(_) => "duration must be greater than 0",
        Err(message) => message,
    };
    Err(Error::bad_data(format!("{}:{}: {wrong}", span.start, span.end)))
}

/// The seconds of a number or duration token.
pub(crate) fn seconds(token: &str) -> Option<f64> {
    number(token).or_else(|| parse_duration(token).ok().map(|millis| millis as f64 / 1000.0))
}

/// The text of a string token, quotes and escapes resolved (`strutil.Unquote`). A byte that is no UTF-8, which Go's
/// texts may hold, becomes a character of [`RAW`].
pub(crate) fn string(token: &str) -> Option<String> {
    let quote = token.chars().next()?;
    let inner = token.strip_prefix(quote)?.strip_suffix(quote)?;
    if quote == '`' || !inner.contains('\\') {
        return Some(inner.to_owned());
    }
    let mut bytes = Vec::with_capacity(inner.len());
    let mut rest = inner;
    while let Some(at) = rest.find('\\') {
        bytes.extend_from_slice(&rest.as_bytes()[..at]);
        rest = escape(&rest[at + 1..], &mut bytes)?;
    }
    bytes.extend_from_slice(rest.as_bytes());
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().filter_map(|it| char::from_u32(RAW_BASE | u32::from(*it))));
    }
    Some(text)
}

/// The last code points, for private use, stand for the bytes 0x80 to 0xff where these are no UTF-8.
const RAW: std::ops::RangeInclusive<char> = '\u{10ff80}'..='\u{10ffff}';
const RAW_BASE: u32 = 0x10_ff00;

/// Whether `text` is UTF-8, as a label's name must be.
pub(crate) fn is_utf8(text: &str) -> bool {
    !text.contains(|it| RAW.contains(&it))
}

/// `text` as Go's JSON has it: a replacement character for each byte that is no UTF-8.
pub(crate) fn shown(text: &str) -> String {
    text.replace(|it| RAW.contains(&it), "\u{fffd}")
}

/// `text` in quotes as Go's `%q` writes it (`strconv.Quote`).
pub(crate) fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for char in text.chars() {
        match char {
            '"' | '\\' => quoted.extend(['\\', char]),
            '\u{7}' => quoted.push_str("\\a"),
            '\u{8}' => quoted.push_str("\\b"),
            '\u{c}' => quoted.push_str("\\f"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            '\u{b}' => quoted.push_str("\\v"),
            it if u32::from(it) < 0x20 || it == '\u{7f}' => {
                quoted.push_str(&format!("\\x{:02x}", u32::from(it)))
            }
            it if RAW.contains(&it) => quoted.push_str(&format!("\\x{:02x}", u32::from(it) & 0xff)),
            // Rust knows what is printable.
            it if it.is_ascii() || it.escape_debug().len() == 1 => quoted.push(it),
            it if u32::from(it) < 0x10000 => quoted.push_str(&format!("\\u{:04x}", u32::from(it))),
            it => quoted.push_str(&format!("\\U{:08x}", u32::from(it))),
        }
    }
    quoted.push('"');
    quoted
}

/// Appends what the escape at the start of `rest` stands for; the answer is what follows it.
fn escape<'a>(rest: &'a str, bytes: &mut Vec<u8>) -> Option<&'a str> {
    let code = |from: usize, length: usize, base: u32| -> Option<u32> {
        let digits = rest.get(from..from + length).filter(|it| it.chars().all(|it| it.is_digit(base)))?;
        u32::from_str_radix(digits, base).ok()
    };
    let simple = match rest.chars().next()? {
        'a' => 7,
        'b' => 8,
        'f' => 12,
        'n' => b'\n',
        'r' => b'\r',
        't' => b'\t',
        'v' => 11,
        it @ ('\\' | '"' | '\'') => it as u8,
        'x' => {
            bytes.push(u8::try_from(code(1, 2, 16)?).ok()?);
            return rest.get(3..);
        }
        it @ ('u' | 'U') => {
            let length = if it == 'u' { 4 } else { 8 };
            let char = char::from_u32(code(1, length, 16)?)?;
            bytes.extend_from_slice(char.encode_utf8(&mut [0; 4]).as_bytes());
            return rest.get(1 + length..);
        }
        _ => {
            bytes.push(u8::try_from(code(0, 3, 8)?).ok()?);
            return rest.get(3..);
        }
    };
    bytes.push(simple);
    Some(&rest[1..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_go_reads_them() {
        for (text, value) in [
            ("0", 0.0),
            ("1.5e3", 1500.0),
            (".5", 0.5),
            ("5.", 5.0),
            ("0x1F", 31.0),
            ("017", 15.0),
            ("089", 89.0),
            ("1_000", 1000.0),
            ("iNF", f64::INFINITY),
            ("0e5", 0.0),
        ] {
            assert_eq!(number(text), Some(value), "{text}");
        }
        assert_eq!(number("1e999"), None);
        assert!(number("NaN").is_some_and(f64::is_nan));
    }

    #[test]
    fn durations_may_be_numbers_of_seconds() {
        assert_eq!(duration("1h30m"), Ok(5_400_000));
        assert_eq!(duration("1.5"), Ok(1500));
        for text in ["99999999999999999999", "1e30", "1e400", "9999999999999999999y"] {
            assert!(duration(text).is_err(), "{text}");
        }
    }

    #[test]
    fn strings_resolve_escapes_but_in_backticks() {
        assert_eq!(string(r#""a\n\"\x41\u00e9\101""#).as_deref(), Some("a\n\"A\u{e9}A"));
        assert_eq!(string(r"`\d+`").as_deref(), Some(r"\d+"));
        assert_eq!(string(r#""\xzz""#), None);
        assert_eq!(string(r#""\ud800""#), None);
    }
}
