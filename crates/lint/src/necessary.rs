//! Which comparisons must hold for the expression to return anything. It must not know values.

use promql::plan::BinaryOp;
use promql::{Comparison, Kind, Node, Query};

/// So many are judged, of each kind of thing that takes a look at the whole expression: nobody writes more, and a hostile
/// expression has thousands.
pub(crate) const MOST: usize = 64;

/// The comparisons without which there is no result: those on the way from the root through parentheses, `and`, the
/// left side of `unless` and comparisons that filter.
pub(crate) fn necessary(query: &Query) -> Vec<Comparison<'_>> {
    let mut nodes: Vec<&Node> = Vec::new();
    let mut waiting = vec![query.root()];
    while let Some(node) = waiting.pop() {
        match &node.kind {
            Kind::Paren(inner) => waiting.push(inner),
            Kind::Binary(it) => match it.op {
                BinaryOp::And => waiting.extend([&it.left, &it.right]),
                BinaryOp::Unless => waiting.push(&it.left),
                BinaryOp::Compare(_) if !it.bool_modifier => {
                    nodes.push(node);
                    waiting.push(&it.left);
                }
                _ => {}
            },
            _ => {}
        }
    }
    let is_necessary = |it: &Comparison<'_>| nodes.iter().any(|node| std::ptr::eq(*node, it.node));
    promql::comparisons(query).into_iter().filter(is_necessary).take(MOST).collect()
}
