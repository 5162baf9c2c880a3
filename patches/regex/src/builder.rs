//! Options of a pattern. It must not know what is matched.

use crate::{Error, Regex};

/// A pattern with options.
#[derive(Debug)]
pub struct RegexBuilder {
    pattern: String,
    inner: regex_lite::RegexBuilder,
}

/// The one Unicode class in use, by the grammar's own parser, written out.
const WHITE_SPACE: (&str, &str) =
    (r"\p{Pattern_White_Space}", r"\t\n\x0B\x0C\r \x{85}\x{200E}\x{200F}\x{2028}\x{2029}");

impl RegexBuilder {
    /// A builder for `pattern`.
    pub fn new(pattern: &str) -> Self {
        let lite = pattern.replace(WHITE_SPACE.0, WHITE_SPACE.1);
        Self { pattern: pattern.to_owned(), inner: regex_lite::RegexBuilder::new(&lite) }
    }

    /// Compiles the pattern.
    ///
    /// # Errors
    /// When it is no regular expression, or too large for its limits.
    pub fn build(&self) -> Result<Regex, Error> {
        Ok(Regex { compiled: self.inner.build()?, pattern: self.pattern.clone() })
    }

    /// `i`: letters of either case are the same; ASCII only.
    pub fn case_insensitive(&mut self, yes: bool) -> &mut Self {
        self.inner.case_insensitive(yes);
        self
    }

    /// `m`: `^` and `$` match at line breaks.
    pub fn multi_line(&mut self, yes: bool) -> &mut Self {
        self.inner.multi_line(yes);
        self
    }

    /// `s`: `.` matches a line break.
    pub fn dot_matches_new_line(&mut self, yes: bool) -> &mut Self {
        self.inner.dot_matches_new_line(yes);
        self
    }

    /// `U`: repetitions are lazy unless marked.
    pub fn swap_greed(&mut self, yes: bool) -> &mut Self {
        self.inner.swap_greed(yes);
        self
    }

    /// `x`: white space and comments in the pattern do not count.
    pub fn ignore_whitespace(&mut self, yes: bool) -> &mut Self {
        self.inner.ignore_whitespace(yes);
        self
    }

    /// How large the compiled pattern may be, in bytes.
    pub fn size_limit(&mut self, bytes: usize) -> &mut Self {
        self.inner.size_limit(bytes);
        self
    }

    /// How deep the pattern may be nested.
    pub fn nest_limit(&mut self, depth: u32) -> &mut Self {
        self.inner.nest_limit(depth);
        self
    }

    /// There is no automaton whose size it could bound.
    pub fn dfa_size_limit(&mut self, _: usize) -> &mut Self {
        self
    }

    /// Classes are ASCII whatever is asked.
    pub fn unicode(&mut self, _: bool) -> &mut Self {
        self
    }

    /// Octal escapes are not there.
    pub fn octal(&mut self, _: bool) -> &mut Self {
        self
    }
}
