//! Every alert's unit test, run by the real promtool. It must not know how we evaluate a rule.

use tests::peer::{self, Folder};

#[test]
fn promtool_passes_every_alerts_unit_test() {
    if !peer::is_here("promtool", "unit tests of the catalogue's alerts") {
        return;
    }
    for alert in catalogue::alerts() {
        assert_passes(alert, "published", &alert.rule_file(), alert.test_yaml());
    }
}

#[test]
fn promtool_passes_the_unit_test_of_every_better_rule() {
    if !peer::is_here("promtool", "unit tests of the catalogue's better rules") {
        return;
    }
    for alert in catalogue::alerts() {
        let Some(better) = alert.better() else { continue };
        assert_passes(alert, "better", &catalogue::rule_file(better.rule), alert.better_test_yaml());
    }
}

fn assert_passes(alert: &catalogue::Alert, which: &str, rules: &str, test: &str) {
    let folder = Folder::new(&format!("{which}-{}", alert.slug));
    folder.write("rules.yml", rules);
    folder.write("test.yml", test);
    for args in [["check", "rules", "rules.yml"], ["test", "rules", "test.yml"]] {
        let (content, said) = peer::promtool(folder.path(), &args);
        assert!(content, "{} ({which}): promtool {}:\n{said}", alert.id, args.join(" "));
    }
}

/// promtool that passes everything would prove nothing.
#[test]
fn promtool_fails_a_test_of_a_changed_rule() {
    if !peer::is_here("promtool", "a changed rule against promtool") {
        return;
    }
    let alert = catalogue::alert("haproxy_exporter/haproxy-server-down").unwrap();
    let folder = Folder::new("changed");
    folder.write("rules.yml", &alert.rule_file().replace("== 0", "== 2"));
    folder.write("test.yml", alert.test_yaml());
    let (content, _) = peer::promtool(folder.path(), &["test", "rules", "test.yml"]);
    assert!(!content);
}
