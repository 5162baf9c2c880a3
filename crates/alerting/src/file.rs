//! Rule files: YAML to rules and back, as Prometheus reads them (model/rulefmt). It must not evaluate anything.

mod check;
mod read;
mod write;

pub use write::{write_rule, write_rules};

use crate::{Rule, RuleFile, yaml};
use promql::Semantics;
use std::fmt;

/// The longest file that is read, in bytes: published ones of 10,000 rules have one megabyte.
pub(crate) const MAX_BYTES: usize = 16 * 1024 * 1024;
/// How many brackets and braces may be open at once, strings included: the YAML parser's time grows with their
/// square.
const MAX_OPEN: usize = 200;

/// What is wrong with a rule file or a file of unit tests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileError {
    /// The line, from 1, where it is known.
    pub line: Option<usize>,
    /// The column, from 1.
    pub column: Option<usize>,
    /// What is wrong, without the place; Prometheus' words wherever it has some.
    pub message: String,
    /// Which reading of the file complains.
    pub kind: Complaint,
}

/// Which reading of a file complains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Complaint {
    /// The text is no YAML, or more of it than is read; the message names its line itself.
    Syntax,
    /// A key that is not known or stands there twice, or a value of another type.
    Decode,
    /// A value that its type refuses: a duration.
    Value,
    /// A rule or group that is wrong.
    Rule,
}

impl FileError {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { line: None, column: None, message: message.into(), kind: Complaint::Syntax }
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
    check_rules(yaml, &Strictness::default()).map_err(|mut errors| errors.swap_remove(0))
}

/// How rule files are judged.
#[derive(Clone, Copy, Debug, Default)]
pub struct Strictness {
    /// Whose language and names.
    pub semantics: Semantics,
    /// Whether keys that are not known are skipped (`--ignore-unknown-fields`).
    pub ignore_unknown: bool,
}

/// [`parse_rules`] with everything that is wrong.
///
/// # Errors
/// All that Prometheus would refuse, at least one, in its order: a file that does not decode is not judged further.
pub fn check_rules(yaml: &str, strictness: &Strictness) -> Result<RuleFile, Vec<FileError>> {
    let document = checked(yaml, MAX_BYTES).map_err(|err| vec![err])?;
    let mut decoder = yaml::Decoder::new(yaml, strictness.ignore_unknown);
    let file = read::file(&mut decoder, &document);
    if decoder.complaints.is_empty() {
        check::file(&mut decoder, &file, strictness.semantics);
    }
    if decoder.complaints.is_empty() { Ok(file.into()) } else { Err(decoder.complaints) }
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
    let document = checked(yaml, MAX_BYTES)?;
    let mut decoder = yaml::Decoder::new(yaml, false);
    let raw = read::rule(&mut decoder, &yaml::At::default(), &document);
    if decoder.complaints.is_empty() {
        check::rule(&mut decoder, &raw, Semantics::default());
    }
    match decoder.complaints.into_iter().next() {
        Some(err) => Err(err),
        None => raw.alerting().ok_or_else(|| FileError::new("a recording rule, where an alert is wanted")),
    }
}

/// The first document of a text of at most `most` bytes.
pub(crate) fn checked(yaml: &str, most: usize) -> Result<yaml::Node, FileError> {
    check_bounds(yaml, most)?;
    yaml::first_document(yaml)
}

/// Whether the text holds documents behind the first, which Prometheus ignores with a warning.
pub fn has_more_documents(yaml: &str) -> bool {
    check_bounds(yaml, MAX_BYTES).is_ok() && serde_yaml_ng::Deserializer::from_str(yaml).take(2).count() > 1
}

/// Whether the YAML parser may see `yaml`: every text from outside passes here first.
///
/// # Errors
/// When it is longer than `most` bytes, or opens more than 200 brackets within each other.
pub fn check_bounds(yaml: &str, most: usize) -> Result<(), FileError> {
    if yaml.len() > most {
        return Err(FileError::new(format!("longer than {most} bytes")));
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

#[cfg(test)]
mod tests;
