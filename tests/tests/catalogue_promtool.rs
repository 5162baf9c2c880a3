//! Every alert's unit test, run by the real promtool. It must not know how we evaluate a rule.
#![expect(clippy::unwrap_used, reason = "a test file")]

use std::path::PathBuf;
use std::process::Command;

/// Set where the proof may not be skipped.
const REQUIRED: &str = "ALERTPLAY_REQUIRE_PEERS";

#[test]
fn promtool_passes_every_alerts_unit_test() {
    if let Err(error) = Command::new("promtool").arg("--version").output() {
        assert!(std::env::var(REQUIRED).as_deref() != Ok("1"), "promtool is not here: {error}");
        println!("SKIPPED: unit tests of the catalogue's alerts, promtool is not here ({error})");
        return;
    }
    for alert in catalogue::alerts() {
        let folder = folder(alert.slug);
        std::fs::write(folder.join("rules.yml"), alert.rule_file()).unwrap();
        std::fs::write(folder.join("test.yml"), alert.test_yaml()).unwrap();
        for args in [["check", "rules", "rules.yml"], ["test", "rules", "test.yml"]] {
            let output = Command::new("promtool").args(args).current_dir(&folder).output().unwrap();
            let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{}: promtool {}:\n{said}", alert.id, args.join(" "));
        }
        std::fs::remove_dir_all(&folder).unwrap();
    }
}

/// promtool that passes everything would prove nothing.
#[test]
fn promtool_fails_a_test_of_a_changed_rule() {
    if Command::new("promtool").arg("--version").output().is_err() {
        println!("SKIPPED: promtool is not here");
        return;
    }
    let alert = catalogue::alert("haproxy_exporter/haproxy-server-down").unwrap();
    let folder = folder("changed");
    std::fs::write(folder.join("rules.yml"), alert.rule_file().replace("== 0", "== 2")).unwrap();
    std::fs::write(folder.join("test.yml"), alert.test_yaml()).unwrap();
    let args = ["test", "rules", "test.yml"];
    let status = Command::new("promtool").args(args).current_dir(&folder).output().unwrap().status;
    assert!(!status.success());
    std::fs::remove_dir_all(&folder).unwrap();
}

fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("alertplay-catalogue-{}-{name}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    folder
}
