//! The page's address. It must not know what a link carries.

use gloo::events::EventListener;
use gloo::utils::window;

/// The link's fragment in the address, without `#`; empty for none.
pub(crate) fn fragment() -> String {
    let hash = window().location().hash().unwrap_or_default();
    let fragment = hash.strip_prefix('#').unwrap_or(&hash);
    if !is_embedded() {
        return fragment.to_owned();
    }
    fragment[EMBED.len()..].trim_start_matches('.').to_owned()
}

/// What a fragment begins with when the page is a part of another one.
const EMBED: &str = "embed";

/// Whether the page is to show itself as a part of another one: `#embed`, or `#embed.` before a link's fragment.
pub(crate) fn is_embedded() -> bool {
    let hash = window().location().hash().unwrap_or_default();
    let rest = hash.strip_prefix('#').and_then(|it| it.strip_prefix(EMBED));
    rest.is_some_and(|it| it.is_empty() || it.starts_with('.'))
}

/// The address of the page as a part of another one.
pub(crate) fn embedded(fragment: &str) -> String {
    of(&format!("{EMBED}.{fragment}"))
}

/// The address with another fragment.
pub(crate) fn of(fragment: &str) -> String {
    let href = window().location().href().unwrap_or_default();
    let base = href.split('#').next().unwrap_or_default();
    format!("{base}#{fragment}")
}

/// The address with another fragment, which also becomes the page's own without a visit being recorded.
pub(crate) fn link(fragment: &str) -> String {
    let link = of(fragment);
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&link));
    }
    link
}

/// Calls `heard` with the new fragment whenever a person follows or types another one.
pub(crate) fn listen(heard: impl Fn(String) + 'static) -> EventListener {
    EventListener::new(&window(), "hashchange", move |_| heard(fragment()))
}

/// What the browser calls itself.
pub(crate) fn agent() -> String {
    window().navigator().user_agent().unwrap_or_default()
}
