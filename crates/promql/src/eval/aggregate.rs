//! Aggregations: groups are found once over label sets, then every step is accumulated. It must not know what an
//! accumulator computes.

use super::{Evaluator, Vector};
use crate::aggregations::{Accumulator, Avg, Count, Group, Max, Min, PlainAvg, PlainSum, Sum};
use crate::plan::{Aggregate, Aggregation, Grouping};
use crate::value::Column;
use crate::{Error, Semantics};
use series::{Labels, METRIC_NAME, STALE, is_stale};
use std::collections::BTreeMap;

/// The value of an aggregation.
pub(super) fn eval(evaluator: &mut Evaluator<'_>, aggregate: &Aggregate) -> Result<Vector, Error> {
    let Vector { columns, points } = evaluator.vector(&aggregate.of)?;
    let inputs = columns.len();
    let groups = groups(columns, &aggregate.grouping);
    let plain = evaluator.options.semantics == Semantics::V2;
    let columns = match aggregate.op {
        Aggregation::Sum if plain => accumulated::<PlainSum>(groups, evaluator.len),
        Aggregation::Avg if plain => accumulated::<PlainAvg>(groups, evaluator.len),
        Aggregation::Sum => accumulated::<Sum>(groups, evaluator.len),
        Aggregation::Avg => accumulated::<Avg>(groups, evaluator.len),
        Aggregation::Min => accumulated::<Min>(groups, evaluator.len),
        Aggregation::Max => accumulated::<Max>(groups, evaluator.len),
        Aggregation::Count => accumulated::<Count>(groups, evaluator.len),
        Aggregation::Group => accumulated::<Group>(groups, evaluator.len),
    };
    evaluator.finish(columns, inputs, points)
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

/// The values of the columns of each group, in the order in which the groups come up.
fn groups(columns: Vec<Column>, grouping: &Grouping) -> Vec<(Labels, Vec<Vec<f64>>)> {
    let mut places = BTreeMap::new();
    let mut groups: Vec<(Labels, Vec<Vec<f64>>)> = Vec::new();
    for column in columns {
        let labels = group_labels(&column.labels, grouping);
        let place = *places.entry(labels.clone()).or_insert(groups.len());
        if place == groups.len() {
            groups.push((labels, Vec::new()));
        }
        groups[place].1.push(column.values);
    }
    groups
}

fn accumulated<A: Accumulator>(groups: Vec<(Labels, Vec<Vec<f64>>)>, len: usize) -> Vec<Column> {
    let mut states: Vec<Option<A>> = Vec::new();
    let of_group = |(labels, members): (Labels, Vec<Vec<f64>>)| {
        states.clear();
        states.resize(len, None);
        for values in &members {
            for (state, value) in states.iter_mut().zip(values).filter(|(_, it)| !is_stale(**it)) {
                match state {
                    Some(state) => state.add(*value),
                    None => *state = Some(A::first(*value)),
                }
            }
        }
        let values = states.iter().map(|it| it.map_or(STALE, |it| it.value())).collect();
        Column { labels, values }
    };
    groups.into_iter().map(of_group).collect()
}
