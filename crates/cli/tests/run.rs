//! `alertplay run` with a rule file whose alert reads what a recording rule of the file writes. It must not need peers.
#![expect(clippy::unwrap_used, reason = "a test file")]

use std::process::{Command, Output};

const RECORD: &str = "  - record: down:count\n    expr: count by (proxy) (haproxy_server_status{state=\"UP\"} == 0) or count by (backend) (haproxy_server_up == 0)\n";
const ALERT: &str = "  - alert: Down\n    expr: down:count > 0\n    for: 1m\n";

fn run(name: &str, rules: &str) -> Output {
    let path = std::env::temp_dir().join(format!("alertplay-run-{}-{name}.yml", std::process::id()));
    std::fs::write(&path, format!("groups:\n- name: g\n  rules:\n{rules}")).unwrap();
    let args = ["run", "web1-killed", "--format", "json", "--rule"];
    let output = Command::new(env!("CARGO_BIN_EXE_alertplay")).args(args).arg(&path).output().unwrap();
    std::fs::remove_file(&path).unwrap();
    output
}

#[test]
fn an_alert_reads_what_an_earlier_rule_writes() {
    let direct = RECORD.replace("record: down:count", "alert: Down") + "    for: 1m\n";
    let (direct, recorded) = (run("direct", &direct), run("recorded", &(RECORD.to_owned() + ALERT)));
    let states = |output: &Output| -> serde_json::Value {
        let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        json["states"].clone()
    };
    assert!(states(&direct).as_array().is_some_and(|it| !it.is_empty()), "{direct:?}");
    assert_eq!(states(&direct), states(&recorded));
}

#[test]
fn a_rule_that_comes_too_late_is_refused() {
    let output = run("late", &(ALERT.to_owned() + RECORD));
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("stands after it in its group"));
}
