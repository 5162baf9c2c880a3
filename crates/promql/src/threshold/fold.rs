//! Constant expressions to numbers. It must not know comparisons.

use super::Literal;
use crate::ops;
use crate::plan::{Kind, Node};

/// The number that `node` always is, with the place of the whole constant inside its parentheses.
pub(super) fn folded(node: &Node) -> Option<Literal> {
    let node = node.unwrapped();
    let value = match &node.kind {
        Kind::Number(value) => *value,
        Kind::Negate(inner) => -folded(inner)?.value,
        Kind::Binary(it) => {
            let (left, right) = (folded(&it.left)?, folded(&it.right)?);
            ops::of_numbers(it.op)?(left.value, right.value)
        }
        Kind::String(_)
        | Kind::Selector(_)
        | Kind::Range(_)
        | Kind::Subquery(_)
        | Kind::Call(_)
        | Kind::Aggregate(_) => {
            return None;
        }
        Kind::Paren(inner) => return folded(inner),
    };
    Some(Literal { value, span: node.span })
}
