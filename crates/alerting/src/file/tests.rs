//! Rule files: what is read, what is refused and where, and that what is written reads back. They must not evaluate.

use super::{has_more_documents, parse_rule, parse_rules, write_rule, write_rules};
use crate::{AnyRule, Group, RecordingRule, Rule, RuleFile};
use proptest::prelude::*;
use std::collections::BTreeMap;

const FILE: &str = r#"# a comment
groups:
    - name: HaproxyExporterV1
      interval: 30s
      limit: 5
      rules:
        - record: job:up:sum
          expr: sum by (job) (up)
          labels: {tier: 1}
        - alert: HaproxyDown
          expr: haproxy_up == 0
          for: 1m30s
          keep_firing_for: 5m
          labels:
            severity: critical
          annotations:
            summary: HAProxy down (instance {{ $labels.instance }})
            description: |-
                HAProxy down
                  VALUE = {{ $value }}
"#;

fn texts(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

#[test]
fn reads_all_of_a_file() {
    let file = parse_rules(FILE).unwrap();
    let group = &file.groups[0];
    assert_eq!((group.name.as_str(), group.interval, group.limit), ("HaproxyExporterV1", Some(30_000), 5));
    let record = RecordingRule {
        record: "job:up:sum".to_owned(),
        expr: "sum by (job) (up)".to_owned(),
        labels: texts(&[("tier", "1")]),
    };
    assert_eq!(group.rules[0], AnyRule::Recording(record));
    let rule = file.alerting().next().unwrap();
    assert_eq!((rule.hold, rule.keep_firing_for), (90_000, 300_000));
    assert_eq!(rule.annotations["description"], "HAProxy down\n  VALUE = {{ $value }}");
    assert_eq!(parse_rules(&write_rules(&file)).unwrap(), file);
}

#[test]
fn only_the_first_document_counts() {
    let text = format!("{FILE}---\ngroups: 7\n");
    assert_eq!(parse_rules(&text).unwrap(), parse_rules(FILE).unwrap());
    assert!(has_more_documents(&text) && !has_more_documents(FILE));
}

#[test]
fn a_rule_alone() {
    let rule = parse_rule("alert: A\nexpr: up == 0\nfor: 0m\nlabels:\n    severity: page\n").unwrap();
    assert_eq!((rule.alert.as_str(), rule.expr.as_str(), rule.hold), ("A", "up == 0", 0));
    assert_eq!(parse_rule(FILE).unwrap().alert, "HaproxyDown");
    assert_eq!(parse_rule(&write_rule(&rule)).unwrap(), rule);
}

#[test]
fn refuses_with_the_place() {
    let rule = |lines: &str| format!("groups:\n- name: g\n  rules:\n  - alert: D\n    expr: up\n{lines}");
    let prefix = "group \"g\", rule 1, \"D\": ";
    for (text, wanted) in [
        (rule("    fro: 1m\n"), "6:5: field fro not found in type rulefmt.Rule".to_owned()),
        (rule("    for: 1\n"), "6:10: not a valid duration string: \"1\"".to_owned()),
        (
            rule("    record: x\n"),
            "6:13: group \"g\", rule 1, \"D\": only one of 'record' and 'alert' must be set".to_owned(),
        ),
        (
            rule("    annotations: {a: '{{ $foo }}'}\n"),
            format!("6:22: {prefix}annotation \"a\": template: __alert_D:1: undefined variable \"$foo\""),
        ),
        (
            "groups:\n- name: g\n- name: g\n".to_owned(),
            "3:3: groupname: \"g\" is repeated in the same file".to_owned(),
        ),
        ("groups:\n- name: ''\n".to_owned(), "2:3: Groupname must not be empty".to_owned()),
        (
            "groups:\n- name: g\n  rules:\n  - alert: D\n".to_owned(),
            format!("4:5: {prefix}field 'expr' must be set in rule"),
        ),
        (
            "groups:\n- name: g\n  rules:\n  - record: r\n    expr: up\n    for: 1m\n".to_owned(),
            "4:13: group \"g\", rule 1, \"r\": invalid field 'for' in recording rule".to_owned(),
        ),
    ] {
        assert_eq!(parse_rules(&text).unwrap_err().to_string(), wanted, "{text}");
    }
    let broken = parse_rules(&rule("").replace("expr: up", "expr: up ==")).unwrap_err();
    assert_eq!((broken.line, broken.column), (Some(5), Some(11)));
    assert!(broken.message.starts_with(&format!("{prefix}could not parse expression: 1:")), "{broken}");
}

/// Hostile YAML ends with a message.
#[test]
fn hostile_files_end() {
    for open in ["[", "{a: ", "groups: [{rules: "] {
        let err = parse_rules(&open.repeat(50_000)).unwrap_err();
        assert!(err.message.contains("nested deeper"), "{err}");
    }
    assert!(parse_rules(&"x".repeat(17 << 20)).unwrap_err().message.contains("longer than"));
    let mut bomb = String::from("a: &a [x, x, x, x, x, x, x, x, x, x]\n");
    for (this, last) in "bcdefghij".chars().zip("abcdefghi".chars()) {
        bomb.push_str(&format!(
            "{this}: &{this} [*{last}, *{last}, *{last}, *{last}, *{last}, *{last}, *{last}]\n"
        ));
    }
    bomb.push_str("groups: *j\n");
    assert!(parse_rules(&bomb).is_err());
    assert!(parse_rules("").is_ok_and(|file| file.groups.is_empty()));
    assert!(parse_rules("\u{0}").is_err());
}

/// Texts that YAML would take for something else, or that strain a block.
const WORDS: &[&str] = &[
    "",
    " ",
    "a",
    "a b",
    "a: b",
    "a #b",
    "#a",
    "- a",
    "1",
    "1.50",
    "true",
    "No",
    "~",
    "null",
    "{{ $value }}",
    "é",
    "\t",
    "a\n",
    "a\nb",
    "a\n\nb\n\n",
    "\na",
    " a\nb",
    "a\n \nb",
    "a\n  b\n",
    "a\r\nb",
    "\"q\" \\",
    "'",
    "a:",
    "\u{7}",
    "\u{85}",
    "\u{feff}a\nb",
    "--- \na",
    "...",
    "a\n---\nb",
    "x\n\tb",
    "%a",
    "@a",
    "`a`",
    "a > b",
    "|",
    ">\n",
    "a\n b: c # d",
];

/// Whatever a text holds, it is written so that it reads back.
#[test]
fn every_text_reads_back() {
    for word in WORDS.iter().copied() {
        let rule = Rule {
            alert: if word.is_empty() { "A" } else { word }.to_owned(),
            expr: "up\n  == 0\n".to_owned(),
            hold: 60_000,
            keep_firing_for: 0,
            labels: BTreeMap::from([("l".to_owned(), word.replace("{{", "<"))]),
            annotations: BTreeMap::from([
                ("a".to_owned(), word.to_owned()),
                (format!("k{word}"), word.to_owned()),
            ]),
        };
        let group =
            Group { name: format!("g{word}"), rules: vec![AnyRule::Alerting(rule)], ..Group::default() };
        let file = RuleFile { groups: vec![group] };
        let yaml = write_rules(&file);
        assert_eq!(parse_rules(&yaml).map_err(|err| format!("{err}\n{yaml}")).unwrap(), file, "{yaml}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    /// Any rule is written so that it reads back equal.
    #[test]
    fn every_rule_reads_back(texts in prop::collection::vec("[ -~\n\té\u{85}\u{2028}\r]{0,12}", 4), hold in 0..10_000_000_i64) {
        let text = |idx: usize| texts[idx].replace("{{", "");
        let rule = Rule {
            alert: format!("A{}", text(0)),
            expr: "up > 0".to_owned(),
            hold,
            keep_firing_for: hold / 7,
            labels: BTreeMap::from([(format!("l{}", text(1)), text(2))]),
            annotations: BTreeMap::from([(format!("a{}", text(2)), text(3)), ("b".to_owned(), text(1))]),
        };
        let group = Group { name: format!("g{}", text(3)), rules: vec![AnyRule::Alerting(rule)], ..Group::default() };
        let file = RuleFile { groups: vec![group] };
        let yaml = write_rules(&file);
        let read = parse_rules(&yaml);
        prop_assert!(read.as_ref() == Ok(&file), "{:?}\n{}", read, yaml);
    }

    /// Whatever a file holds, reading it ends with rules or a message.
    #[test]
    fn no_file_panics(text in "(groups:|- |  |name: g|rules:|alert: A|expr: up|for: |1m|labels:|\\{|\\}|\\[|a: b|\n|\"|'|&a |\\*a|!t |---\n|\\||>|%|#|é){0,40}") {
        let _ = (parse_rules(&text), parse_rule(&text), has_more_documents(&text));
    }
}
