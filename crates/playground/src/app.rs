//! The facade: events in, answers out, work in slices between them. It must not know where it runs.

mod glance;
mod told;

use crate::beforehand::Beforehand;
use crate::event::Event;
use crate::export::{self, Format};
use crate::fingerprint;
use crate::group::{self, GroupJob};
use crate::job::Job;
use crate::model::Model;
use crate::plan::{Plan, Reads};
use crate::share;
use crate::show;
use crate::show::vocabulary::{self, Names};
use crate::view::{Answer, Card, File, Grade, Part, Steps, Vocabulary};
use crate::waiting;
use catalogue::shelf::{Shelf, beginning, everything};
use std::mem::Discriminant;
use std::rc::Rc;

/// The app without a page.
pub struct App {
    model: Model,
    job: Option<Job>,
    /// The evaluation of a rule beside the selected one.
    other: Option<GroupJob>,
    /// Whether the other rules count at all.
    alone: bool,
    /// Whether there is something to tell though there is more to do.
    news: bool,
    /// What each rule looks at.
    reads: Reads,
    /// What the page has: the bytes of each part that was sent last.
    sent: Vec<(Discriminant<Part>, Vec<u8>)>,
    /// The link of the document whose text is beside it.
    link: (String, String),
    /// The words that the page's editor has.
    taught: Option<(haproxy::Exporter, haproxy::Version, Names)>,
    /// What is added to every simulation.
    beforehand: Option<Beforehand>,
    /// The files that are wanted of the next finished picture.
    exports: Vec<Format>,
    /// Whether the view may have changed since the last answer.
    changed: bool,
    /// Whether a handle of the chart is on the move.
    held: bool,
    /// Whether only the beginning of this program is here: see [`App::begin`].
    begun: bool,
    /// What the page's lines were made from.
    drawn: Option<glance::Drawn>,
    /// The fingerprint of the last settled view.
    fingerprint: String,
}

impl Default for App {
    fn default() -> Self {
        Self::new()
    }
}

impl App {
    /// The app with the default document, not computed yet, and the whole catalogue built in.
    pub fn new() -> Self {
        Self::of(everything)
    }

    /// The app with only those pieces of the catalogue that the default document needs; the others it
    /// [wants](Self::wanted).
    pub fn on_demand() -> Self {
        Self::of(beginning)
    }

    /// As [`App::on_demand`], for a program whose rest is still on its way: until [`App::whole`] says that it has come, answers
    /// tell only of chart, scorecard and what stands above them, as while a handle moves, and other rules wait.
    pub fn begin() -> Self {
        Self { begun: true, ..Self::on_demand() }
    }

    /// The rest of the program has come: what was left out follows.
    pub fn whole(&mut self) {
        self.begun = false;
        self.changed = true;
        self.follow();
    }

    fn of(shelf: Shelf) -> Self {
        Self {
            model: Model::new(shelf),
            job: None,
            other: None,
            alone: false,
            news: false,
            reads: Reads::default(),
            sent: Vec::new(),
            taught: None,
            link: Default::default(),
            beforehand: None,
            exports: Vec::new(),
            changed: true,
            held: false,
            begun: false,
            drawn: None,
            fingerprint: String::new(),
        }
    }

    /// The app for one rule at a time, which may be evaluated over more than the simulation.
    pub fn with(beforehand: Option<Beforehand>) -> Self {
        Self { beforehand, alone: true, ..Self::new() }
    }

    /// The pieces of the catalogue that are to be fetched, by name; each is to be given back as [`Event::Piece`]. A name
    /// is told once.
    pub fn wanted(&mut self) -> Vec<String> {
        waiting::wanted(&mut self.model)
    }

    /// Takes an event. What it needs computed is begun; what no longer is needed is dropped.
    pub fn handle(&mut self, event: Event) {
        // A gesture's beginning and end are nothing to be seen.
        self.changed |= !matches!(event, Event::Rest | Event::Held(true));
        if let Event::Held(held) = event {
            self.hold(held);
        }
        if event == Event::Cancel {
            return self.cancel(event);
        }
        let may_need = event.may_need_a_run();
        if may_need && self.model.good.is_none() && self.model.picture.is_some() {
            self.model.good = Some(self.model.document.clone());
        }
        match event {
            Event::Export(format) => self.exports.push(format),
            event => waiting::take(&mut self.model, event),
        }
        if may_need {
            self.plan();
        }
        if self.job.is_none() {
            self.model.good = None;
        }
        self.settle_view();
        self.follow();
    }

