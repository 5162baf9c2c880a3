//! YAML as a tree that keeps every scalar as it was written, with a place for every node on demand: what Go's decoders
//! see. It must not know which keys a file may have.

mod decode;
mod locate;
mod shape;

pub(crate) use decode::{At, Decoder};
pub use locate::{Step, locate};

use crate::FileError;
use serde::de::{DeserializeSeed, Deserializer};
use std::cell::Cell;

/// One node; aliases are what they stand for.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// Nothing, `~` or `null`, as it was written.
    Null(String),
    /// A scalar: what YAML takes it for, and its text.
    Scalar(Scalar, String),
    /// A sequence.
    Seq(Vec<Node>),
    /// A mapping in the order of the file, keys given twice and merge keys (`<<`) included.
    Map(Vec<(Node, Node)>),
}

/// What YAML takes a scalar for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scalar {
    /// `true` or `false`.
    Bool,
    /// A whole number.
    Int,
    /// Any other number.
    Float,
    /// A text.
    Str,
}

impl Node {
    /// The tag as Go's messages print it.
    pub(crate) fn tag(&self) -> &'static str {
        match self {
            Self::Null(_) => "!!null",
            Self::Scalar(Scalar::Bool, _) => "!!bool",
            Self::Scalar(Scalar::Int, _) => "!!int",
            Self::Scalar(Scalar::Float, _) => "!!float",
            Self::Scalar(Scalar::Str, _) => "!!str",
            Self::Seq(_) => "!!seq",
            Self::Map(_) => "!!map",
        }
    }

    /// Whether it is nothing.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null(_))
    }

    /// The text of a scalar; nothing's is empty, as Go decodes it.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Null(_) => Some(""),
            Self::Scalar(_, text) => Some(text),
            Self::Seq(_) | Self::Map(_) => None,
        }
    }
}

/// The first document of `yaml`; nothing where there is none. The text must have passed [`crate::check_bounds`].
///
/// # Errors
/// What the YAML parser says, as Go's says it; a document that grows beyond measure through aliases.
pub fn first_document(yaml: &str) -> Result<Node, FileError> {
    let document = || serde_yaml_ng::Deserializer::from_str(yaml).next();
    let (Some(first), Some(again)) = (document(), document()) else { return Ok(Node::Null(String::new())) };
    // A node costs at least a byte unless it comes through an alias.
    let left = Cell::new(yaml.len() + 100_000);
    let shape = first.deserialize_option(shape::OfDocument(&left)).map_err(|err| syntax(yaml, &err))?;
    if matches!(shape, shape::Shape::Null) {
        return Ok(Node::Null(String::new()));
    }
    shape::Raw(&shape).deserialize(again).map_err(|err| syntax(yaml, &err))
}

/// The error in Go's words (`parser.fail`, yaml.v3 decode.go): its line is that of the context, if any, and lines of
/// the grammar's errors count from 0, where nothing is said of the first.
fn syntax(yaml: &str, err: &serde_yaml_ng::Error) -> FileError {
    let (text, place) = (err.to_string(), err.location());
    let message = text.split(" at line ").next().unwrap_or_default();
    let message = message.split(", while ").next().unwrap_or_default();
    let context = text.split_once(", while ").and_then(|(_, context)| line_of(context)).filter(|it| *it > 1);
    let grammar = format!("{err:?}").contains("kind: PARSER");
    let line = context.or(place.as_ref().map(serde_yaml_ng::Location::line)).unwrap_or(1);
    let said = if grammar { line - 1 } else { line };
    let place_said = if line > 1 { format!("line {said}: ") } else { String::new() };
    let mut error = match message {
        "unknown anchor" => {
            FileError::new(format!("yaml: unknown anchor '{}' referenced", alias(yaml, place.as_ref())))
        }
        _ => FileError::new(format!("yaml: {place_said}{message}")),
    };
    (error.line, error.column) = (place.as_ref().map(|it| it.line()), place.as_ref().map(|it| it.column()));
    error
}

fn line_of(context: &str) -> Option<usize> {
    let (_, place) = context.rsplit_once(" at line ")?;
    place.split(' ').next()?.parse().ok()
}

/// The name of the alias that stands at `place`.
fn alias<'y>(yaml: &'y str, place: Option<&serde_yaml_ng::Location>) -> &'y str {
    let Some(rest) = place.and_then(|it| yaml.get(it.index()..)) else { return "" };
    let rest = rest.trim_start_matches('*');
    let end = rest.find(|it: char| !it.is_ascii_alphanumeric() && it != '_' && it != '-');
    &rest[..end.unwrap_or(rest.len())]
}
