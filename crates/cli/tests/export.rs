//! `alertplay export`: a scenario as a table. It must not need peers.
#![expect(clippy::unwrap_used, reason = "a test file")]

use std::process::{Command, Output};

fn export(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_alertplay")).arg("export").args(args).output().unwrap()
}

// A line for each scrape; web1 is up, DOWN after it was killed at mid-range, and up again.
#[test]
fn a_table_has_a_line_for_each_scrape() {
    let output = export(&["--format", "csv", "web1-killed"]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let text = String::from_utf8(output.stdout).unwrap();
    let (head, lines) = text.split_once('\n').unwrap();
    // Labels hold commas, but every heading is quoted as a whole.
    let heads: Vec<_> = head.split(",\"").collect();
    assert_eq!(heads[0], "time");
    let up = |it: &&str| it.starts_with("haproxy_server_up{") && it.contains(r#"server=""web1"""#);
    let column = heads.iter().position(up).unwrap();
    let rows: Vec<Vec<&str>> = lines.lines().map(|it| it.split(',').collect()).collect();
    assert_eq!(rows.len(), 6 * 3600 / 15);
    assert!(rows.iter().all(|it| it.len() == heads.len()), "{head}");
    let times: Vec<f64> = rows.iter().map(|it| it[0].parse().unwrap()).collect();
    assert!(times.windows(2).all(|it| it[1] - it[0] == 15.0) && times[0] > 1.7e9);
    let values: Vec<_> = rows.iter().map(|it| it[column]).collect();
    let down = values.iter().filter(|it| **it == "0").count();
    assert_eq!((values[0], values[values.len() - 1]), ("1", "1"));
    assert!((38..=42).contains(&down), "{down} scrapes DOWN in 10 min");
}

#[test]
fn a_format_that_nobody_knows_is_wrong_usage() {
    let output = export(&["--format", "xlsx", "web1-killed"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("csv"));
}

fn svg(args: &[&str]) -> String {
    let output = export(&[&["--format", "svg"], args, &["web1-killed"]].concat());
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// The elements of a drawing are closed in the order in which they were opened.
fn is_closed(text: &str) -> bool {
    let mut open: Vec<&str> = Vec::new();
    for tag in text.split('<').skip(1).filter_map(|it| it.split_once('>')).map(|it| it.0) {
        let name = tag.split([' ', '/']).find(|it| !it.is_empty()).unwrap_or_default();
        match (tag.starts_with('/'), tag.ends_with('/')) {
            (true, _) if open.pop() != Some(name) => return false,
            (false, false) => open.push(name),
            _ => {}
        }
    }
    open.is_empty()
}

// What each look is for: a file stands for itself, a piece of a page has the page's colours and no width of its own.
#[test]
fn a_chart_has_the_look_that_is_asked_for() {
    let file = svg(&["--width", "640"]);
    assert!(file.starts_with("<svg xmlns=") && file.contains("width=\"640\"") && !file.contains("var(--"));
    let tokens = svg(&["--tokens"]);
    assert!(tokens.contains("width=\"900\"") && tokens.contains("var(--firing)"));
    let stretched = svg(&["--stretch"]);
    assert!(stretched.starts_with("<div role=\"img\" aria-label=\"1 episode. web1 fires from 15:00:15.\">"));
    assert!(stretched.contains("var(--firing)") && stretched.contains("15:00:15"));
    let small = svg(&["--small", "--width", "300"]);
    assert!(small.starts_with("<path") && !small.contains("<text") && small.contains("var(--firing)"));
    for text in [file, tokens, stretched, small] {
        assert!(is_closed(&text), "{text}");
    }
    let narrow = export(&["--format", "svg", "--width", "0", "web1-killed"]);
    assert_eq!(narrow.status.code(), Some(2));
}
