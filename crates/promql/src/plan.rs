//! The typed tree of a query, each node with its place in the text. It must not know the parser, and computes nothing.

mod duration;
mod operators;
mod print;

use crate::Span;
use crate::functions::Function;
pub use duration::{DurationExpr, DurationOp};
pub use operators::{Aggregation, BinaryOp, CompareOp};
use series::Matcher;

/// The types of PromQL's values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// A number.
    Scalar,
    /// An instant vector.
    Vector,
    /// A range vector.
    Matrix,
    /// A text.
    String,
}

impl Type {
    /// The name that Prometheus' messages use (`DocumentedType`, promql/parser/value.go).
    pub fn documented(self) -> &'static str {
        match self {
            Self::Scalar => "scalar",
            Self::Vector => "instant vector",
            Self::Matrix => "range vector",
            Self::String => "string",
        }
    }

    /// The name that the API uses as `resultType`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Scalar => "scalar",
            Self::Vector => "vector",
            Self::Matrix => "matrix",
            Self::String => "string",
        }
    }
}

/// A query that is PromQL.
#[derive(Clone, Debug)]
pub struct Query {
    pub(crate) text: String,
    pub(crate) root: Node,
}

impl Query {
    /// The text that was parsed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The tree.
    pub fn root(&self) -> &Node {
        &self.root
    }
}

/// One expression.
#[derive(Clone, Debug)]
pub struct Node {
    /// Where it stands in the query's text.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
}

/// What an expression is.
#[derive(Clone, Debug)]
pub enum Kind {
    /// A number, its sign included.
    Number(f64),
    /// A text.
    String(String),
    /// An instant selector.
    Selector(Selector),
    /// A range selector.
    Range(RangeSelector),
    /// An instant vector at regular steps of a window.
    Subquery(Box<Subquery>),
    /// A function and its arguments.
    Call(Call),
    /// An aggregation.
    Aggregate(Aggregate),
    /// An operator between two expressions.
    Binary(Box<Binary>),
    /// `-x`.
    Negate(Box<Node>),
    /// `(x)`.
    Paren(Box<Node>),
}

/// Which series, and how far back.
#[derive(Clone, Debug)]
pub struct Selector {
    /// The metric's name, where it is given as one name.
    pub name: Option<String>,
    /// Whether that name stands in the braces, as `{"name"}` or `{__name__="name"}`.
    pub name_in_braces: bool,
    /// All conditions, that on the name among them.
    pub matchers: Vec<Matcher>,
    /// When to look.
    pub offset: Offset,
}

/// When a selector or a subquery looks: `@`, then `offset`, whatever their order in the text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Offset {
    /// How far before the instant of evaluation, or before `at`, to look, in milliseconds; negative is later.
    pub millis: i64,
    /// The expression that yields `millis`, where it is no plain duration.
    pub expr: Option<DurationExpr>,
    /// The instant that stands for that of the evaluation.
    pub at: Option<At>,
}

/// What `@` names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// Milliseconds since the Unix epoch.
    Time(i64),
    /// `start()`: the first instant of the query.
    Start,
    /// `end()`: the last one.
    End,
}

/// A selector with a window.
#[derive(Clone, Debug)]
pub struct RangeSelector {
    /// Which series.
    pub selector: Selector,
    /// The length of the window in milliseconds; positive.
    pub range: i64,
    /// The expression that yields `range`, where it is no plain duration.
    pub range_expr: Option<DurationExpr>,
    /// The place of the window's duration.
    pub range_span: Span,
}

/// An instant vector at each multiple of a step inside a window.
#[derive(Clone, Debug)]
pub struct Subquery {
    /// What is evaluated at each step.
    pub of: Node,
    /// The length of the window in milliseconds; positive.
    pub range: i64,
    /// The expression that yields `range`, where it is no plain duration.
    pub range_expr: Option<DurationExpr>,
    /// The place of the window's duration.
    pub range_span: Span,
    /// The distance of the steps in milliseconds; none is that of the options.
    pub step: Option<i64>,
    /// The expression that yields `step`, where it is no plain duration.
    pub step_expr: Option<DurationExpr>,
    /// When to look.
    pub offset: Offset,
}

/// A call.
#[derive(Clone, Debug)]
pub struct Call {
    /// Where the call stands in the query's text.
    pub span: Span,
    /// The function.
    pub function: &'static Function,
    /// Its arguments, as many and of the types that it takes.
    pub args: Vec<Node>,
}

