//! The study's engine: the document at hand looked at under many numbers and seeds, beside the page's own engine, so that
//! neither waits for the other. It must not know where it runs.

use crate::document;
use crate::learn::{Ask, Told};
use crate::model::Model;
use crate::sweep::{self, Sweep};
use crate::waiting;
use catalogue::shelf::{Shelf, beginning, everything};

/// The study without a page.
pub struct Study {
    model: Model,
    sweep: Sweep,
    /// Whether a document was given.
    open: bool,
    told: Vec<Told>,
}

impl Default for Study {
    fn default() -> Self {
        Self::of(everything)
    }
}

impl Study {
    /// A study that [wants](Self::wanted) what it needs of the catalogue.
    pub fn on_demand() -> Self {
        Self::of(beginning)
    }

    fn of(shelf: Shelf) -> Self {
        Self { model: Model::new(shelf), sweep: Sweep::default(), open: false, told: Vec::new() }
    }

    /// Takes what is asked; what it needs computed is begun, what no longer is needed is dropped.
    pub fn take(&mut self, ask: Ask) {
        match ask {
            Ask::Document(text) => match document::read(&text) {
                Ok(document) => {
                    self.model.document = document;
                    self.open = true;
                }
                Err(why) => self.told.push(Told::Wrong(why)),
            },
            Ask::Sweep(ask) => self.sweep.ask(Some(ask)),
            Ask::Close => self.sweep.ask(None),
            Ask::Apply(point) => self.told.push(match sweep::applied(&self.model.document, &point) {
                Ok(document) => Told::Document(document::write(&document)),
                Err(why) => Told::Wrong(why),
            }),
            Ask::Piece(name, Ok(bytes)) if self.model.pieces.put(&name, &bytes) => {}
            Ask::Piece(name, _) => _ = self.model.pieces.failed.insert(name),
        }
        // Which incidents count is known by the alert's piece: without it nothing is begun.
        if self.open && waiting::have(&mut self.model) {
            self.sweep.follow(&self.model);
        }
    }

    /// The pieces of the catalogue that are to be fetched, by name, and given back as [`Ask::Piece`].
    pub fn wanted(&mut self) -> Vec<String> {
        if self.open { waiting::wanted(&mut self.model) } else { Vec::new() }
    }

    /// Works for one slice; says whether there is more to do.
    pub fn work(&mut self) -> bool {
        self.sweep.work(&self.model)
    }

    /// What has not been told yet.
    pub fn told(&mut self) -> Vec<Told> {
        let mut told = std::mem::take(&mut self.told);
        told.extend(self.sweep.told());
        told
    }
}
