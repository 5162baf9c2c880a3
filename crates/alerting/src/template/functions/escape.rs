//! Escapes for HTML, JavaScript and URLs, as Go's builtins write them. They must not know what is escaped.

use crate::template::gofmt;
use crate::template::value::Value;
use std::fmt::Write;

/// The arguments as an action prints them, one after the other (`evalArgs`).
fn printed(args: &[Value]) -> Result<String, String> {
    let args: Vec<_> = args
        .iter()
        .map(|arg| if let Value::Nil = arg { Value::str("<no value>") } else { arg.clone() })
        .collect();
    gofmt::sprint(&args)
}

pub(super) fn html(args: &[Value]) -> Result<Value, String> {
    let mut out = String::new();
    for char in printed(args)?.chars() {
        match char {
            '"' => out.push_str("&#34;"),
            '\'' => out.push_str("&#39;"),
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\0' => out.push(char::REPLACEMENT_CHARACTER),
            char => out.push(char),
        }
    }
    Ok(Value::str(out))
}

pub(super) fn js(args: &[Value]) -> Result<Value, String> {
    let mut out = String::new();
    for char in printed(args)?.chars() {
        match char {
            '\\' => out.push_str("\\\\"),
            '\'' => out.push_str("\\'"),
            '"' => out.push_str("\\\""),
            '<' | '>' | '&' | '=' => {
                let _ = write!(out, "\\u{:04X}", u32::from(char));
            }
            char if !gofmt::is_printable(char) => {
                let _ = write!(out, "\\u{:04X}", u32::from(char));
            }
            char => out.push(char),
        }
    }
    Ok(Value::str(out))
}

pub(super) fn url_query(args: &[Value]) -> Result<Value, String> {
    printed(args).map(|text| Value::str(query_escape(&text)))
}

pub(super) fn url_query_escape(args: &[Value]) -> Result<Value, String> {
    Ok(Value::str(query_escape(super::text(args, 0))))
}

/// `url.QueryEscape`.
pub(super) fn query_escape(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(char::from(byte)),
            b' ' => out.push('+'),
            byte => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}
