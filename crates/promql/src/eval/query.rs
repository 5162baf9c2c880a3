//! Whole queries: at one instant, over a range, several at once. It must not know a node.

use super::sharing::Sharing;
use super::{Budget, Column, Evaluator, Output};
use crate::plan::{At, DurationExpr, Kind, Node, Offset, Query, Type, walk};
use crate::value::{Instant, Range};
use crate::{Error, Instants, Note, Options, Steps, limits, literal, value};
use series::{Labels, STALE, Store};
use std::collections::BTreeMap;

/// The value of `query` at `time` (milliseconds since the epoch) over the samples of `store`.
///
/// # Errors
/// One of [`crate::ErrorKind::Execution`] in Prometheus' words: many-to-many matches, duplicate label sets, too many
/// samples. One of [`crate::ErrorKind::BadData`] for a computed duration that is none.
pub fn instant(query: &Query, store: &Store, time: i64, options: &Options) -> Result<Instant, Error> {
    let resolved = resolved(query.root(), Steps::instant(time))?;
    let root = resolved.as_ref().unwrap_or(query.root());
    let mut evaluator = Evaluator::new(&[root], store, Steps::instant(time), options);
    let value = evaluator.instant(root)?;
    Ok(Instant { value, notes: evaluator.take_notes() })
}

/// The values of `node` at all `steps` over the samples of `store`.
///
/// # Errors
/// One of [`crate::ErrorKind::BadData`] when the node is no scalar or instant vector or there are more than
/// [`limits::STEPS`] steps; else as [`instant`].
pub fn range(node: &Node, store: &Store, steps: Steps, options: &Options) -> Result<Range, Error> {
    let mut ranges = ranges(&[node], store, steps, options)?;
    Ok(ranges.swap_remove(0))
}

/// The values of each of `nodes` at all `steps`, as [`range`] yields them. What several of them contain, whatever
/// queries they are from, is evaluated once.
///
/// # Errors
/// As [`range`], for the first node that has one.
pub fn ranges(nodes: &[&Node], store: &Store, steps: Steps, options: &Options) -> Result<Vec<Range>, Error> {
    for node in nodes {
        check_type(node)?;
    }
    if steps.len() > limits::STEPS {
        return Err(Error::bad_data(format!("the range has more than {} steps", limits::STEPS)));
    }
    let each = options.instants == Instants::Each;
    if each && nodes.iter().any(|it| knows_its_query(it)) {
        return nodes.iter().map(|it| by_instants(it, store, steps, options)).collect();
    }
    let resolved = nodes.iter().map(|it| resolved(it, steps)).collect::<Result<Vec<_>, _>>()?;
    let nodes: Vec<_> = nodes.iter().zip(&resolved).map(|(node, it)| it.as_ref().unwrap_or(node)).collect();
    let mut evaluator = Evaluator::new(&nodes, store, steps, options);
    nodes.iter().map(|node| evaluator.range(node)).collect()
}

fn check_type(node: &Node) -> Result<(), Error> {
    let kind = node.value_type();
    if matches!(kind, Type::Scalar | Type::Vector) {
        return Ok(());
    }
    let kind = kind.documented();
    Err(Error::bad_data(format!(
        "invalid expression type {kind:?} for range query, must be Scalar or instant Vector"
    )))
}

impl<'a> Evaluator<'a> {
    fn new(nodes: &[&Node], store: &'a Store, steps: Steps, options: &'a Options) -> Self {
        let len = steps.len();
        let each = options.instants == Instants::Each;
        Self {
            store,
            steps,
            len,
            query: steps,
            options,
            budget: Budget::new(options.max_samples),
            most: if each { 1 } else { u64::MAX },
            sharing: Sharing::of(nodes),
            notes: Vec::new(),
        }
    }

