//! Text to plan. This is the only file that names promql_parser: it gives the shape of the tree, and the tokens of the
//! text give every name, number and place. It must not evaluate.
//!
//! The parser is shown a rewritten text: one word a token, numbers, names and texts replaced by placeholders. So its
//! panics on large numbers, its regular expressions and its escapes are never reached, and what it rejects wrongly
//! (backslashes in backticks, `1_000`) reads well.

mod read;

use crate::check::{self, Checked, Role};
use crate::functions;
use crate::plan::{
    Aggregate, Aggregation, Binary, BinaryOp, Call, Kind, Node, Query, RangeSelector, Subquery,
};
use crate::tokens::TokenKind;
use crate::{Error, Semantics, Span};
use promql_parser::parser::{self, Expr};
use read::{Reader, Window};

/// The query that `text` writes.
///
/// # Errors
/// One of [`crate::ErrorKind::BadData`] with its place: what Prometheus refuses, in its words where they can be had,
/// and what exceeds [`crate::limits::TABLE`].
pub fn parse(text: &str, semantics: Semantics) -> Result<Query, Error> {
    let checked = check::check(text, semantics)?;
    let shown = shown(text, &checked);
    let tree = parser::parse(&shown).map_err(|err| Error::parse(text, Span::new(0, text.len()), err))?;
    let mut walker = Walker { reader: Reader::new(text, &checked) };
    let root = walker.node(&tree)?;
    walker.reader.expect_end()?;
    Ok(Query { text: text.to_owned(), root })
}

/// The text that the parser is shown.
fn shown(text: &str, checked: &Checked) -> String {
    let mut shown = String::with_capacity(text.len() + checked.tokens.len());
    for (idx, (token, role)) in checked.tokens.iter().zip(&checked.roles).enumerate() {
        let word = token.span.of(text);
        match (role, token.kind) {
            (Role::Metric, _) => shown.push('m'),
            (Role::Label, _) => shown.push_str(&format!("l{idx}")),
            (Role::Duration, _) => shown.push_str("1m"),
            (Role::Hidden, _) => {}
            (Role::Plain, TokenKind::Number | TokenKind::Duration) => shown.push('1'),
            (Role::Plain, TokenKind::String) => shown.push_str("\"s\""),
            (Role::Plain, TokenKind::Identifier) => shown.push_str(stand_in(word)),
            // Every placeholder of a value is a text that a matcher may ask for.
            (Role::Matches, _) => shown.push('='),
            (Role::Plain, _) => shown.push_str(word),
        }
        shown.push(' ');
    }
    shown
}

/// A function of the same types that the parser knows.
fn stand_in(function: &str) -> &str {
    match function {
        "holt_winters" => "double_exponential_smoothing",
        "step" => "pi",
        other => other,
    }
}

/// Walks the parser's tree in the order of the text, the reader in step with it.
struct Walker<'a> {
    reader: Reader<'a>,
}

