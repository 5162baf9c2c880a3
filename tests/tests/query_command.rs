//! The contract of `alertplay query`, by the command itself: exit codes, bodies, errors, options, hostile files. It must
//! not know how it evaluates.

#![expect(clippy::panic, clippy::unwrap_used, reason = "a proof that cannot be set up has failed")]

use serde_json::{Value, json};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use tests::peer::Folder;

const SERIES: &str = "\
interval: 15s
input_series:
- {series: 'up{job=\"a\"}', values: '1x20'}
- {series: 'requests_total{job=\"a\"}', values: '0+15x20'}
- {series: 'temperature', values: '1 NaN _ -Inf stale 1e21 0.1'}
";

/// What the command said: exit code, standard output, standard error.
struct Said {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Said {
    /// Its output as JSON.
    fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|err| panic!("{err}: {:?} {:?}", self.out, self.err))
    }
}

/// Where the command is: told by `cargo xtask test`, else beside this test, if it has been built.
fn binary() -> Option<PathBuf> {
    let told = std::env::var_os("ALERTPLAY_BIN").map(PathBuf::from);
    let beside = || Some(std::env::current_exe().ok()?.parent()?.parent()?.join("alertplay"));
    let path = told.or_else(beside).filter(|it| it.exists());
    if path.is_none() {
        assert!(std::env::var("ALERTPLAY_REQUIRE_PEERS").as_deref() != Ok("1"), "alertplay is not built");
        println!("SKIPPED: the contract of the command, alertplay is not built");
    }
    path
}

/// Runs `alertplay query` over a file with `series`, if it is there.
fn query(series: &[u8], args: &[&str]) -> Option<Said> {
    let folder = Folder::new(&format!("query-{:?}", std::thread::current().id()));
    let path = folder.path().join("series.yml");
    std::fs::write(&path, series).unwrap();
    run(&path.to_string_lossy(), args)
}

fn run(series: &str, args: &[&str]) -> Option<Said> {
    let mut command = Command::new(binary()?);
    let output = command.args(["query", "--series", series]).args(args).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Some(Said { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) })
}

#[test]
fn instants_and_ranges_print_the_bodies_of_the_api() {
    let vector = |metric: Value, time: Value, value: &str| json!({"metric": metric, "value": [time, value]});
    let up = json!({"__name__": "up", "job": "a"});
    for (args, kind, result) in [
        (&["--at", "60", "up"][..], "vector", json!([vector(up.clone(), json!(60), "1")])),
        (&["--at", "1m", "up"], "vector", json!([vector(up.clone(), json!(60), "1")])),
        (&["--at=60.5", "--", "up"], "vector", json!([vector(up, json!(60.5), "1")])),
        (&["--at", "0", "--", "-1"], "scalar", json!([0, "-1"])),
        (&["--at", "0", "1/0"], "scalar", json!([0, "+Inf"])),
        (&["--at", "0", "\"a\\\"b\""], "string", json!([0, "a\"b"])),
        (
            &["--at", "75", "temperature"],
            "vector",
            json!([vector(json!({"__name__": "temperature"}), json!(75), "1e+21")]),
        ),
        (
            &["--at", "15", "temperature"],
            "vector",
            json!([vector(json!({"__name__": "temperature"}), json!(15), "NaN")]),
        ),
        (&["--at", "60", "temperature"], "vector", json!([])),
        (
            &["--at", "30", "up[20s]"],
            "matrix",
            json!([{"metric": {"__name__": "up", "job": "a"}, "values": [[15, "1"], [30, "1"]]}]),
        ),
        (
            &["--at", "30", "--semantics", "2", "up[30s]"],
            "matrix",
            json!([{"metric": {"__name__": "up", "job": "a"}, "values": [[0, "1"], [15, "1"], [30, "1"]]}]),
        ),
        (
            &["--from", "0", "--to", "45", "--step", "15", "temperature"],
            "matrix",
            json!([{"metric": {"__name__": "temperature"}, "values": [[0, "1"], [15, "NaN"], [30, "NaN"], [45, "-Inf"]]}]),
        ),
        (&["--from", "10000m", "--to", "10001m", "--step", "1m", "up"], "matrix", json!([])),
        (
            &["--from", "0", "--to", "1m", "--step", "1m", "--semantics=3", "1"],
            "matrix",
            json!([{"metric": {}, "values": [[0, "1"], [60, "1"]]}]),
        ),
    ] {
        let Some(said) = query(SERIES.as_bytes(), args) else { return };
        assert_eq!(said.code, Some(0), "{args:?}: {}", said.err);
        let wanted = json!({"status": "success", "data": {"resultType": kind, "result": result}});
        assert_eq!(said.json(), wanted, "{args:?}");
        assert!(said.err.is_empty(), "{args:?}: {}", said.err);
    }
}

