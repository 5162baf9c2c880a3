//! Reads the parts of a query off its tokens: literals, matchers, label lists, offsets. It must not know the parser.

use crate::check::Checked;
use crate::plan::{At, Cardinality, DurationExpr, Grouping, Matching, Offset, Selector};
use crate::tokens::{Token, TokenKind};
use crate::{Error, Span, Steps, literal};
use series::{METRIC_NAME, MatchOp, Matcher};
use std::collections::BTreeMap;

/// A cursor over the tokens of a checked text. Its errors mean that the parser saw another tree than the check.
pub(super) struct Reader<'a> {
    text: &'a str,
    tokens: &'a [Token],
    matchers: &'a BTreeMap<usize, Matcher>,
    durations: &'a BTreeMap<usize, (DurationExpr, usize)>,
    at: usize,
}

/// A duration in milliseconds, the expression that computes it if it is no plain one, and its place.
pub(super) struct Window {
    pub(super) millis: i64,
    pub(super) expr: Option<DurationExpr>,
    pub(super) span: Span,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str, checked: &'a Checked) -> Self {
        let Checked { tokens, matchers, durations, .. } = checked;
        Self { text, tokens, matchers, durations, at: 0 }
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
            Some(TokenKind::Number | TokenKind::Duration) => literal::seconds(self.word()),
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

    /// A duration in a window, which is positive, or behind `offset`.
    pub(super) fn duration(&mut self, negative: bool) -> Result<Window, Error> {
        let (expr, end) = self.durations.get(&self.at).ok_or_else(|| self.astray())?;
        let start = self.start();
        self.at = *end;
        let span = start.to(self.end());
        let plain = matches!(expr, DurationExpr::Seconds(..));
        let millis =
            if expr.varies() { 1 } else { literal::computed(expr, Steps::instant(0), span, negative)? };
        Ok(Window { millis, expr: (!plain).then(|| expr.clone()), span })
    }

    /// `offset` and `@` behind a selector, in any order.
    pub(super) fn offset(&mut self) -> Result<Offset, Error> {
        let mut offset = Offset::default();
        loop {
            if self.take("offset") {
                let window = self.duration(true)?;
                (offset.millis, offset.expr) = (window.millis, window.expr);
            } else if self.take("@") {
                offset.at = Some(self.at_modifier()?);
            } else {
                return Ok(offset);
            }
        }
    }

    fn at_modifier(&mut self) -> Result<At, Error> {
        let start = self.is("start");
        if start || self.is("end") {
            self.at += 3;
            return Ok(if start { At::Start } else { At::End });
        }
        // `timestamp.FromFloatSeconds`: rounded, halves away from zero.
        self.number().map(|seconds| At::Time((seconds * 1000.0).round() as i64))
    }

    pub(super) fn selector(&mut self) -> Result<Selector, Error> {
        let mut selector = self.series()?;
        selector.offset = self.offset()?;
        Ok(selector)
    }

    /// A selector without what follows it.
    pub(super) fn series(&mut self) -> Result<Selector, Error> {
        let mut selector =
            Selector { name: None, name_in_braces: false, matchers: Vec::new(), offset: Offset::default() };
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
            None => {
                selector.name = given_name(&selector.matchers);
                selector.name_in_braces = true;
            }
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
