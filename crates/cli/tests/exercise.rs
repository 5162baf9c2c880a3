//! `alertplay exercise` and `alertplay run --seeds`: what they print and how they end. It must not need peers.
#![expect(clippy::unwrap_used, reason = "a test file")]

use serde_json::Value;
use std::process::{Command, Output};

fn alertplay(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_alertplay")).args(args).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// A file of this test's own, removed at its end.
struct File(std::path::PathBuf);

impl File {
    fn new(name: &str, text: &str) -> Self {
        let path = std::env::temp_dir().join(format!("alertplay-exercise-{}-{name}", std::process::id()));
        std::fs::write(&path, text).unwrap();
        Self(path)
    }

    fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }
}

impl Drop for File {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

const RULE: &str =
    "groups:\n- name: g\n  rules:\n  - { alert: Down, expr: haproxy_server_up == 0, for: 6m }\n";

#[test]
fn an_exercise_is_listed_proved_and_answered() {
    let list = said(&alertplay(&["exercise", "list"]));
    assert!(list.lines().count() >= 12 && list.contains("planned-work"), "{list}");
    let sound = alertplay(&["exercise", "check", "planned-work"]);
    assert_eq!(sound.status.code(), Some(0), "{sound:?}");
    assert!(
        said(&sound).contains("good: the start fails\n")
            && said(&sound).contains("good: the solution passes\n")
    );
    let solution = alertplay(&["exercise", "check", "planned-work", "--solution"]);
    assert_eq!(solution.status.code(), Some(0));
    assert!(said(&solution).ends_with("passed\n"));
}

#[test]
fn an_answer_that_fails_says_in_what() {
    let rule = File::new("rule.yml", RULE);
    let args = ["exercise", "check", "planned-work", "--rule", rule.path()];
    let output = alertplay(&args);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        said(&output).contains("MISSED   slowest detection 6m 15s on seed 61; wanted: at most 2m\n"),
        "{}",
        said(&output)
    );
    assert!(said(&output).contains("seed 61, 15:30:00 to 15:42:00: web2 is killed: found after 6m 15s\n"));
    let output = alertplay(&[&args[..], &["--format", "json"]].concat());
    assert_eq!(output.status.code(), Some(1));
    let json: Value = serde_json::from_slice(&output.stdout).unwrap();
    let goal = &json["goals"][2];
    assert_eq!((&json["passed"], &goal["passed"]), (&Value::Bool(false), &Value::Bool(false)));
    assert_eq!((goal["measure"].as_str(), goal["wanted"].as_f64()), (Some("detection_worst"), Some(120.0)));
    assert_eq!(goal["by_seed"]["61"].as_f64(), Some(375.0));
    assert_eq!(goal["behind"][0]["seed"].as_u64(), Some(61));
}

// A trainee sends back a link: the rules in it are the answer, over the exercise's own traffic.
#[test]
fn a_link_carries_an_exercise_and_an_answer() {
    let link = said(&alertplay(&["exercise", "link", "planned-work"]));
    let output = alertplay(&["exercise", "check", link.trim()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        said(&output).ends_with("failed\n") && said(&output).contains("MISSED   3 false pages in 6h 15s"),
        "{output:?}"
    );
}

#[test]
fn a_trainers_file_is_told_what_is_wrong_with_it() {
    let text = include_str!("../../catalogue/exercises/planned-work.yml");
    let good = File::new("good.yml", text);
    let link = said(&alertplay(&["exercise", "link", good.path()]));
    assert_eq!(alertplay(&["exercise", "check", link.trim()]).status.code(), Some(1));
    let unsound = File::new("unsound.yml", &text.replace("fails: detection_worst", "fails: recall"));
    let output = alertplay(&["exercise", "check", unsound.path()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("WRONG: wrong answer 1 fails in recall\n"), "{output:?}");
    let wrong = File::new("wrong.yml", &text.replace("recall >= 100%", "recal >= 100%"));
    let output = alertplay(&["exercise", "check", wrong.path()]);
    assert_eq!(output.status.code(), Some(1));
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(told.contains("goals[0].want: \"recal\" is no measure") && told.contains(" at line "), "{told}");
}

#[test]
fn wrong_calls_end_with_2() {
    for args in [
        &["exercise"][..],
        &["exercise", "solve"],
        &["exercise", "check"],
        &["exercise", "check", "planned-work", "--solution", "--rule", "x"],
        &["exercise", "check", "planned-work", "--format", "xml"],
        &["exercise", "link"],
        &["run", "web1-killed", "--seeds", "8..1"],
    ] {
        assert_eq!(alertplay(args).status.code(), Some(2), "{args:?}");
    }
    assert_eq!(alertplay(&["exercise", "check", "no-such-thing"]).status.code(), Some(1));
    assert_eq!(alertplay(&["exercise", "check", "web1-killed"]).status.code(), Some(1));
}

// Its own seed gives what it shows; others move the fault, and with it the time until an evaluation sees it.
#[test]
fn a_rule_is_judged_over_seeds() {
    let output = alertplay(&["run", "web1-killed", "--seeds", "1..5,7", "--score", "--format", "json"]);
    let json: Value = serde_json::from_slice(&output.stdout).unwrap();
    let [one, all] =
        [&json["score"][0]["measures"]["detection"], &json["spread"][0]["measures"]["detection"]];
    assert_eq!(all["by_seed"].as_object().map(serde_json::Map::len), Some(6));
    assert_eq!(&all["by_seed"]["7"], one);
    let by_seed: Vec<f64> = all["by_seed"].as_object().unwrap().values().filter_map(Value::as_f64).collect();
    assert!(by_seed.iter().all(|it| (5.0..=31.0).contains(it)), "{by_seed:?}");
    assert_eq!(all["least"].as_f64(), by_seed.iter().copied().reduce(f64::min));
    assert_eq!(all["greatest"].as_f64(), by_seed.iter().copied().reduce(f64::max));
    assert_ne!(all["least"], all["greatest"]);
    let mean = by_seed.iter().sum::<f64>() / 6.0;
    assert!((all["mean"].as_f64().unwrap() - mean).abs() < 1e-9);
    let text = said(&alertplay(&["run", "web1-killed", "--seeds", "1..2"]));
    assert!(
        text.contains("score of HaproxyServerDown over 2 seeds, mean (least to greatest):\n  Precision"),
        "{text}"
    );
}