#[test]
fn remarks_stand_beside_the_data() {
    let Some(said) = query(SERIES.as_bytes(), &["--at", "5m", "rate(up[1m])"]) else { return };
    let info = "PromQL info: metric might not be a counter, name does not end in _total/_sum/_count/_bucket: \"up\" (1:6)";
    assert_eq!(said.json()["infos"], json!([info]));
    assert_eq!(said.json().get("warnings"), None);
    let Some(said) = query(SERIES.as_bytes(), &["--at", "5m", "quantile(2, up)"]) else { return };
    let warning = "PromQL warning: quantile value should be between 0 and 1, got 2 (1:10)";
    assert_eq!(said.json()["warnings"], json!([warning]));
}

#[test]
fn names_are_dropped_at_the_end_only_where_it_is_asked_for() {
    let text =
        ["--at", "5m", "label_replace(rate(requests_total[1m]), \"name\", \"$1\", \"__name__\", \"(.*)\")"];
    let Some(said) = query(SERIES.as_bytes(), &text) else { return };
    assert_eq!(said.json()["data"]["result"][0]["metric"], json!({"job": "a"}));
    let feature = ["--enable-feature", "promql-delayed-name-removal"];
    let Some(said) = query(SERIES.as_bytes(), &[&feature[..], &text[..]].concat()) else { return };
    assert_eq!(said.json()["data"]["result"][0]["metric"], json!({"job": "a", "name": "requests_total"}));
}

#[test]
fn what_fails_prints_the_error_of_the_api_and_exits_with_1() {
    let range = |from, to, step| vec!["--from", from, "--to", to, "--step", step, "1"];
    let many = "query processing would load too many samples into memory in query execution";
    let step = "invalid parameter \"step\": zero or negative query resolution step widths are not accepted. Try a positive integer";
    for (args, kind, error) in [
        (
            vec!["--at", "0", "sum("],
            "bad_data",
            "invalid parameter \"query\": 1:5: parse error: unclosed left parenthesis",
        ),
        (
            vec!["--at", "0", ""],
            "bad_data",
            "invalid parameter \"query\": 1:1: parse error: no expression found in input",
        ),
        (
            vec!["--at", "0", "nothing_known(up)"],
            "bad_data",
            "invalid parameter \"query\": 1:1: parse error: unknown function with name \"nothing_known\"",
        ),
        (vec!["--at", "1m", "--max-samples", "1", "{job=\"a\"}"], "execution", many),
        (
            vec!["--at", "1m", "up + on () {job=\"a\"}"],
            "execution",
            "found duplicate series for the match group {} on the right hand-side of the operation: ",
        ),
        (
            range("10", "5", "1"),
            "bad_data",
            "invalid parameter \"end\": end timestamp must not be before start time",
        ),
        (range("0", "5", "0"), "bad_data", step),
        (range("0", "5", "-1"), "bad_data", step),
        (
            range("0", "50000", "1"),
            "bad_data",
            "exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution (?step=XX)",
        ),
        (
            vec!["--from", "0", "--to", "1", "--step", "1", "up[1m]"],
            "bad_data",
            "invalid parameter \"query\": invalid expression type \"range vector\" for range query, must be Scalar or instant Vector",
        ),
    ] {
        let Some(said) = query(SERIES.as_bytes(), &args) else { return };
        assert_eq!(said.code, Some(1), "{args:?}");
        let body = said.json();
        assert_eq!((&body["status"], &body["errorType"]), (&json!("error"), &json!(kind)), "{args:?}");
        let message = body["error"].as_str().unwrap_or_default();
        assert!(
            message == error || (error.ends_with(": ") && message.starts_with(error)),
            "{args:?}: {message}"
        );
        assert!(said.err.starts_with("alertplay: "), "{args:?}: {}", said.err);
    }
}

