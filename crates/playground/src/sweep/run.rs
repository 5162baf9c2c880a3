//! A sweep over several seeds as a resumable job: for each seed the traffic, the left side once, then a scorecard for each
//! cell. It must not know what is in view, and reads no clock.

use super::grid;
use super::sums::Adding;
use crate::document::Document;
use crate::edit;
use crate::event::Field;
use crate::job::{Job, facing};
use crate::learn::{Sums, SweepAsk};
use crate::limits::SLICE;
use crate::picture::Picture;
use crate::pieces::Pieces;
use crate::plan::Plan;
use crate::score;
use crate::vary::vary;
use promql::plan::Type;
use promql::{Column, CompareOp};
use quality::{Cell, Grid, Op, Side, SweepJob};
use series::is_stale;
use std::rc::Rc;

/// Units of a sweep's work to one of [`SLICE`]'s.
const UNITS: u64 = 4;
/// So many thresholds at most where each needs an evaluation of its own.
const EVALUATED: usize = 24;

/// A sweep that has not ended.
pub(super) struct Run {
    base: Document,
    train: usize,
    seeds: Vec<u64>,
    at: usize,
    stage: Stage,
    pub(super) thresholds: Vec<f64>,
    /// Whether the rule compares with a number that can be swept.
    pub(super) named: bool,
    pub(super) holds: Vec<i64>,
    keep: i64,
    /// How many thresholds and values of `for` are asked for.
    grid: Option<[usize; 2]>,
    /// What the first seed came to, perhaps with other numbers.
    pub(super) first: Option<Rc<Picture>>,
    cells: Vec<Cell>,
    sums: [Adding; 2],
}

/// How far a seed has come.
enum Stage {
    Begin,
    /// Traffic and left side.
    Look(Box<Job>),
    /// All thresholds at once: the left side is compared.
    Whole(Box<SweepJob>),
    /// An evaluation for each threshold: the comparison is a part of a larger expression.
    Each(Rc<Picture>, usize, Option<Box<Job>>),
}

impl Run {
    /// A sweep of the selected rule of `base`, whose numbers and `own`, threshold and `for`, are to be on the grid.
    pub(super) fn new(base: Document, ask: &SweepAsk, keep: i64) -> Self {
        let first = base.scenario.seed;
        let count = u64::from(ask.train.max(1) + ask.judge);
        Self {
            base,
            train: ask.train.max(1) as usize,
            seeds: (0..count).map(|it| first.wrapping_add(it)).collect(),
            at: 0,
            stage: Stage::Begin,
            thresholds: Vec::new(),
            named: false,
            holds: Vec::new(),
            keep,
            grid: ask.grid.map(|it| it.map(|count| count as usize)),
            first: None,
            cells: Vec::new(),
            sums: Default::default(),
        }
    }

    /// How far it has come, 0 to 1.
    pub(super) fn progress(&self) -> f32 {
        let part = match &self.stage {
            Stage::Begin => 0.0,
            Stage::Look(job) => 0.5 * job.progress(),
            Stage::Whole(job) => 0.5 + 0.5 * job.progress(),
            Stage::Each(_, idx, _) => 0.5 + 0.5 * *idx as f32 / self.thresholds.len().max(1) as f32,
        };
        (self.at as f32 + part) / self.seeds.len().max(1) as f32
    }

    /// Works for one slice; says whether there is more to do.
    ///
    /// # Errors
    /// Why the rule cannot be swept.
    pub(super) fn work(&mut self, pieces: &Pieces, own: &[(f64, i64)]) -> Result<bool, String> {
        let Some(seed) = self.seeds.get(self.at).copied() else { return Ok(false) };
        match std::mem::replace(&mut self.stage, Stage::Begin) {
            Stage::Begin => {
                let plan = plan(&self.document(seed))?;
                let known = self.first.clone().filter(|_| self.at == 0);
                self.stage = match known.filter(|it| same_side(&it.plan, &plan)) {
                    Some(known) => self.looked(known, pieces, own)?,
                    None => {
                        let known = self.first.as_deref().filter(|_| self.at == 0);
                        Stage::Look(Box::new(Job::new(Rc::new(plan), known, None)?))
                    }
                };
            }
            Stage::Look(mut job) => {
                if job.work() {
                    self.stage = Stage::Look(job);
                } else if let Some(picture) = job.finish() {
                    self.stage = self.looked(Rc::new(picture), pieces, own)?;
                }
            }
            Stage::Whole(mut job) => {
                let mut units = SLICE * UNITS;
                if job.run(&mut units) {
                    self.stage = Stage::Whole(job);
                } else {
                    self.cells = job.finish().cells;
                    self.end_seed();
                }
            }
            Stage::Each(picture, idx, job) => self.each(picture, idx, job, pieces)?,
        }
        Ok(self.at < self.seeds.len())
    }

    /// What the seeds came to: those that it was tuned on, and the others.
    pub(super) fn finish(self) -> [Sums; 2] {
        self.sums.map(Adding::finish)
    }

    fn document(&self, seed: u64) -> Document {
        vary(&self.base, seed)
    }