    /// Drops what is computed or waited for; what was there before it stays, as a whole. Rules of which nothing is known yet
    /// are left until the next event.
    fn cancel(&mut self, event: Event) {
        let other = self.other.take();
        if self.job.take().is_none() {
            if other.is_none() {
                waiting::cancel(&mut self.model);
            }
            return;
        }
        waiting::take(&mut self.model, event);
        if self.model.picture.is_none() {
            // Something has to be shown.
            self.plan();
        }
        self.settle_view();
        self.follow();
    }

    /// Works for one slice; says whether there is more to do.
    pub fn work(&mut self) -> bool {
        if let Some(job) = &mut self.job {
            if job.work() {
                return true;
            }
            self.changed = true;
            if let Some(picture) = self.job.take().and_then(Job::finish) {
                self.model.show(picture);
            }
            self.settle_view();
            self.follow();
        } else if self.is_brief() {
            // The other rules wait for the hand.
            return false;
        } else if let Some(job) = &mut self.other {
            if job.work() {
                return true;
            }
            if let Some(job) = self.other.take() {
                job.finish(&mut self.model);
            }
            self.other = group::next(&mut self.model);
            self.changed = true;
        }
        self.other.is_some() && !self.is_brief()
    }

    /// Whether answers tell only what a moving handle changes.
    fn is_brief(&self) -> bool {
        self.held || self.begun
    }

    /// Whether there is something to tell though there is more to do: the selected rule's picture comes before the
    /// other rules' rows. It is said once.
    pub fn has_news(&mut self) -> bool {
        std::mem::take(&mut self.news)
    }

    /// Once the selected rule's picture is there, the other rules follow.
    fn follow(&mut self) {
        if self.job.is_some() || self.alone || self.is_brief() {
            return;
        }
        self.news = true;
        group::follow(&mut self.model);
        if !self.other.as_ref().is_some_and(|it| it.counts(&self.model)) {
            self.other = group::next(&mut self.model);
        }
    }

    /// What the run that is under way has done so far, counted in units of [`SLICE`](crate::limits::SLICE); nothing without
    /// one.
    pub fn spent(&self) -> u64 {
        self.job.as_ref().map_or_else(|| self.other.as_ref().map_or(0, GroupJob::spent), Job::spent)
    }

    /// Works until nothing is left to do.
    pub fn settle(&mut self) {
        while self.work() {}
    }

    /// The parts that changed since the last answer.
    pub fn answer(&mut self) -> Answer {
        let waiting = waiting::words(&self.model);
        let settled = self.job.is_none() && self.other.is_none() && waiting.is_empty();
        let progress = self.job.as_ref().map_or_else(|| self.model.group.progress(), Job::progress);
        if self.begun || self.held && self.job.is_none() {
            return self.glance(waiting, progress);
        }
        if !std::mem::take(&mut self.changed) {
            // How far the work has come is all that is new.
            let fingerprint = if settled { self.fingerprint.clone() } else { String::new() };
            return Answer { progress, waiting, settled, fingerprint, ..Answer::default() };
        }
        if settled {
            self.make_link();
        }
        let files = if settled { self.files() } else { Vec::new() };
        let fragment = if settled { self.link.1.as_str() } else { "" };
        let mut all = show::parts(&self.model, fragment);
        let fingerprint =
            if settled { fingerprint::of(&all, self.model.picture.as_ref()) } else { String::new() };
        if settled {
            self.fingerprint.clone_from(&fingerprint);
        }
        self.drawn = glance::Drawn::of(&self.model);
        // How one came here is no part of what the view is.
        self.add_history(&mut all);
        let mut parts: Vec<Part> = all.into_iter().filter(|part| self.is_news(part)).collect();
        parts.extend(self.new_words().map(Part::Vocabulary));
        parts.extend(self.cards().map(Part::Gallery));
        Answer { parts, settled, files, progress, waiting, fingerprint }
    }