    fn range(&mut self, node: &Node) -> Result<Range, Error> {
        let (read, worked) = (self.budget.read, self.budget.worked);
        let mut columns = match self.eval(node)? {
            Output::Scalar(scalar) => {
                self.budget.allocate(1, self.len)?;
                vec![Column::new(Labels::empty(), (0..self.len).map(|idx| scalar.at(idx)).collect())]
            }
            Output::Vector(vector) => {
                self.budget.release(vector.points);
                self.named(vector.columns)?
            }
            Output::String(_) => Vec::new(),
        };
        columns.retain(|it| !it.values.is_empty());
        series::sort_by(&mut columns, &|a, b| a.labels.cmp(&b.labels));
        let columns = columns.into_iter().map(|it| value::Column { labels: it.labels, values: it.values });
        Ok(Range {
            columns: columns.collect(),
            samples: self.budget.read - read,
            visits: self.budget.worked - worked,
            notes: self.take_notes(),
        })
    }
}

/// Whether a value depends on the ends of the query: `@ start()`, `step()`, in a duration too.
fn knows_its_query(node: &Node) -> bool {
    let mut knows = false;
    walk(node, &mut |node| {
        let (offset, exprs) = timing(node);
        knows |= offset.is_some_and(|it| matches!(it.at, Some(At::Start | At::End)));
        knows |= exprs.into_iter().flatten().any(DurationExpr::varies);
        let name = if let Kind::Call(it) = &node.kind { it.function.signature.name } else { "" };
        knows |= matches!(name, "start" | "end" | "range" | "step");
    });
    knows
}

/// What says when a node looks.
fn timing(node: &Node) -> (Option<&Offset>, [Option<&DurationExpr>; 3]) {
    match &node.kind {
        Kind::Selector(it) => (Some(&it.offset), [it.offset.expr.as_ref(), None, None]),
        Kind::Range(it) => {
            let offset = &it.selector.offset;
            (Some(offset), [offset.expr.as_ref(), it.range_expr.as_ref(), None])
        }
        Kind::Subquery(it) => {
            (Some(&it.offset), [it.offset.expr.as_ref(), it.range_expr.as_ref(), it.step_expr.as_ref()])
        }
        _ => (None, [None; 3]),
    }
}

/// A node with all durations computed for a query at `steps`; none where nothing has to be computed.
fn resolved(node: &Node, steps: Steps) -> Result<Option<Node>, Error> {
    let mut varies = false;
    walk(node, &mut |node| varies |= timing(node).1.into_iter().flatten().any(DurationExpr::varies));
    if !varies {
        return Ok(None);
    }
    let mut root = node.clone();
    let mut waiting = vec![&mut root];
    while let Some(node) = waiting.pop() {
        let span = node.span;
        let compute = |expr: &Option<DurationExpr>, into: &mut i64, negative| -> Result<(), Error> {
            if let Some(expr) = expr {
                *into = literal::computed(expr, steps, span, negative)?;
            }
            Ok(())
        };
        match &mut node.kind {
            Kind::Selector(it) => compute(&it.offset.expr, &mut it.offset.millis, true)?,
            Kind::Range(it) => {
                compute(&it.selector.offset.expr, &mut it.selector.offset.millis, true)?;
                compute(&it.range_expr, &mut it.range, false)?;
            }
            Kind::Subquery(it) => {
                compute(&it.offset.expr, &mut it.offset.millis, true)?;
                compute(&it.range_expr, &mut it.range, false)?;
                let mut step = it.step.unwrap_or_default();
                compute(&it.step_expr, &mut step, false)?;
                it.step = it.step.map(|_| step);
            }
            _ => {}
        }
        waiting.extend(node.children_mut());
    }
    Ok(Some(root))
}

/// The values at all steps, an instant query each.
fn by_instants(node: &Node, store: &Store, steps: Steps, options: &Options) -> Result<Range, Error> {
    let mut places: BTreeMap<Labels, Vec<f64>> = BTreeMap::new();
    let (mut notes, mut samples, mut visits, len) = (Vec::<Note>::new(), 0, 0, steps.len());
    let options = Options { instants: Instants::Range, ..options.clone() };
    for idx in 0..len {
        let range = range(node, store, Steps::instant(steps.time(idx)), &options)?;
        samples += range.samples;
        visits += range.visits;
        for column in range.columns {
            let values = places.entry(column.labels).or_insert_with(|| vec![STALE; len]);
            values[idx] = column.values[0];
        }
        for note in range.notes {
            if !notes.contains(&note) {
                notes.push(note);
            }
        }
    }
    let columns = places.into_iter().map(|(labels, values)| value::Column { labels, values }).collect();
    Ok(Range { columns, notes, samples, visits })
}
