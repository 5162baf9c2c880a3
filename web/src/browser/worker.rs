//! The page's end of the wire: starts the engine and talks to it in bytes. It must not know what the bytes say.

use super::meta;
use gloo::events::EventListener;
use js_sys::{ArrayBuffer, Reflect, Uint8Array};
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
    /// Takes the worker that the boot file has started, else starts the module that the page's `<meta name="engine">`
    /// names; `report` gets whatever comes from it.
    ///
    /// # Errors
    /// The browser's words, where it has no module workers.
    pub(crate) fn start(report: impl Fn(Report) + Clone + 'static) -> Result<Self, String> {
        let worker = started().map_or_else(|| fresh("engine"), Ok)?;
        Ok(Self::of(worker, report))
    }

    /// Starts the module that the page's meta element `name` names.
    ///
    /// # Errors
    /// As of [`Engine::start`].
    pub(crate) fn named(name: &str, report: impl Fn(Report) + Clone + 'static) -> Result<Self, String> {
        Ok(Self::of(fresh(name)?, report))
    }

    fn of(worker: Worker, report: impl Fn(Report) + Clone + 'static) -> Self {
        let heard = report.clone();
        let messages = EventListener::new(&worker, "message", move |event| {
            // A "message" is a message event: to ask costs bytes.
            heard(match event.unchecked_ref::<MessageEvent>().data().dyn_into::<ArrayBuffer>() {
                Ok(buffer) => Report::Answer(Uint8Array::new(&buffer).to_vec()),
                Err(_) => Report::Ready,
            });
        });
        let errors = EventListener::new(&worker, "error", move |event| {
            // A script that cannot be fetched gives a plain event without words.
            let text = event.dyn_ref::<ErrorEvent>().map(ErrorEvent::message).unwrap_or_default();
            report(Report::Stopped(text));
        });
        // One that was ready before is asked again; one that is not yet does not hear it, and will say so itself.
        let _ = worker.post_message(&JsValue::TRUE);
        Self { worker, _listeners: [messages, errors] }
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

/// The worker that the boot file has started, the first time.
fn started() -> Option<Worker> {
    let name = JsValue::from("engineWorker");
    let worker = Reflect::get(&js_sys::global(), &name).ok()?.dyn_into().ok()?;
    let _ = Reflect::delete_property(&js_sys::global(), &name);
    Some(worker)
}

fn fresh(name: &str) -> Result<Worker, String> {
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    Worker::new_with_options(&meta::content(name), &options).map_err(|error| format!("{error:?}"))
}
