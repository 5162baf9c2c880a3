//! What an expression reads: its selectors, and whether it looks beyond the instant of evaluation. It must not evaluate.

use crate::plan::{At, Kind, Node, Offset, Selector, walk};

/// What an expression reads.
#[derive(Clone, Debug, Default)]
pub struct Reads<'a> {
    /// All selectors, those of windows and subqueries among them, in the order of the text.
    pub selectors: Vec<&'a Selector>,
    /// Whether a value may depend on samples that are later than the instant of evaluation: a negative offset or
    /// an `@` with a time. `@ start()` and `@ end()` of an instant are that instant.
    pub ahead: bool,
}

/// What `node` reads.
pub fn reads(node: &Node) -> Reads<'_> {
    let mut reads = Reads::default();
    walk(node, &mut |node| {
        let offset = match &node.kind {
            Kind::Selector(it) => of_selector(it, &mut reads),
            Kind::Range(it) => of_selector(&it.selector, &mut reads),
            Kind::Subquery(it) => &it.offset,
            _ => return,
        };
        reads.ahead |= is_ahead(offset);
    });
    reads
}

fn of_selector<'a>(selector: &'a Selector, reads: &mut Reads<'a>) -> &'a Offset {
    reads.selectors.push(selector);
    &selector.offset
}

fn is_ahead(offset: &Offset) -> bool {
    matches!(offset.at, Some(At::Time(_)))
        || offset.millis < 0
        || offset.expr.as_ref().is_some_and(|it| it.varies())
}
