//! Label matchers, compiled once. They must not know the text that they were written in.

use crate::{Labels, re2};
use regex::Regex;

/// The most that a compiled expression may take.
const MOST_BYTES: usize = 4 << 20;

/// How a matcher compares a label's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MatchOp {
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `=~`
    Regex,
    /// `!~`
    NotRegex,
}

/// What `.` matches: Prometheus 3 anchors a matcher as `^(?s:...)$`, 2.x as `^(?:...)$`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RegexDialect {
    /// `.` matches a line break too (Prometheus 3).
    DotAll,
    /// `.` stops at a line break (Prometheus 2).
    DotLine,
}

/// One condition on one label.
#[derive(Clone, Debug)]
pub struct Matcher {
    name: String,
    op: MatchOp,
    value: String,
    regex: Option<Regex>,
}

impl Matcher {
    /// The matcher `name op value`.
    ///
    /// # Errors
    /// Go's message when `value` does not compile, also when it would be too large: see [`re2::from_go`].
    pub fn new(name: &str, op: MatchOp, value: &str, dialect: RegexDialect) -> Result<Self, String> {
        let regex = match op {
            MatchOp::Equal | MatchOp::NotEqual => None,
            MatchOp::Regex | MatchOp::NotRegex => Some(anchored(value, dialect)?),
        };
        Ok(Self { name: name.to_owned(), op, value: value.to_owned(), regex })
    }

    /// The matcher for a metric's name.
    pub fn metric(name: &str) -> Self {
        let (label, value) = (crate::METRIC_NAME.to_owned(), name.to_owned());
        Self { name: label, op: MatchOp::Equal, value, regex: None }
    }

    /// The label that it looks at.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How it compares.
    pub fn op(&self) -> MatchOp {
        self.op
    }

    /// What it compares with.
    pub fn value(&self) -> &str {
        &self.value
    }

    /// Whether `labels` satisfies it; a missing label counts as the empty value.
    pub fn matches(&self, labels: &Labels) -> bool {
        self.matches_value(labels.value(&self.name).unwrap_or_default())
    }

    /// Whether `value` satisfies it.
    pub fn matches_value(&self, value: &str) -> bool {
        let regex_matches = || self.regex.as_ref().is_some_and(|regex| regex.is_match(value));
        match self.op {
            MatchOp::Equal => self.value == value,
            MatchOp::NotEqual => self.value != value,
            MatchOp::Regex => regex_matches(),
            MatchOp::NotRegex => !regex_matches(),
        }
    }
}

/// `pattern` anchored at both ends. Prometheus 3 reads the bare pattern first, so that what is wrong with it is said of
/// it alone; 2.x reads the anchored one.
///
/// # Errors
/// As [`re2::from_go`].
pub fn anchored(pattern: &str, dialect: RegexDialect) -> Result<Regex, String> {
    let anchored = match dialect {
        RegexDialect::DotAll => format!("^(?s:{})$", re2::from_go(pattern)?),
        RegexDialect::DotLine => re2::from_go(&format!("^(?:{pattern})$"))?,
    };
    let compiled = regex::RegexBuilder::new(&anchored).size_limit(MOST_BYTES).build();
    compiled.map_err(|_| format!("error parsing regexp: expression too large: `{pattern}`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchored_and_missing_is_empty() {
        let matcher = |op, value| Matcher::new("a", op, value, RegexDialect::DotAll).unwrap();
        let labels = Labels::new([("a", "web1\n")]);
        assert!(matcher(MatchOp::Regex, "web.*").matches(&labels));
        assert!(!matcher(MatchOp::Regex, "eb").matches(&labels));
        assert!(matcher(MatchOp::NotEqual, "x").matches(&Labels::empty()));
        assert!(matcher(MatchOp::Equal, "").matches(&Labels::empty()));
        let line = Matcher::new("a", MatchOp::Regex, "web.*", RegexDialect::DotLine).unwrap();
        assert!(!line.matches(&labels));
    }

    #[test]
    fn a_wrong_pattern_is_an_error() {
        assert!(Matcher::new("a", MatchOp::Regex, "(", RegexDialect::DotAll).is_err());
    }
}
