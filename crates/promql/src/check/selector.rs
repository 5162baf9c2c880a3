//! Selectors: names, matchers, and lists of labels. It must not know which series there are.

use super::{Checker, Form, Role, Shape};
use crate::plan::Type;
use crate::tokens::{Token, TokenKind};
use crate::{Error, Span};
use series::{METRIC_NAME, MatchOp, Matcher};

/// One matcher, as far as the rules on selectors look at it.
struct Read {
    name: String,
    value: String,
    matches_empty: bool,
}

impl Checker<'_> {
    /// A metric's name, matchers in braces, or both.
    pub(super) fn selector(&mut self) -> Result<Shape, Error> {
        let start = self.token().map_or(Span::default(), |it| it.span);
        let named = !self.is("{");
        let mut name = None;
        if named {
            name = Some(self.ahead(0).to_owned());
            self.bump(Role::Metric);
        }
        let matchers = if self.is("{") { self.matchers()? } else { Vec::new() };
        let span = start.to(self.last_span());
        let mut names = matchers.iter().filter(|it| it.name == METRIC_NAME).map(|it| it.value.as_str());
        let first = name.as_deref().or_else(|| self.quoted_name(start).and_then(|_| names.next()));
        let twice = first.zip(names.next());
        if let Some((first, second)) = twice {
            let message = format!("metric name must not be set twice: {first:?} or {second:?}");
            self.note_type_error(span, message);
        } else if first.is_none() && matchers.iter().all(|it| it.matches_empty) {
            let message = "vector selector must contain at least one non-empty matcher";
            self.note_type_error(span, message);
        }
        let form = Form::Selector { range: false, offset: false, at: false };
        Ok(Shape { span, value: Type::Vector, form, depth: 1 })
    }

    /// Whether the braces at `start` begin with a quoted metric name, as in `{"http.requests", code="200"}`.
    fn quoted_name(&self, start: Span) -> Option<()> {
        let open = self.tokens.iter().position(|it| it.span == start)?;
        let quoted = self.tokens.get(open + 1)?.kind == TokenKind::String;
        let alone = matches!(self.tokens.get(open + 2)?.span.of(self.text), "," | "}");
        (quoted && alone).then_some(())
    }

    fn matchers(&mut self) -> Result<Vec<Read>, Error> {
        self.bump(Role::Plain);
        let mut matchers = Vec::new();
        while self.take("}").is_none() {
            matchers.push(self.matcher()?);
            if self.take(",").is_none() && !self.is("}") {
                return Err(self.unexpected("label matching", "\",\" or \"}\""));
            }
        }
        Ok(matchers)
    }

    fn matcher(&mut self) -> Result<Read, Error> {
        let Some(name) =
            self.token().filter(|it| matches!(it.kind, TokenKind::Identifier | TokenKind::String))
        else {
            return Err(self.unexpected("label matching", "identifier or \"}\""));
        };
        let quoted = name.kind == TokenKind::String;
        let label = if quoted { self.unquoted(name)? } else { name.span.of(self.text).to_owned() };
        if quoted && matches!(self.ahead(1), "," | "}") {
            self.bump(Role::Plain);
            let matches_empty = label.is_empty();
            return Ok(Read { name: METRIC_NAME.to_owned(), value: label, matches_empty });
        }
        self.bump(Role::Label);
        let op = match self.ahead(0) {
            "=" => MatchOp::Equal,
            "!=" => MatchOp::NotEqual,
            "=~" => MatchOp::Regex,
            "!~" => MatchOp::NotRegex,
            _ => return Err(self.unexpected("label matching", "label matching operator")),
        };
        self.bump(Role::Matches);
        let Some(value) = self.token().filter(|it| it.kind == TokenKind::String) else {
            return Err(self.unexpected("label matching", "string"));
        };
        let text = self.unquoted(value)?;
        let matches_empty = self.compiled(&label, op, &text, name.span.to(value.span));
        self.bump(Role::Plain);
        Ok(Read { name: label, value: text, matches_empty })
    }

    /// Whether the matcher matches the empty text; one that does not compile is noted as an error.
    fn compiled(&mut self, label: &str, op: MatchOp, value: &str, span: Span) -> bool {
        match Matcher::new(label, op, value, self.semantics.dialect()) {
            Ok(matcher) => {
                let matches_empty = matcher.matches_value("");
                self.matchers.insert(self.at, matcher);
                matches_empty
            }
            Err(err) => {
                self.note_parse_error(span, err);
                false
            }
        }
    }

    /// `(a, b)` behind `by`, `on` and their like.
    pub(super) fn label_list(&mut self) -> Result<Vec<String>, Error> {
        let mut labels = Vec::new();
        if self.take("(").is_none() {
            return Err(self.unexpected("grouping opts", "\"(\""));
        }
        while self.take(")").is_none() {
            let label = self.token().and_then(|it| self.label(it));
            let Some(label) = label else { return Err(self.unexpected("grouping opts", "label")) };
            labels.push(label);
            self.bump(Role::Label);
            if self.take(",").is_none() && !self.is(")") {
                return Err(self.unexpected("grouping opts", "\",\" or \")\""));
            }
        }
        Ok(labels)
    }

    /// The label that `token` names in a list: a word, keywords among them, or a quoted text.
    fn label(&self, token: Token) -> Option<String> {
        let word = token.span.of(self.text);
        let is_name = || {
            word.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'_')
                && !word.starts_with(|it: char| it.is_ascii_digit())
        };
        match token.kind {
            TokenKind::String => self.unquoted(token).ok().filter(|it| !it.is_empty()),
            TokenKind::Identifier | TokenKind::Aggregation | TokenKind::Keyword | TokenKind::Operator => {
                is_name().then(|| word.to_owned())
            }
            _ => None,
        }
    }
}
