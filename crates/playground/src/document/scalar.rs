//! Scalars as YAML: plain where that reads back as the same, else quoted, and lines as lines. It must not know what they
//! are for.
//!
//! The choice is the one that libyaml makes, so that a text that was written once stays as it is.

use super::reader::{number as read_number, zero_led};
use std::fmt::Write;

/// A scalar ready to be written.
pub(super) enum Written<'t> {
    /// In one line.
    Line(String),
    /// The sign of a block, and the text that stands below it.
    Block(String, &'t str),
}

/// A scalar that stands as it is.
pub(super) fn plain(text: String) -> Written<'static> {
    Written::Line(text)
}

/// A number, recognizable as one with a fraction.
pub(super) fn number(value: f64) -> String {
    if value.is_nan() {
        ".nan".to_owned()
    } else if value.is_infinite() {
        if value > 0.0 { ".inf".to_owned() } else { "-.inf".to_owned() }
    } else if (1e-5..1e-4).contains(&value.abs()) {
        format!("{value}")
    } else {
        format!("{value:?}")
    }
}

/// A text.
pub(super) fn text(text: &str) -> Written<'_> {
    let unusual = text.chars().any(|it| !is_printable(it));
    if text.contains('\n') {
        if unusual || text.ends_with(' ') || text.contains(" \n") {
            return Written::Line(escaped(text));
        }
        return Written::Block(block_sign(text), text);
    }
    Written::Line(if unusual {
        escaped(text)
    } else if means_something_else(text) || !may_be_plain(text) {
        format!("'{}'", text.replace('\'', "''"))
    } else {
        text.to_owned()
    })
}

/// Whether a character ends a line.
pub(super) fn is_break(it: char) -> bool {
    matches!(it, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Whether a character may stand in a text that is not escaped.
fn is_printable(it: char) -> bool {
    match it {
        '\n' | ' '..='~' => true,
        '\u{feff}' | '\u{fffe}' | '\u{ffff}' | '\u{2028}' | '\u{2029}' => false,
        _ => it >= '\u{a0}',
    }
}

/// Whether a plain scalar would be nothing, a truth value or a number.
fn means_something_else(text: &str) -> bool {
    let radix = |sign: &str, radix| {
        let digits = text.strip_prefix('-').unwrap_or(text.strip_prefix('+').unwrap_or(text));
        digits.strip_prefix(sign).is_some_and(|it| {
            let number = if text.starts_with('-') { format!("-{it}") } else { it.to_owned() };
            !it.starts_with(['+', '-'])
                && (i128::from_str_radix(&number, radix).is_ok()
                    || u128::from_str_radix(&number, radix).is_ok())
        })
    };
    matches!(
        text,
        "" | "~" | "null" | "Null" | "NULL" | "true" | "True" | "TRUE" | "false" | "False" | "FALSE"
    ) || radix("0x", 16)
        || radix("0o", 8)
        || radix("0b", 2)
        || zero_led(text)
        || read_number(text).is_some()
}

/// Whether YAML's signs are nowhere in `text`, which has one line.
fn may_be_plain(text: &str) -> bool {
    let blank_next = |at: usize| text.as_bytes().get(at + 1).is_none_or(|it| *it == b' ');
    let first = text.as_bytes().first().copied().unwrap_or(b' ');
    let starts_badly = b"#,[]{}&*!|>'\"%@` ".contains(&first)
        || text.starts_with("---")
        || text.starts_with("...")
        || (b"?-".contains(&first) && blank_next(0));
    let sign = |(at, it): (usize, u8)| match it {
        b':' => blank_next(at),
        b'#' => at > 0 && text.as_bytes()[at - 1] == b' ',
        _ => false,
    };
    !starts_badly && !text.ends_with(' ') && !text.bytes().enumerate().any(sign)
}

/// `|`, with how far it is indented where its first line does not show that, and what becomes of line breaks at its end.
fn block_sign(text: &str) -> String {
    let indented = if text.starts_with([' ', '\n']) { "2" } else { "" };
    let end = match text.strip_suffix('\n') {
        None => "-",
        Some(rest) if rest.is_empty() || rest.ends_with('\n') => "+",
        Some(_) => "",
    };
    format!("|{indented}{end}")
}

/// In double quotes.
fn escaped(text: &str) -> String {
    let mut out = String::from("\"");
    for it in text.chars() {
        let short = match it {
            '\0' => '0',
            '\x07' => 'a',
            '\x08' => 'b',
            '\t' => 't',
            '\n' => 'n',
            '\x0b' => 'v',
            '\x0c' => 'f',
            '\r' => 'r',
            '\x1b' => 'e',
            '"' | '\\' => it,
            '\u{85}' => 'N',
            '\u{2028}' => 'L',
            '\u{2029}' => 'P',
            _ if is_printable(it) => {
                out.push(it);
                continue;
            }
            _ => {
                let code = u32::from(it);
                let _ =
                    if code <= 0xff { write!(out, "\\x{code:02X}") } else { write!(out, "\\u{code:04X}") };
                continue;
            }
        };
        out.push('\\');
        out.push(short);
    }
    out.push('"');
    out
}