#[test]
fn a_wrong_call_exits_with_2_and_prints_nothing() {
    for args in [
        &["up"][..],
        &["--at", "0"],
        &["--at", "0", "up", "up"],
        &["--at", "x", "up"],
        &["--at", "1e300", "up"],
        &["--at", "0", "--from", "0", "up"],
        &["--from", "0", "--to", "1", "up"],
        &["--at", "0", "--semantics", "4", "up"],
        &["--at", "0", "--max-samples", "-1", "up"],
        &["--at", "0", "--max-samples", "many", "up"],
        &["--at", "0", "--enable-feature", "nothing", "up"],
        &["--at", "0", "--nothing", "up"],
        &["--at", "0", "-1"],
        &["--at"],
    ] {
        let Some(said) = query(SERIES.as_bytes(), args) else { return };
        assert_eq!(said.code, Some(2), "{args:?}: {}", said.out);
        assert_eq!(said.out, "", "{args:?}");
        assert!(said.err.contains("usage: alertplay"), "{args:?}: {}", said.err);
    }
}

#[test]
fn hostile_files_are_refused_in_json() {
    let series =
        |values: &str| format!("interval: 1m\ninput_series:\n- {{series: up, values: '{values}'}}\n");
    let bomb: String =
        (1..30).map(|idx| format!("a{idx}: &a{idx} [{}]\n", format!("*a{},", idx - 1).repeat(9))).collect();
    for text in [
        series("1x99999999999"),
        series("1x18446744073709551616"),
        series("1x-1"),
        series("_x99999999999999999999"),
        series(&"1x900000 ".repeat(50)),
        series("{{schema:1}}"),
        series("1 2 x"),
        format!("a: {}{}", "[".repeat(100_000), "]".repeat(100_000)),
        "{a: ".repeat(10_000),
        format!("a0: &a0 [x]\n{bomb}"),
        "interval: 1m\ninput_series: 5\n".to_owned(),
        "interval: [1m]\n".to_owned(),
        "interval: -1m\n".to_owned(),
        "interval: 99999999999999999999y\n".to_owned(),
        "- a\n".to_owned(),
        "input_series:\n- {series: 'up{', values: '1'}\n".to_owned(),
        "input_series:\n- {series: 'up', values: '1', nothing: 1}\n".to_owned(),
        "\u{0}".to_owned(),
        "%YAML 9.9\n---\n\t- x".to_owned(),
        "input_series:\n- {series: up}\n".to_owned(),
    ] {
        let Some(said) = query(text.as_bytes(), &["--at", "0", "up"]) else { return };
        let shown: String = text.chars().take(80).collect();
        assert_eq!(said.code, Some(1), "{shown}: {}", said.out);
        assert_eq!(said.json()["status"], "error", "{shown}");
        assert_eq!(said.json()["errorType"], "bad_data", "{shown}");
        assert!(
            said.err.starts_with("alertplay: ") && !said.err.contains("panicked"),
            "{shown}: {}",
            said.err
        );
    }
    let Some(said) = query(b"input_series:\n- {series: up, values: '\xff\xfe'}\n", &["--at", "0", "up"])
    else {
        return;
    };
    assert_eq!((said.code, &said.json()["status"]), (Some(1), &json!("error")));
    for missing in ["/", "/nothing/here.yml", "", "/dev/null/x"] {
        let Some(said) = run(missing, &["--at", "0", "up"]) else { return };
        assert_eq!((said.code, &said.json()["status"]), (Some(1), &json!("error")), "{missing}");
    }
}

#[test]
fn a_file_without_series_has_empty_answers() {
    for text in ["", "interval: 1m\n", "input_series: []\n", "{}"] {
        let Some(said) = query(text.as_bytes(), &["--at", "0", "up"]) else { return };
        assert_eq!(
            (said.code, &said.json()["data"]["result"]),
            (Some(0), &json!([])),
            "{text:?}: {}",
            said.err
        );
    }
}

/// `alertplay query ... | head`: a reader that goes away is no failure, and nothing panics.
#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let Some(binary) = binary() else { return };
    let folder = Folder::new("query-pipe");
    folder.write("series.yml", "interval: 15s\ninput_series:\n  - series: x\n    values: 1x2000\n");
    let mut command = Command::new(binary);
    command.current_dir(folder.path()).args(["query", "--series", "series.yml", "--from=0", "--to=8h"]);
    command.args([
        "--step=3",
        "--",
        "label_replace(x, \"a\", \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\", \"\", \"\")",
    ]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let said = child.wait_with_output().unwrap();
    assert_eq!((said.status.code(), said.stderr), (Some(0), Vec::new()));
}
