//! Templates and the state machine against the real promtool: what we expect at each minute is what it must find.
//! It must not prove the query language: the rules only select and compare.
#![expect(clippy::unwrap_used, reason = "a test file")]

mod alerting_promtool {
    pub(crate) mod states;
    pub(crate) mod templates;
    pub(crate) mod unit_test;
}

use alerting_promtool::{states, templates};
use tests::peer::{self, Folder};

/// Every template of the table expands to what promtool expands it to, failures and their places included.
#[test]
fn templates_expand_as_in_prometheus() {
    if !peer::is_here("promtool", "templates against Prometheus") {
        return;
    }
    let folder = Folder::new("templates");
    let (rules, test, count) = templates::files();
    folder.write("rules.yml", &rules);
    folder.write("test.yml", &test);
    let (content, said) = peer::promtool(folder.path(), &["test", "rules", "test.yml"]);
    assert!(content, "{said}");
    assert!(count >= 1500, "{count} expansions");
}

/// Templates that do not parse are refused with the words of promtool.
#[test]
fn templates_are_refused_as_in_prometheus() {
    if !peer::is_here("promtool", "refused templates against Prometheus") {
        return;
    }
    let folder = Folder::new("refused");
    let mut differences = String::new();
    for (text, message) in templates::refused() {
        folder.write("rules.yml", &templates::rule_file(std::slice::from_ref(&text)));
        let (content, said) = peer::promtool(folder.path(), &["check", "rules", "rules.yml"]);
        if content || message.is_empty() || !said.contains(&message) {
            differences += &format!("{text}\nours: {message}\n{said}\n");
        }
    }
    assert!(differences.is_empty(), "{differences}");
}

/// At each minute the alerts of 200 rules over made-up series are firing, with their labels and annotations, exactly
/// when promtool says so.
#[test]
fn alerts_fire_as_in_prometheus() {
    if !peer::is_here("promtool", "the state machine against Prometheus") {
        return;
    }
    let folder = Folder::new("states");
    let (rules, test, firing) = states::files(200, 30);
    folder.write("rules.yml", &rules);
    folder.write("test.yml", &test);
    let (content, said) = peer::promtool(folder.path(), &["test", "rules", "test.yml"]);
    assert!(content, "{}", said.chars().take(4000).collect::<String>());
    assert!(firing > 1000, "{firing} firing alerts compared");
}

/// A promtool that accepts everything would prove nothing.
#[test]
fn promtool_objects_to_a_changed_expectation() {
    if !peer::is_here("promtool", "that promtool objects") {
        return;
    }
    let folder = Folder::new("objects");
    let (rules, test, _) = states::files(3, 10);
    folder.write("rules.yml", &rules);
    folder.write("test.yml", &test.replacen("\"value\":\"", "\"value\":\"x", 1));
    assert!(!peer::promtool(folder.path(), &["test", "rules", "test.yml"]).0);
}
