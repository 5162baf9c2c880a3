//! The worker's end of the wire, and how it lets newer messages in between two slices of work. It must not know what
//! the work is.

use js_sys::{Array, ArrayBuffer, Function, Reflect, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageChannel, MessageEvent};

/// The worker that this program runs in, if it does.
pub struct Scope(DedicatedWorkerGlobalScope);

impl Scope {
    /// The scope of this worker; nothing on a page.
    pub fn current() -> Option<Self> {
        js_sys::global().dyn_into().ok().map(Self)
    }

    /// Hands the bytes of every message from the page to `take`, and tells the page that it may send.
    pub fn listen(&self, mut take: impl FnMut(Vec<u8>) + 'static) {
        let scope = self.0.clone();
        let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            match event.data().dyn_into::<ArrayBuffer>() {
                Ok(buffer) => take(Uint8Array::new(&buffer).to_vec()),
                // The page asks whether somebody listens.
                Err(_) => _ = scope.post_message(&JsValue::TRUE),
            }
        });
        self.0.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        // The worker listens as long as it lives.
        heard.forget();
        let _ = self.0.post_message(&JsValue::TRUE);
    }

    /// Sends bytes to the page; they are moved, not copied.
    pub fn send(&self, bytes: &[u8]) {
        let buffer = Uint8Array::from(bytes).buffer();
        let _ = self.0.post_message_with_transfer(&buffer, &Array::of1(&buffer));
    }

    /// Fetches a piece of the catalogue from the page's own origin; `take` gets its bytes, or why there are none. It may
    /// not do more than put them aside: what stops in it would be heard by nobody.
    pub fn fetch(&self, name: &str, take: impl FnOnce(Result<Vec<u8>, String>) + 'static) {
        let came = Closure::once_into_js(move |bytes: JsValue, why: JsValue| {
            take(match bytes.dyn_into::<ArrayBuffer>() {
                Ok(buffer) => Ok(Uint8Array::new(&buffer).to_vec()),
                Err(_) => Err(why.as_string().unwrap_or_default()),
            });
        });
        // The boot file gives it; without it nobody would be there to run this.
        let fetch = Reflect::get(&self.0, &"fetchPiece".into()).and_then(JsCast::dyn_into::<Function>);
        let _ = fetch.and_then(|it| it.call2(&JsValue::UNDEFINED, &name.into(), &came));
    }

    /// Calls `then` when all of the program is here; at once, where the boot file tells nothing of parts. It must not do more than
    /// ask for a turn: what stops in it would be heard by nobody.
    pub fn when_whole(&self, then: impl FnOnce() + 'static) {
        let came = Closure::once_into_js(then);
        let when = Reflect::get(&self.0, &"whenWhole".into()).and_then(JsCast::dyn_into::<Function>);
        let _ = when
            .or_else(|_| came.clone().dyn_into())
            .and_then(|it: Function| it.call1(&JsValue::UNDEFINED, &came));
    }

    /// Milliseconds since the worker began.
    pub fn now(&self) -> f64 {
        self.0.performance().map_or(0.0, |clock| clock.now())
    }
}

/// Calls back as soon as the messages that wait have been heard.
#[derive(Clone)]
pub struct Turns(MessageChannel);

impl Turns {
    /// `turn` is called once after each [`Turns::ask`].
    ///
    /// # Errors
    /// A browser without message channels; there is none with module workers.
    pub fn new(turn: impl FnMut() + 'static) -> Result<Self, JsValue> {
        let channel = MessageChannel::new()?;
        let called = Closure::<dyn FnMut()>::new(turn);
        channel.port1().set_onmessage(Some(called.as_ref().unchecked_ref()));
        called.forget();
        Ok(Self(channel))
    }

    /// Asks for a turn.
    pub fn ask(&self) {
        let _ = self.0.port2().post_message(&JsValue::NULL);
    }
}
