//! A program in a worker: it hears messages between slices of work, tells what it found, and has pieces fetched. It must not know
//! what it computes.
//!
//! A worker hears nothing while it computes, so it computes in slices and asks for its next turn through a message channel:
//! whatever the page has sent meanwhile is heard first.

use crate::browser::engine::{Scope, Turns};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;

/// After so many milliseconds without a result the page is told how far the work has come, and may send again.
const REPORT_AFTER: f64 = 100.0;

/// What runs in the worker.
pub trait Program: 'static {
    /// Takes a message of the page.
    fn hear(&mut self, bytes: &[u8]);
    /// Takes a piece of the catalogue, or why it cannot be had.
    fn came(&mut self, name: String, found: Result<Vec<u8>, String>);
    /// One slice; whether there is more to do.
    fn work(&mut self) -> bool;
    /// What the page is to hear now; `due` where nothing is left to do, or it has not heard anything for long.
    fn tell(&mut self, due: bool) -> Option<Vec<u8>>;
    /// The rest of the program has come, if it came in parts.
    fn whole(&mut self) {}
    /// The pieces that are to be fetched.
    fn wanted(&mut self) -> Vec<String>;
}

/// A program with what it shares with its callbacks.
struct Running<P> {
    program: P,
    scope: Scope,
    /// When the page last heard something, in milliseconds.
    told: f64,
    /// Pieces of the catalogue that came since the last turn.
    came: Vec<(String, Result<Vec<u8>, String>)>,
    /// Whether all of the program has come since the last turn.
    whole: bool,
    /// Whether a turn has been asked for.
    turning: bool,
}

/// The same as its callbacks share it, and how it asks for its next turn.
struct Shared<P> {
    running: Rc<RefCell<Running<P>>>,
    turns: Rc<RefCell<Option<Turns>>>,
}

impl<P> Clone for Shared<P> {
    fn clone(&self) -> Self {
        Self { running: Rc::clone(&self.running), turns: Rc::clone(&self.turns) }
    }
}

impl<P: Program> Running<P> {
    fn turn(&mut self) -> bool {
        if std::mem::take(&mut self.whole) {
            self.program.whole();
        }
        for (name, found) in std::mem::take(&mut self.came) {
            self.program.came(name, found);
        }
        let more = self.program.work();
        let due = !more || self.scope.now() - self.told > REPORT_AFTER;
        if let Some(bytes) = self.program.tell(due) {
            self.scope.send(&bytes);
            self.told = self.scope.now();
        }
        more
    }
}

impl<P: Program> Shared<P> {
    /// Asks for a turn, unless one is coming.
    fn ask(&self) {
        let turning = std::mem::replace(&mut self.running.borrow_mut().turning, true);
        if let (false, Some(turns)) = (turning, &*self.turns.borrow()) {
            turns.ask();
        }
    }

    /// A turn, and another one if there is more to do.
    fn turn(&self) {
        let more = self.running.borrow_mut().turn();
        self.running.borrow_mut().turning = false;
        self.fetch();
        if more {
            self.ask();
        }
    }

    fn hear(&self, bytes: &[u8]) {
        let mut running = self.running.borrow_mut();
        running.program.hear(bytes);
        running.told = running.scope.now();
        drop(running);
        self.fetch();
        self.ask();
    }

    /// Fetches what the program wants of the catalogue.
    fn fetch(&self) {
        let mut running = self.running.borrow_mut();
        for name in running.program.wanted() {
            let (shared, piece) = (self.clone(), name.clone());
            running.scope.fetch(&name, move |found| {
                shared.running.borrow_mut().came.push((piece, found));
                shared.ask();
            });
        }
    }
}

/// Runs `program` in this worker for as long as that lives.
///
/// # Errors
/// A browser without message channels; there is none with module workers.
pub fn run(program: impl Program) -> Result<(), JsValue> {
    let (Some(scope), Some(own)) = (Scope::current(), Scope::current()) else { return Ok(()) };
    let running = Running { program, scope: own, told: 0.0, came: Vec::new(), whole: false, turning: false };
    let shared = Shared { running: Rc::new(RefCell::new(running)), turns: Rc::default() };
    let turning = shared.clone();
    *shared.turns.borrow_mut() = Some(Turns::new(move || turning.turn())?);
    let whole = shared.clone();
    scope.when_whole(move || {
        whole.running.borrow_mut().whole = true;
        whole.ask();
    });
    scope.listen(move |bytes| shared.hear(&bytes));
    Ok(())
}
