//! The page's address. It must not know what a link carries.

use gloo::events::EventListener;
use gloo::utils::window;

/// The link's fragment in the address, without `#`; empty for none.
pub(crate) fn fragment() -> String {
    let hash = window().location().hash().unwrap_or_default();
    part(&hash).or(hash.strip_prefix('#')).unwrap_or_default().to_owned()
}

/// What a fragment begins with when the page is a part of another one.
const EMBED: &str = "embed";

/// Whether the page is to show itself as a part of another one: `#embed`, `#embed.` before a link's fragment, or any other in a
/// frame. What is in a frame can be looked at only, so that nobody is led to click on what he does not see.
pub(crate) fn is_embedded() -> bool {
    let framed = || window().parent().ok().flatten().is_some_and(|it| it != window());
    part(&window().location().hash().unwrap_or_default()).is_some() || framed()
}

/// The fragment of a part of another page: what follows `#embed`, or `#embed.`.
fn part(hash: &str) -> Option<&str> {
    let rest = hash.strip_prefix('#')?.strip_prefix(EMBED)?;
    if rest.is_empty() { Some(rest) } else { rest.strip_prefix('.') }
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
