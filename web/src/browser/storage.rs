//! What the browser keeps between visits, and within one tab. It must not know what it is; a browser that keeps nothing is
//! no error.

use gloo::events::EventListener;
use gloo::utils::window;
use wasm_bindgen::JsCast;
use web_sys::{Storage, StorageEvent};

/// Why something is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// There is no room left.
    Full,
    /// The browser, or its owner, does not let pages keep anything.
    Forbidden,
}

fn local() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

fn session() -> Option<Storage> {
    window().session_storage().ok().flatten()
}

/// What is kept under `key`; empty for nothing.
pub(crate) fn read(key: &str) -> String {
    local().and_then(|it| it.get_item(key).ok().flatten()).unwrap_or_default()
}

/// Keeps `value` under `key`.
pub(crate) fn write(key: &str, value: &str) -> Result<(), Refusal> {
    local().ok_or(Refusal::Forbidden)?.set_item(key, value).map_err(|_| Refusal::Full)
}

/// Keeps nothing under `key` any longer.
pub(crate) fn remove(key: &str) {
    if let Some(storage) = local() {
        let _ = storage.remove_item(key);
    }
}

/// Every key that begins with `start`.
pub(crate) fn keys(start: &str) -> Vec<String> {
    let Some(storage) = local() else { return Vec::new() };
    let all = (0..storage.length().unwrap_or(0)).filter_map(|idx| storage.key(idx).ok().flatten());
    all.filter(|key| key.starts_with(start)).collect()
}

/// What this tab keeps until it is closed; empty for nothing.
pub(crate) fn read_tab(key: &str) -> String {
    session().and_then(|it| it.get_item(key).ok().flatten()).unwrap_or_default()
}

/// Keeps `value` until this tab is closed, if the browser lets it.
pub(crate) fn write_tab(key: &str, value: &str) {
    if let Some(storage) = session() {
        let _ = storage.set_item(key, value);
    }
}

/// Calls `heard` with every key under which another tab keeps something.
pub(crate) fn listen(heard: impl Fn(String) + 'static) -> EventListener {
    EventListener::new(&window(), "storage", move |event| {
        let event: &StorageEvent = event.unchecked_ref();
        heard(event.key().unwrap_or_default());
    })
}
