//! What is evaluated once although it counts several times: expressions that stand in a query more than once, and those
//! that `@` makes the same at every step. It must not know how anything is evaluated.

use super::budget::count;
use super::{Column, Evaluator, Output, Scalar, Vector};
use crate::plan::{Kind, Node, Type};
use crate::{Error, Note, Span, Steps};
use std::collections::{BTreeMap, BTreeSet};

/// The functions whose value depends on the instant whatever their arguments (`AtModifierUnsafeFunctions`,
/// promql/functions.go).
const UNSAFE: [&str; 11] = [
    "days_in_month",
    "day_of_month",
    "day_of_week",
    "day_of_year",
    "hour",
    "minute",
    "month",
    "year",
    "predict_linear",
    "time",
    "timestamp",
];

/// Which nodes, by their addresses, are fixed and which are the same as another one.
#[derive(Default)]
pub(super) struct Sharing {
    /// The outermost nodes that have the same value at every step.
    fixed: BTreeSet<usize>,
    /// The outermost nodes that stand in the queries more than once, and which of `kept` is theirs.
    shared: BTreeMap<usize, usize>,
    kept: Vec<Kept>,
}

/// A value that will be asked for again.
struct Kept {
    /// How often it is still to be asked for.
    uses: usize,
    value: Option<(Steps, Output)>,
    /// The remarks that it came with, and on which of its nodes: [`crate::walk`]'s count.
    notes: Vec<(Note, usize)>,
}

impl Sharing {
    pub(super) fn of(nodes: &[&Node]) -> Self {
        let mut sharing = Self::default();
        for node in nodes {
            sharing.find_fixed(node);
        }
        sharing.find_shared(nodes);
        sharing
    }

    /// Whether `node` has the same value at every step; if so, and `@` is why, it is remembered.
    fn find_fixed(&mut self, node: &Node) -> Fixed {
        let mut all = Fixed::Constant;
        let children = node.children();
        let of: Vec<_> = children.iter().map(|it| self.find_fixed(it)).collect();
        of.iter().for_each(|it| all = all.max(*it));
        let own = match &node.kind {
            Kind::Number(_) | Kind::String(_) => Fixed::Constant,
            Kind::Selector(it) => Fixed::by_at(it.offset.at.is_some()),
            Kind::Range(it) => Fixed::by_at(it.selector.offset.at.is_some()),
            // What is inside has steps of its own.
            Kind::Subquery(it) => return Fixed::by_at(it.offset.at.is_some()),
            Kind::Call(it) if UNSAFE.contains(&it.function.signature.name) => Fixed::No,
            Kind::Call(_) | Kind::Aggregate(_) | Kind::Binary(_) | Kind::Negate(_) | Kind::Paren(_) => {
                Fixed::Constant
            }
        };
        let fixed = all.max(own);
        if fixed == Fixed::ByAt && matches!(node.value_type(), Type::Vector | Type::Scalar) {
            children.iter().for_each(|it| {
                self.fixed.remove(&address(it));
            });
            self.fixed.insert(address(node));
        }
        fixed
    }

    fn find_shared(&mut self, nodes: &[&Node]) {
        let mut selectors = 0;
        nodes
            .iter()
            .for_each(|it| crate::walk(it, &mut |it| selectors += usize::from(it.children().is_empty())));
        if selectors < 2 {
            return;
        }
        let mut first: BTreeMap<String, (usize, Option<usize>)> = BTreeMap::new();
        let mut waiting: Vec<_> = nodes.to_vec();
        waiting.reverse();
        while let Some(node) = waiting.pop() {
            if is_worth_keeping(node) {
                if let Some((place, kept)) = first.get_mut(&node.to_string()) {
                    let idx = *kept.get_or_insert(self.kept.len());
                    if idx == self.kept.len() {
                        self.shared.insert(*place, idx);
                        self.kept.push(Kept { uses: 1, value: None, notes: Vec::new() });
                    }
                    self.shared.insert(address(node), idx);
                    self.kept[idx].uses += 1;
                    continue;
                }
                first.insert(node.to_string(), (address(node), None));
            }
            waiting.extend(node.children().into_iter().rev());
        }
    }
}

/// Why a node has the same value at every step, the weakest reason first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fixed {
    /// Nothing inside depends on samples or time.
    Constant,
    /// `@` everywhere.
    ByAt,
    /// It has not.
    No,
}

