//! The engine's program: the app in a worker. It must not show anything.
//!
//! A worker hears nothing while it computes, so it computes in slices and asks for its next turn through a message
//! channel: whatever the page has sent meanwhile is heard first.

use playground::App;
use playground::event::Event;
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
    /// How many messages of the page were heard.
    heard: u32,
    /// Pieces of the catalogue that came since the last turn.
    came: Vec<Event>,
    /// Whether a turn has been asked for.
    turning: bool,
}

impl Engine {
    fn tell(&mut self) {
        let answer = self.app.answer();
        self.scope.send(&wire::write_answer(self.heard, &answer));
        self.told = self.scope.now();
    }

    /// One slice; whether there is more to do.
    fn turn(&mut self) -> bool {
        for event in std::mem::take(&mut self.came) {
            self.app.handle(event);
        }
        let more = self.app.work();
        let news = self.app.has_news();
        if !more || news || self.scope.now() - self.told > REPORT_AFTER {
            self.tell();
        }
        more
    }
}

/// The engine as its callbacks share it, and how it asks for its next turn.
#[derive(Clone)]
struct Shared {
    engine: Rc<RefCell<Engine>>,
    turns: Rc<RefCell<Option<Turns>>>,
}

impl Shared {
    /// Asks for a turn, unless one is coming.
    fn ask(&self) {
        let turning = std::mem::replace(&mut self.engine.borrow_mut().turning, true);
        if let (false, Some(turns)) = (turning, &*self.turns.borrow()) {
            turns.ask();
        }
    }

    /// A turn, and another one if there is more to do.
    fn turn(&self) {
        let more = self.engine.borrow_mut().turn();
        self.engine.borrow_mut().turning = false;
        self.fetch();
        if more {
            self.ask();
        }
    }

    /// A message of the page. What cannot be read is answered too: the page waits for an answer to everything that it
    /// sends.
    fn hear(&self, bytes: &[u8]) {
        let mut engine = self.engine.borrow_mut();
        engine.heard += 1;
        if let Some(event) = wire::read_event(bytes) {
            engine.app.handle(event);
        }
        engine.told = engine.scope.now();
        drop(engine);
        self.fetch();
        self.ask();
    }

    /// Fetches what the app wants of the catalogue.
    fn fetch(&self) {
        let mut engine = self.engine.borrow_mut();
        for name in engine.app.wanted() {
            let (shared, piece) = (self.clone(), name.clone());
            engine.scope.fetch(&name, move |found| {
                shared.engine.borrow_mut().came.push(Event::Piece { name: piece, found });
                shared.ask();
            });
        }
    }
}

fn main() -> Result<(), JsValue> {
    let (Some(scope), Some(own)) = (Scope::current(), Scope::current()) else { return Ok(()) };
    let app = App::on_demand();
    let engine = Engine { app, scope: own, told: 0.0, heard: 0, came: Vec::new(), turning: false };
    let shared = Shared { engine: Rc::new(RefCell::new(engine)), turns: Rc::default() };
    let turning = shared.clone();
    *shared.turns.borrow_mut() = Some(Turns::new(move || turning.turn())?);
    scope.listen(move |bytes| shared.hear(&bytes));
    Ok(())
}
