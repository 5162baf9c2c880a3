//! Whether a text is PromQL, answered before the parser sees it: limits, grammar and types, with Prometheus' messages
//! at Prometheus' places (promql/parser/generated_parser.y and `checkAST` in parse.go). It must not build a tree.
//!
//! The parser behind [`crate::parse()`] has no positions, panics on some literals and accepts a few texts that mean
//! something else; after this check it only ever sees texts that it reads rightly.

mod binary;
mod duration;
mod primary;
mod selector;
mod suffix;

use crate::plan::{DurationExpr, Type};
use crate::tokens::{Fault, Token, TokenKind, scan};
use crate::{Error, Semantics, Span, limits};
use series::Matcher;
use std::collections::BTreeMap;

/// What a token stands for where its kind does not tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// What its kind says.
    Plain,
    /// The name of a metric; keywords may be one.
    Metric,
    /// The name of a label; keywords and quoted texts may be one.
    Label,
    /// The operator of a matcher.
    Matches,
    /// The first token of a duration, which stands for all of it.
    Duration,
    /// A token that the parser is not shown.
    Hidden,
}

/// A text that is PromQL: its tokens without comments, and their roles.
pub(crate) struct Checked {
    pub(crate) tokens: Vec<Token>,
    pub(crate) roles: Vec<Role>,
    /// The matchers, each at the index of its value's token: compiling one takes longer than all the rest.
    pub(crate) matchers: BTreeMap<usize, Matcher>,
    /// The durations of windows and offsets, each at the index of its first token, with the index behind its last.
    pub(crate) durations: BTreeMap<usize, (DurationExpr, usize)>,
}

/// Reads `text` by Prometheus' grammar.
pub(crate) fn check(text: &str, semantics: Semantics) -> Result<Checked, Error> {
    if text.len() > limits::TEXT_BYTES {
        let span = Span::new(limits::TEXT_BYTES, text.len());
        let message = format!("the query has {} bytes, more than {}", text.len(), limits::TEXT_BYTES);
        return Err(Error::parse(text, span, message));
    }
    let scan = scan(text);
    if let Some(token) = scan.tokens.get(limits::TOKENS) {
        let message = format!("the query has more than {} tokens", limits::TOKENS);
        return Err(Error::parse(text, token.span, message));
    }
    let fault = scan.fault.map(|it| Fault { token: uncommented(&scan.tokens[..it.token]).len(), ..it });
    let tokens = uncommented(&scan.tokens);
    let roles = vec![Role::Plain; tokens.len()];
    let unclosed = scan.unclosed;
    let mut checker = Checker { text, semantics, tokens, roles, fault, unclosed, ..Checker::default() };
    checker.query()?;
    let Checker { tokens, roles, matchers, durations, .. } = checker;
    Ok(Checked { tokens, roles, matchers, durations })
}

fn uncommented(tokens: &[Token]) -> Vec<Token> {
    tokens.iter().filter(|it| it.kind != TokenKind::Comment).copied().collect()
}

/// What the rules of types and of modifiers need to know of an expression.
#[derive(Clone, Copy)]
struct Shape {
    span: Span,
    value: Type,
    form: Form,
    /// How deep its tree is.
    depth: usize,
}

/// The forms that modifiers distinguish.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// A selector, instant or range, or a subquery, and the modifiers that it has.
    Selector { range: bool, offset: bool, at: bool },
    /// A number, to which a sign belongs.
    Number,
    /// Anything else.
    Other,
}

#[derive(Default)]
struct Checker<'a> {
    text: &'a str,
    semantics: Semantics,
    matchers: BTreeMap<usize, Matcher>,
    durations: BTreeMap<usize, (DurationExpr, usize)>,
    tokens: Vec<Token>,
    roles: Vec<Role>,
    fault: Option<Fault>,
    unclosed: Option<&'static str>,
    at: usize,
    depth: usize,
    /// How many aggregations are open: Prometheus names them in its fallback message.
    aggregations: usize,
    /// The first error that Prometheus reports while it parses and goes on.
    parse_error: Option<Error>,
    /// The first error of types, reported when the grammar is satisfied.
    type_error: Option<Error>,
}

