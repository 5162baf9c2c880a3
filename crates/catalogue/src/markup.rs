//! A runbook's text as a tree: what Markdown says, without its syntax. It must not know HTML: whoever shows it
//! decides how.

use serde::{Deserialize, Serialize};

/// A section of a runbook: "Meaning", "Impact", "Diagnosis", "Mitigation", ...
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Its heading.
    pub title: String,
    /// What stands in it.
    pub blocks: Vec<Block>,
}

/// A block of text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Block {
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list without order.
    Bullets(Vec<Vec<Inline>>),
    /// A step of diagnosis or mitigation (an item of an ordered list): numbered through the whole runbook.
    Step {
        /// Its place among all steps of the runbook, from 0.
        idx: u32,
        /// What to do, the first paragraph of the item.
        title: Vec<Inline>,
        /// What follows in the item.
        body: Vec<Block>,
    },
    /// A fenced block: a command or a query to copy.
    Code {
        /// `sh`, `promql`, `haproxy`, ...
        language: String,
        /// The name of the evidence, where the fence says `promql evidence=<name>`.
        evidence: Option<String>,
        /// The text, in runs: literal or filled.
        text: Vec<Inline>,
    },
}

/// A run of text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Inline {
    /// Plain text.
    Text(String),
    /// Strong text.
    Strong(String),
    /// Text in another voice.
    Emphasis(String),
    /// Code within a line.
    Code(String),
    /// A value of the firing instance, filled in; `from` says where it comes from ("label server", "topology").
    Filled {
        /// The value.
        value: String,
        /// Where it comes from.
        from: String,
    },
}
