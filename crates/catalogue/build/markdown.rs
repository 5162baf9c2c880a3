//! Markdown to the runbook's tree: the few constructs that a runbook may use; everything else, raw HTML first, is
//! an error with its line. It must not know which sections a runbook has.

use crate::inline::{Runs, Voice};
use crate::markup::{Block, Inline, Section};
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use std::fmt;
use std::ops::Range;

/// The languages of fenced blocks.
const LANGUAGES: [&str; 5] = ["sh", "promql", "haproxy", "log", "yaml"];

/// What is wrong and in which line.
#[derive(Debug)]
pub(crate) struct Error {
    line: usize,
    message: String,
}

impl Error {
    pub(crate) fn at(line: usize, message: &str) -> Self {
        Self { line, message: message.to_owned() }
    }

    /// The same with `lines` more above it.
    pub(crate) fn below(self, lines: usize) -> Self {
        Self { line: self.line + lines, ..self }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.line, self.message)
    }
}

/// The sections of `text`; steps are numbered through all of them.
pub(crate) fn sections(text: &str) -> Result<Vec<Section>, Error> {
    // Tables, footnotes and the like are switched on only to be seen and refused.
    let events = Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES);
    let mut reader = Reader { text, events: events.into_offset_iter().collect(), at: 0, steps: 0 };
    let mut sections: Vec<Section> = Vec::new();
    while let Some(event) = reader.peek() {
        if matches!(event, Event::Start(Tag::Heading { level: HeadingLevel::H2, .. })) {
            reader.at += 1;
            let title = plain(&reader.runs()?);
            reader.close()?;
            sections.push(Section { title, blocks: Vec::new() });
        } else {
            let Some(section) = sections.last_mut() else {
                return Err(reader.wrong("text before the first `## ` heading"));
            };
            reader.block(&mut section.blocks)?;
        }
    }
    Ok(sections)
}