impl Fixed {
    fn by_at(at: bool) -> Self {
        if at { Self::ByAt } else { Self::No }
    }
}

fn address(node: &Node) -> usize {
    std::ptr::from_ref(node).addr()
}

/// The places of a node and of all inside it.
fn spans(node: &Node) -> Vec<Span> {
    let mut spans = Vec::new();
    crate::walk(node, &mut |it| spans.push(it.span));
    spans
}

/// Vectors that take more than a look at a number.
fn is_worth_keeping(node: &Node) -> bool {
    !matches!(
        node.kind,
        Kind::Paren(_) | Kind::Number(_) | Kind::String(_) | Kind::Range(_) | Kind::Subquery(_)
    ) && node.value_type() == Type::Vector
}

impl Evaluator<'_> {
    /// Whether `node` is to be evaluated at one step only.
    pub(super) fn is_fixed(&self, node: &Node) -> bool {
        self.len > 1 && !self.sharing.fixed.is_empty() && self.sharing.fixed.contains(&address(node))
    }

    /// Whether `node` must not be evaluated but through [`Self::eval`].
    pub(super) fn is_shared_or_fixed(&self, node: &Node) -> bool {
        self.is_fixed(node) || self.sharing.shared.contains_key(&address(node))
    }

    /// The value of `node` at the first step, at all steps.
    pub(super) fn once(&mut self, node: &Node) -> Result<Output, Error> {
        let outer = (self.steps, self.len);
        (self.steps, self.len) = (Steps::instant(self.steps.start), 1);
        let output = self.eval(node);
        (self.steps, self.len) = outer;
        match output? {
            Output::Scalar(scalar) => Ok(Output::Scalar(Scalar::Constant(scalar.at(0)))),
            Output::String(text) => Ok(Output::String(text)),
            Output::Vector(vector) => self.repeated(vector).map(Output::Vector),
        }
    }

    fn repeated(&mut self, vector: Vector) -> Result<Vector, Error> {
        let Vector { mut columns, points } = vector;
        self.budget.release(points);
        self.budget.free(columns.len(), 1);
        self.budget.allocate(columns.len(), self.len)?;
        let points = self.charge(count(self.len)).saturating_mul(count(columns.len()));
        self.budget.hold(points)?;
        for Column { values, .. } in &mut columns {
            let value = values.first().copied().unwrap_or(series::STALE);
            *values = vec![value; self.len];
        }
        Ok(Vector { columns, points })
    }

    /// The value of a node that has been evaluated before, at the same steps.
    pub(super) fn shared(&mut self, node: &Node) -> Option<Result<Output, Error>> {
        let idx = *self.sharing.shared.get(&address(node))?;
        let kept = &mut self.sharing.kept[idx];
        if kept.value.as_ref()?.0 != self.steps {
            return None;
        }
        kept.uses = kept.uses.saturating_sub(1);
        let last = kept.uses <= 1;
        let spans = spans(node);
        let moved =
            |(note, at): &(Note, usize)| spans.get(*at).map(|span| Note { span: *span, ..note.clone() });
        let notes: Vec<_> = kept.notes.iter().filter_map(moved).collect();
        let output = if last { kept.value.take()?.1 } else { kept.value.as_ref()?.1.clone() };
        notes.into_iter().for_each(|it| self.note(it));
        Some(self.count_shared(output, last))
    }

    fn count_shared(&mut self, output: Output, last: bool) -> Result<Output, Error> {
        if let Output::Vector(vector) = &output {
            self.budget.hold(vector.points)?;
            if !last {
                self.budget.allocate(vector.columns.len(), self.len)?;
            }
        }
        Ok(output)
    }

    /// Keeps a copy of what will be asked for again.
    pub(super) fn share(&mut self, node: &Node, output: &Output) -> Result<(), Error> {
        let Some(idx) = self.sharing.shared.get(&address(node)).copied() else { return Ok(()) };
        let kept = &mut self.sharing.kept[idx];
        if kept.uses > 1 && kept.value.is_none() {
            kept.value = Some((self.steps, output.clone()));
            let spans = spans(node);
            let placed =
                |note: &Note| spans.iter().position(|it| *it == note.span).map(|at| (note.clone(), at));
            kept.notes = self.notes.iter().filter_map(placed).collect();
            if let Output::Vector(vector) = output {
                self.budget.allocate(vector.columns.len(), self.len)?;
            }
        }
        Ok(())
    }
}
