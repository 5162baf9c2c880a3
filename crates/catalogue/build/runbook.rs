//! A runbook's file: its head and its sections, with the shape that each must have. It must
//! not know where the file lies.

use crate::head::{self, Head};
use crate::markdown::{self, Error};
use crate::markup::{Block, Section};

/// The sections, in their order; those with `true` must be there.
const SECTIONS: [(&str, bool); 8] = [
    ("Meaning", true),
    ("Impact", true),
    ("Diagnosis", true),
    ("Mitigation", true),
    ("What it cannot see", false),
    ("How it goes wrong", false),
    ("How to tune it", false),
    ("What HAProxy says where", false),
];

/// What a runbook's file says.
pub(crate) struct Runbook {
    pub(crate) head: Head,
    pub(crate) sections: Vec<Section>,
}

/// Reads a runbook: a head between two `---` lines, then Markdown.
pub(crate) fn read(text: &str) -> Result<Runbook, Error> {
    let head = text.strip_prefix("---\n").and_then(|it| it.split_once("\n---\n"));
    let (head, body) =
        head.ok_or_else(|| Error::at(1, "it must begin with `---`, `summary:`, `scenario:`, `---`"))?;
    let first_line = head.lines().count() + 3;
    let sections = markdown::sections(body).map_err(|error| error.below(first_line - 1))?;
    check(&sections).map_err(|message| Error::at(first_line, &message))?;
    Ok(Runbook { head: head::read(head)?, sections })
}

fn check(sections: &[Section]) -> Result<(), String> {
    let mut expected = SECTIONS.iter();
    for section in sections {
        loop {
            let Some((title, required)) = expected.next() else {
                return Err(format!("section {:?} is unknown or out of order", section.title));
            };
            if *title == section.title {
                break;
            }
            if *required {
                return Err(format!("section {title:?} is missing before {:?}", section.title));
            }
        }
    }
    if let Some((title, _)) = expected.find(|(_, required)| *required) {
        return Err(format!("section {title:?} is missing"));
    }
    sections.iter().try_for_each(shape)?;
    evidence(sections)
}

fn shape(section: &Section) -> Result<(), String> {
    let title = &section.title;
    if section.blocks.is_empty() {
        return Err(format!("section {title:?} is empty"));
    }
    let stepped = section.blocks.iter().any(|it| matches!(it, Block::Step { .. }));
    if matches!(title.as_str(), "Diagnosis" | "Mitigation") && !stepped {
        return Err(format!("section {title:?} has no numbered steps"));
    }
    Ok(())
}

/// Evidence marks a step, so it stands in one, and its name stands for one query.
fn evidence(sections: &[Section]) -> Result<(), String> {
    let mut names: Vec<&String> = Vec::new();
    for block in sections.iter().flat_map(|it| &it.blocks) {
        match block {
            Block::Code { evidence: Some(name), .. } => {
                return Err(format!("evidence {name:?} does not stand in a step"));
            }
            Block::Step { body, .. } => {
                for it in body {
                    let Block::Code { evidence: Some(name), .. } = it else { continue };
                    if names.contains(&name) {
                        return Err(format!("evidence {name:?} is there twice"));
                    }
                    names.push(name);
                }
            }
            _ => {}
        }
    }
    Ok(())
}
