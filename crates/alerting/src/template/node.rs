//! The tree of a template, parsed once and executed often. It must not know values.

use super::gofmt::quote;
use std::fmt::{self, Display, Formatter};

/// A part of a template that writes, declares or branches.
#[derive(Clone, Debug)]
pub(crate) enum Node {
    Text { pos: usize, text: String },
    Action { pos: usize, pipe: Pipe },
    If(Branch),
    With(Branch),
    Range(Branch),
    Template { pos: usize, name: String, pipe: Option<Pipe> },
    Break { pos: usize },
    Continue { pos: usize },
}

/// `if`, `with` or `range`.
#[derive(Clone, Debug)]
pub(crate) struct Branch {
    pub(crate) pos: usize,
    pub(crate) pipe: Pipe,
    pub(crate) list: Vec<Node>,
    pub(crate) else_list: Option<Vec<Node>>,
}

/// Commands whose results feed the next, with the variables that take the last result.
#[derive(Clone, Debug)]
pub(crate) struct Pipe {
    pub(crate) pos: usize,
    /// `=` instead of `:=`.
    pub(crate) is_assign: bool,
    pub(crate) decls: Vec<String>,
    pub(crate) cmds: Vec<Command>,
}

/// A function with its arguments, or one value.
#[derive(Clone, Debug)]
pub(crate) struct Command {
    pub(crate) pos: usize,
    pub(crate) args: Vec<Operand>,
}

/// A value, or the name of a function.
#[derive(Clone, Debug)]
pub(crate) struct Operand {
    pub(crate) pos: usize,
    pub(crate) kind: OperandKind,
}

#[derive(Clone, Debug)]
pub(crate) enum OperandKind {
    /// `.a.b`
    Field(Vec<String>),
    /// `(pipe).a`, or a function's result with fields
    Chain(Box<Operand>, Vec<String>),
    Identifier(String),
    Pipe(Pipe),
    /// `$x.a`: the variable's name with `$`, then fields
    Variable(Vec<String>),
    Bool(bool),
    Dot,
    Nil,
    Number(Number),
    Str {
        quoted: String,
        text: String,
    },
}

/// A constant as it is written and as it counts (`idealConstant`).
#[derive(Clone, Debug)]
pub(crate) struct Number {
    pub(crate) text: String,
    pub(crate) value: Constant,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Constant {
    Int(i64),
    Float(f64),
    /// An integer above what `int` holds.
    Huge,
}

impl Number {
    /// The integer that it is; `1.0` is one too.
    pub(crate) fn integer(&self) -> Option<i64> {
        match self.value {
            Constant::Int(it) => Some(it),
            Constant::Float(it) if it.floor() == it && it.abs() < 9e18 => Some(it as i64),
            _ => None,
        }
    }
}

impl Operand {
    /// As messages name it: only inside a command does a pipeline bear its parentheses.
    pub(crate) fn bare(&self) -> String {
        match &self.kind {
            OperandKind::Pipe(pipe) => pipe.to_string(),
            _ => self.to_string(),
        }
    }

    /// Whether it can never be executed: a constant or the dot.
    pub(crate) fn is_inert(&self) -> bool {
        use OperandKind as K;
        matches!(self.kind, K::Bool(_) | K::Dot | K::Nil | K::Number(_) | K::Str { .. })
    }
}

impl Display for Node {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text { text, .. } => f.write_str(text),
            Self::Action { pipe, .. } => write!(f, "{{{{{pipe}}}}}"),
            Self::If(branch) => branch.write("if", f),
            Self::With(branch) => branch.write("with", f),
            Self::Range(branch) => branch.write("range", f),
            Self::Template { name, pipe: None, .. } => write!(f, "{{{{template {}}}}}", quote(name)),
            Self::Template { name, pipe: Some(pipe), .. } => {
                write!(f, "{{{{template {} {pipe}}}}}", quote(name))
            }
            Self::Break { .. } => f.write_str("{{break}}"),
            Self::Continue { .. } => f.write_str("{{continue}}"),
        }
    }
}

impl Branch {
    fn write(&self, word: &str, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{{{{{word} {}}}}}", self.pipe)?;
        self.list.iter().try_for_each(|node| node.fmt(f))?;
        if let Some(list) = &self.else_list {
            f.write_str("{{else}}")?;
            list.iter().try_for_each(|node| node.fmt(f))?;
        }
        f.write_str("{{end}}")
    }
}

impl Display for Pipe {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if !self.decls.is_empty() {
            let sign = if self.is_assign { " = " } else { " := " };
            write!(f, "{}{sign}", self.decls.join(", "))?;
        }
        for (idx, cmd) in self.cmds.iter().enumerate() {
            write!(f, "{}{cmd}", if idx > 0 { " | " } else { "" })?;
        }
        Ok(())
    }
}

impl Display for Command {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (idx, arg) in self.args.iter().enumerate() {
            write!(f, "{}{arg}", if idx > 0 { " " } else { "" })?;
        }
        Ok(())
    }
}

impl Display for Operand {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.kind {
            OperandKind::Field(names) => write!(f, ".{}", names.join(".")),
            OperandKind::Chain(operand, names) => write!(f, "{operand}.{}", names.join(".")),
            OperandKind::Identifier(name) => f.write_str(name),
            OperandKind::Pipe(pipe) => write!(f, "({pipe})"),
            OperandKind::Variable(names) => f.write_str(&names.join(".")),
            OperandKind::Bool(value) => value.fmt(f),
            OperandKind::Dot => f.write_str("."),
            OperandKind::Nil => f.write_str("nil"),
            OperandKind::Number(number) => f.write_str(&number.text),
            OperandKind::Str { quoted, .. } => f.write_str(quoted),
        }
    }
}
