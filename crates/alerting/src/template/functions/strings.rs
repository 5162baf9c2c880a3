//! Cases and regular expressions (template.go). They must not know labels.

use super::text;
use crate::template::gofmt::quote;
use crate::template::limits;
use crate::template::value::Value;
use regex::{Regex, RegexBuilder};

pub(super) fn to_upper(args: &[Value]) -> Result<Value, String> {
    Ok(Value::str(text(args, 0).to_uppercase()))
}

pub(super) fn to_lower(args: &[Value]) -> Result<Value, String> {
    Ok(Value::str(text(args, 0).to_lowercase()))
}

pub(super) fn safe_html(args: &[Value]) -> Result<Value, String> {
    Ok(args[0].clone())
}

/// Each word's first letter in upper case, the others as they are; an apostrophe does not end a word.
pub(super) fn title(args: &[Value]) -> Result<Value, String> {
    let mut out = String::new();
    let mut in_word = false;
    for char in text(args, 0).chars() {
        let belongs = char.is_alphanumeric() || char == '_' || (in_word && matches!(char, '\'' | '\u{2019}'));
        if belongs && !in_word && char.is_alphabetic() {
            out.extend(char.to_uppercase());
        } else {
            out.push(char);
        }
        in_word = belongs;
    }
    Ok(Value::str(out))
}

/// Whether the pattern is found anywhere in the text.
pub(super) fn matches(args: &[Value]) -> Result<Value, String> {
    let regex = compile(text(args, 0))?;
    Ok(Value::Bool(regex.is_match(text(args, 1))))
}

/// `Regexp.ReplaceAllString`: pattern, replacement, text.
pub(super) fn replace_all(args: &[Value]) -> Result<Value, String> {
    let pattern = text(args, 0);
    // Go's MustCompile panics, and the panic's text is the message.
    let regex =
        compile(pattern).map_err(|message| format!("regexp: Compile({}): {message}", raw(pattern)))?;
    let (replacement, source) = (text(args, 1), text(args, 2));
    let mut out = String::new();
    let mut last = 0;
    for captures in regex.captures_iter(source) {
        let Some(whole) = captures.get(0) else { continue };
        out.push_str(&source[last..whole.start()]);
        captures.expand(replacement, &mut out);
        last = whole.end();
        if out.len() > limits::MAX_OUTPUT {
            return Err(limits::too_long());
        }
    }
    out.push_str(&source[last..]);
    Ok(Value::str(out))
}

fn compile(pattern: &str) -> Result<Regex, String> {
    RegexBuilder::new(pattern).size_limit(1 << 20).build().map_err(|err| {
        let reason = err.to_string();
        let reason = reason.lines().last().unwrap_or_default().trim_start_matches("error: ");
        format!("error parsing regexp: {reason}: {}", raw(pattern))
    })
}

/// The pattern as Go quotes it: in backquotes where it can.
fn raw(pattern: &str) -> String {
    if pattern.contains('`') { quote(pattern) } else { format!("`{pattern}`") }
}
