//! The catalogue's texts as far as the app has them, read once each. It must not know how the others are fetched.

use crate::document::{self, Document, Exercise, MODEL, Route, Rule, Scenario, VERSION, ViewState};
use alerting::parse_rule;
use catalogue::gallery::{self, Card};
use catalogue::markup::Section;
use catalogue::piece::{self, AlertTexts};
use catalogue::shelf::Shelf;
use series::format_duration;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Bytes of a piece: what is longer is none of ours.
const MOST_BYTES: usize = 1 << 20;

/// The texts of an alert, read.
#[derive(Debug, PartialEq)]
pub(crate) struct AlertPiece {
    /// The rule as published.
    pub published: Rule,
    /// The rule to use in its place, and why.
    pub better: Option<(String, Rule)>,
    /// The runbook, its placeholders not yet filled.
    pub runbook: Vec<Section>,
    /// The kinds of faults that it is meant to find: in any case, and where they hurt users.
    pub finds: [String; 2],
}

/// The pieces that are here, and what is known of the others.
#[derive(Clone, Debug)]
pub(crate) struct Pieces {
    shelf: Shelf,
    alerts: BTreeMap<String, Rc<AlertPiece>>,
    scenarios: BTreeMap<String, Rc<Scenario>>,
    exercises: BTreeMap<String, Rc<Exercise>>,
    /// The gallery's cards, once they were asked for.
    cards: Option<Rc<Vec<Card>>>,
    /// The names of those that are on the way.
    pub asked: BTreeSet<String>,
    /// The names of those that could not be had.
    pub failed: BTreeSet<String>,
}

impl Pieces {
    /// The pieces of a shelf; what it does not have is to be fetched.
    pub(crate) fn new(shelf: Shelf) -> Self {
        let (alerts, scenarios, exercises) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        Self {
            shelf,
            alerts,
            scenarios,
            exercises,
            cards: None,
            asked: BTreeSet::new(),
            failed: BTreeSet::new(),
        }
    }

    /// Whether the piece `name` has been read.
    pub(crate) fn is_here(&self, name: &str) -> bool {
        match name.split_once('/') {
            Some(("alerts", id)) => self.alerts.contains_key(id),
            Some(("scenarios", name)) => self.scenarios.contains_key(name),
            Some(("exercises", name)) => self.exercises.contains_key(name),
            _ => name == gallery::PIECE && self.cards.is_some(),
        }
    }

    /// Whether all these pieces are here, once the shelf was asked.
    pub(crate) fn have(&mut self, names: &[String]) -> bool {
        let mut missing = 0;
        for name in names {
            let here = self.is_here(name) || (self.shelf)(name).is_some_and(|bytes| self.put(name, bytes));
            missing += usize::from(!here);
        }
        missing == 0
    }

    /// Takes the piece `name`; whether its bytes are what they should be.
    pub(crate) fn put(&mut self, name: &str, bytes: &[u8]) -> bool {
        if bytes.len() > MOST_BYTES {
            return false;
        }
        match name.split_once('/') {
            Some(("alerts", id)) => {
                let read = read_alert(id, bytes).map(|it| self.alerts.insert(id.to_owned(), Rc::new(it)));
                read.is_some()
            }
            Some(("scenarios", name)) => {
                let read = read_scenario(name, bytes);
                read.map(|it| self.scenarios.insert(name.to_owned(), Rc::new(it))).is_some()
            }
            Some(("exercises", name)) => {
                let read = std::str::from_utf8(bytes).ok().and_then(|it| crate::exercise::read(it).ok());
                read.map(|it| self.exercises.insert(name.to_owned(), Rc::new(it))).is_some()
            }
            _ if name == gallery::PIECE => {
                self.cards = postcard::from_bytes(bytes).ok().map(Rc::new);
                self.cards.is_some()
            }
            _ => false,
        }
    }

    /// The texts of alert `id`, if they are here.
    pub(crate) fn alert(&self, id: &str) -> Option<&AlertPiece> {
        self.alerts.get(id).map(|it| &**it)
    }

    /// The gallery's cards, if they are here.
    pub(crate) fn cards(&self) -> Option<&Rc<Vec<Card>>> {
        self.cards.as_ref()
    }

    /// The bundled scenario `name`, if it is here.
    pub(crate) fn scenario(&self, name: &str) -> Option<&Scenario> {
        self.scenarios.get(name).map(|it| &**it)
    }

    /// The bundled exercise `name`, if it is here.
    pub(crate) fn exercise(&self, name: &str) -> Option<&Rc<Exercise>> {
        self.exercises.get(name)
    }

    /// The bundled scenario `name` as it is shown with alert `id`: scraped from the exporter that the alert is written
    /// for. A rule that comes from nowhere has no say.
    pub(crate) fn scenario_for(&self, id: &str, name: &str) -> Option<Scenario> {
        let mut scenario = self.scenario(name)?.clone();
        if let Some(alert) = catalogue::alert(id) {
            alert.exporter.clone_into(&mut scenario.exporter);
        }
        Some(scenario)
    }

    /// The document of alert `id`, its rule as published, in scenario `name`.
    pub(crate) fn document(&self, id: &str, name: &str) -> Option<Document> {
        Some(Document {
            version: VERSION,
            model: MODEL,
            scenario: self.scenario_for(id, name)?,
            rules: vec![self.alert(id)?.published.clone()],
            recordings: Vec::new(),
            input: None,
            route: Route::default(),
            semantics: 3,
            incidents: Vec::new(),
            slo: document::three_nines(),
            view: ViewState::default(),
            exercise: None,
        })
    }
}

/// The names of the pieces that [`Pieces::document`] needs.
pub(crate) fn of_document(id: &str, name: &str) -> Vec<String> {
    vec![piece::alert(id), piece::scenario(name)]
}

fn read_alert(id: &str, bytes: &[u8]) -> Option<AlertPiece> {
    let texts = AlertTexts::read(bytes)?;
    let rule = |yaml: &str| parse_rule(yaml).ok().map(|it| written(id, it));
    let better = match texts.better {
        Some(it) => Some((it.reason.to_owned(), rule(it.rule)?)),
        None => None,
    };
    Some(AlertPiece {
        published: rule(texts.rule)?,
        better,
        runbook: texts.runbook()?,
        finds: [texts.catches, texts.harm].map(str::to_owned),
    })
}

fn read_scenario(name: &str, bytes: &[u8]) -> Option<Scenario> {
    let mut scenario = crate::document::read_scenario(std::str::from_utf8(bytes).ok()?).ok()?;
    name.clone_into(&mut scenario.name);
    Some(scenario)
}

/// A rule as a document writes it.
pub(crate) fn written(from: &str, rule: alerting::Rule) -> Rule {
    Rule {
        from: from.to_owned(),
        alert: rule.alert,
        expr: rule.expr,
        hold: format_duration(rule.hold),
        keep_firing_for: format_duration(rule.keep_firing_for),
        labels: rule.labels,
        annotations: rule.annotations,
    }
}
