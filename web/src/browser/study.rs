//! The way between the page and the study, which is a program of its own: events of the document that carry texts. It must not
//! know what a text says.

use gloo::events::EventListener;
use gloo::utils::document;
use wasm_bindgen::prelude::*;
use web_sys::{CustomEvent, CustomEventInit};
use yew::Callback;

/// The study is to show itself in the element [`HOST`], at a tab: one of those that follow.
pub(crate) const OPEN: &str = "study-open";
/// Threshold and `for` over a grid.
pub(crate) const SWEEP: &str = "sweep";
/// Two rules on the same traffic.
pub(crate) const COMPARE: &str = "compare";
/// Exercises.
pub(crate) const EXERCISES: &str = "exercises";
/// Incident drills.
pub(crate) const DRILL: &str = "drill";
/// The document at hand, as YAML.
pub(crate) const DOCUMENT: &str = "study-document";
/// A document that is to take its place, as YAML; an empty one asks for the one at hand.
pub(crate) const CHANGE: &str = "study-change";
/// The id of the element that the study stands in.
pub(crate) const HOST: &str = "study";

#[wasm_bindgen]
extern "C" {
    /// Set by boot.js; fetches the module once.
    #[wasm_bindgen(js_name = loadStudy, catch)]
    fn load_study() -> Result<js_sys::Promise, JsValue>;
}

/// Fetches the study, if it is not there, and has it show `tab`; `failed` hears where it cannot be had.
pub(crate) fn open(tab: &'static str, failed: Callback<()>) {
    let Ok(promise) = load_study() else { return failed.emit(()) };
    let came = Closure::once(move |_: JsValue| tell(OPEN, tab));
    let lost = Closure::once(move |_: JsValue| failed.emit(()));
    let _ = promise.then2(&came, &lost);
    came.forget();
    lost.forget();
}

/// Says `text` to whoever listens to `kind`.
pub(crate) fn tell(kind: &str, text: &str) {
    let init = CustomEventInit::new();
    init.set_detail(&text.into());
    if let Ok(event) = CustomEvent::new_with_event_init_dict(kind, &init) {
        let _ = document().dispatch_event(&event);
    }
}

/// Hears what is said to `kind`.
pub(crate) fn hear(kind: &'static str, heard: Callback<String>) -> EventListener {
    EventListener::new(&document(), kind, move |event| {
        let detail = event.unchecked_ref::<CustomEvent>().detail();
        heard.emit(detail.as_string().unwrap_or_default());
    })
}
