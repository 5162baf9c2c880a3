//! Texts of fields that are wrong: kept beside the last good document so that nothing that was typed is lost.

use crate::event::Field;
use std::collections::BTreeMap;

/// A text that could not be taken, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// What was typed.
    pub text: String,
    /// What is wrong with it and what would be right.
    pub error: Wrong,
}

/// What is wrong with a field's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// In words, with the bounds that it must keep.
    pub message: String,
    /// The bytes of the text that are wrong, where they are known.
    pub span: Option<(u32, u32)>,
}

impl From<String> for Wrong {
    fn from(message: String) -> Self {
        Self { message, span: None }
    }
}

impl From<&str> for Wrong {
    fn from(message: &str) -> Self {
        message.to_owned().into()
    }
}

/// The drafts by field.
pub(crate) type Drafts = BTreeMap<Field, Draft>;
