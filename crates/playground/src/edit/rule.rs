//! The rule's fields into a rule. The text of the expression is the single source: threshold and window are
//! written back into it, token for token.

use super::number::{duration, number};
use crate::document::Rule;
use crate::draft::Wrong;
use crate::event::Field;
use crate::limits::TEXT_BYTES;
use promql::Semantics;
use series::format_duration;

/// A week: longer than any `for` in use.
const MOST_HOLD: i64 = 7 * 86_400_000;

/// Puts `text` into the rule.
pub(super) fn apply(
    rule: &mut Rule,
    semantics: Semantics,
    active: Option<u32>,
    field: Field,
    text: &str,
) -> Result<(), Wrong> {
    match field {
        Field::Expr => expression(rule, semantics, text),
        Field::Threshold => threshold(rule, semantics, active, text),
        Field::Window => window(rule, semantics, text),
        Field::Alert => name(rule, text),
        Field::For => {
            rule.hold = duration("for", text, 0, MOST_HOLD)?;
            Ok(())
        }
        Field::KeepFiringFor => {
            rule.keep_firing_for = duration("keep_firing_for", text, 0, MOST_HOLD)?;
            Ok(())
        }
        Field::Severity => severity(rule, text),
        Field::RuleYaml => yaml(rule, semantics, text),
        _ => Err("not a field of the rule".into()),
    }
}

/// Another name.
fn name(rule: &mut Rule, text: &str) -> Result<(), Wrong> {
    if text.is_empty() || text.len() > 200 || text.contains(char::is_control) {
        return Err("A name has 1 to 200 bytes, on one line.".into());
    }
    text.clone_into(&mut rule.alert);
    Ok(())
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
fn threshold(rule: &mut Rule, semantics: Semantics, active: Option<u32>, text: &str) -> Result<(), Wrong> {
    let value = number("Threshold", text, -1e15..=1e15)?;
    let query = promql::parse(&rule.expr, semantics).map_err(|err| wrong(&err))?;
    let literal = crate::plan::compared(&query, active).and_then(|it| it.literal);
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

/// The whole rule, as YAML of its own or as the first of a rule file.
fn yaml(rule: &mut Rule, semantics: Semantics, text: &str) -> Result<(), Wrong> {
    if text.len() > TEXT_BYTES {
        return Err(format!("The rule has {} bytes; {TEXT_BYTES} are the most.", text.len()).into());
    }
    let read = alerting::parse_rule(text).map_err(|err| Wrong {
        message: err.to_string(),
        span: err.line.and_then(|line| line_span(text, line, err.column.unwrap_or(1))),
    })?;
    // The rule file is read as Prometheus 3 reads it; the document may ask for the language of 2.
    promql::parse(&read.expr, semantics).map_err(|err| Wrong { message: err.to_string(), span: None })?;
    within("for", read.hold)?;
    within("keep_firing_for", read.keep_firing_for)?;
    *rule = Rule {
        alert: read.alert,
        expr: read.expr,
        hold: format_duration(read.hold),
        keep_firing_for: format_duration(read.keep_firing_for),
        labels: read.labels,
        annotations: read.annotations,
        ..rule.clone()
    };
    Ok(())
}

fn within(what: &str, millis: i64) -> Result<(), Wrong> {
    if millis <= MOST_HOLD {
        return Ok(());
    }
    Err(format!("{what}: {} is longer than {}.", format_duration(millis), format_duration(MOST_HOLD)).into())
}

/// The bytes from a place to the end of its line; line and column count from 1.
fn line_span(text: &str, line: usize, column: usize) -> Option<(u32, u32)> {
    let mut start = 0;
    for _ in 1..line {
        start += text.get(start..)?.find('\n')? + 1;
    }
    let rest = text.get(start..)?;
    let length = rest.find('\n').unwrap_or(rest.len());
    let line = rest.get(..length)?.trim_end();
    let from = line.char_indices().nth(column.saturating_sub(1)).map_or(0, |(at, _)| at);
    // A place behind the last letter says nothing: the line as a whole is underlined.
    let from = if from < line.len() { from } else { 0 };
    Some(((start + from) as u32, (start + line.len()) as u32))
}

/// The evaluator's error, with its place in the text.
fn wrong(err: &promql::Error) -> Wrong {
    Wrong { message: err.to_string(), span: err.span.map(|span| (span.start, span.end)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule() -> Rule {
        let document = crate::bundled::default_document();
        document.rule().cloned().unwrap()
    }

    #[test]
    fn a_rule_goes_through_yaml() {
        let mut it = rule();
        let text = "alert: Mine\nexpr: up == 0\nfor: 90s\nlabels: { team: web }\n";
        yaml(&mut it, Semantics::default(), text).unwrap();
        assert_eq!((it.alert.as_str(), it.expr.as_str(), it.hold.as_str()), ("Mine", "up == 0", "1m30s"));
        assert_eq!(it.keep_firing_for, "0s");
        assert_eq!(it.from, rule().from, "what it came from stays known");
    }

    #[test]
    fn an_error_in_yaml_has_its_line() {
        let text = "alert: Mine\nexpr: up ==\n";
        let wrong = yaml(&mut rule(), Semantics::default(), text).unwrap_err();
        let (from, to) = wrong.span.unwrap();
        assert!(text[from as usize..to as usize].contains("up =="), "{wrong:?}");
        let wrong = yaml(&mut rule(), Semantics::default(), "alert: A\nexpr: up\nfro: 1m\n").unwrap_err();
        assert!(wrong.message.contains("fro"), "{wrong:?}");
        let wrong = yaml(&mut rule(), Semantics::default(), "alert: A\nexpr: up\nfor: 2w\n").unwrap_err();
        assert_eq!(wrong.message, "for: 2w is longer than 1w.");
    }

    #[test]
    fn places_are_bytes_of_their_line() {
        assert_eq!(line_span("a\nbé c\nd", 2, 4), Some((6, 7)));
        assert_eq!(line_span("a\nb", 2, 9), Some((2, 3)));
        assert_eq!(line_span("a", 3, 1), None);
    }
}
