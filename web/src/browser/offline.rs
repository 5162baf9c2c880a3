//! The worker that keeps the page for use without a network. It must not know what it keeps.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Set by boot.js; see there for what is told.
    #[wasm_bindgen(js_name = keepOffline, catch)]
    fn keep_offline(heard: &Closure<dyn FnMut(String)>) -> Result<(), JsValue>;
}

/// Starts it; `heard` is told `kept`, `newer` or `failed`.
pub(crate) fn keep(heard: impl FnMut(String) + 'static) {
    let heard = Closure::new(heard);
    let _ = keep_offline(&heard);
    heard.forget();
}
