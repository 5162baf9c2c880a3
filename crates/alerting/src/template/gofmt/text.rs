//! Strings as `fmt` and `strconv.Quote` write them. It must not know other types.

use super::flags::Flags;
use std::fmt::Write;

/// `text` under a string verb, padded; `None` for any other verb.
pub(super) fn format(text: &str, verb: char, flags: &Flags) -> Option<String> {
    let cut = |text: &str| match flags.precision {
        Some(precision) => text.chars().take(precision).collect(),
        None => text.to_owned(),
    };
    match verb {
        'v' if flags.sharp => Some(flags.pad(&quote(text))),
        'v' | 's' => Some(flags.pad(&cut(text))),
        'x' | 'X' => Some(flags.pad(&hex(text, verb == 'X', flags))),
        'q' => {
            let text = cut(text);
            let raw =
                flags.sharp && !text.contains('`') && !text.chars().any(|it| it.is_control() && it != '\t');
            Some(flags.pad(&if raw { format!("`{text}`") } else { quoted(&text, flags.plus) }))
        }
        _ => None,
    }
}

fn hex(text: &str, upper: bool, flags: &Flags) -> String {
    let bytes = &text.as_bytes()[..flags.precision.unwrap_or(text.len()).min(text.len())];
    let prefix = if upper { "0X" } else { "0x" };
    let mut out = String::new();
    for (idx, byte) in bytes.iter().enumerate() {
        if flags.space && idx > 0 {
            out.push(' ');
        }
        if flags.sharp && (flags.space || idx == 0) {
            out.push_str(prefix);
        }
        let _ = if upper { write!(out, "{byte:02X}") } else { write!(out, "{byte:02x}") };
    }
    out
}

/// `strconv.Quote`.
pub(crate) fn quote(text: &str) -> String {
    quoted(text, false)
}

/// The same; with `ascii` all else is escaped (`strconv.QuoteToASCII`).
fn quoted(text: &str, ascii: bool) -> String {
    let mut out = String::from("\"");
    for char in text.chars() {
        escape(char, '"', ascii, &mut out);
    }
    out.push('"');
    out
}

/// `strconv.QuoteRune`.
pub(super) fn quote_char(char: char, ascii: bool) -> String {
    let mut out = String::from("'");
    escape(char, '\'', ascii, &mut out);
    out.push('\'');
    out
}

/// Near enough `unicode.IsPrint`: neither control nor white space but the blank.
pub(crate) fn is_printable(char: char) -> bool {
    !char.is_control() && (!char.is_whitespace() || char == ' ') && char != '\u{feff}'
}

fn escape(char: char, quote: char, ascii: bool, out: &mut String) {
    let code = u32::from(char);
    match char {
        '\x07' => out.push_str("\\a"),
        '\x08' => out.push_str("\\b"),
        '\x0c' => out.push_str("\\f"),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        '\x0b' => out.push_str("\\v"),
        '\\' => out.push_str("\\\\"),
        char if char == quote => out.extend(['\\', char]),
        char if code < 0x20 || code == 0x7f => {
            let _ = write!(out, "\\x{:02x}", u32::from(char));
        }
        char if !is_printable(char) || (ascii && code > 0x7f) => {
            let _ = if code < 0x1_0000 { write!(out, "\\u{code:04x}") } else { write!(out, "\\U{code:08x}") };
        }
        char => out.push(char),
    }
}
