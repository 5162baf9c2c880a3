//! What a person does with the page alone, carried out. It must not know what the engine does.

use super::{App, KEYS, Msg, PANES, THEME};
use crate::browser::later::{A_FRAME, later};
use crate::browser::{clipboard, dialog, file, location, storage, study, theme};
use crate::lessons::LESSONS;
use crate::panes::{Panes, Side};
use crate::ui::{Act, Dialog};
use crate::work::Work;
use playground::event::Event;
use playground::view::{Grade, Notice};
use yew::{Callback, Context};

/// Messages that stand above the chart at once.
const MOST_NOTICES: usize = 5;

impl App {
    pub(super) fn set_panes(&mut self, change: impl FnOnce(&mut Panes)) {
        change(&mut self.ui.panes);
        set_widths(self.ui.panes);
        // A pane's width that is not kept is no loss worth a message.
        let _ = storage::write(PANES, &self.ui.panes.write());
    }

    pub(super) fn act(&mut self, ctx: &Context<Self>, act: Act) {
        match act {
            Act::Theme(chosen) => self.theme(ctx, chosen),
            Act::Tab(tab) => self.ui.tab = tab,
            Act::Yaml(yaml) => self.ui.yaml = yaml,
            Act::At(at) => self.ui.at = at,
            Act::Cell(cell) => self.ui.cell = cell,
            Act::All => self.ui.all = !self.ui.all,
            Act::More => (self.ui.more, self.ui.cell) = (!self.ui.more, None),
            Act::Dismiss => {
                self.notices.clear();
                self.report = None;
                self.send.emit(Event::Dismiss);
            }
            Act::Width(side, width) => self.set_panes(|panes| panes.set_width(side, width)),
            Act::Fold(side) => self.set_panes(|panes| panes.set_shut(side, !panes.is_shut(side))),
            Act::Open(dialog) => self.ui.dialog = Some(dialog),
            Act::Study(tab) => self.study(ctx, tab),
            Act::Close(dialog) if self.ui.dialog == Some(dialog) => self.ui.dialog = None,
            Act::Close(_) => {}
            Act::SingleKeys(on) => {
                self.ui.single_keys = on;
                let _ = storage::write(KEYS, if on { "on" } else { "off" });
            }
            Act::Copied(true) => "Copied".clone_into(&mut self.read_out),
            Act::Copied(false) => {
                let text = "The browser does not let the page copy. Mark the text and copy it yourself.";
                self.say(Grade::Note, text.to_owned());
            }
            Act::Lesson(lesson) => self.teach(lesson),
            Act::AskFile => file::ask(self.read.clone()),
            Act::Embed => self.embed(ctx),
            Act::Report => {
                if let Some(report) = self.report.take() {
                    self.copy(ctx, &report);
                }
            }
            Act::Other(open) => {
                if let Some(slot) = self.other.take() {
                    Work::leave(&slot);
                    if open {
                        let (name, text) = ("the other work".to_owned(), slot.document);
                        self.send.emit(Event::Import { name, text });
                    }
                }
            }
            Act::Share => {
                let address = location::link(&self.parts.head.fragment);
                self.work.opened(&self.parts.head.fragment);
                self.copy(ctx, &address);
            }
        }
    }

    fn theme(&mut self, ctx: &Context<Self>, chosen: &'static str) {
        self.ui.theme = chosen;
        let _ = storage::write(THEME, chosen);
        // What was pressed is seen first; then the whole page is restyled, then the chart is painted. Each is a task of its own.
        let colours = ctx.link().callback(|()| Msg::Colours);
        let set = move |()| {
            theme::set(chosen);
            later(A_FRAME, colours.clone()).forget();
        };
        later(A_FRAME, Callback::from(set)).forget();
    }

    fn study(&mut self, ctx: &Context<Self>, tab: &'static str) {
        if self.ui.dialog != Some(Dialog::Study) {
            // What is open gives the focus back first, which is then where the study gives it back to.
            dialog::close_open();
        }
        self.ui.dialog = Some(Dialog::Study);
        study::open(tab, ctx.link().callback(|()| Msg::Study(None)));
    }

    /// Copies a frame for another page.
    fn embed(&self, ctx: &Context<Self>) {
        let address = location::embedded(&self.parts.head.fragment);
        let frame =
            format!("<iframe src=\"{address}\" width=\"720\" height=\"480\" title=\"alertplay\"></iframe>");
        self.copy(ctx, &frame);
    }

    /// Shows a lesson, and on a narrow page the pane that it speaks of.
    fn teach(&mut self, lesson: Option<u8>) {
        if self.ui.lesson.is_none() {
            self.ui.learned = 0;
        }
        self.ui.lesson = lesson;
        if let Some(it) = lesson.and_then(|it| LESSONS.get(usize::from(it))) {
            self.ui.tab = it.tab;
            dialog::reveal_soon(it.place);
        }
    }

    /// Takes note when the lesson that is shown was done.
    pub(super) fn learn(&mut self, event: &Event) {
        let Some(idx) = self.ui.lesson else { return };
        if LESSONS.get(usize::from(idx)).is_some_and(|it| (it.done)(event)) {
            self.ui.learned |= 1 << idx;
        }
    }

    pub(super) fn copy(&self, ctx: &Context<Self>, text: &str) {
        let shown = location::of(&self.parts.head.fragment);
        clipboard::copy(text, ctx.link().callback(move |done| Msg::Copied(done, shown.clone())));
    }

    /// What to tell others of an engine that stopped; nothing is sent anywhere.
    pub(super) fn make_report(&mut self, said: &str) {
        self.report = Some(format!(
            "alertplay {}, traffic model {}\n{}\n{said}\n\n{}",
            env!("CARGO_PKG_VERSION"),
            playground::document::MODEL,
            location::agent(),
            self.bridge.document(),
        ));
    }

    /// The study asks for the document at hand, or has another one; nothing where it cannot be had.
    pub(super) fn studied(&mut self, said: Option<String>) {
        match said {
            None => {
                dialog::close_open();
                let text = "This cannot be loaded. Your work is unchanged: open it again when the connection is back.";
                self.say(Grade::Error, text.to_owned());
            }
            Some(text) if text.is_empty() => study::tell(study::DOCUMENT, self.bridge.document()),
            Some(text) => self.send.emit(Event::Import { name: "what was studied".to_owned(), text }),
        }
    }

    /// Shows a message of the page's own, the newest first.
    pub(super) fn say(&mut self, grade: Grade, text: String) {
        self.notices.insert(0, Notice { grade, text });
        self.notices.truncate(MOST_NOTICES);
    }
}

/// Tells the sheets how wide the panes are.
pub(super) fn set_widths(panes: Panes) {
    for side in Side::ALL {
        dialog::set_token(side.facts().token, &format!("{}px", panes.width(side)));
    }
}
