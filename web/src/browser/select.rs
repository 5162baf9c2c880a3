//! Lists of the page. It must not know what they are about.

use gloo::utils::document;
use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;

/// Puts every list at the value that it bears, as soon as its options are there. A person's pick stands until the engine
/// says another value, or, with `all`, that it has answered everything: a pick that came to nothing is taken back.
pub(crate) fn settle(all: bool) {
    let Ok(lists) = document().query_selector_all("select[data-value]") else { return };
    for idx in 0..lists.length() {
        let Some(list) = lists.get(idx).map(|list| list.unchecked_into::<HtmlSelectElement>()) else {
            continue;
        };
        let value = list.get_attribute("data-value");
        let Some(value) = value.filter(|it| all || list.get_attribute("data-shown").as_ref() != Some(it))
        else {
            continue;
        };
        if list.value() != value {
            list.set_value(&value);
        }
        let _ = list.set_attribute("data-shown", &value);
    }
}