/// An aggregation.
#[derive(Clone, Debug)]
pub struct Aggregate {
    /// Which one.
    pub op: Aggregation,
    /// Which labels make a group.
    pub grouping: Grouping,
    /// The parameter of those that take one: [`Aggregation::parameter`].
    pub parameter: Option<Box<Node>>,
    /// What is aggregated.
    pub of: Box<Node>,
}

/// `by (...)` or `without (...)`; nothing is the same as `by ()`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grouping {
    /// Whether `labels` are those that do not count.
    pub without: bool,
    /// The labels.
    pub labels: Vec<String>,
}

/// An operator between two expressions.
#[derive(Clone, Debug)]
pub struct Binary {
    /// Which one.
    pub op: BinaryOp,
    /// Whether a comparison yields 0 or 1 rather than filtering.
    pub bool_modifier: bool,
    /// How the series of two vectors find each other.
    pub matching: Matching,
    /// The left operand.
    pub left: Node,
    /// The right operand.
    pub right: Node,
}

/// How the series of two vectors find each other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matching {
    /// How many series of each side may match.
    pub card: Cardinality,
    /// Whether `labels` are those that count (`on`) or those that do not (`ignoring`).
    pub on: bool,
    /// The labels.
    pub labels: Vec<String>,
    /// The labels that `group_left` or `group_right` copies from the one side.
    pub include: Vec<String>,
}

/// How many series of each side may match. Set operators match many to many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cardinality {
    /// One of each side.
    #[default]
    OneToOne,
    /// `group_left`: many of the left side.
    ManyToOne,
    /// `group_right`: many of the right side.
    OneToMany,
}

impl Node {
    /// The type of its value.
    pub fn value_type(&self) -> Type {
        match &self.kind {
            Kind::Number(_) => Type::Scalar,
            Kind::String(_) => Type::String,
            Kind::Selector(_) | Kind::Aggregate(_) => Type::Vector,
            Kind::Range(_) | Kind::Subquery(_) => Type::Matrix,
            Kind::Call(call) => call.function.signature.returns,
            Kind::Negate(inner) | Kind::Paren(inner) => inner.value_type(),
            Kind::Binary(it) => {
                let scalars = it.right.value_type() == Type::Scalar && it.left.value_type() == Type::Scalar;
                if scalars { Type::Scalar } else { Type::Vector }
            }
        }
    }

    /// The expressions directly inside, in the order of the text.
    pub fn children(&self) -> Vec<&Node> {
        match &self.kind {
            Kind::Number(_) | Kind::String(_) | Kind::Selector(_) | Kind::Range(_) => Vec::new(),
            Kind::Subquery(it) => vec![&it.of],
            Kind::Call(call) => call.args.iter().collect(),
            Kind::Aggregate(it) => it.parameter.iter().chain([&it.of]).map(|it| &**it).collect(),
            Kind::Binary(it) => vec![&it.left, &it.right],
            Kind::Negate(inner) | Kind::Paren(inner) => vec![inner],
        }
    }

    /// As [`Self::children`], to be changed.
    pub(crate) fn children_mut(&mut self) -> Vec<&mut Self> {
        match &mut self.kind {
            Kind::Number(_) | Kind::String(_) | Kind::Selector(_) | Kind::Range(_) => Vec::new(),
            Kind::Subquery(it) => vec![&mut it.of],
            Kind::Call(call) => call.args.iter_mut().collect(),
            Kind::Aggregate(it) => it.parameter.iter_mut().chain([&mut it.of]).map(|it| &mut **it).collect(),
            Kind::Binary(it) => {
                let it = &mut **it;
                vec![&mut it.left, &mut it.right]
            }
            Kind::Negate(inner) | Kind::Paren(inner) => vec![inner],
        }
    }

    /// The expression without the parentheses around it.
    pub fn unwrapped(&self) -> &Self {
        let mut node = self;
        while let Kind::Paren(inner) = &node.kind {
            node = inner;
        }
        node
    }
}

/// Shows `visit` the node and all expressions inside it, outer before inner, left before right.
pub fn walk<'a>(node: &'a Node, visit: &mut impl FnMut(&'a Node)) {
    let mut waiting = vec![node];
    while let Some(node) = waiting.pop() {
        visit(node);
        waiting.extend(node.children().into_iter().rev());
    }
}
