//! The page's end of the wire: starts the engine and talks to it in bytes. It must not know what the bytes say.

use gloo::events::EventListener;
use gloo::utils::document;
use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{ErrorEvent, MessageEvent, Worker, WorkerOptions, WorkerType};

/// What comes from the worker.
pub(crate) enum Report {
    /// It listens now.
    Ready,
    /// An answer, as bytes.
    Answer(Vec<u8>),
    /// It has stopped, or could not be started, with the browser's words.
    Stopped(String),
}

/// A running worker; dropped, it is ended.
pub(crate) struct Engine {
    worker: Worker,
    _listeners: [EventListener; 2],
}

impl Engine {
    /// Starts the module that the page's `<meta name="engine">` names; `report` gets whatever comes from it.
    ///
    /// # Errors
    /// The browser's words, where it has no module workers.
    pub(crate) fn start(report: impl Fn(Report) + Clone + 'static) -> Result<Self, String> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(&module(), &options).map_err(|error| words(&error))?;
        let heard = report.clone();
        let messages = EventListener::new(&worker, "message", move |event| {
            if let Some(event) = event.dyn_ref::<MessageEvent>() {
                heard(match event.data().dyn_into::<ArrayBuffer>() {
                    Ok(buffer) => Report::Answer(Uint8Array::new(&buffer).to_vec()),
                    Err(_) => Report::Ready,
                });
            }
        });
        let errors = EventListener::new(&worker, "error", move |event| {
            // A script that cannot be fetched gives a plain event without words.
            let text = event.dyn_ref::<ErrorEvent>().map(ErrorEvent::message).unwrap_or_default();
            report(Report::Stopped(text));
        });
        Ok(Self { worker, _listeners: [messages, errors] })
    }

    /// Sends bytes; they are moved, not copied.
    pub(crate) fn send(&self, bytes: &[u8]) {
        let buffer = Uint8Array::from(bytes).buffer();
        // It fails only for what cannot be moved, which a fresh buffer can.
        let _ = self.worker.post_message_with_transfer(&buffer, &js_sys::Array::of1(&buffer));
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

fn module() -> String {
    let meta = document().query_selector("meta[name=engine]").ok().flatten();
    meta.and_then(|meta| meta.get_attribute("content")).unwrap_or_default()
}

fn words(error: &JsValue) -> String {
    error.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message())).unwrap_or_default()
}
