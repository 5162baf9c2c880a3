//! The quotations of a runbook: blocks and inline code, with names in the places of blanks. It must not know commands.

use catalogue::fill;
use catalogue::markup::{Block, Inline, Section};
use haproxy::Scenario;

/// What is quoted, as far as the markup says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Quote {
    /// A block of language `sh`.
    Shell,
    /// A block of language `haproxy`.
    Configuration,
    /// Any other block.
    Other,
    /// Code within a line.
    Inline,
}

/// A quotation.
#[derive(Clone, Debug)]
pub(crate) struct Text {
    pub(crate) quote: Quote,
    pub(crate) text: String,
}

impl Text {
    /// All quotations of a filled runbook in their order. Blanks that are left (`<server>`) get a name of the scenario's.
    pub(crate) fn all(sections: &[Section], scenario: &Scenario) -> Vec<Self> {
        let mut texts = Vec::new();
        sections.iter().for_each(|it| blocks(&it.blocks, &mut texts));
        for it in &mut texts {
            it.text = named(&it.text, scenario);
        }
        texts
    }
}

fn blocks(all: &[Block], texts: &mut Vec<Text>) {
    for it in all {
        match it {
            Block::Paragraph(text) => inline(text, texts),
            Block::Bullets(items) => items.iter().for_each(|it| inline(it, texts)),
            Block::Step { title, body, .. } => {
                inline(title, texts);
                blocks(body, texts);
            }
            Block::Code { language, text, .. } => {
                let quote = match language.as_str() {
                    "sh" => Quote::Shell,
                    "haproxy" => Quote::Configuration,
                    _ => Quote::Other,
                };
                texts.push(Text { quote, text: fill::plain(text) });
            }
        }
    }
}

/// Code within a line; a value filled in beside code is part of it.
fn inline(runs: &[Inline], texts: &mut Vec<Text>) {
    let is_part = |it: &Inline| matches!(it, Inline::Code(_) | Inline::Filled { .. });
    for part in runs.chunk_by(|one, next| is_part(one) == is_part(next)) {
        if part.iter().any(|it| matches!(it, Inline::Code(_))) {
            texts.push(Text { quote: Quote::Inline, text: fill::plain(part) });
        }
    }
}

/// With the names of a frontend, of a backend and of one of its servers in their blanks; the backend that stands beside
/// `/<server>`, if one does.
fn named(text: &str, scenario: &Scenario) -> String {
    let mut backends = scenario.backends.iter().filter(|it| !it.servers.is_empty());
    let beside = backends.clone().find(|it| text.contains(&format!("{}/<server>", it.name)));
    let Some(backend) = beside.or_else(|| backends.next()) else { return text.to_owned() };
    text.replace("<backend>", &backend.name)
        .replace("<proxy>", &backend.name)
        .replace("<server>", &backend.servers[0].name)
        .replace("<frontend>", &scenario.frontends[0].name)
        .replace("<n>", "10")
}
