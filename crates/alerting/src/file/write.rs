//! Rules to YAML that Prometheus reads and people can read: block scalars for texts of several lines, quotes where
//! a plain scalar would mean something else. It must not judge the rules.

use crate::{AnyRule, Group, RecordingRule, Rule, RuleFile};
use series::format_duration;
use std::collections::BTreeMap;
use std::fmt::Write;

/// The file as YAML; read again it is equal.
pub fn write_rules(file: &RuleFile) -> String {
    if file.groups.is_empty() {
        return "groups: []\n".to_owned();
    }
    let mut out = String::from("groups:\n");
    for group in &file.groups {
        write_group(&mut out, group);
    }
    out
}

/// One alerting rule as YAML, as it stands alone or, indented, in a group.
pub fn write_rule(rule: &Rule) -> String {
    let mut out = String::new();
    alerting(&mut out, rule, 0);
    out
}

fn write_group(out: &mut String, group: &Group) {
    let _ = writeln!(out, "  - name: {}", scalar(&group.name, 6));
    if let Some(interval) = group.interval {
        let _ = writeln!(out, "    interval: {}", format_duration(interval));
    }
    if let Some(offset) = group.query_offset {
        let _ = writeln!(out, "    query_offset: {}", format_duration(offset));
    }
    if group.limit > 0 {
        let _ = writeln!(out, "    limit: {}", group.limit);
    }
    texts(out, "labels", &group.labels, 4);
    if group.rules.is_empty() {
        out.push_str("    rules: []\n");
        return;
    }
    out.push_str("    rules:\n");
    for rule in &group.rules {
        let mut lines = String::new();
        match rule {
            AnyRule::Alerting(rule) => alerting(&mut lines, rule, 8),
            AnyRule::Recording(rule) => recording(&mut lines, rule),
        }
        // The first key stands behind the dash.
        let _ = write!(out, "      - {}", lines.trim_start_matches(' '));
    }
}

fn alerting(out: &mut String, rule: &Rule, indent: usize) {
    let pad = " ".repeat(indent);
    let _ = writeln!(out, "{pad}alert: {}", scalar(&rule.alert, indent + 2));
    let _ = writeln!(out, "{pad}expr: {}", scalar(&rule.expr, indent + 2));
    if rule.hold != 0 {
        let _ = writeln!(out, "{pad}for: {}", format_duration(rule.hold));
    }
    if rule.keep_firing_for != 0 {
        let _ = writeln!(out, "{pad}keep_firing_for: {}", format_duration(rule.keep_firing_for));
    }
    texts(out, "labels", &rule.labels, indent);
    texts(out, "annotations", &rule.annotations, indent);
}

fn recording(out: &mut String, rule: &RecordingRule) {
    let _ = writeln!(out, "        record: {}", scalar(&rule.record, 10));
    let _ = writeln!(out, "        expr: {}", scalar(&rule.expr, 10));
    texts(out, "labels", &rule.labels, 8);
}

fn texts(out: &mut String, key: &str, map: &BTreeMap<String, String>, indent: usize) {
    if map.is_empty() {
        return;
    }
    let pad = " ".repeat(indent);
    let _ = writeln!(out, "{pad}{key}:");
    for (name, text) in map {
        let _ = writeln!(out, "{pad}  {}: {}", key_of(name), scalar(text, indent + 4));
    }
}

/// A mapping key: plain or quoted, never a block.
fn key_of(name: &str) -> String {
    if is_plain(name) { name.to_owned() } else { quoted(name) }
}

/// A value whose further lines, if any, are indented by `indent`.
fn scalar(text: &str, indent: usize) -> String {
    if is_plain(text) {
        text.to_owned()
    } else if is_block(text) {
        block(text, indent)
    } else {
        quoted(text)
    }
}

/// Whether YAML reads the bare text as the same string.
fn is_plain(text: &str) -> bool {
    let starts = text.starts_with(|it: char| it.is_ascii_alphabetic() || matches!(it, '_' | '(' | '/'));
    let reserved = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"];
    starts
        && !text.ends_with([' ', ':'])
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.chars().any(|it| it.is_control() || !it.is_ascii())
        && !reserved.contains(&text.to_ascii_lowercase().as_str())
        && text.len() <= 4096
}

/// Whether the text can stand in a literal block: several lines of printable characters, the first not indented.
fn is_block(text: &str) -> bool {
    let printable = |it: char| it == '\n' || it == '\t' || (!it.is_control() && it != '\u{feff}');
    let unusual = |it: char| matches!(it, '\u{85}' | '\u{2028}' | '\u{2029}');
    text.contains('\n')
        && !text.starts_with([' ', '\n', '\t'])
        && text.chars().all(|it| printable(it) && !unusual(it))
        && !text.lines().any(|line| !line.is_empty() && line.trim().is_empty())
}

fn block(text: &str, indent: usize) -> String {
    let body = text.trim_end_matches('\n');
    // What stands behind the last line: nothing, one line break, or more.
    let chomp = match text.len() - body.len() {
        0 => "-",
        1 => "",
        _ => "+",
    };
    let mut out = format!("|{chomp}");
    let lines = if chomp == "+" { &text[..text.len() - 1] } else { body };
    for line in lines.split('\n') {
        out.push('\n');
        if !line.is_empty() {
            out.push_str(&" ".repeat(indent));
            out.push_str(line);
        }
    }
    out
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for char in text.chars() {
        match char {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            it if u32::from(it) < 0x20 || it == '\x7f' => {
                let _ = write!(out, "\\x{:02x}", u32::from(it));
            }
            it if it.is_control() || matches!(it, '\u{2028}' | '\u{2029}' | '\u{feff}') => {
                let _ = write!(out, "\\u{:04x}", u32::from(it));
            }
            it => out.push(it),
        }
    }
    out.push('"');
    out
}
