//! What a plan's run found: samples, columns, states, findings. Shared, so that a run takes over from the one
//! before what has not changed. It must not know what is selected or in view.

use crate::findings::Found;
use crate::plan::Plan;
use crate::score::Harm;
use alerting::{Episode, Timeline};
use promql::{Column, Note};
use series::Store;
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

/// The result of a whole run.
#[derive(Clone, Debug)]
pub struct Picture {
    /// What it was computed from.
    pub plan: Rc<Plan>,
    /// The samples.
    pub store: Rc<Store>,
    /// What users saw.
    pub(crate) harm: Rc<Harm>,
    /// What the expression gave.
    pub columns: Rc<Columns>,
    /// What the alert made of it.
    pub states: Rc<States>,
    /// Why the rules before it wrote nothing, one text for each, empty where they wrote.
    pub(crate) trouble: Rc<Vec<String>>,
    /// What lint found in it, once it was asked.
    pub(crate) found: RefCell<Option<Found>>,
}

/// The columns of one expression over one store.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    /// The side of the comparison that is not the number; without a comparison, the whole expression.
    pub side: Rc<Vec<Column>>,
    /// What that side is compared with, where it is no number, each with the place in `side` that it belongs to.
    pub other: Rc<Vec<(usize, Column)>>,
    /// What that side is made of, likewise: [`Plan::inputs`].
    pub inputs: Rc<Vec<Vec<(usize, Column)>>>,
    /// The whole expression: what makes an alert active.
    pub whole: Arc<Vec<Column>>,
    /// Prometheus' annotations.
    pub notes: Vec<Note>,
    /// Why the expression could not be evaluated; empty when it could.
    pub error: String,
    /// The short names of `side`, once they were asked for.
    pub(crate) names: Rc<OnceCell<Rc<Vec<String>>>>,
}

impl Columns {
    /// Keeps the short names of columns before, if those had the same labels.
    pub(crate) fn keep_names(&self, known: &Self) {
        let same = || self.side.iter().map(|it| &it.labels).eq(known.side.iter().map(|it| &it.labels));
        if let Some(names) = known.names.get().filter(|_| self.names.get().is_none() && same()) {
            // It was empty a moment ago.
            let _ = self.names.set(Rc::clone(names));
        }
    }
}

/// The states of the rule's instances.
#[derive(Clone, Debug, Default)]
pub struct States {
    /// State by state.
    pub timeline: Timeline,
    /// The firing episodes.
    pub episodes: Vec<Episode>,
    /// The messages that a person would get, after grouping: Alertmanager's default route.
    pub notes: Vec<plot::Notice>,
}
