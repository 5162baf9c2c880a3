//! The clipboard. It must not know what is copied.

use gloo::timers::callback::Timeout;
use gloo::utils::window;
use wasm_bindgen::closure::Closure;
use web_sys::Element;
use yew::{Callback, MouseEvent, TargetCast};

/// How long a button says that it has copied, in milliseconds.
pub(crate) const SAY_COPIED: u32 = 2500;

/// Copies `text`; `done` hears whether that was allowed.
pub(crate) fn copy(text: &str, done: Callback<bool>) {
    let navigator = window().navigator();
    // Without a secure context there is no clipboard: the property is undefined then.
    let has = js_sys::Reflect::get(&navigator, &"clipboard".into()).is_ok_and(|it| it.is_object());
    if !has {
        return done.emit(false);
    }
    let refused = done.clone();
    let yes = Closure::once(move |_| done.emit(true));
    let no = Closure::once(move |_| refused.emit(false));
    let _ = navigator.clipboard().write_text(text).then2(&yes, &no);
    yes.forget();
    no.forget();
}

/// The same for a button that was clicked: it bears `data-copied` for a while.
pub(crate) fn copy_by(event: &MouseEvent, text: &str, done: Callback<bool>) {
    let button = event.target_dyn_into::<Element>().and_then(|it| it.closest("button").ok().flatten());
    let told = move |copied: bool| {
        if let (true, Some(button)) = (copied, button.clone()) {
            let _ = button.set_attribute("data-copied", "true");
            Timeout::new(SAY_COPIED, move || _ = button.remove_attribute("data-copied")).forget();
        }
        done.emit(copied);
    };
    copy(text, Callback::from(told));
}
