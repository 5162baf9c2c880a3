//! How a browser says "close this" by a sign of its own, such as a phone's "back" gesture. It must not know what is closed.

use gloo::events::EventListener;
use wasm_bindgen::prelude::*;
use web_sys::{Event, EventTarget};

#[wasm_bindgen]
extern "C" {
    /// HTML Standard, section "Close requests and close watchers"; not in every browser, nor in web-sys' stable part.
    #[wasm_bindgen(extends = EventTarget)]
    type CloseWatcher;
    #[wasm_bindgen(constructor, catch)]
    fn new() -> Result<CloseWatcher, JsValue>;
    #[wasm_bindgen(method)]
    fn destroy(this: &CloseWatcher);
}

/// Waits for the sign until this is dropped.
pub(crate) struct Sign {
    watcher: CloseWatcher,
    _heard: EventListener,
}

impl Sign {
    /// None where the browser has no such sign.
    pub(crate) fn new(seen: impl FnMut(&Event) + 'static) -> Option<Self> {
        let watcher = CloseWatcher::new().ok()?;
        let heard = EventListener::new(&watcher, "close", seen);
        Some(Self { watcher, _heard: heard })
    }
}

impl Drop for Sign {
    fn drop(&mut self) {
        self.watcher.destroy();
    }
}
