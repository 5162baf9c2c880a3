//! A generated expression as pieces of text around smaller expressions, so that it can be made smaller without knowing
//! what it means. It must not know the grammar.

use promql::Steps;
use promql::plan::Type;
use std::fmt;

/// A piece of an expression's text.
#[derive(Clone, Debug)]
pub enum Part {
    /// Always there.
    Text(String),
    /// May be left out.
    Optional(String),
    /// An expression inside.
    Child(Expr),
}

/// An expression.
#[derive(Clone, Debug)]
pub struct Expr {
    /// The type that it was made for.
    pub kind: Type,
    /// Its text.
    pub parts: Vec<Part>,
}

/// An expression and when it is evaluated, in milliseconds.
#[derive(Clone, Debug)]
pub struct Case {
    /// What is evaluated.
    pub expr: Expr,
    /// The instant of the instant query.
    pub at: i64,
    /// The instants of the range query.
    pub steps: Steps,
}

impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.parts.iter().try_for_each(|it| match it {
            Part::Text(text) | Part::Optional(text) => f.write_str(text),
            Part::Child(inner) => inner.fmt(f),
        })
    }
}

impl Expr {
    /// A text without smaller expressions.
    pub fn leaf(kind: Type, text: impl Into<String>) -> Self {
        Self { kind, parts: vec![Part::Text(text.into())] }
    }

    /// Everything that is this expression with one thing less: one inside it in its place, a plain one of its type, an
    /// optional piece left out, or something inside it smaller.
    pub fn smaller(&self) -> Vec<Self> {
        let mut found = Vec::new();
        for part in &self.parts {
            if let Part::Child(inner) = part {
                found.extend(Some(inner.clone()).filter(|it| it.kind == self.kind));
            }
        }
        let plain = plain(self.kind);
        if plain.len() < self.to_string().len() {
            found.push(Self::leaf(self.kind, plain));
        }
        for (idx, part) in self.parts.iter().enumerate() {
            match part {
                Part::Text(_) => {}
                Part::Optional(_) => {
                    let mut less = self.clone();
                    less.parts.remove(idx);
                    found.push(less);
                }
                Part::Child(inner) => found.extend(inner.smaller().into_iter().map(|inner| {
                    let mut less = self.clone();
                    less.parts[idx] = Part::Child(inner);
                    less
                })),
            }
        }
        found
    }
}

/// The plainest expression of a type.
fn plain(kind: Type) -> &'static str {
    match kind {
        Type::Scalar => "1",
        Type::Vector => "lonely",
        Type::Matrix => "lonely[5m]",
        Type::String => "\"\"",
    }
}

impl Case {
    /// The case with one thing less.
    pub fn smaller(&self) -> Vec<Self> {
        let with = |expr| Self { expr, ..self.clone() };
        let mut found: Vec<_> = self.expr.smaller().into_iter().map(with).collect();
        let Steps { start, end, step } = self.steps;
        let half = start + (end - start) / step / 2 * step;
        for steps in [Steps { start, end: half, step }, Steps { start: half + step, end, step }] {
            if !steps.is_empty() && steps.len() < self.steps.len() {
                found.push(Self { steps, ..self.clone() });
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_smaller_expression_lacks_one_thing() {
        let inner = Expr {
            kind: Type::Vector,
            parts: vec![Part::Text("up".to_owned()), Part::Optional("{a=\"b\"}".to_owned())],
        };
        let parts = vec![Part::Text("-".to_owned()), Part::Child(inner)];
        let smaller = Expr { kind: Type::Vector, parts }.smaller();
        let texts: Vec<_> = smaller.iter().map(Expr::to_string).collect();
        assert_eq!(texts, ["up{a=\"b\"}", "lonely", "-lonely", "-up"]);
    }
}
