//! The page's address. It must not know what a link carries.

use gloo::events::EventListener;
use gloo::utils::window;

/// The fragment of the address, without `#`; empty for none.
pub(crate) fn fragment() -> String {
    let hash = window().location().hash().unwrap_or_default();
    hash.strip_prefix('#').unwrap_or(&hash).to_owned()
}

/// The address with another fragment, which also becomes the page's own without a visit being recorded.
pub(crate) fn link(fragment: &str) -> String {
    let href = window().location().href().unwrap_or_default();
    let base = href.split('#').next().unwrap_or_default();
    let link = format!("{base}#{fragment}");
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&link));
    }
    link
}

/// Calls `heard` with the new fragment whenever a person follows or types another one.
pub(crate) fn listen(heard: impl Fn(String) + 'static) -> EventListener {
    EventListener::new(&window(), "hashchange", move |_| heard(fragment()))
}
