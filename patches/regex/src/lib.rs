//! Crate regex's interface over regex-lite, for the whole workspace and the parser below it. It must not match
//! anything itself.
//!
//! regex costs the page 400 kB of automata and Unicode tables, and its `\d`, `\w`, `\s` and `\b` are Unicode where
//! those of RE2, which Prometheus uses, are ASCII. regex-lite, by the same authors, has neither (docs/adr/007).

mod builder;

pub use builder::RegexBuilder;
pub use regex_lite::{Captures, Error, Match, escape};
use std::fmt;

/// A compiled pattern.
#[derive(Clone)]
pub struct Regex {
    compiled: regex_lite::Regex,
    pattern: String,
}

impl Regex {
    /// Compiles `pattern`.
    ///
    /// # Errors
    /// When it is no regular expression, or one that regex-lite does not have (`\p{Greek}`).
    pub fn new(pattern: &str) -> Result<Self, Error> {
        RegexBuilder::new(pattern).build()
    }

    /// Whether it matches anywhere in `text`.
    pub fn is_match(&self, text: &str) -> bool {
        self.compiled.is_match(text)
    }

    /// The first match in `text`.
    pub fn find<'t>(&self, text: &'t str) -> Option<Match<'t>> {
        self.compiled.find(text)
    }

    /// The groups of the first match in `text`.
    pub fn captures<'t>(&self, text: &'t str) -> Option<Captures<'t>> {
        self.compiled.captures(text)
    }

    /// The groups of all matches in `text`, one after the other.
    pub fn captures_iter<'r, 't>(
        &'r self,
        text: &'t str,
    ) -> impl Iterator<Item = Captures<'t>> + use<'r, 't> {
        self.compiled.captures_iter(text)
    }

    /// The pieces of `text` between matches.
    pub fn split<'r, 't>(&'r self, text: &'t str) -> impl Iterator<Item = &'t str> + use<'r, 't> {
        self.compiled.split(text)
    }

    /// The pattern as it was given.
    pub fn as_str(&self) -> &str {
        &self.pattern
    }
}

impl fmt::Display for Regex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.pattern)
    }
}

impl fmt::Debug for Regex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Regex").field(&self.pattern).finish()
    }
}

impl std::str::FromStr for Regex {
    type Err = Error;

    fn from_str(pattern: &str) -> Result<Self, Error> {
        Self::new(pattern)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_ascii_as_in_re2() {
        assert!(Regex::new(r"^\d+$").unwrap().is_match("12"));
        assert!(!Regex::new(r"^\d$").unwrap().is_match("\u{0663}"));
        assert!(!Regex::new(r"^\w$").unwrap().is_match("ä"));
        assert!(Regex::new(r"^.$").unwrap().is_match("ä"));
    }

    #[test]
    fn the_pattern_is_given_back_as_it_came() {
        let pattern = r"^[\p{Pattern_White_Space}]*";
        let regex = Regex::new(pattern).unwrap();
        assert_eq!(regex.as_str(), pattern);
        assert_eq!(regex.find(" \n\u{2028}x").map(|it| it.end()), Some(5));
    }

    #[test]
    fn what_is_not_there_is_an_error() {
        assert!(Regex::new(r"\p{Greek}").is_err());
        assert!(Regex::new("(").is_err());
        assert!(RegexBuilder::new("a{1000}{1000}").size_limit(1 << 10).build().is_err());
    }
}
