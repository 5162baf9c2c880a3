//! The text of fields. It must not know which.

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement};

/// The text of the field that an event comes from: an input, a text area or a list. All have a `value`; one binding
/// for all of them costs the least.
pub(crate) fn text(event: &Event) -> String {
    event.target().map(|field| field.unchecked_into::<HtmlInputElement>().value()).unwrap_or_default()
}

/// Whether the box that an event comes from is ticked.
pub(crate) fn checked(event: &Event) -> bool {
    event.target().is_some_and(|field| field.unchecked_into::<HtmlInputElement>().checked())
}
