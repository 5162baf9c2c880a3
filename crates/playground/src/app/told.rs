//! What the page has been told: each part as the bytes that were sent last. It must not know what a part shows.

use super::App;
use crate::view::Part;
use std::mem::discriminant;

impl App {
    /// A part of the last answer as bytes, where they were written to see whether it is news.
    pub fn written(&self, part: &Part) -> Option<&[u8]> {
        let kind = discriminant(part);
        self.sent.iter().find(|(it, _)| *it == kind).map(|it| it.1.as_slice())
    }

    /// Whether the page does not have `part` as it is.
    pub(super) fn is_news(&mut self, part: &Part) -> bool {
        let kind = discriminant(part);
        let known = self.sent.iter_mut().find(|(it, _)| *it == kind);
        // Somewhat more room than the last one took: a large one is not moved as it grows.
        let room = Vec::with_capacity(known.as_ref().map_or(0, |it| it.1.len() + it.1.len() / 16 + 64));
        let bytes = postcard::to_extend(part, room).unwrap_or_default();
        match known {
            Some((_, known)) if *known == bytes => false,
            Some((_, known)) => {
                *known = bytes;
                true
            }
            None => {
                self.sent.push((kind, bytes));
                true
            }
        }
    }
}
