//! What the app holds: the last good document, drafts, messages, and the newest finished picture. It must not know
//! how a picture is computed or shown.

use crate::document::Document;
use crate::draft::Drafts;
use crate::picture::Picture;
use crate::view::Notice;

/// The state of the app.
#[derive(Clone, Debug)]
pub struct Model {
    /// The last document that was good as a whole.
    pub document: Document,
    /// Fields whose texts were not good.
    pub drafts: Drafts,
    /// Messages, newest first.
    pub notices: Vec<Notice>,
    /// The newest finished run, perhaps of an older document.
    pub picture: Option<Picture>,
    /// The instant under the pointer, in milliseconds since the Unix epoch.
    pub hover: Option<i64>,
    /// Device pixels of the plot's width: how fine lines are drawn.
    pub width: u32,
}

impl Model {
    /// The app before anything was opened: the default document.
    pub fn new() -> Self {
        Self {
            document: crate::bundled::default_document(),
            drafts: Drafts::new(),
            notices: Vec::new(),
            picture: None,
            hover: None,
            width: 1400,
        }
    }

    /// Shows a message above the others; only the newest few are kept.
    pub fn notice(&mut self, grade: crate::view::Grade, text: impl Into<String>) {
        self.notices.insert(0, Notice { grade, text: text.into() });
        self.notices.truncate(3);
    }
}

impl Default for Model {
    fn default() -> Self {
        Self::new()
    }
}
