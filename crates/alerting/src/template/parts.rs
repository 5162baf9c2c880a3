//! A filled text in its runs: what was written, and what each action put there. It must not know runbooks.

use super::node::Node;
use super::{Data, PRELUDE, Template};

/// A run of a filled text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Text as it was written.
    Literal(String),
    /// What an action printed, and the action's source between its delimiters (`$labels.server`).
    Filled(String, String),
}

/// Fills the template and says which run of the result came from which action. A block (`if`, `range`, ...) is one
/// run, whose source is the whole block; an action that only declares a variable is none.
///
/// # Errors
/// As [`super::expand`].
pub fn expand_parts(template: &Template, data: &Data<'_>) -> Result<Vec<Part>, String> {
    let (text, ends) = super::run(template, data)?;
    let mut parts: Vec<Part> = Vec::new();
    let mut shown = 0;
    for (node, end) in template.trees.root.iter().zip(ends) {
        let printed = &text[shown..end];
        shown = end;
        match (node, parts.last_mut()) {
            (Node::Text { .. }, Some(Part::Literal(last))) => last.push_str(printed),
            (Node::Text { .. }, _) => parts.push(Part::Literal(printed.to_owned())),
            (node, _) if declares(node) => {}
            (node, _) => parts.push(Part::Filled(printed.to_owned(), source(node))),
        }
    }
    Ok(parts)
}

/// Whether the node only declares a variable, as those of the prelude do.
fn declares(node: &Node) -> bool {
    matches!(node, Node::Action { pos, pipe } if *pos < PRELUDE.len() || !pipe.decls.is_empty())
}

fn source(node: &Node) -> String {
    match node {
        Node::Action { pipe, .. } => pipe.to_string(),
        node => node.to_string(),
    }
}
