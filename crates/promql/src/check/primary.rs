//! Operands: signs, literals, parentheses, calls and aggregations. It must not know operators between them.

use super::{Checker, Form, Role, Shape};
use crate::functions::{self, Signature};
use crate::plan::{Aggregation, Type};
use crate::tokens::{Token, TokenKind};
use crate::{Error, Semantics, Span, literal};

/// How strongly a sign binds: as `*`, so that only `^` inside its operand binds more strongly.
const SIGN_BINDING: u8 = 6;

/// The arguments of a call or an aggregation.
#[derive(Default)]
struct Arguments {
    shapes: Vec<Shape>,
    /// The first error of types inside each.
    errors: Vec<Option<Error>>,
}

impl Checker<'_> {
    pub(super) fn unary(&mut self) -> Result<Shape, Error> {
        let Some(sign) = self.token().filter(|it| matches!(it.span.of(self.text), "+" | "-")) else {
            let primary = self.primary()?;
            return self.suffixes(primary);
        };
        self.bump(Role::Plain);
        let operand = self.expression(SIGN_BINDING)?;
        let depth = self.deeper(sign.span, operand.depth)?;
        let shape = Shape { span: sign.span.to(operand.span), depth, ..operand };
        if operand.form == Form::Number {
            return Ok(shape);
        }
        if !matches!(operand.value, Type::Scalar | Type::Vector) {
            let got = operand.value.documented();
            let message = format!(
                "unary expression only allowed on expressions of type scalar or instant vector, got {got:?}"
            );
            self.note_type_error(shape.span, message);
        }
        Ok(Shape { form: Form::Other, ..shape })
    }

    fn primary(&mut self) -> Result<Shape, Error> {
        let Some(token) = self.token() else { return Err(self.unexpected_here()) };
        let word = token.span.of(self.text);
        let called = self.ahead(1) == "(";
        match token.kind {
            TokenKind::Number | TokenKind::Duration => Ok(self.number(token)),
            TokenKind::String => self.string(token),
            TokenKind::Aggregation
                if called || ["by", "without"].contains(&self.ahead(1).to_ascii_lowercase().as_str()) =>
            {
                self.aggregation(token)
            }
            TokenKind::Identifier if called && self.is_function(word) => self.call(token),
            TokenKind::Identifier | TokenKind::Aggregation => self.selector(),
            TokenKind::Operator if matches!(word.to_ascii_lowercase().as_str(), "and" | "or" | "unless") => {
                self.selector()
            }
            TokenKind::Keyword
                if ["by", "without", "offset"].contains(&word.to_ascii_lowercase().as_str()) =>
            {
                self.selector()
            }
            TokenKind::Punctuation if word == "{" => self.selector(),
            TokenKind::Punctuation if word == "(" => self.parenthesized(token),
            _ => Err(self.unexpected_here()),
        }
    }

    fn number(&mut self, token: Token) -> Shape {
        self.note_number_error(token);
        self.bump(Role::Plain);
        Shape { span: token.span, value: Type::Scalar, form: Form::Number, depth: 1 }
    }

    /// Notes that a number or a duration has no value.
    pub(super) fn note_number_error(&mut self, token: Token) {
        let word = token.span.of(self.text);
        let wrong = match token.kind {
            TokenKind::Duration => literal::duration(word).err().map(|err| err.to_string()),
            _ if literal::number(word).is_none() => Some(not_a_number(word)),
            _ => None,
        };
        if let Some(message) = wrong {
            self.note_parse_error(token.span, message);
        }
    }

    fn string(&mut self, token: Token) -> Result<Shape, Error> {
        self.unquoted(token)?;
        self.bump(Role::Plain);
        Ok(Shape { span: token.span, value: Type::String, form: Form::Other, depth: 1 })
    }

    /// The text of a string token.
    pub(super) fn unquoted(&self, token: Token) -> Result<String, Error> {
        let invalid = || Error::parse(self.text, token.span, "error unquoting string: invalid syntax");
        literal::string(token.span.of(self.text)).ok_or_else(invalid)
    }

    fn parenthesized(&mut self, open: Token) -> Result<Shape, Error> {
        self.bump(Role::Plain);
        let inner = self.expression(0)?;
        let close = self.take(")").ok_or_else(|| self.unexpected_here())?;
        let depth = self.deeper(open.span, inner.depth)?;
        Ok(Shape { span: open.span.to(close.span), value: inner.value, form: Form::Other, depth })
    }

    /// `(a, b, ...)`, each with the first error of types inside it: Prometheus checks from the outside in, so what is
    /// wrong with a call comes before what is wrong inside.
    fn arguments(&mut self) -> Result<Arguments, Error> {
        let before = self.type_error.take();
        let mut arguments = Arguments::default();
        self.take("(").ok_or_else(|| self.unexpected_here())?;
        while self.take(")").is_none() {
            arguments.shapes.push(self.expression(0)?);
            arguments.errors.push(self.type_error.take());
            if self.is(")") {
                continue;
            }
            let comma = self.take(",").ok_or_else(|| self.unexpected_here())?;
            if self.is(")") {
                self.note_parse_error(comma.span, "trailing commas not allowed in function call args");
            }
        }
        self.type_error = before;
        Ok(arguments)
    }

    /// What is wrong inside an argument, then its own type.
    fn expect_argument(&mut self, arguments: &mut Arguments, idx: usize, wanted: Type, context: &str) {
        let inside = arguments.errors.get_mut(idx).and_then(Option::take);
        self.type_error = self.type_error.take().or(inside);
        if let Some(shape) = arguments.shapes.get(idx) {
            self.expect_type(*shape, wanted, context);
        }
    }

    /// Whether a word before a parenthesis can be a function's name; two were keywords in Prometheus 2.
    fn is_function(&self, word: &str) -> bool {
        let keywords: &[&str] = if self.semantics == Semantics::V2 { &["start", "end"] } else { &[] };
        !word.contains(':') && !keywords.iter().any(|it| it.eq_ignore_ascii_case(word))
    }

    fn call(&mut self, name: Token) -> Result<Shape, Error> {
        self.bump(Role::Plain);
        let mut arguments = self.arguments()?;
        let span = name.span.to(self.last_span());
        let depth = self.deeper(name.span, deepest(&arguments.shapes))?;
        let word = name.span.of(self.text);
        let Some(signature) = functions::signature(word, self.semantics) else {
            let is_there = self.semantics == Semantics::V3 && functions::REFUSED.contains(&word);
            let message = if is_there {
                format!("function {word:?} is not enabled")
            } else {
                format!("unknown function with name {word:?}")
            };
            self.note_parse_error(name.span, message);
            return Ok(Shape { span, value: Type::Vector, form: Form::Other, depth });
        };
        self.check_arguments(span, signature, &mut arguments);
        Ok(Shape { span, value: signature.returns, form: Form::Other, depth })
    }

    /// The case of `Call` in `checkAST` (promql/parser/parse.go).
    fn check_arguments(&mut self, span: Span, signature: &Signature, arguments: &mut Arguments) {
        let (least, most) = (signature.least(), signature.most());
        let (name, got) = (signature.name, arguments.shapes.len());
        let wanted = if least == most.unwrap_or(usize::MAX) && got != least {
            Some(format!("expected {least} argument(s)"))
        } else if got < least {
            Some(format!("expected at least {least} argument(s)"))
        } else {
            most.filter(|most| got > *most).map(|most| format!("expected at most {most} argument(s)"))
        };
        if let Some(wanted) = wanted {
            self.note_type_error(span, format!("{wanted} in call to {name:?}, got {got}"));
        }
        for idx in 0..got {
            if let Some(kind) = signature.argument(idx) {
                self.expect_argument(arguments, idx, kind, &format!("call to function {name:?}"));
            }
        }
    }

    fn aggregation(&mut self, op: Token) -> Result<Shape, Error> {
        self.bump(Role::Plain);
        self.aggregations += 1;
        let grouped = self.grouping()?;
        let mut arguments = self.arguments()?;
        self.aggregations -= 1;
        let mut span = op.span.to(self.last_span());
        if !grouped && self.grouping()? {
            span = op.span.to(self.last_span());
        }
        self.check_aggregation(op, span, &mut arguments);
        let depth = self.deeper(op.span, deepest(&arguments.shapes))?;
        Ok(Shape { span, value: Type::Vector, form: Form::Other, depth })
    }

    /// `by (...)` or `without (...)`, if it is there.
    fn grouping(&mut self) -> Result<bool, Error> {
        let there = self.take("by").or_else(|| self.take("without")).is_some();
        if there {
            self.label_list()?;
        }
        Ok(there)
    }

    /// `newAggregateExpr` and the case of `AggregateExpr` in `checkAST` (promql/parser/parse.go).
    fn check_aggregation(&mut self, op: Token, span: Span, arguments: &mut Arguments) {
        let name = op.span.of(self.text).to_ascii_lowercase();
        let known = Aggregation::from_name(&name);
        let parameter = known.and_then(Aggregation::parameter);
        let wanted = 1 + usize::from(parameter.is_some());
        let got = arguments.shapes.len();
        if got == 0 {
            return self.note_parse_error(span, "no arguments for aggregate expression provided");
        }
        if got != wanted {
            let message = format!(
                "wrong number of arguments for aggregate expression provided, expected {wanted}, got {got}"
            );
            return self.note_parse_error(span, message);
        }
        self.expect_argument(arguments, wanted - 1, Type::Vector, "aggregation expression");
        if let Some(kind) = parameter {
            self.expect_argument(arguments, 0, kind, "aggregation parameter");
        }
        // Prometheus 2 takes the name for a function's.
        if self.semantics == Semantics::V2 && known.is_some_and(Aggregation::is_new) {
            self.note_parse_error(op.span, format!("unknown function with name {name:?}"));
        }
    }
}

/// Go's message for a number that has no value.
fn not_a_number(word: &str) -> String {
    let too_large = word.parse::<f64>().is_ok_and(f64::is_infinite);
    let reason = if too_large { "value out of range" } else { "invalid syntax" };
    format!("error parsing number: strconv.ParseFloat: parsing {word:?}: {reason}")
}

fn deepest(shapes: &[Shape]) -> usize {
    shapes.iter().map(|it| it.depth).max().unwrap_or(0)
}
