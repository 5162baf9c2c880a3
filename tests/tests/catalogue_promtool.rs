//! Every alert's unit test, run by the real promtool. It must not know how we evaluate a rule.

use tests::peer::{self, Folder};

#[test]
fn promtool_passes_every_alerts_unit_test() {
    if !peer::is_here("promtool", "unit tests of the catalogue's alerts") {
        return;
    }
    for alert in catalogue::alerts() {
        let folder = Folder::new(alert.slug);
        folder.write("rules.yml", &alert.rule_file());
        folder.write("test.yml", alert.test_yaml());
        for args in [["check", "rules", "rules.yml"], ["test", "rules", "test.yml"]] {
            let (content, said) = peer::promtool(folder.path(), &args);
            assert!(content, "{}: promtool {}:\n{said}", alert.id, args.join(" "));
        }
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
