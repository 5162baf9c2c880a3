//! What the browser keeps between visits. It must not know what it is; a browser that keeps nothing is no error.

use gloo::utils::window;

/// What is kept under `key`; empty for nothing.
pub(crate) fn read(key: &str) -> String {
    let storage = window().local_storage().ok().flatten();
    storage.and_then(|storage| storage.get_item(key).ok().flatten()).unwrap_or_default()
}

/// Keeps `value` under `key`; whether the browser did.
pub(crate) fn write(key: &str, value: &str) -> bool {
    let storage = window().local_storage().ok().flatten();
    storage.is_some_and(|storage| storage.set_item(key, value).is_ok())
}
