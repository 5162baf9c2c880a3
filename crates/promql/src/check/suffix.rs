//! What follows an operand: windows, subqueries, `offset` and `@`. It must not know what they select.

use super::duration::Place;
use super::{Checker, Form, Role, Shape};
use crate::plan::Type;
use crate::tokens::{Token, TokenKind};
use crate::{Error, Span, literal};
use series::format_float;

/// What Prometheus 3 expects where a duration may stand.
const DURATION: &str = "number, duration, step(), or range()";

impl Checker<'_> {
    pub(super) fn suffixes(&mut self, mut shape: Shape) -> Result<Shape, Error> {
        loop {
            if self.is("[") {
                shape = self.window(shape)?;
            } else if self.kind() == Some(TokenKind::Keyword) && self.is("offset") {
                shape = self.offset(shape)?;
            } else if self.is("@") {
                shape = self.at_modifier(shape)?;
            } else {
                return Ok(shape);
            }
        }
    }

    /// `[5m]`, or `[5m:1m]` of a subquery.
    fn window(&mut self, shape: Shape) -> Result<Shape, Error> {
        let open = self.token().map_or(shape.span, |it| it.span);
        self.bump(Role::Plain);
        self.window_duration(Place { context: "subquery or range selector", expected: DURATION })?;
        if self.take(":").is_some() {
            return self.subquery(shape);
        }
        let close = self.take("]").ok_or_else(|| self.unexpected("subquery or range", "\":\" or \"]\""))?;
        let message = match shape.form {
            Form::Selector { range: false, offset: false, at: false } => None,
            Form::Selector { range: false, offset: true, .. } => {
                Some("no offset modifiers allowed before range")
            }
            Form::Selector { range: false, at: true, .. } => Some("no @ modifiers allowed before range"),
            _ => Some("ranges only allowed for vector selectors"),
        };
        if let Some(message) = message {
            self.note_parse_error(open.to(close.span), message);
        }
        let form = Form::Selector { range: true, offset: false, at: false };
        Ok(Shape { span: shape.span.to(close.span), value: Type::Matrix, form, ..shape })
    }

    fn subquery(&mut self, shape: Shape) -> Result<Shape, Error> {
        if !self.is("]") {
            let expected = "number, duration, step(), range(), or \"]\"";
            self.window_duration(Place { context: "subquery selector", expected })?;
        }
        let close = self.take("]").ok_or_else(|| self.unexpected("subquery selector", "\"]\""))?;
        let span = shape.span.to(close.span);
        if shape.value != Type::Vector {
            let got = shape.value.name();
            let message = format!("subquery is only allowed on instant vector, got {got} instead");
            self.note_type_error(span, message);
        }
        let form = Form::Selector { range: true, offset: false, at: false };
        let depth = self.deeper(span, shape.depth)?;
        Ok(Shape { span, value: Type::Matrix, form, depth })
    }

    fn offset(&mut self, shape: Shape) -> Result<Shape, Error> {
        self.bump(Role::Plain);
        self.offset_duration(Place { context: "offset", expected: DURATION })?;
        let span = shape.span.to(self.last_span());
        let Form::Selector { range, offset, at } = shape.form else {
            let message = "offset modifier must be preceded by an instant vector selector or range vector \
                           selector or a subquery";
            self.note_parse_error(shape.span, message);
            return Ok(Shape { span, ..shape });
        };
        if offset {
            self.note_parse_error(shape.span, "offset may not be set multiple times");
        }
        Ok(Shape { span, form: Form::Selector { range, offset: true, at }, ..shape })
    }

    fn at_modifier(&mut self, shape: Shape) -> Result<Shape, Error> {
        self.bump(Role::Plain);
        let negative = self.is("-");
        let signed = negative || self.is("+");
        if signed {
            self.bump(Role::Hidden);
        }
        let bound = !signed && self.kind() != Some(TokenKind::String) && (self.is("start") || self.is("end"));
        let timestamp = matches!(self.kind(), Some(TokenKind::Number | TokenKind::Duration));
        if !bound && !timestamp {
            return Err(self.unexpected("@", "timestamp"));
        }
        let literal = self.token().filter(|_| timestamp);
        self.bump(Role::Plain);
        if bound {
            self.take("(").ok_or_else(|| self.unexpected("@", "timestamp"))?;
            self.take(")").ok_or_else(|| self.unexpected("@", "timestamp"))?;
        }
        let span = shape.span.to(self.last_span());
        if let Some(token) = literal {
            self.check_timestamp(token, negative, shape.span);
        }
        let Form::Selector { range, offset, at } = shape.form else {
            let message = "@ modifier must be preceded by an instant vector selector or range vector selector \
                           or a subquery";
            self.note_parse_error(shape.span, message);
            return Ok(Shape { span, ..shape });
        };
        if at {
            self.note_parse_error(shape.span, "@ <timestamp> may not be set multiple times");
        }
        Ok(Shape { span, form: Form::Selector { range, offset, at: true }, ..shape })
    }

    /// A time that 64 bits of milliseconds hold (`setTimestamp`, promql/parser/parse.go).
    fn check_timestamp(&mut self, token: Token, negative: bool, selector: Span) {
        let word = token.span.of(self.text);
        match literal::seconds(word) {
            None => self.note_number_error(token),
            Some(seconds) if !seconds.is_finite() || seconds >= i64::MAX as f64 => {
                let seconds = if negative { -seconds } else { seconds };
                let written =
                    if seconds.is_finite() { format!("{seconds:.6}") } else { format_float(seconds) };
                let message = format!("timestamp out of bounds for @ modifier: {written}");
                self.note_parse_error(selector, message);
            }
            Some(_) => {}
        }
    }
}
