//! Aggregations: groups are found once over label sets, then every step is aggregated. It must not know how the values
//! of a group become one.

mod count_values;
mod select;

pub(crate) use count_values::is_label_name;

use super::{Column, Evaluator, Scalar, Vector};
use crate::aggregations::{Fold, quantile};
use crate::kahan::Running;
use crate::plan::{Aggregate, Grouping, Kind, Node, Type};
use crate::{Error, Note};
use series::{Labels, METRIC_NAME, STALE, is_stale};
use std::collections::BTreeMap;

/// The value of an aggregation. Its parameter is evaluated first.
pub(super) fn eval(evaluator: &mut Evaluator<'_>, aggregate: &Aggregate) -> Result<Vector, Error> {
    let missing = || Error::bad_data(format!("{} without its parameter", aggregate.op.name()));
    let parameter = aggregate.parameter.as_deref().map(Node::unwrapped);
    match aggregate.op.parameter() {
        None => {
            let fold = Fold::of(aggregate.op, evaluator.options.semantics).ok_or_else(missing)?;
            let input = evaluator.vector(&aggregate.of)?;
            grouped(evaluator, input, &aggregate.grouping, |members, len| folded(members, len, fold))
        }
        Some(Type::Scalar) => {
            let node = parameter.ok_or_else(missing)?;
            let parameter = Parameter::read(evaluator, node)?;
            let input = evaluator.vector(&aggregate.of)?;
            if aggregate.op.selects() {
                return select::eval(evaluator, aggregate, &parameter, input);
            }
            parameter.add_quantile_notes(evaluator);
            grouped(evaluator, input, &aggregate.grouping, |members, len| {
                quantiles(members, len, &parameter.values)
            })
        }
        Some(_) => match parameter.map(|it| &it.kind) {
            Some(Kind::String(label)) => count_values::eval(evaluator, aggregate, label),
            _ => Err(missing()),
        },
    }
}

/// A parameter at all steps (`fParams`, promql/engine.go).
struct Parameter<'n> {
    node: &'n Node,
    values: Scalar,
    has_nan: bool,
    /// The least and the greatest value; NaN when any is.
    least: f64,
    greatest: f64,
}

impl<'n> Parameter<'n> {
    fn read(evaluator: &mut Evaluator<'_>, node: &'n Node) -> Result<Self, Error> {
        let values = evaluator.scalar(node)?;
        let all = || (0..evaluator.len).map(|idx| values.at(idx));
        let has_nan = all().any(f64::is_nan);
        let choose = |choose: fn(f64, f64) -> f64| all().reduce(choose).filter(|_| !has_nan);
        let (least, greatest) = (choose(f64::min), choose(f64::max));
        let none = if has_nan { f64::NAN } else { 0.0 };
        let (least, greatest) = (least.unwrap_or(none), greatest.unwrap_or(none));
        Ok(Self { node, values, has_nan, least, greatest })
    }

    fn add_quantile_notes(&self, evaluator: &mut Evaluator<'_>) {
        let wrong = [
            Some(f64::NAN).filter(|_| self.has_nan),
            Some(self.greatest).filter(|it| *it > 1.0),
            Some(self.least).filter(|it| *it < 0.0),
        ];
        for value in wrong.into_iter().flatten() {
            evaluator.note(Note::invalid_quantile(value, self.node.span));
        }
    }
}

/// The labels of the group that `labels` belongs to.
fn group_labels(labels: &Labels, grouping: &Grouping) -> Labels {
    let named = |name: &str| grouping.labels.iter().any(|it| it == name);
    if grouping.without {
        labels.filter(|name| name != METRIC_NAME && !named(name))
    } else if grouping.labels.is_empty() {
        Labels::empty()
    } else {
        labels.filter(named)
    }
}

/// A group: its labels and the places of its members among the columns.
type Group = (Labels, Vec<usize>);

/// The groups in the order in which they come up.
fn groups(columns: &[Column], grouping: &Grouping) -> Vec<Group> {
    let mut places = BTreeMap::new();
    let mut groups: Vec<Group> = Vec::new();
    for (idx, column) in columns.iter().enumerate() {
        let labels = group_labels(&column.labels, grouping);
        let place = *places.entry(labels.clone()).or_insert(groups.len());
        if place == groups.len() {
            groups.push((labels, Vec::new()));
        }
        groups[place].1.push(idx);
    }
    groups
}

/// A column for each group: what `of_group` makes of its members' values.
fn grouped(
    evaluator: &mut Evaluator<'_>,
    input: Vector,
    grouping: &Grouping,
    mut of_group: impl FnMut(&[&[f64]], usize) -> Vec<f64>,
) -> Result<Vector, Error> {
    let len = evaluator.len;
    let mut columns = Vec::new();
    for (labels, members) in groups(&input.columns, grouping) {
        // One member that is to lose its name is enough.
        let nameless = members.iter().any(|it| input.columns[*it].nameless);
        let members: Vec<_> = members.into_iter().map(|it| &*input.columns[it].values).collect();
        columns.push(Column { labels, values: of_group(&members, len), nameless });
    }
    evaluator.finish(columns, input.columns.len(), input.points)
}

fn folded(members: &[&[f64]], len: usize, fold: Fold) -> Vec<f64> {
    let mut states = vec![Running::default(); len];
    members.iter().for_each(|values| (fold.take)(&mut states, values));
    states.iter().map(|it| if it.count > 0.0 { (fold.value)(it) } else { STALE }).collect()
}

fn quantiles(members: &[&[f64]], len: usize, parameter: &Scalar) -> Vec<f64> {
    let mut present = Vec::with_capacity(members.len());
    let at = |idx| {
        present.clear();
        present.extend(members.iter().map(|values| values[idx]).filter(|it| !is_stale(*it)));
        if present.is_empty() { STALE } else { quantile(parameter.at(idx), &mut present) }
    };
    (0..len).map(at).collect()
}
