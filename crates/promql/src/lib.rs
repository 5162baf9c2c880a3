//! PromQL: text in, value out. It must not know alerts, HAProxy, files or clocks.
//!
//! The way through: [`tokens`] and [`parse()`] make a [`plan`] of the text, [`instant`] and [`range`] evaluate it over a
//! [`series::Store`], and [`comparisons`], [`windows`] and [`replace`] let a person turn its numbers.

mod aggregations;
mod check;
mod error;
mod eval;
mod explain;
pub mod functions;
mod kahan;
pub mod limits;
mod literal;
mod note;
mod ops;
mod options;
mod parse;
pub mod plan;
mod reads;
mod span;
mod threshold;
mod tokens;
mod value;

pub use error::{Error, ErrorKind};
pub use eval::{instant, range, ranges};
pub use explain::{Explained, Is, Samples, Working, explain};
pub use note::{Note, NoteKind, Repairs};
pub use options::{Instants, Options, Semantics, Steps};
pub use parse::parse;
pub use plan::{CompareOp, Kind, Node, Query, walk};
pub use reads::{Reads, reads};
pub use span::Span;
pub use threshold::{Comparison, Literal, RangeSpan, comparisons, replace, windows, write_number};
pub use tokens::{Token, TokenKind, tokens};
pub use value::{Column, Instant, Range, Value};
