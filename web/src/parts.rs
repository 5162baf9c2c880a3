//! The newest of every part of the view, shared: two are equal if they are the same one. It must not know what shows
//! them.

use playground::view::{
    Answer, Card, Episodes, Explain, Findings, Form, Head, Part, Readout, Rule, Rules, Runbook, Score, Steps,
    Traffic, Vocabulary,
};
use std::ops::Deref;
use std::rc::Rc;

/// A shared value that is equal to itself only: a part of the view is replaced, never changed, so a component whose
/// parts are the same ones need not look into them.
#[derive(Debug, Default)]
pub(crate) struct Ptr<T>(Rc<T>);

impl<T> Ptr<T> {
    pub(crate) fn new(value: T) -> Self {
        Self(Rc::new(value))
    }
}

impl<T> Clone for Ptr<T> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<T> PartialEq for Ptr<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> Deref for Ptr<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

/// What the chart is drawn from.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct Chart {
    pub(crate) frame: Option<Ptr<plot::Frame>>,
    pub(crate) lines: Ptr<plot::Lines>,
    pub(crate) states: Ptr<plot::States>,
    pub(crate) faults: Ptr<Vec<plot::FaultBar>>,
    pub(crate) readout: Ptr<Option<Readout>>,
    pub(crate) explain: Ptr<Explain>,
}

/// The view, as far as it has come.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct Parts {
    /// Whether there is something to show in the panes: a picture, or the reason that there is none. Before that they stay
    /// as the document has them, empty, so that nothing is moved by what comes later.
    pub(crate) ready: bool,
    pub(crate) head: Ptr<Head>,
    pub(crate) form: Ptr<Form>,
    pub(crate) traffic: Ptr<Traffic>,
    pub(crate) chart: Chart,
    pub(crate) episodes: Ptr<Episodes>,
    pub(crate) rule: Ptr<Rule>,
    pub(crate) rules: Ptr<Rules>,
    pub(crate) score: Ptr<Score>,
    pub(crate) published: Ptr<Vec<String>>,
    pub(crate) findings: Ptr<Findings>,
    pub(crate) runbook: Ptr<Runbook>,
    pub(crate) steps: Ptr<Steps>,
    pub(crate) vocabulary: Ptr<Vocabulary>,
    pub(crate) gallery: Ptr<Vec<Card>>,
}

impl Parts {
    /// Takes the parts of an answer; gives the document, if one came.
    pub(crate) fn take(&mut self, answer: Answer) -> Option<String> {
        let mut document = None;
        self.ready |= answer.settled;
        for part in answer.parts {
            match part {
                Part::Head(it) => self.head = Ptr::new(it),
                Part::Form(it) => self.form = Ptr::new(it),
                Part::Traffic(it) => self.traffic = Ptr::new(it),
                Part::Frame(it) => self.chart.frame = Some(Ptr::new(it)),
                Part::Lines(it) => self.chart.lines = Ptr::new(it),
                Part::Faults(it) => self.chart.faults = Ptr::new(it),
                Part::States(it) => self.chart.states = Ptr::new(it),
                Part::Readout(it) => self.chart.readout = Ptr::new(it),
                Part::Explain(it) => self.chart.explain = Ptr::new(it),
                Part::Episodes(it) => self.episodes = Ptr::new(it),
                Part::Rule(it) => self.rule = Ptr::new(it),
                Part::Rules(it) => self.rules = Ptr::new(it),
                Part::Score(it) => self.score = Ptr::new(it),
                Part::Published(it) => self.published = Ptr::new(it),
                Part::Findings(it) => self.findings = Ptr::new(it),
                Part::Runbook(it) => {
                    self.runbook = Ptr::new(it);
                    // The last part of a picture; before the engine is whole there is a chart without it.
                    self.ready = true;
                }
                Part::Steps(it) => self.steps = Ptr::new(it),
                Part::Document(it) => document = Some(it),
                Part::Gallery(it) => self.gallery = Ptr::new(it),
                Part::Vocabulary(it) => self.vocabulary = Ptr::new(it),
            }
        }
        document
    }
}
