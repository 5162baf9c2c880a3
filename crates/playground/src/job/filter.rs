//! What a comparison with a number leaves of columns that are known: a threshold that is dragged needs no new evaluation.
//! It must not evaluate.

use crate::picture::{Columns, Picture};
use crate::plan::Plan;
use promql::Column;
use promql::plan::Type;
use series::{STALE, is_stale};
use std::sync::Arc;

/// The columns of `plan` out of those of a picture of the same samples; nothing where `plan` compares another side, or is
/// more than that one comparison.
pub(super) fn filtered(picture: &Picture, plan: &Plan) -> Option<Columns> {
    let (known, columns) = (&picture.plan, &picture.columns);
    if known.semantics != plan.semantics || known.steps != plan.steps || !columns.error.is_empty() {
        return None;
    }
    let (before, now) = (known.compared()?, plan.compared()?);
    let whole = |it: &Plan| it.query.root().unwrapped().span;
    let alone = whole(plan) == now.node.span && whole(known) == before.node.span;
    let same = before.side.to_string() == now.side.to_string() && now.side.value_type() == Type::Vector;
    if !alone || !same || now.bool_modifier || before.bool_modifier || before.literal.is_none() {
        return None;
    }
    let (op, literal) = (super::facing(&now), now.literal?.value);
    let column = |it: &Column| {
        let holds = |value: f64| !is_stale(value) && op.holds(value, literal);
        let values: Vec<f64> =
            it.values.iter().map(|value| if holds(*value) { *value } else { STALE }).collect();
        let some = values.iter().any(|it| !is_stale(*it));
        some.then(|| Column { labels: it.labels.clone(), values })
    };
    let whole = columns.side.iter().filter_map(column).collect();
    Some(Columns { whole: Arc::new(whole), ..Columns::clone(columns) })
}
