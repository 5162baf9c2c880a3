//! The comparison as a resumable job: for each seed the traffic once, then A and B over the same samples. It must not know what
//! is in view, and reads no clock.

use super::{lanes, pairs};
use crate::document::Document;
use crate::job::Job;
use crate::learn::{Compared, Stretch};
use crate::picture::Picture;
use crate::pieces::Pieces;
use crate::plan::Plan;
use crate::score::{Scored, scored};
use crate::sweep::Adding;
use crate::vary::vary;
use plot::Span;
use quality::{Cell, Measure};
use series::{Labels, METRIC_NAME};
use std::collections::BTreeSet;
use std::rc::Rc;

/// What is compared: the document by whose selected rule incidents count, and the same with A and with B selected.
#[derive(Clone, PartialEq)]
pub(super) struct Pair {
    pub(super) judged: Document,
    pub(super) rules: [Document; 2],
    pub(super) names: [String; 2],
}

/// A comparison that has not ended.
pub(super) struct Run {
    pair: Pair,
    seeds: Vec<u64>,
    at: usize,
    stage: Stage,
    adding: Adding,
    /// What the first seed came to.
    shown: Compared,
}

/// How far a seed has come.
enum Stage {
    Begin,
    /// Traffic and A, with the plan of B.
    First(Box<Job>, Box<Plan>),
    /// B over the samples of A.
    Second(Box<Picture>, Box<Job>),
}

impl Run {
    /// A comparison on so many seeds.
    pub(super) fn new(pair: Pair, seeds: u32) -> Self {
        let first = pair.judged.scenario.seed;
        let shown = Compared { names: pair.names.clone(), seeds: (first, seeds), ..Compared::default() };
        Self {
            pair,
            seeds: (0..u64::from(seeds)).map(|it| first.wrapping_add(it)).collect(),
            at: 0,
            stage: Stage::Begin,
            adding: Adding::default(),
            shown,
        }
    }

    /// How far it has come, 0 to 1.
    pub(super) fn progress(&self) -> f32 {
        let part = match &self.stage {
            Stage::Begin => 0.0,
            Stage::First(job, _) => 0.7 * job.progress(),
            Stage::Second(_, job) => 0.7 + 0.3 * job.progress(),
        };
        (self.at as f32 + part) / self.seeds.len().max(1) as f32
    }

    /// Works for one slice; says whether there is more to do.
    ///
    /// # Errors
    /// Why a rule cannot be evaluated.
    pub(super) fn work(&mut self, pieces: &Pieces) -> Result<bool, String> {
        let Some(seed) = self.seeds.get(self.at).copied() else { return Ok(false) };
        match std::mem::replace(&mut self.stage, Stage::Begin) {
            Stage::Begin => {
                let [first, second] = self.plans(seed)?;
                self.stage = Stage::First(Box::new(Job::new(Rc::new(first), None, None)?), Box::new(second));
            }
            Stage::First(mut job, plan) => {
                if job.work() {
                    self.stage = Stage::First(job, plan);
                } else {
                    let picture = finished(*job, "A")?;
                    let job = Job::new(Rc::new(*plan), Some(&picture), None)?;
                    self.stage = Stage::Second(Box::new(picture), Box::new(job));
                }
            }
            Stage::Second(first, mut job) => {
                if job.work() {
                    self.stage = Stage::Second(first, job);
                } else {
                    let second = finished(*job, "B")?;
                    self.end_seed(seed, [&*first, &second], pieces);
                }
            }
        }
        Ok(self.at < self.seeds.len())
    }

    /// What it came to.
    pub(super) fn finish(self) -> Compared {
        Compared { sums: self.adding.finish(), ..self.shown }
    }

    /// The plans of A and B; A's wants what B looks at, too, so that one simulation does for both.
    fn plans(&self, seed: u64) -> Result<[Plan; 2], String> {
        let plan = |idx: usize, letter: &str| {
            let plan = Plan::new(&vary(&self.pair.rules[idx], seed));
            plan.map_err(|why| format!("{letter}: {why}"))
        };
        let (mut first, mut second) = (plan(0, "A")?, plan(1, "B")?);
        for plan in [&mut first, &mut second] {
            // What only a chart shows.
            plan.inputs.clear();
        }
        first.wanted.extend(second.wanted.iter().cloned());
        Ok([first, second])
    }

    fn end_seed(&mut self, seed: u64, pictures: [&Picture; 2], pieces: &Pieces) {
        let document = vary(&self.pair.judged, seed);
        let of = |it: &Picture| scored(&document, it, &it.states, pieces);
        let scored = pictures.map(of);
        let [a, b] = [&scored[0], &scored[1]].map(|it| Cell::from(&it.card));
        self.adding.add(&[a, b, less(&b, &a)]);
        if self.at == 0 {
            self.show(pictures, &scored[0]);
        }
        self.at += 1;
    }

    /// What there is to look at of the first seed.
    fn show(&mut self, pictures: [&Picture; 2], scored: &Scored) {
        let steps = pictures[0].plan.steps;
        let key = key(pictures);
        let stretch = |it: &crate::score::Labelled| Stretch {
            title: it.title.clone(),
            span: Span { from: it.incident.from, to: it.incident.to },
            counts: it.counts,
        };
        let shown = &mut self.shown;
        shown.range = Span { from: steps.start, to: steps.time(steps.len()) };
        shown.labels = scored.labels.iter().map(stretch).collect();
        let objects = lanes::objects(pictures, &key);
        (shown.counts, shown.changes) = pairs::pairs(pictures, &key, &objects);
        (shown.rows, shown.more) = lanes::rows(objects, shown.range);
    }
}

/// What a job came to.
fn finished(job: Job, letter: &str) -> Result<Picture, String> {
    let picture = job.finish().ok_or("a run came to nothing")?;
    match picture.columns.error.as_str() {
        "" => Ok(picture),
        why => Err(format!("{letter}: {why}")),
    }
}

/// The labels of an alert that say which object it is about: without its name, and without those that either rule adds.
fn key(pictures: [&Picture; 2]) -> impl Fn(&Labels) -> Labels {
    let added = pictures.iter().flat_map(|it| it.plan.rule.labels.keys());
    let mut added: BTreeSet<String> = added.cloned().collect();
    added.extend(["alertname", METRIC_NAME].map(str::to_owned));
    move |labels| labels.filter(|name| !added.contains(name))
}

/// What `b` has more than `a`, wherever both have a number.
fn less(b: &Cell, a: &Cell) -> Cell {
    let mut cell = Cell::default();
    for measure in Measure::all() {
        cell.values[measure as usize] = b.get(measure).zip(a.get(measure)).map(|(b, a)| b - a);
    }
    cell
}
