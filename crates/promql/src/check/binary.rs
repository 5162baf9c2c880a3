//! Operators between expressions: precedence, modifiers of matching, and the rules on operands. It must not know what
//! an operator computes.

use super::{Checker, Form, Role, Shape};
use crate::plan::{BinaryOp, Type};
use crate::tokens::TokenKind;
use crate::{Error, Span};

/// The modifiers between an operator and its right operand.
#[derive(Default)]
struct Modifiers {
    bool_modifier: bool,
    on: bool,
    labels: Vec<String>,
    grouped: bool,
    include: Vec<String>,
}

impl Checker<'_> {
    /// An expression of operators that bind at least as strongly as `binding`.
    pub(super) fn expression(&mut self, binding: u8) -> Result<Shape, Error> {
        self.nested(|it| {
            let mut left = it.unary()?;
            while let Some(op) = it.binary_operator().filter(|op| op.binding() >= binding) {
                left = it.binary(left, op)?;
            }
            Ok(left)
        })
    }

    fn binary_operator(&self) -> Option<BinaryOp> {
        let operator = self.kind() == Some(TokenKind::Operator);
        if operator { BinaryOp::from_text(self.ahead(0)) } else { None }
    }

    fn binary(&mut self, left: Shape, op: BinaryOp) -> Result<Shape, Error> {
        self.bump(Role::Plain);
        let modifiers = self.modifiers()?;
        let op_end = self.last_span();
        // `^` is the one operator that groups to the right.
        let binding = if op == BinaryOp::Power { op.binding() } else { op.binding() + 1 };
        let right = self.expression(binding)?;
        let span = left.span.to(right.span);
        let op_span = self.trimmed(Span { start: left.span.end, end: op_end.end });
        self.check_operands(op, op_span, span, &modifiers, left, right);
        let scalars = left.value == Type::Scalar && right.value == Type::Scalar;
        let value = if scalars { Type::Scalar } else { Type::Vector };
        let depth = self.deeper(op_span, left.depth.max(right.depth))?;
        Ok(Shape { span, value, form: Form::Other, depth })
    }

    /// Whether the next token may be the first of an operand.
    fn starts_operand(&self) -> bool {
        let word = self.ahead(0).to_ascii_lowercase();
        match self.kind() {
            Some(TokenKind::Number | TokenKind::Duration | TokenKind::String) => true,
            Some(TokenKind::Identifier | TokenKind::Aggregation) => true,
            Some(TokenKind::Operator) => matches!(word.as_str(), "+" | "-" | "and" | "or" | "unless"),
            Some(TokenKind::Keyword) => matches!(word.as_str(), "by" | "without" | "offset"),
            _ => word == "{",
        }
    }

    fn trimmed(&self, span: Span) -> Span {
        let text = span.of(self.text);
        let blank = u32::try_from(text.len() - text.trim_start().len()).unwrap_or(0);
        Span { start: span.start + blank, end: span.end }
    }

    fn modifiers(&mut self) -> Result<Modifiers, Error> {
        let mut modifiers = Modifiers { bool_modifier: self.take("bool").is_some(), ..Modifiers::default() };
        if self.is("on") || self.is("ignoring") {
            modifiers.on = self.is("on");
            self.bump(Role::Plain);
            modifiers.labels = self.label_list()?;
            if self.is("group_left") || self.is("group_right") {
                self.bump(Role::Plain);
                modifiers.grouped = true;
                // Where no operand follows, Prometheus misses the labels.
                if self.is("(") || !self.starts_operand() {
                    modifiers.include = self.label_list()?;
                }
            }
        }
        Ok(modifiers)
    }

    /// The cases of `BinaryExpr` in `checkAST` (promql/parser/parse.go), in its order.
    fn check_operands(
        &mut self,
        op: BinaryOp,
        op_span: Span,
        span: Span,
        modifiers: &Modifiers,
        left: Shape,
        right: Shape,
    ) {
        let is_value = |it: Shape| matches!(it.value, Type::Scalar | Type::Vector);
        let scalars = (left.value == Type::Scalar, right.value == Type::Scalar);
        let vectors = left.value == Type::Vector && right.value == Type::Vector;
        if modifiers.bool_modifier && !op.is_comparison() {
            self.note_type_error(op_span, "bool modifier can only be used on comparison operators");
        }
        if op.is_comparison() && !modifiers.bool_modifier && scalars == (true, true) {
            self.note_type_error(op_span, "comparisons between scalars must use BOOL modifier");
        }
        let twice = modifiers.labels.iter().find(|it| modifiers.on && modifiers.include.contains(it));
        if let Some(label) = twice {
            let message = format!("label {label:?} must not occur in ON and GROUP clause at once");
            self.note_type_error(op_span, message);
        }
        for side in [left, right] {
            if !is_value(side) {
                let message = "binary expression must contain only scalar and instant vector types";
                self.note_type_error(side.span, message);
            }
        }
        if !vectors && !modifiers.labels.is_empty() {
            self.note_type_error(span, "vector matching only allowed between instant vectors");
        }
        if vectors && op.is_set() && modifiers.grouped {
            self.note_type_error(span, format!("no grouping allowed for {:?} operation", op.text()));
        }
        if op.is_set() && (scalars.0 || scalars.1) {
            let message = format!("set operator {:?} not allowed in binary scalar expression", op.text());
            self.note_type_error(span, message);
        }
    }
}
