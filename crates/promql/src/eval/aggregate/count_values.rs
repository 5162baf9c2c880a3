//! `count_values`: a series for each value that a group has (`aggregationCountValues`, promql/engine.go). It must not
//! know the other aggregations.

use super::group_labels;
use crate::eval::output::blank;
use crate::eval::{Column, Evaluator, Vector};
use crate::plan::Aggregate;
use crate::{Error, Semantics, literal};
use series::{Labels, is_stale};
use std::collections::BTreeMap;

/// How often each value occurs, the value as label `label`.
pub(super) fn eval(
    evaluator: &mut Evaluator<'_>,
    aggregate: &Aggregate,
    label: &str,
) -> Result<Vector, Error> {
    if !is_label_name(label, evaluator.options.semantics) {
        return Err(Error::execution(format!("invalid label name {}", literal::quoted(label))));
    }
    let input = evaluator.vector(&aggregate.of)?;
    let mut grouping = aggregate.grouping.clone();
    if !grouping.without {
        grouping.labels.push(label.to_owned());
    }
    let mut places: BTreeMap<Labels, usize> = BTreeMap::new();
    let mut columns: Vec<Column> = Vec::new();
    for column in &input.columns {
        // A value mostly follows itself.
        let mut last = None;
        for (idx, value) in column.values.iter().enumerate().filter(|(_, it)| !is_stale(**it)) {
            let place = match last {
                Some((bits, place)) if bits == value.to_bits() => place,
                _ => {
                    let labels = group_labels(&column.labels.with(label, &written(*value)), &grouping);
                    let place = *places.entry(labels.clone()).or_insert(columns.len());
                    if place == columns.len() {
                        evaluator.reserve(1)?;
                        columns.push(Column::new(labels, blank(evaluator.len)));
                    }
                    last = Some((value.to_bits(), place));
                    place
                }
            };
            columns[place].nameless |= column.nameless;
            let count = &mut columns[place].values[idx];
            *count = if is_stale(*count) { 1.0 } else { *count + 1.0 };
        }
    }
    evaluator.unreserve(columns.len());
    evaluator.finish(columns, input.columns.len(), input.points)
}

/// `strconv.FormatFloat(value, 'f', -1, 64)`: all digits, never an exponent.
fn written(value: f64) -> String {
    if value.is_infinite() { series::format_float(value) } else { format!("{value}") }
}

/// Whether a label may be called `name`: anything since Prometheus 3.
pub(crate) fn is_label_name(name: &str, semantics: Semantics) -> bool {
    let legacy = |(idx, byte): (usize, u8)| {
        byte == b'_' || byte.is_ascii_alphabetic() || (idx > 0 && byte.is_ascii_digit())
    };
    !name.is_empty()
        && literal::is_utf8(name)
        && (semantics == Semantics::V3 || name.bytes().enumerate().all(legacy))
}
