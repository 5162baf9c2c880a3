//! Durations that are computed: the grammar of `duration_expr` (promql/parser/generated_parser.y, Prometheus 3.14). It
//! must not know what a duration is for.

use super::{Checker, Role};
use crate::plan::{DurationExpr, DurationOp};
use crate::tokens::{Token, TokenKind};
use crate::{Error, Span, literal};

/// Where a duration stands, for messages.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) context: &'static str,
    pub(super) expected: &'static str,
}

/// How strongly a sign binds inside a duration: as `*`.
const SIGN_BINDING: u8 = 2;

impl Checker<'_> {
    /// The duration in a bracket; positive where it is a plain one.
    pub(super) fn window_duration(&mut self, place: Place) -> Result<(), Error> {
        let first = self.at;
        let (expr, span) = self.duration_expression(0, place)?;
        if matches!(expr, DurationExpr::Seconds(seconds, _) if seconds <= 0.0) {
            self.note_parse_error(span, "duration must be greater than 0");
        }
        self.keep_duration(first, expr);
        Ok(())
    }

    /// The duration behind `offset`: a plain one with its sign, a call, or an expression in parentheses, so that
    /// `a offset 5m + 1` stays a sum.
    pub(super) fn offset_duration(&mut self, place: Place) -> Result<(), Error> {
        let first = self.at;
        let sign = self.token().filter(|it| matches!(it.span.of(self.text), "+" | "-"));
        if sign.is_some() {
            self.bump(Role::Plain);
        }
        let (expr, span) = self.duration_operand(place)?;
        let expr = sign.map_or(expr.clone(), |sign| self.signed(sign, expr, span).0);
        self.keep_duration(first, expr);
        Ok(())
    }

    /// The parser behind this crate is shown one duration in place of the whole expression.
    fn keep_duration(&mut self, first: usize, expr: DurationExpr) {
        for idx in first..self.at {
            self.roles[idx] = if idx == first { Role::Duration } else { Role::Hidden };
        }
        self.durations.insert(first, (expr, self.at));
    }

    fn duration_expression(&mut self, binding: u8, place: Place) -> Result<(DurationExpr, Span), Error> {
        self.nested(|it| {
            let (mut left, mut span) = it.duration_unary(place)?;
            while let Some((op, binds)) = it.duration_operator().filter(|found| found.1 >= binding) {
                let sign = it.token().map_or(span, |it| it.span);
                it.bump(Role::Plain);
                let next = if op == DurationOp::Power { binds } else { binds + 1 };
                let (right, right_span) = it.duration_expression(next, place)?;
                let zero = matches!(right, DurationExpr::Seconds(seconds, _) if seconds == 0.0);
                match op {
                    DurationOp::Divide if zero => it.note_parse_error(sign, "division by zero"),
                    DurationOp::Modulo if zero => it.note_parse_error(sign, "modulo by zero"),
                    _ => {}
                }
                span = span.to(right_span);
                left = DurationExpr::Both(op, Box::new((left, right)));
            }
            Ok((left, span))
        })
    }

    fn duration_operator(&self) -> Option<(DurationOp, u8)> {
        Some(match self.ahead(0) {
            "+" => (DurationOp::Add, 1),
            "-" => (DurationOp::Subtract, 1),
            "*" => (DurationOp::Multiply, 2),
            "/" => (DurationOp::Divide, 2),
            "%" => (DurationOp::Modulo, 2),
            "^" => (DurationOp::Power, 3),
            _ => return None,
        })
    }

    fn duration_unary(&mut self, place: Place) -> Result<(DurationExpr, Span), Error> {
        let Some(sign) = self.token().filter(|it| matches!(it.span.of(self.text), "+" | "-")) else {
            return self.duration_operand(place);
        };
        self.bump(Role::Plain);
        let (inner, span) = self.duration_expression(SIGN_BINDING + 1, place)?;
        Ok(self.signed(sign, inner, span))
    }

    fn signed(&mut self, sign: Token, inner: DurationExpr, span: Span) -> (DurationExpr, Span) {
        let span = sign.span.to(span);
        if sign.span.of(self.text) == "+" {
            return (inner, span);
        }
        let expr = match inner {
            DurationExpr::Seconds(seconds, unit) => DurationExpr::Seconds(-seconds, unit),
            other => DurationExpr::Negate(Box::new(other)),
        };
        (expr, span)
    }

    fn duration_operand(&mut self, place: Place) -> Result<(DurationExpr, Span), Error> {
        let Some(token) = self.token() else { return Err(self.misplaced(place)) };
        let word = token.span.of(self.text);
        let called = self.ahead(1) == "(";
        match (token.kind, word.to_ascii_lowercase().as_str()) {
            (TokenKind::Number | TokenKind::Duration, _) => Ok((self.plain_duration(token), token.span)),
            (_, "step" | "range") if called => {
                self.at += 2;
                let close = self.take(")").ok_or_else(|| self.misplaced(place))?;
                let step = word.eq_ignore_ascii_case("step");
                let expr = if step { DurationExpr::Step } else { DurationExpr::Range };
                Ok((expr, token.span.to(close.span)))
            }
            (_, "min_of" | "max_of") if called => self.duration_of_two(token, place),
            (_, "(") => {
                self.bump(Role::Plain);
                let (inner, span) = self.duration_expression(0, place)?;
                let close = self.take(")").ok_or_else(|| self.misplaced(place))?;
                // A plain duration in parentheses is a plain duration.
                Ok(match inner {
                    DurationExpr::Seconds(..) => (inner, span),
                    other => (DurationExpr::Paren(Box::new(other)), token.span.to(close.span)),
                })
            }
            _ => Err(self.misplaced(place)),
        }
    }

    fn misplaced(&self, place: Place) -> Error {
        self.unexpected(place.context, place.expected)
    }

    fn duration_of_two(&mut self, name: Token, place: Place) -> Result<(DurationExpr, Span), Error> {
        self.at += 2;
        let (left, _) = self.duration_expression(0, place)?;
        self.take(",").ok_or_else(|| self.misplaced(place))?;
        let (right, _) = self.duration_expression(0, place)?;
        let close = self.take(")").ok_or_else(|| self.misplaced(place))?;
        let least = name.span.of(self.text).eq_ignore_ascii_case("min_of");
        let op = if least { DurationOp::Least } else { DurationOp::Greatest };
        Ok((DurationExpr::Both(op, Box::new((left, right))), name.span.to(close.span)))
    }

    /// A duration, or a number of seconds.
    fn plain_duration(&mut self, token: Token) -> DurationExpr {
        let word = token.span.of(self.text);
        self.bump(Role::Plain);
        match literal::duration(word) {
            Ok(_) if token.kind == TokenKind::Number => {
                DurationExpr::Seconds(literal::number(word).unwrap_or(1.0), false)
            }
            Ok(millis) => DurationExpr::Seconds(millis as f64 / 1000.0, true),
            Err(err) => {
                self.note_parse_error(token.span, err.to_string());
                DurationExpr::Seconds(1.0, true)
            }
        }
    }
}
