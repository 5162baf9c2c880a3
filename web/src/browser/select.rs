//! Lists of the page. It must not know what they are about.

use gloo::utils::document;
use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;

/// Puts every list at the value that it bears, as soon as its options are there.
pub(crate) fn settle() {
    let Ok(lists) = document().query_selector_all("select[data-value]") else { return };
    for idx in 0..lists.length() {
        let Some(list) = lists.get(idx).map(|list| list.unchecked_into::<HtmlSelectElement>()) else {
            continue;
        };
        // Once for each value: a person's pick stands until the engine says another one.
        let value = list.get_attribute("data-value");
        if let Some(value) = value.filter(|value| list.get_attribute("data-shown").as_ref() != Some(value)) {
            list.set_value(&value);
            let _ = list.set_attribute("data-shown", &value);
        }
    }
}
