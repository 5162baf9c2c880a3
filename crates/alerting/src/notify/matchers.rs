//! Matchers as Alertmanager's configuration writes them (pkg/labels/parse.go): `name="value"`, several in braces. They
//! must not know what they select.

use series::{MatchOp, Matcher, RegexDialect};

/// The matchers of one text.
///
/// # Errors
/// Alertmanager's message.
pub(super) fn parse(text: &str) -> Result<Vec<Matcher>, String> {
    let inner = text.strip_prefix('{').unwrap_or(text);
    let inner = inner.strip_suffix('}').unwrap_or(inner);
    pieces(inner).into_iter().map(one).collect()
}

/// A matcher from its parts.
///
/// # Errors
/// The message for a regular expression that does not compile.
pub(super) fn matcher(name: &str, op: MatchOp, value: &str) -> Result<Matcher, String> {
    Matcher::new(name, op, value, RegexDialect::DotLine)
}

/// The texts between commas that stand outside quotes; an empty last one does not count.
fn pieces(text: &str) -> Vec<&str> {
    let (mut pieces, mut start) = (Vec::new(), 0);
    let (mut quoted, mut escaped) = (false, false);
    for (idx, char) in text.char_indices() {
        match char {
            ',' if !quoted => {
                pieces.push(&text[start..idx]);
                start = idx + 1;
            }
            '"' if !escaped => quoted = !quoted,
            '\\' => {
                escaped = !escaped;
                continue;
            }
            _ => {}
        }
        escaped = false;
    }
    if start < text.len() {
        pieces.push(&text[start..]);
    }
    pieces
}

fn one(text: &str) -> Result<Matcher, String> {
    let bad = || format!("bad matcher format: {text}");
    let trimmed = text.trim();
    let is_name = |it: char| it.is_ascii_alphanumeric() || matches!(it, '_' | ':');
    let end = trimmed.find(|it| !is_name(it)).ok_or_else(bad)?;
    let (name, rest) = (&trimmed[..end], trimmed[end..].trim_start());
    if name.is_empty() || name.starts_with(|it: char| it.is_ascii_digit()) {
        return Err(bad());
    }
    let ops =
        [("=~", MatchOp::Regex), ("!~", MatchOp::NotRegex), ("!=", MatchOp::NotEqual), ("=", MatchOp::Equal)];
    let found = ops.into_iter().find_map(|(sign, op)| Some((op, rest.strip_prefix(sign)?)));
    let (op, value) = found.ok_or_else(bad)?;
    matcher(name, op, &unquoted(value.trim())?)
}

/// The value without its quotes and escapes; without quotes it stands as it is, but for escapes.
fn unquoted(raw: &str) -> Result<String, String> {
    let wrong = || format!("matcher value contains unescaped double quote: {raw}");
    let (mut rest, quoted) = match raw.strip_prefix('"') {
        Some(rest) => (rest, true),
        None => (raw, false),
    };
    if quoted {
        let inner = rest.strip_suffix('"').ok_or_else(wrong)?;
        // The last quote may itself be escaped.
        let backslashes = inner.len() - inner.trim_end_matches('\\').len();
        rest = if backslashes % 2 == 0 { inner } else { return Err(wrong()) };
    }
    let mut value = String::new();
    let mut chars = rest.chars();
    while let Some(char) = chars.next() {
        match char {
            '"' => return Err(wrong()),
            '\\' => match chars.next() {
                Some('n') => value.push('\n'),
                Some(it @ ('"' | '\\')) => value.push(it),
                other => {
                    value.push('\\');
                    value.extend(other);
                }
            },
            char => value.push(char),
        }
    }
    Ok(value)
}