impl Walker<'_> {
    fn node(&mut self, tree: &Expr) -> Result<Node, Error> {
        if let Expr::Binary(it) = tree {
            return self.chain(it);
        }
        if !matches!(tree, Expr::NumberLiteral(_)) {
            self.reader.skip_plus();
        }
        let start = self.reader.start();
        let kind = self.kind(tree)?;
        Ok(Node { span: start.to(self.reader.end()), kind })
    }

    fn kind(&mut self, tree: &Expr) -> Result<Kind, Error> {
        Ok(match tree {
            Expr::NumberLiteral(_) => Kind::Number(self.reader.number()?),
            Expr::StringLiteral(_) => Kind::String(self.reader.string()?),
            Expr::VectorSelector(_) => Kind::Selector(self.reader.selector()?),
            Expr::MatrixSelector(_) => Kind::Range(self.range()?),
            Expr::Paren(it) => Kind::Paren(Box::new(self.parenthesized(&it.expr)?)),
            Expr::Unary(it) => {
                self.reader.expect("-")?;
                Kind::Negate(Box::new(self.node(&it.expr)?))
            }
            Expr::Call(it) => Kind::Call(self.call(it)?),
            Expr::Aggregate(it) => Kind::Aggregate(self.aggregate(it)?),
            Expr::Subquery(it) => Kind::Subquery(Box::new(self.subquery(&it.expr)?)),
            Expr::Binary(_) | Expr::Extension(_) => return Err(self.reader.astray()),
        })
    }

    fn parenthesized(&mut self, tree: &Expr) -> Result<Node, Error> {
        self.reader.expect("(")?;
        let inner = self.node(tree)?;
        self.reader.expect(")")?;
        Ok(inner)
    }

    fn range(&mut self) -> Result<RangeSelector, Error> {
        let mut selector = self.reader.series()?;
        self.reader.expect("[")?;
        let Window { millis: range, expr: range_expr, span: range_span } = self.reader.duration(false)?;
        self.reader.expect("]")?;
        selector.offset = self.reader.offset()?;
        Ok(RangeSelector { selector, range, range_expr, range_span })
    }

    fn subquery(&mut self, tree: &Expr) -> Result<Subquery, Error> {
        let of = self.node(tree)?;
        self.reader.expect("[")?;
        let Window { millis: range, expr: range_expr, span: range_span } = self.reader.duration(false)?;
        self.reader.expect(":")?;
        let step = if self.reader.word() == "]" { None } else { Some(self.reader.duration(false)?) };
        self.reader.expect("]")?;
        let (step, step_expr) = step.map_or((None, None), |it| (Some(it.millis), it.expr));
        let offset = self.reader.offset()?;
        Ok(Subquery { of, range, range_expr, range_span, step, step_expr, offset })
    }

    /// Operators nest to the left, hundreds of them in a chain: they are walked without recursion.
    fn chain(&mut self, tree: &parser::BinaryExpr) -> Result<Node, Error> {
        let mut operators = vec![tree];
        while let Some(Expr::Binary(it)) = operators.last().map(|it| &*it.lhs) {
            operators.push(it);
        }
        let mut left = self.node(&operators[operators.len() - 1].lhs)?;
        while let Some(tree) = operators.pop() {
            left = self.binary(left, &tree.rhs)?;
        }
        Ok(left)
    }

    fn binary(&mut self, left: Node, right: &Expr) -> Result<Node, Error> {
        let op = BinaryOp::from_text(self.reader.word()).ok_or_else(|| self.reader.astray())?;
        self.reader.next();
        let (bool_modifier, matching) = self.reader.matching()?;
        let right = self.node(right)?;
        let span = left.span.to(right.span);
        Ok(Node { span, kind: Kind::Binary(Box::new(Binary { op, bool_modifier, matching, left, right })) })
    }

    fn call(&mut self, tree: &parser::Call) -> Result<Call, Error> {
        let function = functions::by_name(self.reader.word()).ok_or_else(|| self.reader.astray())?;
        let start = self.reader.start();
        self.reader.next();
        let args = self.arguments(tree.args.args.iter().map(|it| &**it))?;
        Ok(Call { span: start.to(self.reader.end()), function, args })
    }

    fn arguments<'t>(&mut self, trees: impl Iterator<Item = &'t Expr>) -> Result<Vec<Node>, Error> {
        let mut args = Vec::new();
        self.reader.expect("(")?;
        for (idx, tree) in trees.enumerate() {
            if idx > 0 {
                self.reader.expect(",")?;
            }
            args.push(self.node(tree)?);
        }
        self.reader.expect(")")?;
        Ok(args)
    }

    fn aggregate(&mut self, tree: &parser::AggregateExpr) -> Result<Aggregate, Error> {
        let name = self.reader.word().to_ascii_lowercase();
        let op = Aggregation::from_name(&name).ok_or_else(|| self.reader.astray())?;
        self.reader.next();
        let before = self.reader.grouping()?;
        let trees = tree.param.iter().chain([&tree.expr]);
        let mut args = self.arguments(trees.map(|it| &**it))?;
        let grouping = match before {
            Some(grouping) => grouping,
            None => self.reader.grouping()?.unwrap_or_default(),
        };
        let of = args.pop().ok_or_else(|| self.reader.astray())?;
        let parameter = args.pop().filter(|_| op.parameter().is_some()).map(Box::new);
        Ok(Aggregate { op, grouping, parameter, of: Box::new(of) })
    }
}

/// Whether the parser behind this file reads a call.
#[cfg(test)]
pub(crate) fn parser_accepts(function: &str, arguments: &str) -> bool {
    parser::parse(&format!("{}({arguments})", stand_in(function))).is_ok()
}

#[cfg(test)]
mod tests;
