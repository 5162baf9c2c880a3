//! The engine's program: the app in a worker. It must not show anything.
//!
//! A worker hears nothing while it computes, so it computes in slices and asks for its next turn through a message
//! channel: whatever the page has sent meanwhile is heard first.

use playground::App;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use web::browser::engine::{Scope, Turns};
use web::wire;

/// After so many milliseconds without a result the page is told how far the work has come, and may send again.
const REPORT_AFTER: f64 = 100.0;

/// The app, and what the page waits for.
struct Engine {
    app: App,
    scope: Scope,
    /// When the page last heard something, in milliseconds.
    told: f64,
    /// Whether a turn has been asked for.
    turning: bool,
}

impl Engine {
    fn tell(&mut self) {
        let answer = self.app.answer();
        self.scope.send(&wire::write_answer(&answer));
        self.told = self.scope.now();
    }

    /// One slice; whether there is more to do.
    fn turn(&mut self) -> bool {
        let more = self.app.work();
        if !more || self.scope.now() - self.told > REPORT_AFTER {
            self.tell();
        }
        more
    }
}

fn main() -> Result<(), JsValue> {
    let (Some(scope), Some(own)) = (Scope::current(), Scope::current()) else { return Ok(()) };
    let engine = Rc::new(RefCell::new(Engine { app: App::new(), scope: own, told: 0.0, turning: false }));
    let turns = Rc::new(RefCell::new(None::<Turns>));
    let (worker, again) = (Rc::clone(&engine), Rc::clone(&turns));
    *turns.borrow_mut() = Some(Turns::new(move || {
        let more = worker.borrow_mut().turn();
        worker.borrow_mut().turning = more;
        if let (true, Some(turns)) = (more, &*again.borrow()) {
            turns.ask();
        }
    })?);
    scope.listen(move |bytes| {
        let mut engine = engine.borrow_mut();
        // What cannot be read is answered too: the page waits for an answer to everything that it sends.
        if let Some(event) = wire::read_event(&bytes) {
            engine.app.handle(event);
        }
        engine.told = engine.scope.now();
        if let (false, Some(turns)) = (engine.turning, &*turns.borrow()) {
            engine.turning = true;
            turns.ask();
        }
    });
    Ok(())
}
