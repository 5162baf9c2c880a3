//! `alertplay check --lint`: advice beside promtool's verdict, and when it fails. It must not need peers.
#![expect(clippy::unwrap_used, reason = "a test file")]

use std::process::{Command, Output};

const RULES: &str = "groups:\n- name: g\n  rules:\n  - alert: Gauge\n    expr: haproxy_server_http_responses_total > 5\n    for: 1m\n";

fn check(name: &str, rules: &str, args: &[&str]) -> Output {
    let path = std::env::temp_dir().join(format!("alertplay-check-{}-{name}.yml", std::process::id()));
    std::fs::write(&path, rules).unwrap();
    let output =
        Command::new(env!("CARGO_BIN_EXE_alertplay")).arg("check").args(args).arg(&path).output().unwrap();
    std::fs::remove_file(&path).unwrap();
    output
}

#[test]
fn advice_is_given_and_fails_only_if_asked_to() {
    let output = check("text", RULES, &["--lint"]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert!(String::from_utf8_lossy(&output.stderr).contains("only the static checks run"));
    assert!(String::from_utf8_lossy(&output.stdout).contains("  Gauge: "), "{output:?}");
    let over_samples =
        check("samples", RULES, &["--lint", "--scenario", "web1-killed", "--fail-on", "warning"]);
    assert_eq!(over_samples.status.code(), Some(1), "{over_samples:?}");
    assert_eq!(check("plain", RULES, &[]).status.code(), Some(0));
}

#[test]
fn advice_as_json() {
    let output = check("json", RULES, &["--lint", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((json[0]["rules"].as_u64(), json[0]["errors"].as_array().map(Vec::len)), (Some(1), Some(0)));
    assert!(json[0]["findings"].as_array().is_some_and(|it| !it.is_empty()), "{json}");
    let wrong = check("wrong", "groups: 1\n", &["--lint", "--format", "json"]);
    assert_eq!(wrong.status.code(), Some(1));
}

#[test]
fn wrong_calls_are_usage() {
    for args in [&["--fail-on", "error"][..], &["--lint", "--format", "xml"], &["--nonsense"]] {
        assert_eq!(check("usage", RULES, args).status.code(), Some(2), "{args:?}");
    }
}

/// Recording rules get the advice that concerns them, and a finding says its place and its repair.
#[test]
fn recording_rules_places_and_repairs() {
    let rules = "groups:\n- name: g\n  rules:\n  - record: a:queue:rate\n    expr: rate(haproxy_backend_current_queue[2m])\n  - alert: Errors\n    expr: rate(haproxy_backend_retry_warnings_total[2m]) > 1\n    for: 5m\n    annotations:\n      summary: on {{ $labels.server }}\n      runbook: https://example.org/a\n";
    let output = check("recording", rules, &["--lint", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let findings = json[0]["findings"].as_array().unwrap();
    let of = |id: &str| findings.iter().find(|it| it["id"] == id).unwrap();
    assert_eq!(of("rate-of-gauge")["alert"], "a:queue:rate");
    let label = of("template-empty-label");
    assert_eq!(
        (&label["place"], &label["span"]),
        (&"annotations.summary".into(), &serde_json::json!([6, 20]))
    );
    assert_eq!((label["line"].as_u64(), label["column"].as_u64()), (Some(1), Some(7)));
    let repaired = of("counts-only-part")["repair"]["rule"].as_str().unwrap();
    assert!(repaired.contains("haproxy_backend_redispatch_warnings_total"), "{repaired}");
    assert_eq!(findings.iter().filter(|it| it["severity"] == "error").count(), 0, "{findings:#?}");
}

/// Files are judged together: another one may settle a finding, or make one.
#[test]
fn files_stand_beside_each_other() {
    let down = "groups:\n- name: g\n  rules:\n  - alert: Down\n    expr: haproxy_up == 0\n    for: 2m\n";
    let watch = "groups:\n- name: w\n  rules:\n  - alert: Gone\n    expr: up == 0\n    for: 2m\n  - alert: Down\n    expr: haproxy_backend_up == 0\n    for: 2m\n";
    let path = std::env::temp_dir().join(format!("alertplay-check-{}-watch.yml", std::process::id()));
    std::fs::write(&path, watch).unwrap();
    let alone = check("alone", down, &["--lint"]);
    let both = check("both", down, &["--lint", path.to_str().unwrap()]);
    std::fs::remove_file(&path).unwrap();
    let says = |output: &Output, id: &str| String::from_utf8_lossy(&output.stdout).contains(id);
    assert!(says(&alone, "[absence-is-silence]") && !says(&both, "[absence-is-silence]"), "{both:?}");
    assert!(says(&both, "[duplicate-name]") && !says(&alone, "[duplicate-name]"), "{both:?}");
}
