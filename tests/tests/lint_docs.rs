//! docs/lint.md lists every check as the code has it, and names no other. It must not judge checks.
#![expect(clippy::unwrap_used, reason = "a test file")]

use lint::{CHECKS, Example, SHOWN, Shown};
use std::fmt::Write;
use std::path::PathBuf;

const MARK: &str = "<!-- checks: written by `BLESS=1 cargo test -p tests --test lint_docs` -->\n";

fn path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../docs/lint.md")
}

/// The checks in the order of their names, each with its examples.
fn listed() -> String {
    let mut checks: Vec<_> = CHECKS.iter().zip(SHOWN).collect();
    checks.sort_by_key(|(check, _)| check.id);
    let mut text = String::new();
    for (check, Shown { doc, bad, good }) in checks {
        let samples = if check.needs_samples { ", with samples" } else { "" };
        let recording = if check.recording { ", recording rules too" } else { "" };
        writeln!(text, "\n### {} ({}{samples}{recording})\n", check.id, check.gravest.name()).unwrap();
        writeln!(text, "{}\n", doc).unwrap();
        let mut example = |what: &str, it: &Example| {
            let rule = alerting::parse_rule(it.rule).unwrap();
            let wait = if rule.hold > 0 {
                format!(", for {}", series::format_duration(rule.hold))
            } else {
                String::new()
            };
            let texts = rule.labels.iter().chain(&rule.annotations);
            let texts: String = texts.map(|(name, text)| format!(", {name} `{text}`")).collect();
            let name = if rule.alert == "A" { String::new() } else { format!("{}: ", rule.alert) };
            writeln!(text, "- {what}: {name}`{}`{wait}{texts}: {}.", rule.expr, it.because).unwrap();
        };
        example("bad", bad);
        example("good", good);
    }
    text
}

#[test]
fn every_check_is_listed_as_it_is() {
    let text = std::fs::read_to_string(path()).unwrap();
    let (head, known) = text.split_once(MARK).unwrap();
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(path(), format!("{head}{MARK}{}", listed())).unwrap();
        return;
    }
    assert_eq!(known, listed(), "if on purpose: BLESS=1 cargo test -p tests --test lint_docs");
}

/// The tables of pitfalls name checks that exist, and each check is named or is one of the few that are about neither.
#[test]
fn the_tables_name_checks() {
    let text = std::fs::read_to_string(path()).unwrap();
    let (head, _) = text.split_once(MARK).unwrap();
    let rows = head.lines().filter(|it| it.starts_with('|'));
    let seen: String =
        rows.filter_map(|it| it.trim_end_matches('|').rsplit_once('|')).map(|(_, cell)| cell).collect();
    for check in CHECKS {
        assert!(seen.contains(&format!("`{}`", check.id)), "{} is in no table", check.id);
    }
    let named = seen.split('`').skip(1).step_by(2).filter(|it| it.contains('-') && !it.contains(' '));
    for name in named.filter(|it| *it != "retry-on") {
        assert!(CHECKS.iter().any(|it| it.id == name), "{name} is no check");
    }
}
