//! What follows an operand: windows, subqueries, `offset` and `@`. It must not know what they select.

use super::{Checker, Form, Role, Shape};
use crate::plan::Type;
use crate::tokens::{Token, TokenKind};
use crate::{Error, literal};

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
        self.duration("subquery or range selector", DURATION, true)?;
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
            self.duration("subquery selector", "number, duration, step(), range(), or \"]\"", true)?;
        }
        let close = self.take("]").ok_or_else(|| self.unexpected("subquery selector", "\"]\""))?;
        let span = shape.span.to(close.span);
        if shape.value != Type::Vector {
            let got = shape.value.name();
            let message = format!("subquery is only allowed on instant vector, got {got} instead");
            self.note_type_error(span, message);
        }
        self.note_unsupported(span, "subquery");
        let form = Form::Selector { range: true, offset: false, at: false };
        let depth = self.deeper(span, shape.depth)?;
        Ok(Shape { span, value: Type::Matrix, form, depth })
    }

    fn offset(&mut self, shape: Shape) -> Result<Shape, Error> {
        self.bump(Role::Plain);
        if self.take("-").is_none() {
            let _ = self.take("+");
        }
        self.duration("offset", DURATION, false)?;
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
        let sign = self.token().map_or(shape.span, |it| it.span);
        self.bump(Role::Plain);
        let signed = self.take("-").is_some() || self.take("+").is_some();
        let bound = !signed && (self.is("start") || self.is("end")) && self.ahead(1) == "(";
        let timestamp = matches!(self.kind(), Some(TokenKind::Number | TokenKind::Duration));
        if !bound && !timestamp {
            return Err(self.unexpected("@", "timestamp"));
        }
        self.bump(Role::Plain);
        if bound {
            self.bump(Role::Plain);
            self.take(")").ok_or_else(|| self.unexpected("@", "timestamp"))?;
        }
        let span = shape.span.to(self.last_span());
        let Form::Selector { range, offset, at } = shape.form else {
            let message = "@ modifier must be preceded by an instant vector selector or range vector selector \
                           or a subquery";
            self.note_parse_error(shape.span, message);
            return Ok(Shape { span, ..shape });
        };
        if at {
            self.note_parse_error(shape.span, "@ <timestamp> may not be set multiple times");
        }
        self.note_unsupported(sign.to(self.last_span()), "@ modifier");
        Ok(Shape { span, form: Form::Selector { range, offset, at: true }, ..shape })
    }

    /// A duration, or a number of seconds. Expressions of durations are known and refused.
    fn duration(&mut self, context: &str, expected: &str, positive: bool) -> Result<(), Error> {
        let Some(token) = self.token() else { return Err(self.unexpected(context, expected)) };
        let computed = matches!(token.span.of(self.text), "(" | "-" | "+" | "step" | "range" | "min" | "max");
        if computed {
            return Err(self.duration_expression(token));
        }
        if !matches!(token.kind, TokenKind::Number | TokenKind::Duration) {
            return Err(self.unexpected(context, expected));
        }
        let wrong = match literal::duration(token.span.of(self.text)) {
            Ok(millis) if positive && millis <= 0 => Some("duration must be greater than 0".to_owned()),
            Ok(_) => None,
            Err(err) => Some(err.to_string()),
        };
        if let Some(message) = wrong {
            self.note_parse_error(token.span, message);
        }
        self.bump(Role::Plain);
        let operator = self.token().filter(|_| positive && self.kind() == Some(TokenKind::Operator));
        operator.map_or(Ok(()), |it| Err(self.duration_expression(it)))
    }

    fn duration_expression(&self, token: Token) -> Error {
        Error::parse(self.text, token.span, "not supported yet: duration expression")
    }
}
