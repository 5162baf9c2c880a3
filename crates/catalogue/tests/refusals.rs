//! What the build refuses in a runbook, and how it says so. It must not know the catalogue's own runbooks.
#![expect(clippy::panic, reason = "a test file")]

use catalogue::markup;

#[path = "../build/better.rs"]
mod better;
#[path = "../build/head.rs"]
mod head;
#[path = "../build/inline.rs"]
mod inline;
#[path = "../build/markdown.rs"]
mod markdown;
#[path = "../build/runbook.rs"]
mod runbook;

const HEAD: &str = "---\nsummary: it broke\nscenario: web1-killed\ncatches: server_down\n---\n";

/// A complete runbook with `text` in its diagnosis, from line 15 on.
fn around(text: &str) -> String {
    format!("{HEAD}\n## Meaning\n\nA.\n\n## Impact\n\nB.\n\n{text}\n\n## Mitigation\n\n1. Do it\n")
}

fn refused(text: &str) -> String {
    match runbook::read(text) {
        Ok(_) => panic!("was not refused: {text}"),
        Err(error) => error.to_string(),
    }
}

fn refused_in_diagnosis(text: &str) -> String {
    refused(&around(&format!("## Diagnosis\n\n1. Look\n\n{text}")))
}

#[test]
fn a_good_one_is_read() {
    let text = around("## Diagnosis\n\n1. Look\n\n   ```promql evidence=gone\n   up == 0\n   ```\n");
    let it = runbook::read(&text).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!((it.head.summary.as_str(), it.head.scenario.as_str()), ("it broke", "web1-killed"));
    let found = catalogue::fill::queries(&it.sections);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].text, "up == 0");
    assert_eq!((found[0].step, found[0].evidence.as_deref()), (Some(0), Some("gone")));
}

#[test]
fn raw_html_links_and_tables_are_refused_with_their_line() {
    let html = "19: raw HTML is not allowed in a runbook";
    assert_eq!(refused_in_diagnosis("<script>alert(1)</script>"), html);
    assert_eq!(refused_in_diagnosis("See <b>this</b>."), html);
    assert!(refused_in_diagnosis("[a](javascript:x)").starts_with("19: links and pictures"));
    assert!(refused_in_diagnosis("| a |\n|---|\n| b |").starts_with("19: not a construct"));
    assert!(refused_in_diagnosis("> quoted").starts_with("19: not a construct"));
    assert!(refused_in_diagnosis("### Deeper").starts_with("19: not a construct"));
}

#[test]
fn fences_and_placeholders_are_of_known_kinds() {
    assert!(refused_in_diagnosis("```\nls\n```").contains("the fence needs a language"));
    assert!(refused_in_diagnosis("```sh evidence=x\nls\n```").contains("only `evidence=<name>`"));
    assert!(refused_in_diagnosis("```promql evidence=\nup\n```").contains("write `evidence=<name>`"));
    assert!(refused_in_diagnosis("```promql evidence=x\nup\n```").contains("does not stand in a step"));
    let step = "   ```promql evidence=x\n   up\n   ```\n";
    assert!(refused_in_diagnosis(&format!("{step}\n{step}")).contains("\"x\" is there twice"));
    assert!(refused_in_diagnosis("{{ .Labels.server }}").contains("is no placeholder"));
    assert!(refused_in_diagnosis("{{ $labels.a-b }}").contains("is no placeholder"));
    assert!(refused_in_diagnosis("`{{ $value`").contains("\"{{\" without \"}}\""));
}

#[test]
fn sections_and_head_have_their_shape() {
    assert!(refused(&around("")).contains("\"Diagnosis\" is missing before \"Mitigation\""));
    assert!(refused(&around("## Diagnosis\n\nNo steps.")).contains("has no numbered steps"));
    assert!(refused(&around("## Thoughts\n\nC.")).contains("\"Diagnosis\" is missing before \"Thoughts\""));
    assert!(refused(&format!("{HEAD}text")).contains("text before the first"));
    assert!(refused("## Meaning\n").starts_with("1: it must begin with"));
    let misspelt = around("## Diagnosis\n\n1. Look\n").replace("scenario:", "scenarios:");
    assert!(refused(&misspelt).starts_with("3: only"));
    assert!(
        refused(&around("## Diagnosis\n\n1. Look\n").replace("summary: ", "summary:")).starts_with("2: only")
    );
}

/// A good runbook whose head has `lines` more.
fn with_head(lines: &str) -> String {
    around("## Diagnosis\n\n1. Look\n").replacen("web1-killed\n", &format!("web1-killed\n{lines}"), 1)
}

#[test]
fn a_head_says_where_the_rule_is_wrong() {
    let head = |lines: &str| match runbook::read(&with_head(lines)) {
        Ok(it) => (it.head.never, it.head.wrong, it.head.fires),
        Err(error) => panic!("{error}"),
    };
    assert_eq!(head(""), (false, None, false));
    match runbook::read(&with_head("harm: slow leak\n")) {
        Ok(it) => assert_eq!((it.head.catches.as_str(), it.head.harm.as_str()), ("server_down", "slow leak")),
        Err(error) => panic!("{error}"),
    }
    assert_eq!(head("wrong: a-reload\nwrongly: fires\n"), (false, Some("a-reload".to_owned()), true));
    assert_eq!(head("never: true\nwrong: x\nwrongly: silent\n"), (true, Some("x".to_owned()), false));
}

#[test]
fn a_head_that_contradicts_itself_is_refused() {
    assert!(refused(&with_head("wrong: a-reload\n")).contains("go together"));
    assert!(refused(&with_head("wrongly: fires\n")).contains("go together"));
    assert!(refused(&with_head("wrong: x\nwrongly: maybe\n")).starts_with("5: only"));
    assert!(refused(&with_head("never: false\n")).starts_with("4: only"));
    assert!(refused(&with_head("never: true\nwrong: x\nwrongly: fires\n")).contains("fires nowhere"));
    assert!(refused(&with_head("scenario: other\n")).starts_with("4: `scenario` is there twice"));
    let says_nothing = with_head("").replace("catches: server_down\n", "");
    assert!(refused(&says_nothing).contains("neither `catches: <faults>` nor `harm: <faults>`"));
}

const BETTER: &str = "# Ours.\nreason: >\n  The ratio ends at 1,\n  so 5 is out of reach.\n\n  Multiply.\n\
                      rule:\n  alert: A\n  expr: |\n    up * 100\n      > 5\n\n  for: 1m\n";

#[test]
fn a_better_rule_is_read_with_its_reason() {
    let it = better::read(BETTER).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(it.reason, "The ratio ends at 1, so 5 is out of reach.\nMultiply.");
    assert_eq!(it.rule, "alert: A\nexpr: |\n  up * 100\n    > 5\n\nfor: 1m\n");
}

#[test]
fn another_notation_of_a_better_rule_is_refused() {
    let refused = |from: &str, to: &str| match better::read(&BETTER.replacen(from, to, 1)) {
        Ok(_) => panic!("{from:?} to {to:?} was not refused"),
        Err(error) => error,
    };
    assert!(refused("reason: >", "reason: short").contains("line 2: here `reason: >` must stand"));
    assert!(refused("rule:\n", "rules:\n").contains("here `rule:` must stand"));
    assert!(refused("  for: 1m\n", "  for: 1m\nmore: 1\n").contains("after the rule stands \"more: 1\""));
    assert!(refused("  for:", " for:").contains("indented less"));
    assert!(refused("  expr: |", "  record: |").contains("with `expr:`"));
    assert!(better::read("reason: >\nrule:\n  expr: up\n").is_err());
}
