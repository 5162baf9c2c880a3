//! Cases and regular expressions (template.go). They must not know labels.

use super::text;
use crate::template::gofmt::quote;
use crate::template::limits;
use crate::template::value::Value;
use regex::{Regex, RegexBuilder};

pub(super) fn to_upper(args: &[Value]) -> Result<Value, String> {
    Ok(Value::str(text(args, 0).chars().map(|it| single(it, it.to_uppercase())).collect::<String>()))
}

pub(super) fn to_lower(args: &[Value]) -> Result<Value, String> {
    let lower = |it: char| if it == '\u{130}' { 'i' } else { single(it, it.to_lowercase()) };
    Ok(Value::str(text(args, 0).chars().map(lower).collect::<String>()))
}

/// Go changes the case of character by character: what becomes several stays as it is.
fn single(char: char, mut changed: impl Iterator<Item = char>) -> char {
    match (changed.next(), changed.next()) {
        (Some(it), None) => it,
        _ => char,
    }
}

pub(super) fn safe_html(args: &[Value]) -> Result<Value, String> {
    Ok(Value::Html(text(args, 0).into()))
}

/// Each word's first letter with a case in upper case, the others as they are (`cases.Title` with `NoLower`).
pub(super) fn title(args: &[Value]) -> Result<Value, String> {
    let mut out = String::new();
    let (mut in_word, mut was_mid) = (false, false);
    for char in text(args, 0).chars() {
        let is_mid =
            matches!(char, '\'' | '.' | ':' | '\u{b7}' | '\u{2018}' | '\u{2019}' | '\u{2024}' | '\u{2027}');
        let is_cased = char.is_lowercase() || char.is_uppercase();
        // One mark inside a word does not end it, two do.
        in_word &= char.is_alphanumeric() || char == '_' || (is_mid && !was_mid);
        out.push(if is_cased && !in_word { titled(char) } else { char });
        (in_word, was_mid) = (in_word || is_cased, is_mid);
    }
    Ok(Value::str(out))
}

fn titled(char: char) -> char {
    match char {
        '\u{1c4}'..='\u{1c6}' => '\u{1c5}',
        '\u{1c7}'..='\u{1c9}' => '\u{1c8}',
        '\u{1ca}'..='\u{1cc}' => '\u{1cb}',
        '\u{1f1}'..='\u{1f3}' => '\u{1f2}',
        char => single(char, char.to_uppercase()),
    }
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
    let written = series::re2::from_go(pattern)?;
    let compiled = RegexBuilder::new(&written).size_limit(1 << 20).build();
    compiled.map_err(|_| format!("error parsing regexp: expression too large: {}", raw(pattern)))
}

/// The pattern as Go quotes it: in backquotes where it can.
fn raw(pattern: &str) -> String {
    if pattern.contains('`') { quote(pattern) } else { format!("`{pattern}`") }
}
