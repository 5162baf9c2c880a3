//! Reads the parts of a query off its tokens: literals, matchers, label lists, offsets. It must not know the parser.

use crate::check::Checked;
use crate::plan::{Cardinality, Grouping, Matching, Selector};
use crate::tokens::{Token, TokenKind};
use crate::{Error, Span, literal};
use series::{METRIC_NAME, MatchOp, Matcher};
use std::collections::BTreeMap;

/// A cursor over the tokens of a checked text. Its errors mean that the parser saw another tree than the check.
pub(super) struct Reader<'a> {
    text: &'a str,
    tokens: &'a [Token],
    matchers: &'a BTreeMap<usize, Matcher>,
    at: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str, checked: &'a Checked) -> Self {
        Self { text, tokens: &checked.tokens, matchers: &checked.matchers, at: 0 }
    }

    pub(super) fn astray(&self) -> Error {
        let span = self.tokens.get(self.at).map_or(Span::new(0, self.text.len()), |it| it.span);
        Error::parse(self.text, span, "invalid promql query")
    }

    pub(super) fn expect_end(&self) -> Result<(), Error> {
        if self.at == self.tokens.len() { Ok(()) } else { Err(self.astray()) }
    }

    /// The text of the next token, empty beyond the end.
    pub(super) fn word(&self) -> &'a str {
        self.tokens.get(self.at).map_or("", |it| it.span.of(self.text))
    }

    fn kind(&self) -> Option<TokenKind> {
        self.tokens.get(self.at).map(|it| it.kind)
    }

    fn is(&self, word: &str) -> bool {
        self.kind() != Some(TokenKind::String) && self.word().eq_ignore_ascii_case(word)
    }

    pub(super) fn next(&mut self) {
        self.at += 1;
    }

    fn take(&mut self, word: &str) -> bool {
        let there = self.is(word);
        self.at += usize::from(there);
        there
    }

    pub(super) fn expect(&mut self, word: &str) -> Result<(), Error> {
        if self.take(word) { Ok(()) } else { Err(self.astray()) }
    }

    /// Where the next token stands.
    pub(super) fn start(&self) -> Span {
        self.tokens.get(self.at).map_or(Span::default(), |it| it.span)
    }

    /// Where the last token stood.
    pub(super) fn end(&self) -> Span {
        self.at.checked_sub(1).and_then(|idx| self.tokens.get(idx)).map_or(Span::default(), |it| it.span)
    }

    /// A `+` before an operand changes nothing and is not part of the tree.
    pub(super) fn skip_plus(&mut self) {
        while self.take("+") {}
    }

    /// A number with its signs.
    pub(super) fn number(&mut self) -> Result<f64, Error> {
        let mut negative = false;
        loop {
            if self.take("-") {
                negative = !negative;
            } else if !self.take("+") {
                break;
            }
        }
        let value = match self.kind() {
            Some(TokenKind::Number) => literal::number(self.word()),
            Some(TokenKind::Duration) => literal::duration(self.word()).ok().map(|it| it as f64 / 1000.0),
            _ => None,
        };
        let value = value.ok_or_else(|| self.astray())?;
        self.next();
        Ok(if negative { -value } else { value })
    }

    pub(super) fn string(&mut self) -> Result<String, Error> {
        let text = match self.kind() {
            Some(TokenKind::String) => literal::string(self.word()),
            _ => None,
        };
        let text = text.ok_or_else(|| self.astray())?;
        self.next();
        Ok(text)
    }

    /// The milliseconds of a duration and its place.
    pub(super) fn duration(&mut self) -> Result<(i64, Span), Error> {
        let span = self.start();
        let millis = literal::duration(self.word()).map_err(|_| self.astray())?;
        self.next();
        Ok((millis, span))
    }

    /// The `offset` behind a selector, 0 without one.
    pub(super) fn offset(&mut self) -> Result<i64, Error> {
        if !self.take("offset") {
            return Ok(0);
        }
        let negative = self.take("-");
        let _ = self.take("+");
        let (millis, _) = self.duration()?;
        Ok(if negative { -millis } else { millis })
    }

    pub(super) fn selector(&mut self) -> Result<Selector, Error> {
        let mut selector = self.series()?;
        selector.offset = self.offset()?;
        Ok(selector)
    }

    /// A selector without what follows it.
    pub(super) fn series(&mut self) -> Result<Selector, Error> {
        let mut selector = Selector { name: None, matchers: Vec::new(), offset: 0 };
        if !self.is("{") {
            selector.name = Some(self.word().to_owned());
            self.next();
        }
        if self.take("{") {
            while !self.take("}") {
                let matcher = self.matcher()?;
                selector.matchers.push(matcher);
                if !self.take(",") && !self.is("}") {
                    return Err(self.astray());
                }
            }
        }
        match &selector.name {
            Some(name) => selector.matchers.push(Matcher::metric(name)),
            None => selector.name = given_name(&selector.matchers),
        }
        Ok(selector)
    }

    fn matcher(&mut self) -> Result<Matcher, Error> {
        let quoted = self.kind() == Some(TokenKind::String);
        let name = if quoted { Some(self.string()?) } else { None };
        if let Some(name) = name.filter(|_| self.is(",") || self.is("}")) {
            return Ok(Matcher::metric(&name));
        }
        self.at += usize::from(!quoted);
        // The operator and the value: the check has made a matcher of them.
        self.next();
        let matcher = self.matchers.get(&self.at).ok_or_else(|| self.astray())?;
        self.next();
        Ok(matcher.clone())
    }

    fn labels(&mut self) -> Result<Vec<String>, Error> {
        let mut labels = Vec::new();
        self.expect("(")?;
        while !self.take(")") {
            if self.kind() == Some(TokenKind::String) {
                labels.push(self.string()?);
            } else {
                labels.push(self.word().to_owned());
                self.next();
            }
            if !self.take(",") && !self.is(")") {
                return Err(self.astray());
            }
        }
        Ok(labels)
    }

    /// `by (...)` or `without (...)`, if it is there.
    pub(super) fn grouping(&mut self) -> Result<Option<Grouping>, Error> {
        let without = self.is("without");
        if !without && !self.is("by") {
            return Ok(None);
        }
        self.next();
        Ok(Some(Grouping { without, labels: self.labels()? }))
    }

    /// The modifiers between an operator and its right operand: whether there is `bool`, and the matching.
    pub(super) fn matching(&mut self) -> Result<(bool, Matching), Error> {
        let bool_modifier = self.take("bool");
        let mut matching = Matching { on: self.is("on"), ..Matching::default() };
        if matching.on || self.is("ignoring") {
            self.next();
            matching.labels = self.labels()?;
            matching.card = if self.take("group_left") {
                Cardinality::ManyToOne
            } else if self.take("group_right") {
                Cardinality::OneToMany
            } else {
                Cardinality::OneToOne
            };
            if matching.card != Cardinality::OneToOne && self.is("(") {
                matching.include = self.labels()?;
            }
        }
        Ok((bool_modifier, matching))
    }
}

/// The one name that `{__name__="..."}` gives.
fn given_name(matchers: &[Matcher]) -> Option<String> {
    let named = matchers.iter().find(|it| it.name() == METRIC_NAME && it.op() == MatchOp::Equal);
    named.map(|it| it.value().to_owned()).filter(|it| !it.is_empty())
}
