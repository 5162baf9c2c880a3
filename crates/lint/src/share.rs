//! The comparisons of a rule that compare a part of a whole, and whether a floor for the whole stands beside. It must
//! not judge.

use crate::reach::facing;
use crate::{Context, necessary, shape};
use promql::plan::{Binary, BinaryOp};
use promql::{CompareOp, Comparison, Kind};

/// A part divided by its whole, compared with a number that it must pass.
pub(crate) struct Share<'a> {
    pub(crate) comparison: Comparison<'a>,
    pub(crate) division: &'a Binary,
}

/// The shares that must be high for the rule to fire.
pub(crate) fn of<'a>(context: &Context<'a>) -> Vec<Share<'a>> {
    let mut shares = Vec::new();
    for comparison in necessary::necessary(context.query) {
        let (factor, inner) = shape::scaled(comparison.side);
        let Kind::Binary(division) = &inner.kind else { continue };
        let divides = division.op == BinaryOp::Divide && shape::is_plain(&division.matching) && factor > 0.0;
        if divides
            && asks_for_more(&comparison)
            && shape::part_of(&division.left, &division.right, context).is_some()
        {
            shares.push(Share { comparison, division });
        }
    }
    shares
}

/// Whether the rule asks for a least amount of anything beside its shares: `and rate(...) > 1`. Above 0 is no amount:
/// 0/0 is NaN, which is above nothing anyway.
pub(crate) fn has_floor(context: &Context<'_>, share: &Share<'_>) -> bool {
    necessary::necessary(context.query).iter().any(|it| {
        let other = !std::ptr::eq(it.node, share.comparison.node);
        let unbounded = crate::bounds::of(it.side, context).hi == f64::INFINITY;
        let varies = it.literal.is_none_or(|literal| literal.value > 0.0);
        other && unbounded && asks_for_more(it) && varies
    })
}

fn asks_for_more(it: &Comparison<'_>) -> bool {
    matches!(facing(it.op, it.literal_on_left), CompareOp::Greater | CompareOp::GreaterOrEqual)
}
