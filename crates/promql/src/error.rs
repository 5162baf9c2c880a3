//! Why a query cannot be read or evaluated, in Prometheus' words where it has any. It must not know who asks.

use crate::Span;
use std::fmt;

/// The API's `errorType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// `bad_data`: the query itself is wrong.
    BadData,
    /// `execution`: the query is well-formed and fails on this data.
    Execution,
}

/// A query's error. Displayed as Prometheus displays it: `1:18: parse error: unclosed left parenthesis` for one in
/// the text, the bare message for one of the evaluation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// Which of the API's error types it is.
    pub kind: ErrorKind,
    /// What is wrong, without the position.
    pub message: String,
    /// Where it is wrong, for errors in the text.
    pub span: Option<Span>,
    /// Line and column of `span`, counted from 1, the column in bytes.
    pub position: Option<(u32, u32)>,
}

impl Error {
    /// An error at `span` of `text`.
    pub(crate) fn parse(text: &str, span: Span, message: impl Into<String>) -> Self {
        let position = Some(span.position(text));
        Self { kind: ErrorKind::BadData, message: message.into(), span: Some(span), position }
    }

    /// An error in the query that has no place in its text.
    pub(crate) fn bad_data(message: impl Into<String>) -> Self {
        Self { kind: ErrorKind::BadData, message: message.into(), span: None, position: None }
    }

    /// An error of the evaluation.
    pub(crate) fn execution(message: impl Into<String>) -> Self {
        Self { kind: ErrorKind::Execution, message: message.into(), span: None, position: None }
    }

    /// `promql.ErrTooManySamples` (promql/engine.go).
    pub(crate) fn too_many_samples() -> Self {
        Self::execution("query processing would load too many samples into memory in query execution")
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.position {
            Some((line, column)) => write!(f, "{line}:{column}: parse error: {}", self.message),
            None => f.write_str(&self.message),
        }
    }
}

impl std::error::Error for Error {}
