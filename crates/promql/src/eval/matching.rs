//! Arithmetic and comparison of two vectors: which series of one side meets which of the other, found once over label
//! sets, and the errors of ambiguous matches (`VectorBinop`, promql/engine.go). It must not know what is computed.

use super::binary::drops_name;
use super::output::blank;
use super::{Column, Evaluator, Vector};
use crate::ops::Pairing;
use crate::plan::{Binary, Cardinality, Matching};
use crate::{Error, Semantics};
use series::{Labels, METRIC_NAME, is_stale};
use std::collections::BTreeMap;

/// The labels by which two series are compared.
pub(super) fn signature(labels: &Labels, matching: &Matching) -> Labels {
    let named = |name: &str| matching.labels.iter().any(|it| it == name);
    if matching.on { labels.filter(named) } else { labels.filter(|name| name != METRIC_NAME && !named(name)) }
}

/// Which columns of the many side and of the one side have the same signature.
struct Group {
    signature: Labels,
    many: Vec<usize>,
    one: Vec<usize>,
}

/// The value of an operator between two vectors.
pub(super) fn combine(
    evaluator: &mut Evaluator<'_>,
    binary: &Binary,
    left: Vector,
    right: Vector,
) -> Result<Vector, Error> {
    let inputs = left.columns.len() + right.columns.len();
    let points = left.points + right.points;
    let swapped = binary.matching.card == Cardinality::OneToMany;
    let (many, one) = if swapped { (right.columns, left.columns) } else { (left.columns, right.columns) };
    let mut pairs = Pairs {
        binary,
        pairing: Pairing::of(binary.op, binary.bool_modifier)
            .ok_or_else(|| Error::bad_data("a set operator does not compute"))?,
        swapped,
        semantics: evaluator.options.semantics,
        delayed: evaluator.options.delayed_name_removal,
        len: evaluator.len,
    };
    let groups = groups(&many, &one, &binary.matching);
    let mut many_present = None;
    for group in groups.iter().filter(|it| it.one.len() > 1) {
        let present = many_present.get_or_insert_with(|| presence(&many, evaluator.len));
        pairs.refuse_many_to_many(group, &one, present)?;
    }
    let mut columns = Vec::with_capacity(many.len());
    let mut many: Vec<_> = many.into_iter().map(Some).collect();
    for group in groups {
        let wanted = group.many.len().saturating_mul(group.one.len());
        evaluator.budget.allocate(wanted, evaluator.len)?;
        let before = columns.len();
        pairs.combine_group(&group, &mut many, &one, &mut columns)?;
        evaluator.budget.free(wanted, evaluator.len);
        evaluator.budget.allocate(columns.len() - before, evaluator.len)?;
    }
    evaluator.budget.free(columns.len(), evaluator.len);
    evaluator.finish(columns, inputs, points)
}

/// At which steps there is any value.
fn presence(columns: &[Column], len: usize) -> Vec<bool> {
    let mut present = vec![false; len];
    for column in columns {
        for (there, value) in present.iter_mut().zip(&column.values) {
            *there |= !is_stale(*value);
        }
    }
    present
}

/// The groups of equal signatures, in the order of the many side.
fn groups(many: &[Column], one: &[Column], matching: &Matching) -> Vec<Group> {
    let mut places: BTreeMap<Labels, usize> = BTreeMap::new();
    let mut groups: Vec<Group> = Vec::new();
    for (idx, column) in many.iter().enumerate() {
        let signature = signature(&column.labels, matching);
        let place = *places.entry(signature.clone()).or_insert(groups.len());
        if place == groups.len() {
            groups.push(Group { signature, many: Vec::new(), one: Vec::new() });
        }
        groups[place].many.push(idx);
    }
    for (idx, column) in one.iter().enumerate() {
        let signature = signature(&column.labels, matching);
        let place = *places.entry(signature.clone()).or_insert(groups.len());
        if place == groups.len() {
            groups.push(Group { signature, many: Vec::new(), one: Vec::new() });
        }
        groups[place].one.push(idx);
    }
    groups
}

struct Pairs<'a> {
    binary: &'a Binary,
    pairing: Pairing,
    /// Whether the many side is the right one.
    swapped: bool,
    semantics: Semantics,
    /// Whether names are dropped at the end.
    delayed: bool,
    len: usize,
}

