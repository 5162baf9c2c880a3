//! Fills a runbook's placeholders, and finds its queries. It must not know where the values come from.

use crate::markup::{Block, Inline, Section};

/// What a runbook leaves open. There are three kinds and no other; the build refuses anything else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placeholder<'a> {
    /// `{{ $labels.<name> }}`: a label of the firing instance.
    Label(&'a str),
    /// `{{ $value }}`: the instance's value.
    Value,
    /// `{{ $topology.backend }}`: the backend of the instance's server, where the rule has dropped that label.
    Backend,
}

impl<'a> Placeholder<'a> {
    /// The placeholder that `text` is, braces included.
    pub fn parse(text: &'a str) -> Option<Self> {
        let inner = text.strip_prefix("{{")?.strip_suffix("}}")?.trim();
        match inner {
            "$value" => Some(Self::Value),
            "$topology.backend" => Some(Self::Backend),
            _ => inner.strip_prefix("$labels.").map(Self::Label),
        }
    }

    /// What stands in its place while nothing fires: `<server>`.
    fn blank(self) -> String {
        match self {
            Self::Label(name) => format!("<{name}>"),
            Self::Value => "<value>".to_owned(),
            Self::Backend => "<backend>".to_owned(),
        }
    }
}

/// A query of a runbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// The step that it stands in, by its place; none outside of steps.
    pub step: Option<u32>,
    /// The name of the evidence that it gives; none for one to read only.
    pub evidence: Option<String>,
    /// Its text.
    pub text: String,
}

/// The sections with each placeholder filled by `value`; where that knows none, its name in angle brackets stands
/// there, as a manual would print it.
///
/// Values are data from links and rules: within a query they are escaped as PromQL wants it, and a value that a
/// shell could read as anything but a word is not put into a shell command.
pub fn fill(sections: &[Section], value: &mut dyn FnMut(Placeholder<'_>) -> Option<String>) -> Vec<Section> {
    let section = |it: &Section| Section { title: it.title.clone(), blocks: blocks(&it.blocks, value) };
    sections.iter().map(section).collect()
}

fn blocks(all: &[Block], value: &mut dyn FnMut(Placeholder<'_>) -> Option<String>) -> Vec<Block> {
    all.iter().map(|it| block(it, value)).collect()
}

fn block(it: &Block, value: &mut dyn FnMut(Placeholder<'_>) -> Option<String>) -> Block {
    match it {
        Block::Paragraph(text) => Block::Paragraph(runs(text, "", value)),
        Block::Bullets(items) => Block::Bullets(items.iter().map(|it| runs(it, "", value)).collect()),
        Block::Step { idx, title, body } => {
            Block::Step { idx: *idx, title: runs(title, "", value), body: blocks(body, value) }
        }
        Block::Code { language, evidence, text } => Block::Code {
            language: language.clone(),
            evidence: evidence.clone(),
            text: runs(text, language, value),
        },
    }
}

fn runs(
    text: &[Inline],
    language: &str,
    value: &mut dyn FnMut(Placeholder<'_>) -> Option<String>,
) -> Vec<Inline> {
    let run = |it: &Inline| {
        let Inline::Filled { value: placeholder, from } = it else { return it.clone() };
        let Some(placeholder) = Placeholder::parse(placeholder) else { return it.clone() };
        match value(placeholder).and_then(|it| quoted(language, it)) {
            Some(value) => Inline::Filled { value, from: from.clone() },
            None => Inline::Filled { value: placeholder.blank(), from: "not known here".to_owned() },
        }
    };
    text.iter().map(run).collect()
}

/// The value as it may stand in a block of `language`; none where it may not.
fn quoted(language: &str, value: String) -> Option<String> {
    let word = |it: char| it.is_ascii_alphanumeric() || "-_.:+".contains(it);
    match language {
        "sh" => (!value.is_empty() && value.chars().all(word)).then_some(value),
        "promql" => Some(value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")),
        _ => Some(value),
    }
}

/// The text of runs, joined.
pub fn plain(text: &[Inline]) -> String {
    let run = |it: &Inline| match it {
        Inline::Text(text) | Inline::Strong(text) | Inline::Emphasis(text) | Inline::Code(text) => {
            text.clone()
        }
        Inline::Filled { value, .. } => value.clone(),
    };
    text.iter().map(run).collect()
}

/// All PromQL blocks in their order.
pub fn queries(sections: &[Section]) -> Vec<Query> {
    let mut found = Vec::new();
    for section in sections {
        collect(&section.blocks, None, &mut found);
    }
    found
}

fn collect(blocks: &[Block], step: Option<u32>, found: &mut Vec<Query>) {
    for it in blocks {
        match it {
            Block::Code { language, evidence, text } if language == "promql" => {
                found.push(Query { step, evidence: evidence.clone(), text: plain(text) });
            }
            Block::Step { idx, body, .. } => collect(body, Some(*idx), found),
            Block::Code { .. } | Block::Paragraph(_) | Block::Bullets(_) => {}
        }
    }
}
