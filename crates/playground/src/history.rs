//! Undo and redo: every change of what a person made, as steps with names. It must not know what an event does.
//!
//! What is looked at (cursor, window, selection) belongs to no step: undoing an edit does not move the eye, unless it
//! brings back another scenario or rule.

use crate::document::{Document, ViewState};
use crate::draft::Drafts;
use crate::edit;
use crate::event::{Event, Field};
use crate::limits::{UNDO_BYTES, UNDO_STEPS};
use crate::model::Model;
use crate::update::update;
use crate::view::Grade;

/// Takes `event` into `model`, and remembers what it changes.
pub(crate) fn take(model: &mut Model, event: Event) {
    let mut history = std::mem::take(&mut model.history);
    match event {
        Event::Undo => history.undo(model),
        Event::Redo => history.redo(model),
        Event::Rest => history.close(),
        // Nothing was ever shown that one could go back to but the work before, or the first scenario.
        Event::Cancel if model.picture.is_none() => history.leave(model),
        Event::Open { fragment, saved } if !fragment.is_empty() && !saved.is_empty() => {
            // A link over work that was kept is a step: Undo brings the work back.
            update(model, Event::Open { fragment: String::new(), saved });
            let said = std::mem::take(&mut model.notices);
            history.change(model, Event::Follow(fragment));
            model.notices.extend(said);
        }
        Event::Open { .. } => update(model, event),
        event if event.is_edit() => history.change(model, event),
        event => update(model, event),
    }
    model.history = history;
}

/// What a person has made at one moment, unfinished texts included.
#[derive(Clone, Debug)]
struct Moment {
    document: Document,
    drafts: Drafts,
}

impl Moment {
    fn of(model: &Model) -> Self {
        Self { document: model.document.clone(), drafts: model.drafts.clone() }
    }

    /// Whether a person would call both the same work.
    fn is_same(&self, model: &Model) -> bool {
        let (it, other) = (&self.document, &model.document);
        it.scenario == other.scenario
            && it.rules == other.rules
            && it.recordings == other.recordings
            && it.input == other.input
            && it.route == other.route
            && it.semantics == other.semantics
            && it.incidents == other.incidents
            && it.slo == other.slo
            && it.view.rule == other.view.rule
            && self.drafts == model.drafts
    }

    /// The text of a field as it stood then.
    fn text(&self, field: Field) -> String {
        let draft = self.drafts.get(&field).map(|it| it.text.clone());
        draft.or_else(|| edit::text_of(&self.document, field)).unwrap_or_default()
    }
}

/// What one gesture goes on changing: a field's text, a bar on the chart.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Handle {
    Field(Field),
    Fault(u32),
}

/// A change, with what stood on its other side.
#[derive(Clone, Debug)]
struct Step {
    name: String,
    handle: Option<Handle>,
    moment: Moment,
    bytes: usize,
}

/// The steps, oldest first.
#[derive(Clone, Debug, Default)]
pub(crate) struct History {
    past: Vec<Step>,
    future: Vec<Step>,
    /// Whether the newest step's gesture still goes on.
    open: bool,
    /// Raised when fields are to show what the document says, whatever is being typed into them.
    revision: u32,
}

impl History {
    /// The names of what can be undone and redone now; empty for nothing.
    pub(crate) fn names(&self) -> [&str; 2] {
        [&self.past, &self.future].map(|it| it.last().map_or("", |step| step.name.as_str()))
    }

    pub(crate) fn revision(&self) -> u32 {
        self.revision
    }

    /// An event that may change what a person made.
    fn change(&mut self, model: &mut Model, event: Event) {
        let before = Moment::of(model);
        update(model, event.clone());
        self.note(&event, before, model);
    }

    /// The next change is a step of its own, even if it goes on with the same field.
    fn close(&mut self) {
        self.open = false;
    }

    /// Takes note of what `event` has made of the moment `before`.
    fn note(&mut self, event: &Event, before: Moment, model: &Model) {
        if before.is_same(model) {
            return;
        }
        let handle = match event {
            Event::Edit { field, .. } => Some(Handle::Field(*field)),
            Event::MoveFault { idx, .. } => Some(Handle::Fault(*idx)),
            _ => {
                self.revision += 1;
                None
            }
        };
        self.future.clear();
        let goes_on = self.open && handle.is_some();
        match self.past.last_mut().filter(|last| goes_on && last.handle == handle) {
            Some(last) if last.moment.is_same(model) => _ = self.past.pop(),
            Some(last) => last.name = name(event, &last.moment, model),
            None => {
                let name = name(event, &before, model);
                self.past.push(Step { name, handle, bytes: before.document.weight(), moment: before });
                self.forget();
            }
        }
        self.open = handle.is_some();
    }

