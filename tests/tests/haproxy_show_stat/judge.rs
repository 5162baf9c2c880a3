//! Holds what the model prints to what HAProxy prints. It must not know which field may differ, and how far.

use super::fields::{Rule, rule};
use super::printed::Printed;

/// What differs between what HAProxy prints and what the model does under its seeds.
pub(crate) fn differences(theirs: &Printed, ours: &[Printed]) -> Vec<String> {
    if let Some(it) = ours.iter().find(|it| it.fields != theirs.fields) {
        return vec![format!("the header: {:?}, and the model's {:?}", theirs.fields, it.fields)];
    }
    let names = theirs.names();
    if let Some(it) = ours.iter().find(|it| it.names() != names) {
        return vec![format!("the lines: {names:?}, and the model's {:?}", it.names())];
    }
    theirs.places().filter_map(|it| difference(theirs, ours, it)).collect()
}

/// What differs at a line and field.
pub(crate) fn difference(
    theirs: &Printed,
    ours: &[Printed],
    (line, field): (usize, usize),
) -> Option<String> {
    let (name, text) = (&theirs.fields[field], &theirs.lines[line][field]);
    let found = texts(ours, (line, field));
    let why = refusal(name, &theirs.lines[line], field, &found)?;
    let whose = theirs.lines[line][..2].join("/");
    Some(format!("{name} of {whose}: {text:?}, and the model's {found:?}: {why}"))
}

/// What the model prints at a place, each text once.
fn texts(ours: &[Printed], (line, field): (usize, usize)) -> Vec<&str> {
    let mut found: Vec<&str> = ours.iter().map(|it| it.lines[line][field].as_str()).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// Why a field of a line of HAProxy's is not as the model's are.
fn refusal(name: &str, line: &[String], field: usize, ours: &[&str]) -> Option<&'static str> {
    let text = line[field].as_str();
    let rule = rule(name);
    if matches!(rule, Rule::Apart(_)) || (is_being_checked(line) && is_gone_meanwhile(name, text)) {
        return None;
    }
    if !ours.iter().any(|it| it.is_empty() == text.is_empty()) {
        return Some("empty on one side");
    }
    // While a check is under way its last result is marked so.
    let text = text.strip_prefix("* ").unwrap_or(text);
    if text.is_empty() || ours.contains(&text) {
        return None;
    }
    let Ok(number) = text.parse::<f64>() else { return Some("another text") };
    let numbers: Vec<f64> = ours.iter().filter_map(|it| it.parse().ok()).collect();
    if numbers.is_empty() {
        return Some("a number on one side");
    }
    fits(rule, number, &numbers)
}

/// Why a number is not as the model's are.
pub(crate) fn fits(rule: Rule, number: f64, ours: &[f64]) -> Option<&'static str> {
    let least = ours.iter().copied().fold(f64::INFINITY, f64::min);
    let most = ours.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let (good, why) = match rule {
        Rule::Same => (ours.contains(&number), "another number"),
        Rule::Near(far) => (ours.iter().any(|it| (it - number).abs() <= far), "too far away"),
        // What never happens in the model does not happen.
        Rule::Counted if most == 0.0 => (number == 0.0, "never in the model"),
        Rule::Counted => ((0.75 * least - 10.0..=1.25 * most + 10.0).contains(&number), "counted otherwise"),
        Rule::Sign(_) => (ours.iter().any(|it| (*it > 0.0) == (number > 0.0)), "nought on one side"),
        Rule::Number(_) | Rule::Apart(_) => (true, ""),
    };
    (!good).then_some(why)
}

/// Whether one of its checks is under way.
fn is_being_checked(line: &[String]) -> bool {
    line.iter().any(|it| it.starts_with("* "))
}

/// Whether that is what is left of the last check's result while the next is under way.
fn is_gone_meanwhile(name: &str, text: &str) -> bool {
    matches!((name, text), ("last_chk", "") | ("check_code", "0"))
}

/// Texts that must be told if they stood at a place instead of what stands there.
pub(crate) fn wrong_values(it: &Printed, line: usize, field: usize) -> Vec<String> {
    let text = it.lines[line][field].as_str();
    let wrong: &[&str] = match (rule(&it.fields[field]), text.parse::<f64>()) {
        (Rule::Apart(_), _) => &[],
        _ if text.is_empty() => &["7"],
        (Rule::Number(_) | Rule::Sign(_), _) => &["", "x"],
        (_, Ok(_)) => &["", "x", "987654"],
        (_, Err(_)) => &["", "x", "7"],
    };
    wrong.iter().map(|it| (*it).to_owned()).collect()
}
