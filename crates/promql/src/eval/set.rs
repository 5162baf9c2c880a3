//! `and`, `or` and `unless`: series are kept or dropped by the signatures of the other side. It must not compute
//! values.

use super::matching::signature;
use super::{Column, Evaluator, Vector};
use crate::Error;
use crate::plan::{Binary, BinaryOp, Matching};
use series::{Labels, STALE, is_stale};
use std::collections::BTreeMap;

/// For each signature, whether it is there at each step.
struct Presence {
    places: BTreeMap<Labels, usize>,
    masks: Vec<Vec<bool>>,
}

impl Presence {
    fn of(columns: &[Column], matching: &Matching, len: usize) -> Self {
        let mut presence = Self { places: BTreeMap::new(), masks: Vec::new() };
        for column in columns {
            let next = presence.masks.len();
            let place = *presence.places.entry(signature(&column.labels, matching)).or_insert(next);
            if place == next {
                presence.masks.push(vec![false; len]);
            }
            for (there, value) in presence.masks[place].iter_mut().zip(&column.values) {
                *there |= !is_stale(*value);
            }
        }
        presence
    }

    fn mask(&self, labels: &Labels, matching: &Matching) -> Option<&[bool]> {
        self.places.get(&signature(labels, matching)).map(|place| self.masks[*place].as_slice())
    }

    /// Keeps the values of `columns` at the steps at which their signature is there, or is not there.
    fn keep(&self, columns: &mut [Column], matching: &Matching, there: bool) {
        for column in columns {
            match self.mask(&column.labels, matching) {
                Some(mask) => {
                    for (value, _) in column.values.iter_mut().zip(mask).filter(|(_, it)| **it != there) {
                        *value = STALE;
                    }
                }
                None if there => column.values.fill(STALE),
                None => {}
            }
        }
    }
}

/// The value of a set operator.
pub(super) fn combine(
    evaluator: &mut Evaluator<'_>,
    binary: &Binary,
    left: Vector,
    right: Vector,
) -> Result<Vector, Error> {
    let (matching, len) = (&binary.matching, evaluator.len);
    let inputs = left.columns.len() + right.columns.len();
    let points = left.points + right.points;
    let (mut columns, mut others) = (left.columns, right.columns);
    if binary.op == BinaryOp::Or {
        Presence::of(&columns, matching, len).keep(&mut others, matching, false);
        columns.append(&mut others);
    } else {
        let there = binary.op == BinaryOp::And;
        Presence::of(&others, matching, len).keep(&mut columns, matching, there);
    }
    evaluator.finish(columns, inputs, points)
}
