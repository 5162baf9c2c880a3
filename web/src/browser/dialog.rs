//! What lies over the page and keeps the focus, and what the page's own sizes are. It must not know what a dialog holds.
//!
//! The browser's own modal dialog makes all else inert, which restyles every element of the page, when it opens and when it closes.
//! What lies over the whole page cannot be clicked past, so that keys are all that has to be kept in.

use super::later::later;
use super::sign::Sign;
use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use gloo::utils::{document, document_element};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent};
use yew::{Callback, NodeRef};

/// What is open.
pub(crate) const OPEN: &str = ".veil:not([hidden])";
/// What Tab stops at.
const STOPS: &str =
    ":is(a[href], button, input, select, textarea, summary, [tabindex='0']):not(:disabled, [tabindex='-1'])";

/// A dialog that is open; it no longer keeps the focus once this is dropped.
pub(crate) struct Held {
    _heard: [EventListener; 3],
    _sign: Option<Sign>,
}

/// Takes the focus to what lies over the page: there it stays until Escape, the browser's own sign or [`close_open`], after which it is
/// back where it was, and `closed` is called.
pub(crate) fn show(over: &NodeRef, closed: impl FnOnce() + 'static) -> Option<Held> {
    let over: HtmlElement = over.cast()?;
    let before = focused();
    let wanted = over.query_selector(".search").ok().flatten();
    wanted.into_iter().chain(stops(&over)).find(takes_focus);
    let it = over.clone();
    let close = EventListener::once(&over, "close", move |_| {
        it.set_hidden(true);
        before.filter(takes_focus);
        closed();
    });
    let it = over.clone();
    let prevents = EventListenerOptions::enable_prevent_default();
    let keys = EventListener::new_with_options(&document(), "keydown", prevents, move |event| {
        if !it.hidden() && !event.default_prevented() && is_own(&it, event.unchecked_ref()) {
            event.prevent_default();
        }
    });
    let back = Callback::from({
        let over = over.clone();
        move |()| _ = !over.hidden() && takes_focus(&over)
    });
    let strays = EventListener::new(&document(), "focusin", move |_| {
        if !over.contains(focused().as_deref()) {
            // Not here: a focus that is taken is heard of at once, and this does not hear twice at a time.
            later(0, back.clone()).forget();
        }
    });
    Some(Held { _heard: [close, keys, strays], _sign: Sign::new(|_| close_open()) })
}

/// Closes whatever dialog is open.
pub(crate) fn close_open() {
    if let Some((open, close)) = open().zip(Event::new("close").ok()) {
        let _ = open.dispatch_event(&close);
    }
}

/// What lies over the page, if anything does.
pub(crate) fn open() -> Option<Element> {
    document().query_selector(OPEN).ok().flatten()
}

/// Escape closes, Tab goes round; says whether nothing else is to come of the key.
fn is_own(over: &Element, key: &KeyboardEvent) -> bool {
    match key.key().as_str() {
        "Escape" if !key.is_composing() => close_open(),
        "Tab" => {
            let (mut order, at) = (stops(over), focused());
            if key.shift_key() {
                order.reverse();
            }
            let inside = over.contains(at.as_deref());
            let at_end = at.as_ref() == order.last() || (key.shift_key() && at.as_ref() == Some(over));
            if inside && !at_end {
                return false;
            }
            order.iter().find(|it| takes_focus(it));
        }
        _ => return false,
    }
    true
}

/// What Tab stops at, in its order; some of it may be folded away.
fn stops(over: &Element) -> Vec<Element> {
    let Ok(found) = over.query_selector_all(STOPS) else { return Vec::new() };
    (0..found.length()).filter_map(|at| found.get(at)?.dyn_into().ok()).collect()
}

fn focused() -> Option<Element> {
    document().active_element()
}

fn takes_focus(it: &Element) -> bool {
    let _ = it.unchecked_ref::<HtmlElement>().focus();
    focused().as_ref() == Some(it)
}

/// Gives a token of the sheets another value.
pub(crate) fn set_token(token: &str, value: &str) {
    let _ = document_element().unchecked_into::<HtmlElement>().style().set_property(token, value);
}

/// Brings an element into view within what scrolls around it.
pub(crate) fn reveal(element: &NodeRef) {
    if let Some(element) = element.cast() {
        scroll_to(&element);
    }
}

/// Brings what `selector` finds into view, once the page shows what it is about to show.
pub(crate) fn reveal_soon(selector: &'static str) {
    let found = move || document().query_selector(selector).ok().flatten();
    Timeout::new(0, move || _ = found().inspect(scroll_to)).forget();
}

fn scroll_to(element: &Element) {
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}
