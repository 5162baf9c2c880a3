//! Which of its data a template looks at, found without running it. It must not know what that is for.

use super::node::{Branch, Node, Operand, OperandKind, Pipe};
use super::parser::Trees;
use std::collections::BTreeSet;

/// What a template may read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reads {
    /// The labels that it names (`$labels.server`, `.Labels.server`, `index $labels "server"`).
    pub labels: BTreeSet<String>,
    /// Whether it prints or passes on the labels as a whole (`$labels`).
    pub all_labels: bool,
    /// Whether its result may depend on the value or the instant.
    pub value: bool,
    /// Whether it calls `query`.
    pub queries: bool,
    /// All its texts in quotes: whatever it queries is made of them.
    pub texts: BTreeSet<String>,
}

pub(super) fn reads(trees: &Trees) -> Reads {
    let mut reads = Reads::default();
    // The first four actions are the prelude, which names everything.
    for list in std::iter::once(trees.root.get(4..).unwrap_or_default())
        .chain(trees.defined.values().map(Vec::as_slice))
    {
        reads.list(list);
    }
    reads
}

impl Reads {
    fn list(&mut self, list: &[Node]) {
        for node in list {
            match node {
                Node::Text { .. } | Node::Break { .. } | Node::Continue { .. } => {}
                Node::Action { pipe, .. } => self.pipe(pipe),
                Node::Template { pipe, .. } => pipe.iter().for_each(|pipe| self.pipe(pipe)),
                Node::If(branch) | Node::With(branch) | Node::Range(branch) => self.branch(branch),
            }
        }
    }

    fn branch(&mut self, branch: &Branch) {
        self.pipe(&branch.pipe);
        self.list(&branch.list);
        branch.else_list.iter().for_each(|list| self.list(list));
    }

    fn pipe(&mut self, pipe: &Pipe) {
        for cmd in &pipe.cmds {
            if let [function, map, key] = cmd.args.as_slice()
                && let Some(label) = indexed(function, map, key)
            {
                self.labels.insert(label.to_owned());
                continue;
            }
            cmd.args.iter().for_each(|arg| self.operand(&arg.kind));
        }
    }

    fn operand(&mut self, operand: &OperandKind) {
        match operand {
            OperandKind::Pipe(pipe) => self.pipe(pipe),
            OperandKind::Chain(inner, _) => self.operand(&inner.kind),
            // Inside `with` and `range` the dot is something else; reading too much is the safe error.
            OperandKind::Dot => (self.all_labels, self.value) = (true, true),
            OperandKind::Identifier(name) => {
                self.queries |= name == "query";
                self.value |= matches!(name.as_str(), "now" | "query");
            }
            OperandKind::Str { text, .. } => {
                self.texts.insert(text.clone());
            }
            OperandKind::Variable(names) => match names[0].as_str() {
                "$labels" => self.label(names.get(1)),
                "$value" => self.value = true,
                "$" => self.field(&names[1..]),
                _ => {}
            },
            OperandKind::Field(names) => self.field(names),
            _ => {}
        }
    }

    fn field(&mut self, names: &[String]) {
        match names.first().map(String::as_str) {
            Some("Labels") => self.label(names.get(1)),
            Some("ExternalLabels" | "ExternalURL") => {}
            _ => (self.all_labels, self.value) = (true, true),
        }
    }

    fn label(&mut self, name: Option<&String>) {
        match name {
            Some(name) => {
                self.labels.insert(name.clone());
            }
            None => self.all_labels = true,
        }
    }
}

/// The label of `index $labels "name"`.
fn indexed<'n>(function: &Operand, map: &Operand, key: &'n Operand) -> Option<&'n str> {
    let is_index = matches!(&function.kind, OperandKind::Identifier(name) if name == "index");
    let is_labels = match &map.kind {
        OperandKind::Variable(names) => matches!(names.as_slice(), [name] if name == "$labels"),
        OperandKind::Field(names) => matches!(names.as_slice(), [name] if name == "Labels"),
        _ => false,
    };
    match &key.kind {
        OperandKind::Str { text, .. } if is_index && is_labels => Some(text),
        _ => None,
    }
}
