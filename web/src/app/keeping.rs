//! The work of this page into the browser's storage, and files into a person's hands. It must not know what a slot looks like.

use super::App;
use crate::browser::storage::Refusal;
use crate::browser::{location, save};
use crate::work::Kept;
use playground::view::{File, Grade};
use yew::Context;

impl App {
    /// Saves a file, or copies a text with the link below it.
    pub(super) fn hand_over(&self, ctx: &Context<Self>, made: File) {
        if !made.name.is_empty() {
            return save::text(&made.name, "text/plain;charset=utf-8", &made.text);
        }
        let address = location::of(&self.parts.head.fragment);
        self.copy(ctx, &format!("{}{address}\n", made.text));
    }

    /// Keeps the newest document, and says so where the browser does not.
    pub(super) fn keep(&mut self) {
        let before = self.kept;
        self.kept = self.work.keep(&self.parts.head.title(), self.bridge.document());
        if let (Kept::Refused(refusal), true) = (self.kept, before != self.kept) {
            let why = match refusal {
                Refusal::Full => "This browser's storage is full",
                Refusal::Forbidden => "This browser lets no page keep anything",
            };
            self.say(Grade::Warning, format!("{why}: your work is not saved. Share link or Export keep it."));
        }
    }
}
