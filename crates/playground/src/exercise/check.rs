//! The check as a resumable job: every rule over every seed, in slices of counted work. It must not know how a verdict reads.

use super::bounds::{bounded, goal};
use super::verdict::{self, Verdict};
use crate::document::{Document, Exercise, Rule, ViewState};
use crate::job::Job;
use crate::limits::ANSWER_RULES;
use crate::picture::{Picture, States};
use crate::pieces::Pieces;
use crate::plan::Plan;
use crate::score::{Scored, scored};
use crate::vary::vary;
use quality::Goal;
use std::rc::Rc;

/// A goal, and when it is reached.
pub(super) struct Asked {
    /// As it is written.
    pub text: String,
    pub goal: Goal,
    pub seeds: Vec<u64>,
    /// Whether it is judged by the mean of the seeds, else on each.
    pub mean: bool,
}

/// What the rules came to under one seed.
pub(super) struct Seen {
    pub seed: u64,
    pub scored: Scored,
    pub states: Rc<States>,
    /// Milliseconds that were evaluated.
    pub length: i64,
}

/// How far a check has come.
#[derive(Debug)]
pub enum Progress {
    /// This much of it, 0 to 1.
    Working(f32),
    /// All of it.
    Done(Verdict),
    /// It cannot go on: what is wrong, in words.
    Failed(String),
}

/// The rules of a document against the goals of an exercise.
pub struct Check {
    /// The exercise's start with the rules that are judged.
    base: Document,
    goals: Vec<Asked>,
    /// All seeds, the shown one first where it is asked for.
    seeds: Vec<u64>,
    pieces: Pieces,
    seen: Vec<Seen>,
    run: Option<Run>,
}

/// All rules under one seed.
struct Run {
    document: Document,
    /// Those that are still to come, last first.
    plans: Vec<Plan>,
    all: usize,
    job: Job,
    first: Option<Picture>,
    states: States,
}

impl Check {
    /// The check of the rules `answer` against `exercise`, whose `start` is the document that it begins with.
    ///
    /// # Errors
    /// A rule cannot run, or the exercise cannot be judged: what is wrong, in words.
    pub(crate) fn begin(
        exercise: &Exercise,
        start: Document,
        answer: &[Rule],
        pieces: &Pieces,
    ) -> Result<Self, String> {
        if answer.is_empty() || answer.len() > ANSWER_RULES {
            return Err(format!("{} rules are not from 1 to {ANSWER_RULES}", answer.len()));
        }
        let from = start.rules.first().map(|it| it.from.clone()).unwrap_or_default();
        let own = start.scenario.seed;
        let rules = answer.iter().map(|it| Rule { from: from.clone(), ..it.clone() }).collect();
        let base = Document { rules, view: ViewState::default(), ..start };
        bounded(&base)?;
        let asked = |it| {
            let (goal, seeds) = goal("goal", it).map_err(|(_, why)| why)?;
            let seeds = if seeds.is_empty() { vec![own] } else { seeds };
            Ok(Asked { text: it.want.clone(), goal, seeds, mean: it.take == "mean" })
        };
        let goals: Vec<Asked> = exercise.goals.iter().map(asked).collect::<Result<_, String>>()?;
        let mut seeds: Vec<u64> = Vec::new();
        for seed in goals.iter().flat_map(|it| &it.seeds) {
            if !seeds.contains(seed) {
                seeds.push(*seed);
            }
        }
        plans(&base)?;
        Ok(Self { base, goals, seeds, pieces: pieces.clone(), seen: Vec::new(), run: None })
    }

    /// Works for so many slices, or until it is done.
    pub fn step(&mut self, slices: u32) -> Progress {
        for _ in 0..slices {
            match self.work() {
                Ok(true) => {}
                Ok(false) => return Progress::Done(verdict::of(&self.goals, &self.seen)),
                Err(why) => return Progress::Failed(why),
            }
        }
        Progress::Working(self.progress())
    }

    /// How far it has come, 0 to 1.
    pub fn progress(&self) -> f32 {
        let run = self.run.as_ref().map_or(0.0, |it| {
            let behind = (it.all - it.plans.len() - 1) as f32;
            (behind + it.job.progress()) / it.all.max(1) as f32
        });
        (self.seen.len() as f32 + run) / self.seeds.len().max(1) as f32
    }

    /// Works for one slice; says whether there is more to do.
    fn work(&mut self) -> Result<bool, String> {
        let Some(run) = &mut self.run else {
            let Some(seed) = self.seeds.get(self.seen.len()) else { return Ok(false) };
            self.run = Some(Run::new(vary(&self.base, *seed))?);
            return Ok(true);
        };
        if run.job.work() || run.next_rule()? {
            return Ok(true);
        }
        if let Some(run) = self.run.take() {
            self.seen.extend(run.finish(&self.pieces));
        }
        Ok(true)
    }
}

/// The plan of each rule, last first; each wants what all want, so that one simulation does for all.
fn plans(document: &Document) -> Result<Vec<Plan>, String> {
    let of = |(idx, rule): (u32, &Rule)| {
        let view = ViewState { rule: idx, ..ViewState::default() };
        let mut plan = Plan::new(&Document { view, ..document.clone() })
            .map_err(|why| format!("{}: {why}", rule.alert))?;
        // What only a chart shows.
        plan.inputs.clear();
        Ok(plan)
    };
    let mut all = (0..).zip(&document.rules).map(of).collect::<Result<Vec<_>, String>>()?;
    let others: Vec<_> = all.iter().skip(1).flat_map(|it| it.wanted.clone()).collect();
    if let Some(first) = all.first_mut() {
        first.wanted.extend(others);
    }
    all.reverse();
    Ok(all)
}

impl Run {
    fn new(document: Document) -> Result<Self, String> {
        let mut plans = plans(&document)?;
        let all = plans.len();
        let first = plans.pop().ok_or("there is no rule")?;
        let job = Job::new(Rc::new(first), None, None)?;
        Ok(Self { document, plans, all, job, first: None, states: States::default() })
    }

    /// Takes over what a rule came to, and begins the next; says whether there was one.
    fn next_rule(&mut self) -> Result<bool, String> {
        let next = self.plans.pop();
        let more = next.is_some();
        let Some(picture) = self.job.take() else { return Err("a run came to nothing".to_owned()) };
        if !picture.columns.error.is_empty() {
            return Err(format!("{}: {}", picture.plan.rule.alert, picture.columns.error));
        }
        self.states.timeline.instances.extend(picture.states.timeline.instances.iter().cloned());
        self.states.episodes.extend(picture.states.episodes.iter().cloned());
        let first = self.first.get_or_insert(picture);
        if let Some(plan) = next {
            self.job = Job::new(Rc::new(plan), Some(first), None)?;
        }
        Ok(more)
    }

    /// What all rules together are worth.
    fn finish(self, pieces: &Pieces) -> Option<Seen> {
        let picture = self.first?;
        let scored = scored(&self.document, &picture, &self.states, pieces);
        let steps = picture.plan.steps;
        let length = steps.step * steps.len() as i64;
        Some(Seen { seed: self.document.scenario.seed, scored, states: Rc::new(self.states), length })
    }
}