    /// The files that were wanted; why there is one less is told.
    fn files(&mut self) -> Vec<File> {
        let mut files = Vec::new();
        for format in std::mem::take(&mut self.exports) {
            match export::download(&self.model, format) {
                Ok(file) => files.push(file),
                Err(why) => self.model.notice(Grade::Error, format!("There is no such file: {why}.")),
            }
        }
        files
    }

    fn add_history(&self, parts: &mut Vec<Part>) {
        let history = &self.model.history;
        let [undo, redo] = history.names().map(str::to_owned);
        let change = show::change::change(&self.model);
        parts.push(Part::Steps(Steps { undo, redo, change }));
        for part in parts {
            if let Part::Form(form) = part {
                form.revision = history.revision();
            }
        }
    }

    /// The state of the app, for the command and for tests.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// What lint finds in the present picture, worst first; nothing before there is one.
    pub fn findings(&self) -> Vec<lint::Finding> {
        crate::findings::find(&self.model).to_vec()
    }

    /// Begins the run that the document needs, if the picture is not its picture.
    fn plan(&mut self) {
        let mut plan = match Plan::new(&self.model.document) {
            Ok(plan) => plan,
            Err(why) => {
                return self.model.notice(Grade::Error, format!("This document cannot run: {why}."));
            }
        };
        let from = self.model.document.rule().map(|it| it.from.as_str()).unwrap_or_default();
        if let Some(alert) = self.model.pieces.alert(from) {
            plan.add_evidence(&alert.runbook);
        }
        if !self.alone {
            plan.wanted.extend(self.reads.of(&self.model.document, &plan));
        }
        plan.wanted.extend(self.beforehand.iter().flat_map(|it| it.reads.clone()));
        let fits = |known: &Plan| {
            known.scenario == plan.scenario
                && known.input == plan.input
                && known.rule == plan.rule
                && known.before == plan.before
                && known.active == plan.active
                && known.semantics == plan.semantics
                && known.route == plan.route
                && known.steps == plan.steps
                && plan.wanted.is_subset(&known.wanted)
        };
        if self.model.picture.as_ref().is_some_and(|it| fits(&it.plan)) {
            self.job = None;
            return;
        }
        if self.job.as_ref().is_some_and(|it| fits(it.plan())) {
            return;
        }
        match Job::new(Rc::new(plan), self.model.picture.as_ref(), self.beforehand.clone()) {
            Ok(job) => self.job = Some(job),
            Err(why) => self.model.notice(Grade::Error, format!("This scenario cannot run: {why}.")),
        }
    }

    /// Writes the first view down once it is known, so that editing does not move it.
    fn settle_view(&mut self) {
        if self.job.is_some() {
            return;
        }
        let view = &self.model.document.view;
        if view.window.is_some() && view.cursor.is_some() {
            return;
        }
        let Some(picture) = self.model.picture.clone() else { return };
        let scene = crate::scene::Scene::new(&self.model, &picture);
        let (window, cursor, start) = (scene.window(), scene.cursor(), scene.range().from);
        let seconds = |time: i64| (time - start) as f64 / 1000.0;
        let view = &mut self.model.document.view;
        view.window.get_or_insert((seconds(window.from), seconds(window.to)));
        view.cursor.get_or_insert(seconds(cursor));
    }

    /// Makes the link when the document is another than the last link's.
    fn make_link(&mut self) {
        let text = crate::document::write(&self.model.document);
        if self.link.0 != text {
            self.link = (text, share::encode(&self.model.document));
        }
    }

    /// What an editor can complete, if one asked and does not have it.
    fn new_words(&mut self) -> Option<Vocabulary> {
        let picture = self.model.picture.as_ref().filter(|_| self.model.vocabulary)?;
        let scenario = &picture.plan.scenario;
        let wanted = (scenario.exporter, scenario.version, vocabulary::names(&self.model.document.scenario));
        if self.taught.as_ref() == Some(&wanted) {
            return None;
        }
        let words = vocabulary::vocabulary(wanted.0, wanted.1, &wanted.2);
        self.taught = Some(wanted);
        Some(words)
    }

    /// The gallery's cards, if the page asked for them and they are here.
    fn cards(&mut self) -> Option<Vec<Card>> {
        let cards = self.model.pieces.cards().filter(|_| self.model.gallery)?.to_vec();
        self.model.gallery = false;
        Some(cards)
    }
}
