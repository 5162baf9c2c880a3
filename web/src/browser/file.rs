//! Files that a person opens: picked, dropped, pasted. It must not know what is in them.

use super::keyboard;
use gloo::events::{EventListener, EventListenerOptions};
use gloo::utils::document;
use js_sys::Reflect;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, Event, HtmlInputElement};
use yew::Callback;

/// Bytes of a file that is read at all.
const MOST_BYTES: f64 = 4e6;

/// What came of opening a file.
pub(crate) enum Read {
    /// Its name and text.
    Text(String, String),
    /// Why it was not read, in words.
    Refused(String),
}

/// What hears of it.
pub(crate) type Done = Callback<Read>;

/// Reads the first file of a list (a `FileList`) and gives it to `done`; says whether there is one.
fn read_first(files: &JsValue, done: Done) -> bool {
    let Ok(file) = Reflect::get_u32(files, 0).and_then(|it| it.dyn_into::<Blob>()) else { return false };
    let name = property(&file, "name").as_string().unwrap_or_default();
    if file.size() > MOST_BYTES {
        let bytes = file.size() as u64;
        done.emit(Read::Refused(format!("{name} has {bytes} bytes; a document may have 1,048,576.")));
        return true;
    }
    let (failed, again) = (done.clone(), name.clone());
    let yes =
        Closure::once(move |text: JsValue| done.emit(Read::Text(name, text.as_string().unwrap_or_default())));
    let no = Closure::once(move |_: JsValue| failed.emit(Read::Refused(format!("{again} cannot be read."))));
    let _ = file.text().then2(&yes, &no);
    yes.forget();
    no.forget();
    true
}

/// Opens the browser's own dialog. Its input is nowhere on the page: it is held until a file was picked.
pub(crate) fn ask(done: Done) {
    let Ok(input) = document().create_element("input") else { return };
    let input: HtmlInputElement = input.unchecked_into();
    input.set_type("file");
    let _ = input.set_attribute("accept", ".yml,.yaml,.txt,.rules");
    let held = input.clone();
    let picked = EventListener::once(&input, "change", move |_| {
        read_first(&property(&held, "files"), done);
    });
    picked.forget();
    input.click();
}

/// Calls `done` with whatever is dropped onto the page, and with text that is pasted where nobody types.
pub(crate) fn listen(done: Done) -> [EventListener; 3] {
    let listener = |kind, heard: fn(&Event, &Done)| {
        let done = done.clone();
        let options = EventListenerOptions::enable_prevent_default();
        EventListener::new_with_options(&document(), kind, options, move |event| heard(event, &done))
    };
    [
        listener("dragover", |event, _| event.prevent_default()),
        listener("drop", drop),
        listener("paste", paste),
    ]
}

fn drop(event: &Event, done: &Done) {
    event.prevent_default();
    let data = property(event, "dataTransfer");
    if !read_first(&property(&data, "files"), done.clone()) {
        take_text(&data, "what was dropped", done);
    }
}

fn paste(event: &Event, done: &Done) {
    if !event.default_prevented() && !keyboard::is_typing(event) {
        event.prevent_default();
        take_text(&property(event, "clipboardData"), "what was pasted", done);
    }
}

fn property(of: &JsValue, key: &str) -> JsValue {
    Reflect::get(of, &key.into()).unwrap_or_default()
}

fn take_text(data: &JsValue, name: &str, done: &Done) {
    let get = property(data, "getData").dyn_into::<js_sys::Function>().ok();
    let text = get.and_then(|it| it.call1(data, &"text/plain".into()).ok()).and_then(|it| it.as_string());
    if let Some(text) = text.filter(|it| !it.trim().is_empty()) {
        done.emit(Read::Text(name.to_owned(), text));
    }
}
