//! The study's engine: many runs of the document at hand, in a worker of their own. It must not show anything.

use playground::learn::{Ask, Told};
use playground::study::Study;
use wasm_bindgen::JsValue;
use web::program::{self, Program};
use web::wire;

struct Running {
    study: Study,
    told: Vec<Told>,
}

impl Program for Running {
    fn hear(&mut self, bytes: &[u8]) {
        if let Some(ask) = Ask::read(bytes) {
            self.study.take(ask);
        }
    }

    fn came(&mut self, name: String, found: Result<Vec<u8>, String>) {
        self.study.take(Ask::Piece(name, found));
    }

    fn work(&mut self) -> bool {
        self.study.work()
    }

    fn tell(&mut self, due: bool) -> Option<Vec<u8>> {
        self.told.extend(self.study.told());
        (due && !self.told.is_empty()).then(|| wire::write_told(&std::mem::take(&mut self.told)))
    }

    fn wanted(&mut self) -> Vec<String> {
        self.study.wanted()
    }
}

fn main() -> Result<(), JsValue> {
    program::run(Running { study: Study::on_demand(), told: Vec::new() })
}