    /// What follows once traffic and left side are there; the first seed says which grid it is.
    fn looked(&mut self, picture: Rc<Picture>, pieces: &Pieces, own: &[(f64, i64)]) -> Result<Stage, String> {
        if !picture.columns.error.is_empty() {
            return Err(picture.columns.error.clone());
        }
        if self.at == 0 {
            self.first = Some(Rc::clone(&picture));
        }
        let plan = &picture.plan;
        let direct = direct(plan);
        if self.holds.is_empty() {
            let steps = plan.steps;
            let holds: Vec<i64> = own.iter().map(|it| it.1).collect();
            self.holds = grid::holds(steps.step, steps.end - steps.start, &holds, self.grid.map(|it| it[1]));
            self.named = swept(plan).is_some();
            let own: Vec<f64> = own.iter().map(|it| it.0).filter(|it| it.is_finite()).collect();
            let count = self.grid.map(|it| it[0]);
            self.thresholds =
                if self.named { grid::thresholds(&picture.columns.side, &own, count) } else { vec![0.0] };
            if direct.is_none() && self.thresholds.len() > EVALUATED {
                let every = self.thresholds.len().div_ceil(EVALUATED);
                let mut place = 0..;
                self.thresholds.retain(|it| {
                    place.next().is_some_and(|idx: usize| idx.is_multiple_of(every)) || own.contains(it)
                });
            }
        }
        Ok(match direct {
            Some(op) => {
                let side = Side::new(&picture.columns.side, op);
                Stage::Whole(Box::new(self.sweep(side, &picture, pieces, self.thresholds.clone())?))
            }
            None => {
                self.cells = vec![Cell::default(); self.thresholds.len() * self.holds.len()];
                Stage::Each(picture, 0, None)
            }
        })
    }

    /// One threshold after the other, over the same samples.
    fn each(
        &mut self,
        picture: Rc<Picture>,
        idx: usize,
        job: Option<Box<Job>>,
        pieces: &Pieces,
    ) -> Result<(), String> {
        let Some(threshold) = self.thresholds.get(idx).copied() else {
            self.end_seed();
            return Ok(());
        };
        let mut job = match job {
            Some(job) => job,
            None => {
                let mut document = self.document(self.seeds[self.at]);
                if self.named {
                    set(&mut document, Field::Threshold, &series::format_float(threshold))?;
                }
                Box::new(Job::new(Rc::new(plan(&document)?), Some(&picture), None)?)
            }
        };
        if job.work() {
            self.stage = Stage::Each(picture, idx, Some(job));
            return Ok(());
        }
        if let Some(found) = job.finish() {
            let side = Side::new(&present(&found.columns.whole), Op::Greater);
            let mut sweep = self.sweep(side, &found, pieces, vec![0.0])?;
            let mut units = u64::MAX;
            while sweep.run(&mut units) {}
            let columns = self.thresholds.len();
            for (row, cell) in sweep.finish().cells.into_iter().enumerate() {
                self.cells[row * columns + idx] = cell;
            }
        }
        self.stage = Stage::Each(picture, idx + 1, None);
        Ok(())
    }

    fn sweep(
        &self,
        side: Side,
        picture: &Picture,
        pieces: &Pieces,
        thresholds: Vec<f64>,
    ) -> Result<SweepJob, String> {
        let document = self.document(self.seeds[self.at]);
        let (judge, slo) = score::judged(&document, picture, pieces);
        let grid = Grid { thresholds, holds: self.holds.clone(), keep_firing_for: self.keep };
        let impact = picture.harm.total.clone();
        SweepJob::new(side, judge, Some((impact, slo)), grid).map_err(|err| err.to_string())
    }

    fn end_seed(&mut self) {
        let cells = std::mem::take(&mut self.cells);
        self.sums[usize::from(self.at >= self.train)].add(&cells);
        self.at += 1;
        self.stage = Stage::Begin;
    }
}

/// Puts `text` into `document`.
pub(super) fn set(document: &mut Document, field: Field, text: &str) -> Result<(), String> {
    edit::apply(document, field, text).map_err(|wrong| wrong.message)
}

/// The plan without what only a chart shows.
fn plan(document: &Document) -> Result<Plan, String> {
    let mut plan = Plan::new(document)?;
    plan.inputs.clear();
    Ok(plan)
}

/// Whether two plans give the same columns of the same samples, whatever `for` and `keep_firing_for` make of them.
fn same_side(known: &Plan, plan: &Plan) -> bool {
    known.scenario == plan.scenario
        && known.input == plan.input
        && known.before == plan.before
        && known.query.text() == plan.query.text()
        && known.active == plan.active
        && known.semantics == plan.semantics
        && known.steps == plan.steps
}

/// How the side compares with the number that is swept, if there is one.
pub(super) fn swept(plan: &Plan) -> Option<Op> {
    let compared = plan.compared()?;
    compared.literal?;
    Some(match facing(&compared) {
        CompareOp::Greater => Op::Greater,
        CompareOp::GreaterOrEqual => Op::GreaterOrEqual,
        CompareOp::Less => Op::Less,
        CompareOp::LessOrEqual => Op::LessOrEqual,
        CompareOp::Equal | CompareOp::NotEqual => return None,
    })
}

/// The same where the comparison is all that the expression is.
fn direct(plan: &Plan) -> Option<Op> {
    let it = plan.compared()?;
    let alone = plan.query.root().unwrapped().span == it.node.span;
    let filters = !it.bool_modifier && it.side.value_type() == Type::Vector;
    swept(plan).filter(|_| alone && filters)
}

/// 1 where a column has a sample.
fn present(columns: &[Column]) -> Vec<Column> {
    let value = |it: &f64| if is_stale(*it) { f64::NAN } else { 1.0 };
    columns
        .iter()
        .map(|it| Column { labels: it.labels.clone(), values: it.values.iter().map(value).collect() })
        .collect()
}
