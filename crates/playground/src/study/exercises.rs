//! Exercises in the study: the list, the one that is looked at, its start, its check. It must not know how they are shown.

use crate::document::{self, Document, Exercise};
use crate::edit;
use crate::exercise::{self, Check, Progress};
use crate::learn::{self, ExerciseRow, Told, Verdict};
use crate::pieces::Pieces;
use catalogue::piece;
use std::rc::Rc;

/// What is looked at, and what is under way.
#[derive(Default)]
pub(super) struct Exercises {
    /// Whether the list is wanted.
    list: bool,
    /// The name of the exercise that is looked at; empty for the one that the document carries.
    look: Option<String>,
    /// What was told of it last.
    shown: Option<learn::Exercise>,
    /// Whether the document that it begins with is wanted.
    begin: bool,
    check: Option<Check>,
    told: Vec<Told>,
}

impl Exercises {
    pub(super) fn list(&mut self) {
        self.list = true;
    }

    pub(super) fn look(&mut self, name: String) {
        *self = Self { list: self.list, look: Some(name), ..Self::default() };
    }

    pub(super) fn begin(&mut self) {
        self.begin = true;
    }

    /// No check is wanted any longer.
    pub(super) fn close(&mut self) {
        self.check = None;
        self.told.retain(|it| !matches!(it, Told::Checking(_)));
    }

    /// The pieces that are needed and not here.
    pub(super) fn needs(&self, document: &Document, pieces: &Pieces) -> Vec<String> {
        let mut names = Vec::new();
        if self.list {
            names.push(piece::EXERCISES.to_owned());
        }
        if let Some(name) = self.name(document).filter(|it| !it.is_empty()) {
            names.push(piece::exercise(name));
        }
        if let Some((_, exercise)) = self.found(document, pieces) {
            names.extend(exercise::needs(&exercise));
        }
        names.retain(|it| !pieces.is_here(it));
        names
    }

    /// Takes the bytes of the list.
    pub(super) fn take_list(&mut self, bytes: &[u8]) {
        self.list = false;
        let row = |it: exercise::Listed| ExerciseRow { name: it.name, level: it.level, title: it.title };
        self.told.push(Told::Exercises(exercise::listed(bytes).into_iter().map(row).collect()));
    }

    /// Tells what can be told of the exercise that is looked at, now that a document or a piece may have come.
    pub(super) fn follow(&mut self, document: &Document, pieces: &Pieces) {
        let Some((name, exercise)) = self.found(document, pieces) else { return };
        let shown = shown(&name, &exercise, document);
        if self.shown.as_ref() != Some(&shown) {
            self.shown = Some(shown.clone());
            self.told.push(Told::Exercise(Box::new(shown)));
        }
        if self.begin
            && let Some(start) = exercise::start(&exercise, &name, pieces)
        {
            self.begin = false;
            self.told.push(Told::Document(document::write(&start)));
        }
    }

    /// The document with the solution's rules.
    pub(super) fn solve(&mut self, document: &Document, pieces: &Pieces) {
        let Some((name, exercise)) = self.found(document, pieces) else { return };
        let Some(start) = exercise::start(&exercise, &name, pieces) else { return };
        let rules = exercise::rules(&exercise.solution, &start);
        let view = document::ViewState { rule: 0, ..document.view.clone() };
        self.told.push(Told::Document(document::write(&Document { rules, view, ..document.clone() })));
    }

    /// Begins to judge the rules of `document`.
    pub(super) fn check(&mut self, document: &Document, pieces: &Pieces) {
        let begun = self
            .found(document, pieces)
            .and_then(|(name, it)| Some((exercise::start(&it, &name, pieces)?, it)));
        let Some((start, exercise)) = begun else {
            return self.told.push(Told::Wrong("the exercise is still being loaded: check again".to_owned()));
        };
        match Check::begin(&exercise, start, &document.rules, pieces) {
            Ok(check) => self.check = Some(check),
            Err(why) => self.told.push(Told::Wrong(why)),
        }
    }

    /// Works for one slice; says whether there is more to do.
    pub(super) fn work(&mut self) -> bool {
        let Some(mut check) = self.check.take() else { return false };
        match check.step(1) {
            Progress::Working(share) => {
                self.told.retain(|it| !matches!(it, Told::Checking(_)));
                self.told.push(Told::Checking(share));
                self.check = Some(check);
                return true;
            }
            Progress::Done(verdict) => self.told.push(Told::Verdict(told(&verdict))),
            Progress::Failed(why) => self.told.push(Told::Wrong(why)),
        }
        false
    }

    pub(super) fn told(&mut self) -> Vec<Told> {
        std::mem::take(&mut self.told)
    }

    /// The name of what is looked at: the document's own exercise may have none.
    fn name<'a>(&'a self, document: &'a Document) -> Option<&'a str> {
        let look = self.look.as_deref()?;
        if look.is_empty() { document.exercise.as_ref().map(|it| it.name.as_str()) } else { Some(look) }
    }

    fn found(&self, document: &Document, pieces: &Pieces) -> Option<(String, Rc<Exercise>)> {
        let name = self.name(document)?;
        if let Some(known) = pieces.exercise(name) {
            return Some((name.to_owned(), Rc::clone(known)));
        }
        let own = document.exercise.as_ref()?.own.as_ref()?;
        name.is_empty().then(|| (String::new(), Rc::new((**own).clone())))
    }
}

fn shown(name: &str, it: &Exercise, document: &Document) -> learn::Exercise {
    let goal = |it: &document::Want| match it.seeds.as_str() {
        "" => it.want.clone(),
        seeds => format!("{} on seeds {seeds}", it.want),
    };
    let rules: Vec<String> = it.solution.rules.iter().map(edit::yaml).collect();
    let carried = document.exercise.as_ref();
    let own = |it: &Exercise| carried.and_then(|it| it.own.as_deref()) == Some(it);
    learn::Exercise {
        name: name.to_owned(),
        title: it.title.clone(),
        story: it.story.clone(),
        hints: it.hints.clone(),
        goals: it.goals.iter().map(goal).collect(),
        solution: (rules.join("\n"), it.solution.why.clone()),
        begun: if name.is_empty() { own(it) } else { carried.is_some_and(|it| it.name == name) },
    }
}

fn told(verdict: &exercise::Verdict) -> Verdict {
    let behind = |it: &exercise::Behind| format!("{} (seed {})", it.text, it.seed);
    let goal = |it: &exercise::Judged| {
        let behind = it.behind.iter().map(|it| format!("{}: {}", it.time, behind(it))).collect();
        (it.text.clone(), it.passed, it.said.clone(), behind)
    };
    Verdict { passed: verdict.passed, goals: verdict.goals.iter().map(goal).collect() }
}