    /// Goes one step back, if there is one.
    fn undo(&mut self, model: &mut Model) {
        if let Some(step) = self.past.pop() {
            let step = self.turn(step, model);
            self.future.push(step);
        }
    }

    /// Goes one step forth, if there is one.
    fn redo(&mut self, model: &mut Model) {
        if let Some(step) = self.future.pop() {
            let step = self.turn(step, model);
            self.past.push(step);
        }
    }

    /// Puts the step's moment in the place of the present one, which the step keeps from now on.
    fn turn(&mut self, step: Step, model: &mut Model) -> Step {
        self.open = false;
        self.revision += 1;
        let present = Moment::of(model);
        let Moment { mut document, drafts } = step.moment;
        if looks_alike(&document, &present.document) {
            let (rule, faults) = (document.view.rule, document.scenario.events.len());
            let fault = present.document.view.fault.filter(|idx| (*idx as usize) < faults);
            document.view = ViewState { rule, fault, ..present.document.view.clone() };
        }
        model.document = document;
        model.drafts = drafts;
        model.hover = None;
        // What was said of the work that is gone no longer holds.
        model.notices.clear();
        Step { moment: present, ..step }
    }

    /// Away from a document that was never shown.
    fn leave(&mut self, model: &mut Model) {
        let back = if self.past.is_empty() {
            let before = Moment::of(model);
            model.begin_again();
            self.note(&Event::Cancel, before, model);
            "Undo"
        } else {
            self.undo(model);
            "Redo"
        };
        model.notice(
            Grade::Note,
            format!("Cancelled before there was a picture. {back} computes it after all."),
        );
    }

    /// Keeps the stack within its bounds, the newest step always.
    fn forget(&mut self) {
        let mut bytes = 0;
        let kept = self.past.iter().rev().take_while(|step| {
            bytes += step.bytes;
            bytes <= UNDO_BYTES
        });
        let kept = kept.take(UNDO_STEPS).count().max(1);
        self.past.drain(..self.past.len() - kept);
    }
}

/// Whether the same window and cursor make sense in both: same time, same rule.
fn looks_alike(it: &Document, other: &Document) -> bool {
    let time =
        |it: &Document| (it.scenario.start.clone(), it.scenario.length.clone(), it.scenario.name.clone());
    let rule = |it: &Document| it.rule().map(|rule| (rule.from.clone(), rule.alert.clone()));
    time(it) == time(other) && rule(it) == rule(other)
}

/// What a step is called, after "Undo": a noun, and from what to what where both are short.
fn name(event: &Event, before: &Moment, model: &Model) -> String {
    let rule = || model.document.rule().map(|it| it.alert.as_str()).unwrap_or_default();
    match event {
        Event::Edit { field, text } => {
            let (noun, old) = (field.noun(), before.text(*field));
            let new = if model.drafts.contains_key(field) {
                text.clone()
            } else {
                edit::text_of(&model.document, *field).unwrap_or_default()
            };
            let short = |it: &str| !it.is_empty() && it.len() <= 24 && !it.contains('\n');
            if short(&old) && short(&new) { format!("{noun} {old} to {new}") } else { noun.to_owned() }
        }
        Event::Follow(_) => "opening the link".to_owned(),
        Event::PickAlert(_) => format!("rule {}", rule()),
        Event::PickScenario(_) | Event::OpenScenario(_) => {
            format!("scenario {}", model.document.scenario.title)
        }
        Event::Import { name, .. } => format!("opening {name}"),
        Event::PickRule(_) => format!("rule {}", rule()),
        Event::AddRule | Event::AddAlert(_) | Event::DoubleRule => format!("adding {}", rule()),
        Event::Simulate => "simulating again".to_owned(),
        Event::RemoveRecording(idx) => {
            let gone = before.document.recordings.get(*idx as usize).map(|it| it.record.as_str());
            format!("removing {}", gone.unwrap_or_default())
        }
        Event::RemoveRule => {
            let gone = before.document.rule().map(|it| it.alert.as_str()).unwrap_or_default();
            format!("removing {gone}")
        }
        Event::AddNode(_) => "adding to the topology".to_owned(),
        Event::RemoveNode(node) => {
            let name = edit::name(&before.document.scenario, *node).unwrap_or_default();
            format!("removing {name}")
        }
        Event::AddFault | Event::AddFaultAt { .. } => "adding a fault".to_owned(),
        Event::RemoveFault(_) => "removing a fault".to_owned(),
        Event::MoveFault { .. } => "moving a fault".to_owned(),
        Event::AddLabel => "adding a label".to_owned(),
        Event::RemoveLabel(_) => "removing a label".to_owned(),
        Event::ResetRule => "back to the published rule".to_owned(),
        Event::Repair(_) => "fix of a finding".to_owned(),
        Event::Cancel => "cancelling".to_owned(),
        _ => "change".to_owned(),
    }
}
