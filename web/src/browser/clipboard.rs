//! The clipboard. It must not know what is copied.

use gloo::utils::window;
use wasm_bindgen::closure::Closure;

/// Copies `text`; `done` hears whether that was allowed.
pub(crate) fn copy(text: &str, done: impl Fn(bool) + Clone + 'static) {
    let navigator = window().navigator();
    // Without a secure context there is no clipboard: the property is undefined then.
    let has = js_sys::Reflect::get(&navigator, &"clipboard".into()).is_ok_and(|it| it.is_object());
    if !has {
        done(false);
        return;
    }
    let refused = done.clone();
    let yes = Closure::once(move |_| done(true));
    let no = Closure::once(move |_| refused(false));
    let _ = navigator.clipboard().write_text(text).then2(&yes, &no);
    yes.forget();
    no.forget();
}
