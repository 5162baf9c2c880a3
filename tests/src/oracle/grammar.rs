//! Expressions by chance, over the whole grammar that Prometheus 2.42 knows: well-typed most of them. Functions and their
//! types come from promql's own table, metrics and labels from the samples. It must not evaluate.

mod aggregate;
mod binary;
mod call;
mod literal;
mod selector;

use super::tree::{Case, Expr, Part};
use super::{END, START, Shape};
use crate::random::Random;
use crate::shrink::Shrinking;
use promql::Steps;
use promql::plan::Type;
use proptest::prelude::Rng;
use proptest::strategy::{NewTree, Strategy};
use proptest::test_runner::TestRunner;
use series::{METRIC_NAME, Store};
use std::collections::{BTreeMap, BTreeSet};

/// The values of each label of a metric.
type LabelValues = BTreeMap<String, BTreeSet<String>>;

/// Of a hundred places, so many get an expression of another type than they need.
const ILL_TYPED: usize = 2;
/// How deep expressions nest.
const DEPTH: usize = 4;

/// When expressions are evaluated, and how long their windows are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Instants {
    /// On samples and between them.
    Any,
    /// A millisecond behind a whole second: where samples lie off the grid, none lies on the edge of a window.
    OffEdges,
}

/// What is generated.
#[derive(Debug)]
pub struct Grammar {
    metrics: BTreeMap<String, LabelValues>,
    labels: Vec<String>,
    functions: Vec<&'static promql::functions::Signature>,
    instants: Instants,
}

impl Grammar {
    /// Expressions over the samples of `store`.
    pub fn new(store: &Store, shape: Shape) -> Self {
        let mut metrics = BTreeMap::<String, LabelValues>::new();
        for series in store.iter() {
            let metric = metrics.entry(series.labels.metric().unwrap_or_default().to_owned()).or_default();
            for (name, value) in series.labels.iter().filter(|(name, _)| *name != METRIC_NAME) {
                metric.entry(name.to_owned()).or_default().insert(value.to_owned());
            }
        }
        let mut labels: BTreeSet<_> = metrics.values().flat_map(|it| it.keys().cloned()).collect();
        labels.insert("nothing".to_owned());
        let instants = if shape == Shape::OffGrid { Instants::OffEdges } else { Instants::Any };
        Self { metrics, labels: labels.into_iter().collect(), functions: call::known(instants), instants }
    }
}

impl Strategy for Grammar {
    type Tree = Shrinking<Case>;
    type Value = Case;

    fn new_tree(&self, runner: &mut TestRunner) -> NewTree<Self> {
        let mut writer = Writer { grammar: self, random: Random(runner.rng().next_u64()), nested: false };
        let kind = match writer.random.below(20) {
            0 => Type::Scalar,
            1 => Type::Matrix,
            2 if writer.random.percent(30) => Type::String,
            _ => Type::Vector,
        };
        let depth = 1 + writer.random.below(DEPTH);
        let expr = writer.expr(kind, depth);
        let case = Case { expr, at: writer.instant(), steps: writer.steps() };
        Ok(Shrinking::new(case, |it| it.smaller().into_iter().rev().collect()))
    }
}

/// Writes one expression.
pub(crate) struct Writer<'g> {
    grammar: &'g Grammar,
    random: Random,
    /// Inside a subquery.
    nested: bool,
}

impl Writer<'_> {
    /// An expression of type `kind`, or rarely of another.
    fn expr(&mut self, kind: Type, depth: usize) -> Expr {
        let types = [&Type::Scalar, &Type::Vector, &Type::Matrix, &Type::String];
        let kind = if self.random.percent(ILL_TYPED) { *self.random.pick(&types) } else { kind };
        match kind {
            Type::Scalar => self.scalar(depth),
            Type::Vector => self.vector(depth),
            Type::Matrix => self.matrix(depth),
            Type::String => self.string(),
        }
    }

    fn vector(&mut self, depth: usize) -> Expr {
        if depth == 0 {
            return self.selector();
        }
        match self.random.below(20) {
            0..2 => self.selector(),
            2..9 => self.call(Type::Vector, depth - 1),
            9..13 => self.aggregate(depth - 1),
            13..18 => self.binary(depth - 1),
            18 => self.unary(Type::Vector, depth - 1),
            _ => self.parenthesized(Type::Vector, depth - 1),
        }
    }

    fn scalar(&mut self, depth: usize) -> Expr {
        if depth == 0 {
            return self.number();
        }
        match self.random.below(8) {
            0..3 => self.number(),
            3..5 => self.call(Type::Scalar, depth - 1),
            5 => self.scalars(depth - 1),
            6 => self.unary(Type::Scalar, depth - 1),
            _ => self.parenthesized(Type::Scalar, depth - 1),
        }
    }

    fn matrix(&mut self, depth: usize) -> Expr {
        let subquery = depth > 0 && self.random.percent(25) && !(self.nested && self.is_off_edges());
        if subquery { self.subquery(depth - 1) } else { self.window() }
    }

    fn unary(&mut self, kind: Type, depth: usize) -> Expr {
        let sign = self.random.pick(&["-", "-", "+"]).to_owned();
        Expr { kind, parts: vec![Part::Optional(sign), Part::Child(self.expr(kind, depth))] }
    }

    fn parenthesized(&mut self, kind: Type, depth: usize) -> Expr {
        let inner = Part::Child(self.expr(kind, depth));
        Expr { kind, parts: vec![Part::Text("(".to_owned()), inner, Part::Text(")".to_owned())] }
    }

    fn is_off_edges(&self) -> bool {
        self.grammar.instants == Instants::OffEdges
    }

    /// When it is evaluated.
    fn instant(&mut self) -> i64 {
        let second = self.random.between(START / 1000 - 600, END / 1000 + 600);
        if self.is_off_edges() {
            return second * 1000 + 1;
        }
        match self.random.below(4) {
            0 => second * 1000 + self.random.between(0, 999),
            1 => second * 1000,
            _ => second / 15 * 15_000,
        }
    }

    fn steps(&mut self) -> Steps {
        let start = self.instant();
        let step = *self.random.pick(&[&15_000, &15_000, &60_000, &7_000, &300_000, &61_000, &1_000]);
        Steps { start, end: start + step * self.random.between(0, 40), step }
    }
}
