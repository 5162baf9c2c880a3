//! Drills in the study: the list, the one that is looked at, the one that is played. It must not know how they are shown.

use crate::document::{self, Drill};
use crate::drill::{self, Play, Question, SEEDS};
use crate::learn::{Brief, DrillAsk, DrillRow, DrillTold, Told};
use crate::pieces::Pieces;
use catalogue::piece;
use std::collections::BTreeMap;
use std::rc::Rc;

/// What is looked at, and what is played.
#[derive(Default)]
pub(super) struct Drills {
    /// Whether the list is wanted.
    list: bool,
    /// The name of the drill that is looked at, and whether it has been told.
    look: Option<(String, bool)>,
    /// The seed under which it is to begin.
    begin: Option<u64>,
    known: BTreeMap<String, Rc<Drill>>,
    play: Option<Box<Play>>,
    told: Vec<Told>,
}

impl Drills {
    pub(super) fn take(&mut self, ask: DrillAsk) {
        let done = match ask {
            DrillAsk::List => {
                self.list = true;
                return;
            }
            DrillAsk::Look(name) => {
                (self.look, self.begin, self.play) = (Some((name, false)), None, None);
                return;
            }
            DrillAsk::Begin(seed) => {
                (self.begin, self.play) = (Some(seed % SEEDS), None);
                return;
            }
            DrillAsk::Leave => {
                (self.look, self.begin, self.play) = (None, None, None);
                return;
            }
            DrillAsk::Scenario => {
                let text = self.play.as_ref().map(|it| document::write(it.document()));
                return self.told.extend(text.map(Told::Document));
            }
            other => match &mut self.play {
                Some(play) => played(play, &other),
                None => Ok(()),
            },
        };
        self.failed(done);
    }

    fn failed(&mut self, done: Result<(), String>) {
        if let Err(why) = done {
            self.play = None;
            self.told.push(Told::Wrong(why));
        }
    }

    /// Nothing is played any longer.
    pub(super) fn close(&mut self) {
        self.play = None;
    }

    /// The pieces that are needed and not here.
    pub(super) fn needs(&self, pieces: &Pieces) -> Vec<String> {
        let mut names = Vec::new();
        if self.list {
            names.push(piece::DRILLS.to_owned());
        }
        let Some((name, _)) = &self.look else { return names };
        match self.known.get(name) {
            Some(it) => names.extend(drill::needs(it).into_iter().filter(|it| !pieces.is_here(it))),
            None => names.push(piece::drill(name)),
        }
        names
    }

    /// Whether the piece `name` is one of these: then it is taken, if it is what it should be.
    pub(super) fn put(&mut self, name: &str, bytes: &[u8]) -> Option<bool> {
        if name == piece::DRILLS {
            self.list = false;
            let row = |it: drill::Listed| DrillRow { name: it.name, level: it.level, title: it.title };
            let all = drill::listed(bytes).into_iter().map(row).collect();
            self.told.push(Told::Drill(DrillTold::List(all)));
            return Some(true);
        }
        let (kind, own) = name.split_once('/')?;
        if kind != "drills" {
            return None;
        }
        let read = std::str::from_utf8(bytes).ok().and_then(|it| drill::read(it).ok());
        Some(read.map(|it| self.known.insert(own.to_owned(), Rc::new(it))).is_some())
    }

    /// Goes on with what was waited for.
    pub(super) fn follow(&mut self, pieces: &Pieces) {
        let Some((name, told)) = &mut self.look else { return };
        let Some(drill) = self.known.get(name) else { return };
        if drill::needs(drill).iter().any(|it| !pieces.is_here(it)) {
            return;
        }
        if !*told {
            *told = true;
            let brief = brief(name, drill, pieces);
            self.told.push(Told::Drill(DrillTold::Brief(Box::new(brief))));
        }
        if let Some(seed) = self.begin.take() {
            match begun(drill, seed, pieces) {
                Ok(play) => self.play = Some(Box::new(play)),
                Err(why) => self.told.push(Told::Wrong(why)),
            }
        }
    }

    /// Works for one slice; says whether there is more to do.
    pub(super) fn work(&mut self) -> bool {
        let Some(play) = &mut self.play else { return false };
        match play.work() {
            Ok(more) => more,
            Err(why) => {
                self.failed(Err(why));
                false
            }
        }
    }

    pub(super) fn told(&mut self) -> Vec<Told> {
        let mut told = std::mem::take(&mut self.told);
        let play = self.play.iter_mut().flat_map(|it| it.told());
        told.extend(play.map(Told::Drill));
        told
    }
}

/// What is done in a drill that is played.
fn played(play: &mut Play, ask: &DrillAsk) -> Result<(), String> {
    match ask {
        DrillAsk::Go(millis) => play.go(*millis),
        DrillAsk::Skip => play.skip(),
        DrillAsk::Query(text) => play.ask(Question::Query(text)),
        DrillAsk::Stat => play.ask(Question::Stat),
        DrillAsk::Runbook => play.ask(Question::Runbook),
        DrillAsk::Cause(place) => play.cause(*place as usize),
        DrillAsk::Remedy(place) => play.remedy(*place as usize),
        _ => Ok(()),
    }
}

fn begun(drill: &Rc<Drill>, seed: u64, pieces: &Pieces) -> Result<Play, String> {
    let stage = drill::stage(drill, seed, pieces)?.ok_or("the drill is still being loaded: begin again")?;
    Play::begin(Rc::clone(drill), stage, pieces)
}

fn brief(name: &str, drill: &Drill, pieces: &Pieces) -> Brief {
    let start = &drill.start;
    let rule = start.rule.as_ref().or_else(|| pieces.alert(&start.alert).map(|it| &it.published));
    let alert = rule.map(|it| (it.alert.clone(), it.labels.get("severity").cloned().unwrap_or_default()));
    Brief {
        name: name.to_owned(),
        title: drill.title.clone(),
        story: drill.story.clone(),
        alert: alert.unwrap_or_default(),
        expr: rule.map(|it| it.expr.clone()).unwrap_or_default(),
        causes: drill.causes.iter().map(|it| it.say.clone()).collect(),
        remedies: drill.remedies.iter().map(|it| it.say.clone()).collect(),
    }
}
