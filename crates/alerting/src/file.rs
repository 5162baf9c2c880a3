//! Rule files: YAML to rules and back, as Prometheus reads them (model/rulefmt). It must not evaluate anything.

mod check;
mod locate;
mod raw;
mod write;

pub use write::{write_rule, write_rules};

use crate::{Rule, RuleFile};
use raw::{RawFile, RawRule};
use serde::de::DeserializeOwned;
use std::fmt;

/// The longest file that is read, in bytes.
pub(crate) const MAX_BYTES: usize = 1024 * 1024;
/// How many brackets and braces may be open at once, strings included: the YAML parser's time grows with their
/// square.
const MAX_OPEN: usize = 200;

/// What is wrong with a rule file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileError {
    /// The line, from 1, where it is known.
    pub line: Option<usize>,
    /// The column, from 1.
    pub column: Option<usize>,
    /// What is wrong, without the place; Prometheus' words wherever it has some.
    pub message: String,
}

impl FileError {
    fn new(message: impl Into<String>) -> Self {
        Self { line: None, column: None, message: message.into() }
    }
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.line, self.column) {
            (Some(line), Some(column)) => write!(f, "{line}:{column}: {}", self.message),
            _ => f.write_str(&self.message),
        }
    }
}

impl std::error::Error for FileError {}

/// Reads the first document of a rule file; any further ones are ignored, as Prometheus does
/// ([`has_more_documents`] says whether there are).
///
/// # Errors
/// The first thing that Prometheus would refuse: YAML, an unknown key, a missing field, a duration, an expression
/// or a template.
pub fn parse_rules(yaml: &str) -> Result<RuleFile, FileError> {
    let raw: Option<RawFile> = first_document(yaml)?;
    check::file(yaml, raw.unwrap_or_default())
}

/// Reads one alerting rule that stands alone, as runbooks quote it, or the first one of a rule file.
///
/// # Errors
/// As [`parse_rules`]; also when there is no alerting rule.
pub fn parse_rule(yaml: &str) -> Result<Rule, FileError> {
    if is_rule_file(yaml) {
        let file = parse_rules(yaml)?;
        return file.alerting().next().ok_or_else(|| FileError::new("the file has no alerting rule"));
    }
    let raw: RawRule = first_document(yaml)?;
    check::alerting(yaml, raw)
}

/// Whether the text holds documents behind the first, which Prometheus ignores with a warning.
pub fn has_more_documents(yaml: &str) -> bool {
    check_bounds(yaml).is_ok() && serde_yaml_ng::Deserializer::from_str(yaml).take(2).count() > 1
}

/// Whether the YAML parser may see `yaml`: every text from outside passes here first.
///
/// # Errors
/// When it is longer than 1 MiB, or opens more than 200 brackets within each other.
pub fn check_bounds(yaml: &str) -> Result<(), FileError> {
    if yaml.len() > MAX_BYTES {
        return Err(FileError::new(format!("longer than {MAX_BYTES} bytes")));
    }
    if open_brackets(yaml) > MAX_OPEN {
        return Err(FileError::new(format!("brackets nested deeper than {MAX_OPEN} levels")));
    }
    Ok(())
}

/// Whether the text's first key at the margin is that of a rule file.
fn is_rule_file(yaml: &str) -> bool {
    let is_key =
        |line: &&str| line.starts_with(|it: char| it.is_ascii_alphabetic() || matches!(it, '"' | '\''));
    yaml.lines().find(is_key).is_some_and(|line| line.trim_start_matches(['"', '\'']).starts_with("groups"))
}

fn first_document<T: DeserializeOwned>(yaml: &str) -> Result<T, FileError> {
    check_bounds(yaml)?;
    let Some(document) = serde_yaml_ng::Deserializer::from_str(yaml).next() else {
        return Err(FileError::new("the file is empty"));
    };
    T::deserialize(document).map_err(|err| {
        let place = err.location();
        let message = err.to_string();
        // The message repeats the place at its end.
        let message = message.split(" at line ").next().unwrap_or_default();
        let message = unknown_field(message).unwrap_or_else(|| message.to_owned());
        FileError { line: place.as_ref().map(|it| it.line()), column: place.map(|it| it.column()), message }
    })
}

/// The most brackets and braces that are open at once.
fn open_brackets(yaml: &str) -> usize {
    let (mut open, mut most) = (0_usize, 0);
    for byte in yaml.bytes() {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        most = most.max(open);
    }
    most
}

/// Serde's words for a key that is not known, in Prometheus' words.
fn unknown_field(message: &str) -> Option<String> {
    let (_, rest) = message.split_once("unknown field `")?;
    Some(format!("field {} not found", rest.split('`').next()?))
}

#[cfg(test)]
mod tests;
