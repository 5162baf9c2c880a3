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

fn json(args: &[&str]) -> serde_json::Value {
    let output = Command::new(env!("CARGO_BIN_EXE_alertplay")).args(args).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    serde_json::from_slice(&output.stdout).unwrap()
}

// The kill is found at the evaluation 15 s after it, and over at the one 15 s after its end.
#[test]
fn a_scorecard_has_each_rules_measures_and_incidents() {
    let all = json(&["run", "web1-killed", "--score", "--format", "json"]);
    let card = &all["score"][0];
    let measures = &card["measures"];
    assert_eq!((measures["precision"].as_f64(), measures["recall"].as_f64()), (Some(1.0), Some(1.0)));
    assert_eq!((measures["detection"].as_f64(), measures["reset"].as_f64()), (Some(15.0), Some(15.0)));
    assert_eq!(measures.as_object().map(serde_json::Map::len), Some(13));
    let incident = &card["incidents"][0];
    assert_eq!((incident["on"].as_str(), incident["counts"].as_bool()), (Some("be_web/web1"), Some(true)));
    assert_eq!((incident["detection"].as_i64(), incident["episodes"].as_i64()), (Some(15), Some(1)));
    assert_eq!(card["verdicts"], serde_json::json!(["caught"]));
    assert!(json(&["run", "web1-killed", "--format", "json"]).get("score").is_none());
}

// Every rule of a file has its own; maintenance is planned, so that what fires on it is false.
#[test]
fn every_rule_has_its_own_scorecard() {
    let path = std::env::temp_dir().join(format!("alertplay-score-{}.yml", std::process::id()));
    let rules = "groups:\n- name: g\n  rules:\n  - {alert: Down, expr: haproxy_server_up == 0}\n  - {alert: Never, expr: haproxy_server_up > 5}\n";
    std::fs::write(&path, rules).unwrap();
    let file = path.to_str().unwrap();
    let all = json(&["run", "rolling-maintenance", "--score", "--format", "json", "--rule", file]);
    let args = ["run", "rolling-maintenance", "--score", "--rule", file];
    let text = Command::new(env!("CARGO_BIN_EXE_alertplay")).args(args).output().unwrap();
    std::fs::remove_file(&path).unwrap();
    let names: Vec<_> =
        all["score"].as_array().unwrap().iter().map(|it| it["alert"].as_str().unwrap()).collect();
    assert_eq!(names, ["Down", "Never"]);
    assert_eq!(all["score"][0]["measures"]["precision"].as_f64(), Some(0.0));
    assert!(all["score"][1]["measures"]["precision"].is_null());
    let kinds: Vec<_> =
        all["score"][0]["incidents"].as_array().unwrap().iter().map(|it| &it["kind"]).collect();
    assert!(kinds.iter().any(|it| **it == "planned"), "{kinds:?}");
    let text = String::from_utf8_lossy(&text.stdout).into_owned();
    assert!(
        text.contains("score of Never:") && text.contains("Precision                 n/a: no episode"),
        "{text}"
    );
}
