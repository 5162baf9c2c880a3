//! Keys pressed anywhere on the page, as chords in words. It must not know what a chord does.

use super::dialog;
use gloo::events::{EventListener, EventListenerOptions};
use gloo::utils::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent};

/// A key that was pressed.
pub(crate) struct Press {
    /// `Ctrl+Shift+Z`, `?`; Ctrl stands for the command key, too.
    pub(crate) chord: String,
    /// Whether it goes to a place where text is typed.
    pub(crate) typing: bool,
}

/// Calls `heard` with every key that goes to no dialog or menu: they have keys of their own. Where it says that the key was
/// a command, nothing else comes of it.
pub(crate) fn listen(heard: impl Fn(&Press) -> bool + 'static) -> EventListener {
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&document(), "keydown", options, move |event| {
        let event: &KeyboardEvent = event.unchecked_ref();
        if event.default_prevented()
            || event.is_composing()
            || is_within(event, OVERLAYS)
            || dialog::open().is_some()
        {
            return;
        }
        let typing = is_within(event, TYPING);
        if heard(&Press { chord: chord(event), typing }) {
            event.prevent_default();
        }
    })
}

/// Where text is typed.
const TYPING: &str = "input:not([type=checkbox], [type=range]), textarea, select, .code";

/// What lies over the page and has keys of its own.
const OVERLAYS: &str = ".veil, [popover]";

/// Whether an event goes to a place where text is typed, or to one with ways of its own.
pub(crate) fn is_typing(event: &Event) -> bool {
    is_within(event, TYPING) || is_within(event, OVERLAYS)
}

/// Whether an event goes to an element within one of `places`. The code editor lives in a shadow: outside of it, its host is told.
fn is_within(event: &Event, places: &str) -> bool {
    let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
    target.is_some_and(|it| it.closest(places).ok().flatten().is_some())
}

fn chord(event: &KeyboardEvent) -> String {
    let mut key = event.key();
    let mut chord = String::new();
    if event.ctrl_key() || event.meta_key() {
        chord.push_str("Ctrl+");
    }
    if event.alt_key() {
        chord.push_str("Alt+");
    }
    // Which keys need Shift for a sign depends on the keyboard: of letters alone it is a part of the chord.
    if key.len() == 1 && key.as_bytes()[0].is_ascii_alphabetic() {
        key.make_ascii_uppercase();
        if event.shift_key() {
            chord.push_str("Shift+");
        }
    }
    chord + &key
}

/// Calls `heard` when a gesture may have ended: a pointer was lifted, a field was left or a list has another value.
pub(crate) fn listen_for_rest(heard: impl Fn() + Clone + 'static) -> Vec<EventListener> {
    let listener = |kind| {
        let heard = heard.clone();
        EventListener::new(&document(), kind, move |_| heard())
    };
    ["pointerup", "pointercancel", "focusout", "change"].map(listener).into()
}