impl Checker<'_> {
    fn query(&mut self) -> Result<(), Error> {
        if self.tokens.is_empty() {
            return Err(Error::parse(self.text, Span::default(), "no expression found in input"));
        }
        let read = self.expression(0).and_then(|_| match self.token() {
            None => self.end_of_input(),
            Some(_) => Err(self.unexpected("", "")),
        });
        // What Prometheus notes while it parses comes first, as it stands further left.
        for error in [self.parse_error.take(), read.err(), self.type_error.take()] {
            error.map_or(Ok(()), Err)?;
        }
        Ok(())
    }

    /// The lexer objects to an end of input inside brackets, even where the grammar would not.
    fn end_of_input(&self) -> Result<(), Error> {
        let message = self.unclosed.map_or(Ok(()), Err);
        message.map_err(|it| Error::parse(self.text, self.end_span(), it))
    }

    fn end_span(&self) -> Span {
        Span::new(self.text.len(), self.text.len())
    }

    fn token(&self) -> Option<Token> {
        self.tokens.get(self.at).copied()
    }

    /// The text of the token `ahead` places on, empty beyond the end.
    fn ahead(&self, ahead: usize) -> &str {
        self.tokens.get(self.at + ahead).map_or("", |it| it.span.of(self.text))
    }

    fn kind(&self) -> Option<TokenKind> {
        self.token().map(|it| it.kind)
    }

    /// Whether the next token is the sign or keyword `word`.
    fn is(&self, word: &str) -> bool {
        !matches!(self.kind(), Some(TokenKind::String)) && self.ahead(0).eq_ignore_ascii_case(word)
    }

    /// Takes the next token if it is `word`.
    fn take(&mut self, word: &str) -> Option<Token> {
        let token = self.token().filter(|_| self.is(word))?;
        self.at += 1;
        Some(token)
    }

    fn bump(&mut self, role: Role) {
        if let Some(it) = self.roles.get_mut(self.at) {
            *it = role;
        }
        self.at += 1;
    }

    /// The span of the token before.
    fn last_span(&self) -> Span {
        self.at.checked_sub(1).and_then(|idx| self.tokens.get(idx)).map_or(Span::default(), |it| it.span)
    }

    /// Prometheus' `unexpected X in CONTEXT, expected WHAT`, unless its lexer has stopped here.
    fn unexpected(&self, context: &str, expected: &str) -> Error {
        let Some(token) = self.token() else {
            let message =
                self.unclosed.map_or_else(|| complaint("end of input", context, expected), str::to_owned);
            return Error::parse(self.text, self.end_span(), message);
        };
        match &self.fault {
            Some(fault) if fault.token == self.at => {
                Error::parse(self.text, Span::new(fault.at, token.span.end as usize), fault.message.clone())
            }
            _ => {
                let subject = self.described(token);
                Error::parse(self.text, token.span, complaint(&subject, context, expected))
            }
        }
    }

    /// The fallback, which names only an aggregation around it.
    fn unexpected_here(&self) -> Error {
        self.unexpected(if self.aggregations > 0 { "aggregation" } else { "" }, "")
    }

    /// A token as Prometheus names it (`Item.desc` and `Item.String`, promql/parser/lex.go).
    fn described(&self, token: Token) -> String {
        let word = token.span.of(self.text);
        let short = || match word.char_indices().nth(10) {
            Some((end, _)) => format!("{:?}...", &word[..end]),
            None => format!("{word:?}"),
        };
        let in_matching = matches!(word, "=" | "=~" | "!~");
        match token.kind {
            TokenKind::Operator if in_matching => short(),
            TokenKind::Operator => format!("<op:{word}>"),
            TokenKind::Keyword => format!("<{word}>"),
            TokenKind::Aggregation => format!("<aggr:{word}>"),
            TokenKind::Identifier if word.contains(':') => format!("metric identifier {word:?}"),
            TokenKind::Identifier => format!("identifier {word:?}"),
            TokenKind::String => format!("string {}", short()),
            TokenKind::Number => format!("number {}", short()),
            TokenKind::Duration => format!("duration {}", short()),
            _ if word == "@" => "<op:@>".to_owned(),
            _ => short(),
        }
    }

    fn note_parse_error(&mut self, span: Span, message: impl Into<String>) {
        self.parse_error.get_or_insert_with(|| Error::parse(self.text, span, message));
    }

    fn note_type_error(&mut self, span: Span, message: impl Into<String>) {
        self.type_error.get_or_insert_with(|| Error::parse(self.text, span, message));
    }

    /// `expectType` (promql/parser/parse.go).
    fn expect_type(&mut self, shape: Shape, wanted: Type, context: &str) {
        if shape.value != wanted {
            let (wanted, got) = (wanted.documented(), shape.value.documented());
            self.note_type_error(shape.span, format!("expected type {wanted} in {context}, got {got}"));
        }
    }

    /// The depth of a tree around trees as deep as `inner`. Trees are walked by recursion, so it is bounded.
    fn deeper(&self, span: Span, inner: usize) -> Result<usize, Error> {
        if inner < limits::CHAIN {
            return Ok(inner + 1);
        }
        let message = format!("more than {} operators in one chain", limits::CHAIN);
        Err(Error::parse(self.text, span, message))
    }

    /// Runs `read` one level deeper.
    fn nested<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, Error>) -> Result<T, Error> {
        if self.depth >= limits::DEPTH {
            let span = self.token().map_or(self.end_span(), |it| it.span);
            let message = format!("the query is nested more than {} levels deep", limits::DEPTH);
            return Err(Error::parse(self.text, span, message));
        }
        self.depth += 1;
        let result = read(self);
        self.depth -= 1;
        result
    }
}

fn complaint(subject: &str, context: &str, expected: &str) -> String {
    let context = if context.is_empty() { String::new() } else { format!(" in {context}") };
    let expected = if expected.is_empty() { String::new() } else { format!(", expected {expected}") };
    format!("unexpected {subject}{context}{expected}")
}
