//! Expressions as Prometheus prints them (promql/parser/printer.go): one line, defaults left out. It must not know the
//! text that was parsed.

use super::{
    Aggregate, At, Binary, Call, Cardinality, DurationExpr, DurationOp, Grouping, Kind, Matching, Node,
    Offset, Query, RangeSelector, Selector, Subquery,
};
use crate::literal::quoted;
use series::{METRIC_NAME, MatchOp, Matcher, format_duration};
use std::fmt::{self, Display, Formatter};

impl Display for Query {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.root.fmt(f)
    }
}

impl Display for Node {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.kind {
            Kind::Number(value) => f.write_str(&number(*value)),
            Kind::String(text) => f.write_str(&quoted(text)),
            Kind::Selector(it) => write!(f, "{}{}", series(it), it.offset),
            Kind::Range(it) => it.fmt(f),
            Kind::Subquery(it) => it.fmt(f),
            Kind::Call(it) => it.fmt(f),
            Kind::Aggregate(it) => it.fmt(f),
            Kind::Binary(it) => binary(f, it),
            Kind::Negate(inner) => write!(f, "-{inner}"),
            Kind::Paren(inner) => write!(f, "({inner})"),
        }
    }
}

/// `strconv.FormatFloat(value, 'f', -1, 64)`: all digits, never an exponent.
fn number(value: f64) -> String {
    if value.is_finite() { format!("{value}") } else { series::format_float(value) }
}

/// The name and the matchers, those sorted by their texts.
fn series(selector: &Selector) -> String {
    let outside = selector.name.as_deref().filter(|_| !selector.name_in_braces);
    let is_name =
        |it: &&Matcher| it.name() == METRIC_NAME && it.op() == MatchOp::Equal && Some(it.value()) == outside;
    let mut matchers: Vec<_> = selector.matchers.iter().filter(|it| !is_name(it)).map(matcher).collect();
    series::sort_by(&mut matchers, &|a, b| a.cmp(b));
    let braced = if matchers.is_empty() { String::new() } else { format!("{{{}}}", matchers.join(",")) };
    format!("{}{braced}", outside.unwrap_or_default())
}

fn matcher(matcher: &Matcher) -> String {
    let op = match matcher.op() {
        MatchOp::Equal => "=",
        MatchOp::NotEqual => "!=",
        MatchOp::Regex => "=~",
        MatchOp::NotRegex => "!~",
    };
    format!("{}{op}{}", label(matcher.name(), false), quoted(matcher.value()))
}

/// A label's name, quoted where the old charset does not allow it; lists of labels allow colons.
fn label(name: &str, colons: bool) -> String {
    let plain = |(idx, it): (usize, char)| {
        it == '_' || it.is_ascii_alphabetic() || (idx > 0 && it.is_ascii_digit()) || (colons && it == ':')
    };
    if !name.is_empty() && name.char_indices().all(plain) { name.to_owned() } else { quoted(name) }
}

fn labels(names: &[String]) -> String {
    names.iter().map(|it| label(it, true)).collect::<Vec<_>>().join(", ")
}

impl Display for Offset {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.at {
            None => {}
            Some(At::Time(millis)) => write!(f, " @ {:.3}", millis as f64 / 1000.0)?,
            Some(At::Start) => f.write_str(" @ start()")?,
            Some(At::End) => f.write_str(" @ end()")?,
        }
        match &self.expr {
            Some(expr) => write!(f, " offset {expr}"),
            None if self.millis != 0 => write!(f, " offset {}", format_duration(self.millis)),
            None => Ok(()),
        }
    }
}

/// A duration, or the expression that computes it.
fn duration(millis: i64, expr: Option<&DurationExpr>) -> String {
    expr.map_or_else(|| format_duration(millis), ToString::to_string)
}

impl Display for RangeSelector {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let range = duration(self.range, self.range_expr.as_ref());
        write!(f, "{}[{range}]{}", series(&self.selector), self.selector.offset)
    }
}

impl Display for Subquery {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let range = duration(self.range, self.range_expr.as_ref());
        let step = self.step.map(|it| duration(it, self.step_expr.as_ref())).unwrap_or_default();
        write!(f, "{}[{range}:{step}]{}", self.of, self.offset)
    }
}

impl Display for DurationExpr {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Seconds(seconds, true) => f.write_str(&format_duration((seconds * 1000.0) as i64)),
            Self::Seconds(seconds, false) => f.write_str(&number(*seconds)),
            Self::Step => f.write_str("step()"),
            Self::Range => f.write_str("range()"),
            Self::Negate(inner) => write!(f, "-{inner}"),
            Self::Paren(inner) => write!(f, "({inner})"),
            Self::Both(op @ (DurationOp::Least | DurationOp::Greatest), both) => {
                write!(f, "{}({}, {})", op.text(), both.0, both.1)
            }
            Self::Both(op, both) => write!(f, "{} {} {}", both.0, op.text(), both.1),
        }
    }
}

impl Display for Call {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}(", self.function.signature.name)?;
        for (idx, arg) in self.args.iter().enumerate() {
            write!(f, "{}{arg}", if idx > 0 { ", " } else { "" })?;
        }
        f.write_str(")")
    }
}

impl Display for Aggregate {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}(", self.op.name(), self.grouping)?;
        if let Some(parameter) = &self.parameter {
            write!(f, "{parameter}, ")?;
        }
        write!(f, "{})", self.of)
    }
}

impl Display for Grouping {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let names = labels(&self.labels);
        match (self.without, self.labels.is_empty()) {
            (true, _) => write!(f, " without ({names}) "),
            (false, false) => write!(f, " by ({names}) "),
            (false, true) => Ok(()),
        }
    }
}

/// Operators nest to the left, hundreds of them in a chain: they are printed without recursion.
fn binary(f: &mut Formatter<'_>, binary: &Binary) -> fmt::Result {
    let mut chain = vec![binary];
    while let Some(Kind::Binary(it)) = chain.last().map(|it| &it.left.kind) {
        chain.push(it);
    }
    chain[chain.len() - 1].left.fmt(f)?;
    for it in chain.into_iter().rev() {
        let bool_modifier = if it.bool_modifier { " bool" } else { "" };
        write!(f, " {}{bool_modifier}{} {}", it.op.text(), it.matching, it.right)?;
    }
    Ok(())
}

impl Display for Matching {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if self.labels.is_empty() && !self.on {
            return Ok(());
        }
        write!(f, " {} ({})", if self.on { "on" } else { "ignoring" }, labels(&self.labels))?;
        let group = match self.card {
            Cardinality::OneToOne => return Ok(()),
            Cardinality::ManyToOne => "left",
            Cardinality::OneToMany => "right",
        };
        write!(f, " group_{group} ({})", labels(&self.include))
    }
}
