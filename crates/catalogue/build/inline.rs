//! Runs of text and the placeholders in them. It must not know blocks.

use crate::markup::Inline;

/// How a run of text is set.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Voice {
    Text,
    Strong,
    Emphasis,
    Code,
}

/// Collects runs; the Markdown reader cuts one text into many, so neighbours of one voice are joined before
/// placeholders are looked for.
#[derive(Default)]
pub(crate) struct Runs(Vec<(Voice, String)>);

impl Runs {
    pub(crate) fn push(&mut self, voice: Voice, text: &str) {
        match self.0.last_mut() {
            Some((last, run)) if *last == voice => run.push_str(text),
            _ => self.0.push((voice, text.to_owned())),
        }
    }

    /// The runs with their placeholders cut out, or what is wrong with a placeholder.
    pub(crate) fn finish(self) -> Result<Vec<Inline>, String> {
        let mut runs = Vec::new();
        for (voice, text) in self.0 {
            split(voice, &text, &mut runs)?;
        }
        Ok(runs)
    }
}

fn split(voice: Voice, text: &str, runs: &mut Vec<Inline>) -> Result<(), String> {
    let mut rest = text;
    while let Some(start) = rest.find("{{") {
        let len = rest[start..].find("}}").ok_or("\"{{\" without \"}}\"")? + 2;
        literal(voice, &rest[..start], runs);
        let placeholder = &rest[start..start + len];
        runs.push(Inline::Filled { value: placeholder.to_owned(), from: origin(placeholder)? });
        rest = &rest[start + len..];
    }
    literal(voice, rest, runs);
    Ok(())
}

fn literal(voice: Voice, text: &str, runs: &mut Vec<Inline>) {
    if text.is_empty() {
        return;
    }
    let text = text.to_owned();
    runs.push(match voice {
        Voice::Text => Inline::Text(text),
        Voice::Strong => Inline::Strong(text),
        Voice::Emphasis => Inline::Emphasis(text),
        Voice::Code => Inline::Code(text),
    });
}

/// Where a placeholder's value comes from. There are three kinds and no other.
fn origin(placeholder: &str) -> Result<String, String> {
    let inner = placeholder.trim_start_matches("{{").trim_end_matches("}}").trim();
    if inner == "$value" {
        return Ok("value".to_owned());
    }
    if inner == "$topology.backend" {
        return Ok("topology".to_owned());
    }
    match inner.strip_prefix("$labels.") {
        Some(label) if is_label(label) => Ok(format!("label {label}")),
        _ => {
            Err(format!("{placeholder} is no placeholder: write $labels.<name>, $value or $topology.backend"))
        }
    }
}

fn is_label(name: &str) -> bool {
    let good = |it: char| it.is_ascii_alphanumeric() || it == '_';
    name.starts_with(|it: char| it.is_ascii_alphabetic() || it == '_') && name.chars().all(good)
}