struct Reader<'a> {
    text: &'a str,
    events: Vec<(Event<'a>, Range<usize>)>,
    at: usize,
    steps: u32,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<&Event<'a>> {
        self.events.get(self.at).map(|(event, _)| event)
    }

    fn wrong(&self, message: &str) -> Error {
        let start = self.events.get(self.at).map_or(self.text.len(), |(_, range)| range.start);
        Error::at(self.text[..start].matches('\n').count() + 1, message)
    }

    /// Steps over the end of the block that was just read.
    fn close(&mut self) -> Result<(), Error> {
        match self.peek() {
            Some(Event::End(_)) => {
                self.at += 1;
                Ok(())
            }
            _ => Err(self.wrong("this may not stand here")),
        }
    }

    /// Reads one block and appends it; an ordered list becomes a block for each step.
    fn block(&mut self, blocks: &mut Vec<Block>) -> Result<(), Error> {
        match self.peek() {
            Some(Event::Start(Tag::Paragraph)) => {
                self.at += 1;
                blocks.push(Block::Paragraph(self.runs()?));
                self.close()
            }
            Some(Event::Start(Tag::List(None))) => {
                self.at += 1;
                blocks.push(self.bullets()?);
                self.close()
            }
            Some(Event::Start(Tag::List(Some(_)))) => {
                self.at += 1;
                while matches!(self.peek(), Some(Event::Start(Tag::Item))) {
                    let step = self.step()?;
                    blocks.push(step);
                }
                self.close()
            }
            Some(Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info)))) => {
                let info = info.to_string();
                blocks.push(self.code(&info)?);
                Ok(())
            }
            Some(Event::Html(_) | Event::InlineHtml(_) | Event::Start(Tag::HtmlBlock)) => {
                Err(self.wrong("raw HTML is not allowed in a runbook"))
            }
            _ => Err(self
                .wrong("not a construct of a runbook: use `## ` headings, paragraphs, lists, fenced code")),
        }
    }

    fn bullets(&mut self) -> Result<Block, Error> {
        let mut items = Vec::new();
        while matches!(self.peek(), Some(Event::Start(Tag::Item))) {
            self.at += 1;
            items.push(self.lead()?);
            self.close()?;
        }
        Ok(Block::Bullets(items))
    }

    fn step(&mut self) -> Result<Block, Error> {
        let idx = self.steps;
        self.steps += 1;
        self.at += 1;
        let title = self.lead()?;
        let mut body = Vec::new();
        while !matches!(self.peek(), Some(Event::End(_)) | None) {
            if matches!(self.peek(), Some(Event::Start(Tag::List(Some(_))))) {
                return Err(self.wrong("a step holds no steps"));
            }
            self.block(&mut body)?;
        }
        self.close()?;
        Ok(Block::Step { idx, title, body })
    }

    /// The first paragraph of an item; a list without blank lines has no paragraphs, only their text.
    fn lead(&mut self) -> Result<Vec<Inline>, Error> {
        let loose = matches!(self.peek(), Some(Event::Start(Tag::Paragraph)));
        self.at += usize::from(loose);
        let runs = self.runs()?;
        if runs.is_empty() {
            return Err(self.wrong("an item must begin with text"));
        }
        if loose {
            self.close()?;
        }
        Ok(runs)
    }

    fn code(&mut self, info: &str) -> Result<Block, Error> {
        let mut words = info.split_whitespace();
        let language = words.next().unwrap_or_default().to_owned();
        if !LANGUAGES.contains(&language.as_str()) {
            return Err(self.wrong(&format!("the fence needs a language: {}", LANGUAGES.join(", "))));
        }
        let evidence = match (words.next(), words.next()) {
            (None, _) => None,
            (Some(word), None) if language == "promql" => word.strip_prefix("evidence=").map(str::to_owned),
            _ => return Err(self.wrong("after the language only `evidence=<name>` may stand, with promql")),
        };
        if info.contains(' ') && evidence.as_deref().unwrap_or_default().is_empty() {
            return Err(self.wrong("write `evidence=<name>`"));
        }
        let mut runs = Runs::default();
        self.at += 1;
        while let Some(Event::Text(text)) = self.peek() {
            runs.push(Voice::Text, text);
            self.at += 1;
        }
        let mut text = runs.finish().map_err(|message| self.wrong(&message))?;
        if let Some(Inline::Text(last)) = text.last_mut() {
            last.truncate(last.trim_end().len());
        }
        self.close()?;
        Ok(Block::Code { language, evidence, text })
    }

    /// Reads runs of text up to the next block or the end of this one.
    fn runs(&mut self) -> Result<Vec<Inline>, Error> {
        let mut runs = Runs::default();
        let mut voice = Voice::Text;
        while let Some(event) = self.peek() {
            match event {
                Event::Text(text) => runs.push(voice, text),
                Event::Code(text) => runs.push(Voice::Code, text),
                Event::SoftBreak => runs.push(voice, " "),
                Event::Start(Tag::Strong) if voice == Voice::Text => voice = Voice::Strong,
                Event::Start(Tag::Emphasis) if voice == Voice::Text => voice = Voice::Emphasis,
                Event::End(TagEnd::Strong | TagEnd::Emphasis) => voice = Voice::Text,
                Event::Html(_) | Event::InlineHtml(_) => {
                    return Err(self.wrong("raw HTML is not allowed in a runbook"));
                }
                Event::Start(Tag::Link { .. } | Tag::Image { .. }) => {
                    return Err(self.wrong("links and pictures are not allowed: a runbook works offline"));
                }
                _ => break,
            }
            self.at += 1;
        }
        runs.finish().map_err(|message| self.wrong(&message))
    }
}

/// A heading's text.
fn plain(runs: &[Inline]) -> String {
    let text = |it: &Inline| match it {
        Inline::Text(text) | Inline::Strong(text) | Inline::Emphasis(text) | Inline::Code(text) => {
            text.clone()
        }
        Inline::Filled { value, .. } => value.clone(),
    };
    runs.iter().map(text).collect()
}
