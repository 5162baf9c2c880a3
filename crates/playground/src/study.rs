//! The study's engine: the document at hand looked at under many numbers and seeds, beside the page's own engine, so that
//! neither waits for the other. It must not know where it runs.

mod compare;
mod drills;
mod exercises;

use crate::document::{self, Document};
use crate::learn::{Ask, Told};
use crate::model::Model;
use crate::sweep::{self, Sweep};
use crate::waiting;
use catalogue::piece;
use catalogue::shelf::{Shelf, beginning, everything};
use compare::Compare;
use drills::Drills;
use exercises::Exercises;
use std::collections::BTreeSet;

/// The study without a page.
pub struct Study {
    model: Model,
    sweep: Sweep,
    compare: Compare,
    exercises: Exercises,
    drills: Drills,
    /// The pieces that were asked for and did not come yet.
    asked: BTreeSet<String>,
    shelf: Shelf,
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
        Self {
            model: Model::new(shelf),
            sweep: Sweep::default(),
            compare: Compare::default(),
            exercises: Exercises::default(),
            drills: Drills::default(),
            asked: BTreeSet::new(),
            shelf,
            open: false,
            told: Vec::new(),
        }
    }

    /// Takes what is asked; what it needs computed is begun, what no longer is needed is dropped.
    pub fn take(&mut self, ask: Ask) {
        let Model { document, pieces, .. } = &self.model;
        match ask {
            Ask::Document(text) => self.opened(&text),
            Ask::Sweep(ask) => self.sweep.ask(Some(ask)),
            Ask::Close => {
                self.sweep.ask(None);
                self.compare = Compare::default();
                self.exercises.close();
                self.drills.close();
                self.told.push(Told::Closed);
            }
            Ask::Apply(point) => self.told.push(wanted(sweep::applied(document, &point))),
            Ask::Choices => self.compare.begin(),
            Ask::Compare(ask) => self.compare.ask(ask),
            Ask::Take(which) => self.told.push(wanted(compare::taken(document, pieces, &which))),
            Ask::Exercises => self.exercises.list(),
            Ask::Look(name) => self.exercises.look(name),
            Ask::Begin => self.exercises.begin(),
            Ask::Solve => self.exercises.solve(document, pieces),
            Ask::Check => self.exercises.check(document, pieces),
            Ask::Drill(ask) => self.drills.take(ask),
            Ask::Piece(name, found) => self.came(&name, found),
        }
        self.follow();
    }

    fn opened(&mut self, text: &str) {
        match document::read(text) {
            Ok(document) => {
                self.model.document = document;
                self.open = true;
            }
            Err(why) => self.told.push(Told::Wrong(why)),
        }
    }

    fn came(&mut self, name: &str, found: Result<Vec<u8>, String>) {
        self.asked.remove(name);
        let why = match found {
            Ok(bytes) if name == piece::EXERCISES => return self.exercises.take_list(&bytes),
            Ok(bytes) => match self.drills.put(name, &bytes) {
                Some(true) => return,
                None if self.model.pieces.put(name, &bytes) => return,
                _ => "it came damaged".to_owned(),
            },
            Err(why) => why,
        };
        self.model.pieces.failed.insert(name.to_owned());
        if name == piece::EXERCISES
            || name == piece::DRILLS
            || ["exercises/", "drills/"].iter().any(|it| name.starts_with(it))
        {
            self.told.push(Told::Wrong(format!("{name} cannot be loaded ({why})")));
        }
    }

    /// Goes on with what was waited for.
    fn follow(&mut self) {
        self.look_on_the_shelf();
        self.drills.follow(&self.model.pieces);
        if !self.open {
            return;
        }
        // Which incidents count is known by the alert's piece: without it nothing is begun.
        if waiting::have(&mut self.model) {
            self.sweep.follow(&self.model);
            self.compare.follow(&self.model);
        }
        self.exercises.follow(&self.model.document, &self.model.pieces);
    }

    /// What exercises need, where it is built in: an exercise says what else it needs.
    fn look_on_the_shelf(&mut self) {
        for _ in 0..3 {
            for name in self.exercises.needs(&self.model.document, &self.model.pieces) {
                match (self.shelf)(&name) {
                    Some(bytes) if name == piece::EXERCISES => self.exercises.take_list(bytes),
                    _ => _ = self.model.pieces.have(&[name]),
                }
            }
            for name in self.drills.needs(&self.model.pieces) {
                let own = (self.shelf)(&name).and_then(|bytes| self.drills.put(&name, bytes));
                if own.is_none() {
                    self.model.pieces.have(&[name]);
                }
            }
        }
    }

    /// The pieces of the catalogue that are to be fetched, by name, and given back as [`Ask::Piece`].
    pub fn wanted(&mut self) -> Vec<String> {
        let mut names = self.exercises.needs(&self.model.document, &self.model.pieces);
        names.extend(self.drills.needs(&self.model.pieces));
        names.retain(|it| !self.model.pieces.failed.contains(it));
        if self.open {
            names.extend(waiting::wanted(&mut self.model));
        }
        names.retain(|it| self.asked.insert(it.clone()));
        names
    }

    /// Works for one slice; says whether there is more to do.
    pub fn work(&mut self) -> bool {
        self.exercises.work()
            || self.drills.work()
            || self.compare.work(&self.model)
            || self.sweep.work(&self.model)
    }

    /// What has not been told yet.
    pub fn told(&mut self) -> Vec<Told> {
        let mut told = std::mem::take(&mut self.told);
        told.extend(self.exercises.told());
        told.extend(self.drills.told());
        told.extend(self.sweep.told());
        told.extend(self.compare.told());
        told
    }
}

/// The document that was wanted.
fn wanted(document: Result<Document, String>) -> Told {
    match document {
        Ok(document) => Told::Document(document::write(&document)),
        Err(why) => Told::Wrong(why),
    }
}
