//! The engine's program: the app in a worker. It must not show anything.

use playground::App;
use playground::event::Event;
use wasm_bindgen::JsValue;
use web::program::{self, Program};
use web::wire;

/// The app, and how many messages of the page it has heard.
struct Engine {
    app: App,
    heard: u32,
}

impl Program for Engine {
    /// What cannot be read is answered too: the page waits for an answer to everything that it sends.
    fn hear(&mut self, bytes: &[u8]) {
        self.heard += 1;
        if let Some(event) = wire::read_event(bytes) {
            self.app.handle(event);
        }
    }

    fn came(&mut self, name: String, found: Result<Vec<u8>, String>) {
        self.app.handle(Event::Piece { name, found });
    }

    fn work(&mut self) -> bool {
        self.app.work()
    }

    fn tell(&mut self, due: bool) -> Option<Vec<u8>> {
        let news = self.app.has_news();
        (due || news).then(|| {
            let answer = self.app.answer();
            wire::write_answer(self.heard, &answer, |part| self.app.written(part))
        })
    }

    fn whole(&mut self) {
        self.app.whole();
    }

    fn wanted(&mut self) -> Vec<String> {
        self.app.wanted()
    }
}

fn main() -> Result<(), JsValue> {
    program::run(Engine { app: App::begin(), heard: 0 })
}
