//! The code editor of web/editor/, which is fetched when the page has been shown. It must not know what is edited.

use playground::view::Vocabulary;
use std::cell::OnceCell;
use std::fmt::Write;
use wasm_bindgen::prelude::*;
use web_sys::Element;

#[wasm_bindgen]
extern "C" {
    /// Set by boot.js; fetches the module.
    #[wasm_bindgen(js_name = loadEditor, catch)]
    fn load_editor() -> Result<js_sys::Promise, JsValue>;

    /// The module `editor.mjs`.
    type Module;
    #[wasm_bindgen(method)]
    #[allow(clippy::too_many_arguments)]
    fn mount(
        this: &Module,
        host: &Element,
        kind: &str,
        label: &str,
        text: &str,
        change: &Closure<dyn FnMut(String)>,
        focus: &Closure<dyn FnMut()>,
        blur: &Closure<dyn FnMut()>,
    ) -> Handle;
    #[wasm_bindgen(method)]
    fn learn(this: &Module, metrics: &str, labels: &str);

    /// A mounted editor.
    type Handle;
    #[wasm_bindgen(method)]
    fn set(this: &Handle, text: &str);
    #[wasm_bindgen(method)]
    fn judge(this: &Handle, from: u32, to: u32, message: &str, spans: &[u32]);
    #[wasm_bindgen(method)]
    fn destroy(this: &Handle);
}

thread_local! {
    static MODULE: OnceCell<Module> = const { OnceCell::new() };
}

/// Fetches the editor; `done` hears whether it came. Without it the text areas stay.
pub(crate) fn load(done: impl FnOnce(bool) + Clone + 'static) {
    let Ok(promise) = load_editor() else { return done(false) };
    let failed = done.clone();
    let came = Closure::once(move |module: JsValue| {
        MODULE.with(|it| {
            let _ = it.set(module.unchecked_into());
        });
        done(true);
    });
    let lost = Closure::once(move |_| failed(false));
    let _ = promise.then2(&came, &lost);
    came.forget();
    lost.forget();
}

/// Tells the editors what can be completed.
pub(crate) fn learn(words: &Vocabulary) {
    let (mut metrics, mut labels) = (String::new(), String::new());
    for it in &words.metrics {
        let _ = writeln!(metrics, "{}\t{}\t{}\t{}", it.name, it.kind, it.help, it.labels.join(","));
    }
    for (name, values) in &words.values {
        let _ = writeln!(labels, "{name}\t{}", values.join(","));
    }
    MODULE.with(|it| {
        if let Some(module) = it.get() {
            module.learn(&metrics, &labels);
        }
    });
}

/// An editor on the page; what it hears ends with it.
pub(crate) struct Editor {
    handle: Handle,
    _typed: Closure<dyn FnMut(String)>,
    _focused: [Closure<dyn FnMut()>; 2],
}

impl Editor {
    /// Puts an editor of `kind` (`promql`, `yaml`) into `host`, if the module is there.
    pub(crate) fn mount(
        host: &Element,
        (kind, label, text): (&str, &str, &str),
        typed: impl FnMut(String) + 'static,
        focused: impl Fn(bool) + Clone + 'static,
    ) -> Option<Self> {
        let change = Closure::new(typed);
        let left = focused.clone();
        let focus = Closure::new(move || focused(true));
        let blur = Closure::new(move || left(false));
        MODULE.with(|it| {
            let handle = it.get()?.mount(host, kind, label, text, &change, &focus, &blur);
            Some(Self { handle, _typed: change, _focused: [focus, blur] })
        })
    }

    /// Another text.
    pub(crate) fn set(&self, text: &str) {
        self.handle.set(text);
    }

    /// Underlines what is wrong and what findings speak of, in bytes of `text`.
    pub(crate) fn judge(&self, text: &str, wrong: Option<((u32, u32), &str)>, marked: &[(u32, u32)]) {
        let ((from, to), message) = wrong.unwrap_or_default();
        let spans: Vec<u32> = marked.iter().flat_map(|it| [units(text, it.0), units(text, it.1)]).collect();
        self.handle.judge(units(text, from), units(text, to), message, &spans);
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        self.handle.destroy();
    }
}

/// How many UTF-16 units, which JavaScript counts, lie before byte `at`.
fn units(text: &str, at: u32) -> u32 {
    let end = (0..=at as usize).rev().find(|it| text.is_char_boundary(*it)).unwrap_or_default();
    text.get(..end).unwrap_or(text).encode_utf16().count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_as_javascript_counts() {
        assert_eq!([0, 1, 2, 3, 5, 7, 99].map(|at| units("aé𝄞b", at)), [0, 1, 1, 2, 2, 4, 5]);
    }
}