impl Pairs<'_> {
    /// Two series of the one side with the same signature at a step at which the many side has any series.
    fn refuse_many_to_many(&self, group: &Group, one: &[Column], many_present: &[bool]) -> Result<(), Error> {
        let mut seen: Vec<Option<usize>> = vec![None; self.len];
        for idx in &group.one {
            for (step, value) in one[*idx].values.iter().enumerate() {
                if is_stale(*value) || !many_present[step] {
                    continue;
                }
                if let Some(first) = seen[step].replace(*idx) {
                    let side = if self.swapped { "left" } else { "right" };
                    return Err(Error::execution(format!(
                        "found duplicate series for the match group {} on the {side} hand-side of the operation: \
                         [{}, {}];many-to-many matching not allowed: matching labels must be unique on one side",
                        group.signature.braced(),
                        one[*idx].labels.braced(),
                        one[first].labels.braced(),
                    )));
                }
            }
        }
        Ok(())
    }

    /// Appends a column for each pair of the group.
    fn combine_group(
        &mut self,
        group: &Group,
        many: &mut [Option<Column>],
        one: &[Column],
        columns: &mut Vec<Column>,
    ) -> Result<(), Error> {
        // Steps at which a result of the same identity has been seen, where several pairs might yield it.
        let mut seen: BTreeMap<Labels, Vec<bool>> = BTreeMap::new();
        let one_to_one = self.binary.matching.card == Cardinality::OneToOne;
        let crowded = group.many.len() > 1;
        for idx in &group.many {
            let Some(many) = many[*idx].take() else { continue };
            for one in group.one.iter().map(|it| &one[*it]) {
                let labels = self.labels(&many.labels, &one.labels);
                let identity = if one_to_one { Labels::empty() } else { labels.clone() };
                let seen = crowded.then(|| seen.entry(identity).or_insert_with(|| vec![false; self.len]));
                let values = self.values(&many.values, &one.values, seen)?;
                let nameless = many.nameless || (self.delayed && self.binary.bool_modifier);
                columns.push(Column { labels, values, nameless });
            }
        }
        Ok(())
    }

    fn values(&self, many: &[f64], one: &[f64], mut seen: Option<&mut Vec<bool>>) -> Result<Vec<f64>, Error> {
        let mut values = blank(self.len);
        for (step, (many, one)) in many.iter().zip(one).enumerate() {
            if is_stale(*many) || is_stale(*one) {
                continue;
            }
            let (left, right) = if self.swapped { (*one, *many) } else { (*many, *one) };
            let value = self.pairing.apply(left, right, left);
            // Before Prometheus 3.9 (prometheus#17668) ambiguity counted only where a comparison held.
            let counts = value.is_some() || self.semantics == Semantics::V3;
            let again =
                seen.as_deref_mut().is_some_and(|it| counts && std::mem::replace(&mut it[step], true));
            if again {
                return Err(self.ambiguous());
            }
            if let Some(value) = value {
                values[step] = value;
            }
        }
        Ok(values)
    }

    fn ambiguous(&self) -> Error {
        Error::execution(if self.binary.matching.card == Cardinality::OneToOne {
            "multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)"
        } else {
            "multiple matches for labels: grouping labels must ensure unique matches"
        })
    }

    /// The labels of a result (`resultMetric`, promql/engine.go).
    fn labels(&self, many: &Labels, one: &Labels) -> Labels {
        let matching = &self.binary.matching;
        let named = |name: &str| matching.labels.iter().any(|it| it == name);
        // What is delayed is the name that `bool` drops; arithmetic drops it at once (`resultMetric`).
        let delayed = self.delayed && self.binary.op.is_comparison();
        let drops_name = drops_name(self.binary, self.semantics) && !delayed;
        let one_to_one = matching.card == Cardinality::OneToOne;
        let mut labels = many.filter(|name| {
            (name != METRIC_NAME || !drops_name) && (!one_to_one || named(name) == matching.on)
        });
        for name in &matching.include {
            labels = labels.with(name, one.value(name).unwrap_or_default());
        }
        labels
    }
}
