//! `alertplay test` beside `promtool test rules`: the same file, one rule over many series. It must not know who is right:
//! both must be content.

use super::timing::Times;
use std::fmt::Write;
use std::path::Path;
use std::process::Command;
use tests::peer::Folder;

/// One in so many series makes its alert fire.
const FIRING: usize = 100;
/// 6 h at 15 s.
const STEPS: usize = 1440;

const RULES: &str = "\
groups:
- name: servers
  rules:
  - alert: ManyErrors
    expr: rate(haproxy_server_response_errors_total[1m]) > 1
    for: 5m
    labels: {severity: warning}
    annotations: {summary: '{{ $labels.server }} has {{ $value | humanize }} errors a second'}
";

/// What both needed, from start to end of the process.
pub(crate) struct Row {
    pub(crate) series: usize,
    pub(crate) promtool: Times,
    pub(crate) ours: Times,
}

/// Measures `rounds` times, by turns; nothing where the command is not there.
pub(crate) fn measure(series: usize, rounds: usize) -> Result<Option<Row>, String> {
    let Some(alertplay) = std::env::var_os("ALERTPLAY_BIN") else { return Ok(None) };
    let folder = Folder::new(&format!("bench-test-{series}"));
    folder.write("rules.yml", RULES);
    folder.write("test.yml", &test(series));
    let run = |program: &Path, args: &[&str]| {
        let output = Command::new(program).args(args).current_dir(folder.path()).output();
        let output = output.map_err(|err| format!("{}: {err}", program.display()))?;
        let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
        let beginning: String = said.chars().take(1_000).collect();
        if output.status.success() { Ok(()) } else { Err(format!("{}: {beginning}", program.display())) }
    };
    let mut row = Row { series, promtool: Times::default(), ours: Times::default() };
    for _ in 0..rounds {
        row.promtool.run(|| run(Path::new("promtool"), &["test", "rules", "test.yml"]))?;
        row.ours.run(|| run(Path::new(&alertplay), &["test", "test.yml"]))?;
    }
    Ok(Some(row))
}

/// The counters rise by 1 in 15 s, those that fire by 30, and the last minute is looked at.
fn test(series: usize) -> String {
    let mut text =
        "rule_files: [rules.yml]\nevaluation_interval: 15s\ntests:\n- interval: 15s\n  input_series:\n"
            .to_owned();
    for idx in 0..series {
        let rise = if idx % FIRING == 0 { 30 } else { 1 };
        let labels = format!("proxy=\"be{}\", server=\"srv{idx}\"", idx / 10);
        let _ = writeln!(
            text,
            "  - {{series: 'haproxy_server_response_errors_total{{{labels}}}', values: '0+{rise}x{STEPS}'}}"
        );
    }
    text += "  alert_rule_test:\n  - alertname: ManyErrors\n    eval_time: 6h\n    exp_alerts:\n";
    for idx in (0..series).step_by(FIRING) {
        let labels = format!("proxy: be{}, server: srv{idx}, severity: warning", idx / 10);
        let summary = format!("srv{idx} has 2 errors a second");
        let _ =
            writeln!(text, "    - {{exp_labels: {{{labels}}}, exp_annotations: {{summary: '{summary}'}}}}");
    }
    text
}
