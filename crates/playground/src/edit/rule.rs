//! The rule's fields into a rule. The text of the expression is the single source: threshold and window are
//! written back into it, token for token.

use super::number::{duration, number};
use crate::document::Rule;
use crate::draft::Wrong;
use crate::event::Field;
use crate::limits::TEXT_BYTES;
use promql::Semantics;

/// A week: longer than any `for` in use.
const MOST_HOLD: i64 = 7 * 86_400_000;

/// Puts `text` into the rule.
pub(super) fn apply(rule: &mut Rule, semantics: Semantics, field: Field, text: &str) -> Result<(), Wrong> {
    match field {
        Field::Expr => expression(rule, semantics, text),
        Field::Threshold => threshold(rule, semantics, text),
        Field::Window => window(rule, semantics, text),
        Field::For => {
            rule.hold = duration("for", text, 0, MOST_HOLD)?;
            Ok(())
        }
        Field::KeepFiringFor => {
            rule.keep_firing_for = duration("keep_firing_for", text, 0, MOST_HOLD)?;
            Ok(())
        }
        Field::Severity => severity(rule, text),
        _ => Err("not a field of the rule".into()),
    }
}

/// A whole new expression.
fn expression(rule: &mut Rule, semantics: Semantics, text: &str) -> Result<(), Wrong> {
    if text.len() > TEXT_BYTES {
        return Err(format!("The expression has {} bytes; {TEXT_BYTES} are the most.", text.len()).into());
    }
    promql::parse(text, semantics).map_err(|err| wrong(&err))?;
    text.clone_into(&mut rule.expr);
    Ok(())
}

/// Another threshold: the literal's token is replaced, nothing else.
fn threshold(rule: &mut Rule, semantics: Semantics, text: &str) -> Result<(), Wrong> {
    let value = number("Threshold", text, -1e15..=1e15)?;
    let query = promql::parse(&rule.expr, semantics).map_err(|err| wrong(&err))?;
    let literal = promql::comparisons(&query).into_iter().find_map(|it| it.literal);
    let literal = literal.ok_or("The expression compares with no number: there is no threshold to set.")?;
    // The person's own digits are kept where they are a plain decimal; exponents become one.
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'));
    let token = if plain { text.to_owned() } else { series::format_float(value) };
    rule.expr = promql::replace(&rule.expr, &[(literal.span, token)]);
    Ok(())
}

/// Another window: all ranges equal to the first one change with it.
fn window(rule: &mut Rule, semantics: Semantics, text: &str) -> Result<(), Wrong> {
    let token = duration("window", text, 1000, MOST_HOLD)?;
    let query = promql::parse(&rule.expr, semantics).map_err(|err| wrong(&err))?;
    let windows = promql::windows(&query);
    let first = windows.first().ok_or("The expression has no range window.")?.millis;
    let same = windows.iter().filter(|it| it.millis == first);
    let edits: Vec<_> = same.map(|it| (it.span, token.clone())).collect();
    rule.expr = promql::replace(&rule.expr, &edits);
    Ok(())
}

/// Another severity label; none removes it.
fn severity(rule: &mut Rule, text: &str) -> Result<(), Wrong> {
    if text.len() > 200 {
        return Err("severity: at most 200 bytes.".into());
    }
    match text {
        "" => rule.labels.remove("severity"),
        _ => rule.labels.insert("severity".to_owned(), text.to_owned()),
    };
    Ok(())
}

/// The evaluator's error, with its place in the text.
fn wrong(err: &promql::Error) -> Wrong {
    Wrong { message: err.to_string(), span: err.span.map(|span| (span.start, span.end)) }
}
