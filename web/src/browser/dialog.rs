//! Modal dialogs and what the page's own sizes are. It must not know what a dialog holds.

use gloo::timers::callback::Timeout;
use gloo::utils::{document, document_element};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDialogElement, HtmlElement};
use yew::NodeRef;

/// Opens the dialog over the page: focus stays in it until it is closed.
pub(crate) fn show(dialog: &NodeRef) {
    if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
        // It fails only when it is open already.
        let _ = dialog.show_modal();
    }
}

/// Closes the dialog; the focus goes back to where it was, and the dialog's `close` event follows.
pub(crate) fn close(dialog: &NodeRef) {
    if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
        dialog.close();
    }
}

/// Closes whatever dialog is open.
pub(crate) fn close_open() {
    if let Ok(Some(open)) = document().query_selector("dialog[open]") {
        open.unchecked_into::<HtmlDialogElement>().close();
    }
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
