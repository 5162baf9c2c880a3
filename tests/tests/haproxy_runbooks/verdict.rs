//! Whether HAProxy has done what it was asked. It must not know who asks.

use super::commands::Command;
use std::path::Path;
use std::process::{Command as Program, Stdio};

/// How answers begin that say what is wrong with a command, whole or not.
const UNKNOWN: [&str; 8] = [
    "Unknown command",
    "No such",
    "Can't find",
    "Permission denied",
    "Unknown server",
    "Unknown backend",
    "'set server",
    "Unknown map",
];
/// Commands that change something, and say nothing if they could.
const SILENT: [&str; 6] = ["set ", "enable ", "disable ", "clear ", "shutdown ", "del "];
/// Programs through which an answer may go.
const FILTERS: [&str; 9] = ["cut", "grep", "awk", "sort", "uniq", "head", "tail", "tr", "column"];

/// What is wrong with the answer to a command.
pub(crate) fn of(command: &Command, answer: &str, folder: &Path) -> Result<(), String> {
    let said = answer.trim();
    if let Some(wrong) = UNKNOWN.iter().find(|it| said.starts_with(**it)) {
        return Err(format!("{wrong}..."));
    }
    if !command.whole {
        return Ok(());
    }
    if SILENT.iter().any(|it| command.command.starts_with(it)) {
        return if said.is_empty() { Ok(()) } else { Err("refused".to_owned()) };
    }
    // A table without rows is the answer to a name that nobody has.
    let rows = said.lines().filter(|it| !it.starts_with('#')).count();
    if command.command.starts_with("show stat") && rows == 0 {
        return Err("nobody of that name".to_owned());
    }
    filtered(&command.filter, answer, folder)
}

/// What is wrong with the programs behind the command: one that nobody expects there, or nothing that they leave over. Only awk
/// may, for it has conditions.
fn filtered(filter: &str, answer: &str, folder: &Path) -> Result<(), String> {
    if filter.is_empty() {
        return Ok(());
    }
    let program = filter.split_whitespace().next().unwrap_or_default();
    if !FILTERS.contains(&program) || filter.contains([';', '&', '`', '>', '<']) && program != "awk" {
        return Err(format!("not to be run: {filter}"));
    }
    std::fs::write(folder.join("answer"), answer).map_err(|err| err.to_string())?;
    let input = std::fs::File::open(folder.join("answer")).map_err(|err| err.to_string())?;
    let output = Program::new("sh")
        .args(["-c", filter])
        .current_dir(folder)
        .stdin(input)
        .stderr(Stdio::piped())
        .output();
    let output = output.map_err(|err| err.to_string())?;
    let errors = String::from_utf8_lossy(&output.stderr);
    let left = String::from_utf8_lossy(&output.stdout);
    // `cut` writes an empty line, or separators only, for columns that are not there.
    let empty = left.chars().all(|it| it == ',' || it.is_whitespace());
    match (output.status.success() && errors.is_empty(), empty && program != "awk") {
        (false, _) => Err(format!("{filter}: {errors}")),
        (true, true) => Err(format!("{filter} leaves nothing")),
        (true, false) => Ok(()),
    }
}
