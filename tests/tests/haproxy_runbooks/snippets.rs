//! Pieces of configuration in the places where they could stand. It must not know whether HAProxy takes them.

use super::texts::{Quote, Text};
use haproxy::Scenario;
use std::fmt::Write;
use tests::haproxy::{Addresses, config};

/// How sections begin.
const SECTIONS: [&str; 8] =
    ["global", "defaults", "frontend", "backend", "listen", "userlist", "peers", "cache"];

/// With which words lines begin, and settings of a server; within a sentence others may be anything.
const LINES: [&str; 13] = [
    "option",
    "retry-on",
    "retries",
    "timeout",
    "http-reuse",
    "http-check",
    "http-request",
    "http-response",
    "tcp-request",
    "balance",
    "hash-type",
    "rate-limit",
    "default-server",
];
const SETTINGS: [&str; 9] =
    ["observe", "on-error", "error-limit", "fall", "rise", "inter", "fastinter", "downinter", "slowstart"];
/// What a sentence may leave out at the end.
const LEFT_OUT: [&str; 4] = ["", " 3s", " 10", " meth GET"];

/// Whole configurations, each with the quoted piece in another place; none where it is no configuration.
pub(crate) fn places(text: &Text, scenario: &Scenario) -> Vec<String> {
    match text.quote {
        Quote::Configuration => block(&text.text, scenario),
        Quote::Inline => inline(&text.text, scenario),
        Quote::Shell | Quote::Other => Vec::new(),
    }
}

/// A phrase of a sentence, of two words or more, that lacks nothing in the middle.
fn inline(text: &str, scenario: &Scenario) -> Vec<String> {
    let first = text.split_whitespace().next().unwrap_or_default();
    if !text.contains(' ') || text.contains("...") || text.contains('<') || text.contains(" * ") {
        return Vec::new();
    }
    let line = match () {
        () if LINES.contains(&first) => text.to_owned(),
        () if SETTINGS.contains(&first) => format!("server phrase 127.0.0.1:9 check observe layer4 {text}"),
        () => return Vec::new(),
    };
    LEFT_OUT.iter().flat_map(|it| block(&format!("{line}{it}"), scenario)).collect()
}

/// A block of lines.
fn block(text: &str, scenario: &Scenario) -> Vec<String> {
    let whole = config(scenario, &Addresses::of(scenario));
    let mut pieces = text.lines().filter(|it| !it.trim().is_empty()).peekable();
    let begins = |it: &&str| SECTIONS.iter().any(|name| it.split_whitespace().next() == Some(name));
    if pieces.peek().is_some_and(begins) {
        return vec![with_sections(text, &whole), text.to_owned()];
    }
    let mut piece = String::new();
    pieces.for_each(|it| {
        let _ = writeln!(piece, "    {}", it.trim());
    });
    let server = "    server quoted 127.0.0.1:9\n";
    vec![
        format!("{whole}backend quoted\n{piece}{server}"),
        format!("{whole}backend quoted\n{server}{piece}"),
        format!(
            "{whole}frontend quoted\n    bind 127.0.0.1:8999\n{piece}    default_backend {}\n",
            scenario.backends[0].name
        ),
        format!("{whole}defaults quoted\n    mode http\n{piece}"),
        format!("global\n{piece}{}", whole.trim_start_matches("global\n")),
    ]
}

/// The configuration with the quoted sections, which stand for those of the same name.
fn with_sections(quoted: &str, whole: &str) -> String {
    let name = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    let taken: Vec<_> = quoted.lines().filter(|it| !it.starts_with(' ')).map(name).collect();
    let mut kept = String::new();
    let mut keep = true;
    for line in whole.lines() {
        if !line.starts_with(' ') {
            keep = line == "global" || line == "defaults" || !taken.contains(&name(line));
        }
        if keep {
            let _ = writeln!(kept, "{line}");
        }
    }
    format!("{kept}{quoted}\n")
}
