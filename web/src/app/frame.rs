//! The frame of the page: an element of the document, which stays, so that what stands in it is not laid out anew. It must not know
//! what is in it.

use super::App;
use crate::browser::first;
use crate::components::icon::flag;
use crate::panes::Side;
use web_sys::Element;
use yew::{Html, create_portal};

/// What sheets and others read off the frame.
const NAMES: [&str; 8] = [
    "data-tab",
    "data-left",
    "data-right",
    "data-embed",
    "data-settled",
    "data-fingerprint",
    "data-code",
    "data-lesson",
];

/// The element, and what is written on it.
pub(super) struct Frame {
    element: Option<Element>,
    marks: [Option<String>; NAMES.len()],
}

impl Frame {
    /// The frame that the document has.
    pub(super) fn find() -> Self {
        Self { element: first::frame(), marks: Default::default() }
    }

    /// Puts the page into the frame. For yew that is a second tree: whatever else is mounted in the document has to know how many there
    /// are (`web/src/learn.rs`).
    pub(super) fn around(&self, page: Html) -> Html {
        self.element.clone().map(|it| create_portal(page, it)).unwrap_or_default()
    }

    /// Writes what has changed.
    fn mark(&mut self, marks: [Option<String>; NAMES.len()]) {
        let Some(element) = &self.element else { return };
        for ((name, new), old) in NAMES.into_iter().zip(&marks).zip(&self.marks) {
            let _ = match new {
                _ if new == old => continue,
                Some(value) => element.set_attribute(name, value),
                None => element.remove_attribute(name),
            };
        }
        self.marks = marks;
    }
}

impl App {
    /// Says on the frame what is shown, and how far it is.
    pub(super) fn mark_frame(&mut self) {
        let shut = |side: Side| self.ui.panes.is_shut(side).then(|| "shut".to_owned());
        let marks = [
            Some(self.ui.tab.name().to_owned()),
            shut(Side::Left),
            shut(Side::Right),
            self.embedded.then(|| "true".to_owned()),
            Some(flag(self.is_whole()).to_owned()),
            Some(self.fingerprint.clone()),
            Some(self.code_state.to_owned()),
            self.ui.lesson.map(|it| it.to_string()),
        ];
        self.frame.mark(marks);
    }
}
