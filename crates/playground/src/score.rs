//! What a rule is worth: its firing episodes against the incidents of the document. It must not know how a scorecard
//! looks.

mod harm;
mod labels;

pub(crate) use harm::Harm;
pub use labels::{Labelled, Source};
pub(crate) use labels::{check, labels, title};

use crate::document::Document;
use crate::model::Model;
use crate::picture::{Picture, States};
use crate::pieces::Pieces;
use alerting::State;
use promql::Steps;
use quality::{Firing, Incident, Judge, Kind, Scorecard, Slo, Verdict};

/// What the selected rule is worth.
#[derive(Clone, Debug)]
pub struct Scored {
    /// All labels, faults first.
    pub labels: Vec<Labelled>,
    /// The places of those that count, in the order of the scorecard's incidents.
    pub counting: Vec<usize>,
    /// The numbers.
    pub card: Scorecard,
    /// What each episode was good for; its incident is a place among those that count.
    pub verdicts: Vec<Verdict>,
    /// The stretches of pending that came to nothing: the instance's place in the timeline, from, to.
    pub vain: Vec<(usize, i64, i64)>,
}

impl Scored {
    /// Whether fault `idx` counts.
    pub(crate) fn counts(&self, idx: usize) -> bool {
        self.labels.iter().any(|it| it.counts && it.source == Source::Fault(idx))
    }
}

/// What the selected rule of `model` is worth in its picture; nothing before there is one.
pub fn score(model: &Model) -> Option<Scored> {
    let picture = model.picture.as_ref()?;
    Some(scored(&model.document, picture, &picture.states, &model.pieces))
}

/// What the rules are worth that came to `states` in `picture`, by the incidents that count for the selected rule of `document`.
pub(crate) fn scored(document: &Document, picture: &Picture, states: &States, pieces: &Pieces) -> Scored {
    let labels = labels(document, &picture.plan.scenario, &picture.harm, pieces);
    let counting = counting(&labels);
    let judge = judge(&labels, &counting, picture.plan.steps);
    let mut found = vec![quality::Found::default(); judge.incidents.len()];
    let verdict = |it| judge.judge(Firing::from(it), &mut found);
    let verdicts = states.episodes.iter().map(verdict).collect();
    Scored { counting, card: card(&judge, document, picture, states), verdicts, vain: vain(states), labels }
}

/// The judge of the selected rule of `document` in its `picture`, and what is promised to users.
pub(crate) fn judged(document: &Document, picture: &Picture, pieces: &crate::pieces::Pieces) -> (Judge, Slo) {
    let labels = labels(document, &picture.plan.scenario, &picture.harm, pieces);
    (judge(&labels, &counting(&labels), picture.plan.steps), slo(document))
}

/// The scorecard of the rule as published, where it was edited, by the same labels as in `scored`.
pub(crate) fn before(model: &Model, scored: &Scored) -> Option<Scorecard> {
    let states = crate::group::before_the_edit(model)?;
    let picture = model.picture.as_ref()?;
    Some(card(&judge(&scored.labels, &scored.counting, picture.plan.steps), &model.document, picture, states))
}

/// The places of the labels that count, in the order of time.
fn counting(labels: &[Labelled]) -> Vec<usize> {
    let mut places: Vec<usize> = (0..labels.len()).filter(|it| labels[*it].counts).collect();
    let time = |idx: usize| (labels[idx].incident.from, labels[idx].incident.to);
    series::sort_by(&mut places, &|a, b| time(*a).cmp(&time(*b)));
    places
}

/// The judge of the labels that count.
fn judge(labels: &[Labelled], counting: &[usize], steps: Steps) -> Judge {
    let counting = counting.iter().map(|it| &labels[*it].incident);
    let incidents: Vec<Incident> =
        counting.map(|it| Incident { kind: Kind::Incident, ..it.clone() }).collect();
    let end = steps.time(steps.len().saturating_sub(1)) + steps.step;
    Judge::new(&incidents, steps.start, end, steps.step)
}

/// The scorecard of a rule that came to `states`.
fn card(judge: &Judge, document: &Document, picture: &Picture, states: &States) -> Scorecard {
    quality::score(judge, &states.timeline, Some((&picture.harm.total, slo(document))))
}

/// What the document promises to users.
fn slo(document: &Document) -> Slo {
    Slo { target: document.slo / 100.0, ..Slo::default() }
}

/// As [`quality::vain`], with the instances.
fn vain(states: &States) -> Vec<(usize, i64, i64)> {
    let mut found = Vec::new();
    for (idx, instance) in states.timeline.instances.iter().enumerate() {
        for pair in instance.spans.windows(2) {
            if pair[0].state == State::Pending && !pair[1].state.is_firing() {
                found.push((idx, pair[0].from, pair[0].to));
            }
        }
    }
    found
}
