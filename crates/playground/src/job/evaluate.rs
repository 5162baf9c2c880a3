//! The expression over all steps, in chunks of steps so that no slice takes long. It must not know alerts.

use super::pace::Pace;
use crate::limits::VALUES;
use crate::picture::Columns;
use crate::plan::Plan;
use promql::plan::Type;
use promql::{Column, Node, Query, Steps};
use series::{Labels, STALE, Store};
use std::rc::Rc;

/// So many samples that an evaluation comes across cost as much as one that the simulation looks at.
const VISITS: u64 = 8;
/// What a column costs beside its values.
const COLUMN: u64 = 30;

/// The evaluation of one plan's expression.
pub(super) struct EvaluateJob {
    steps: usize,
    next: usize,
    pace: Pace,
    /// What was come across so far.
    visits: u64,
    /// The whole expression, the side that is compared, what that is made of and compared with.
    growing: Vec<Growing>,
    found: Columns,
}

/// So many lines of an input are kept: more cannot be told apart.
const LINES: usize = 60;

/// Columns that grow by chunks.
pub(super) struct Growing {
    /// In the order of their labels.
    columns: Vec<Column>,
    most: usize,
}

impl Default for Growing {
    fn default() -> Self {
        Self { columns: Vec::new(), most: usize::MAX }
    }
}

impl Growing {
    /// Puts a chunk's columns at step `from`; a label set without a sample in a chunk stays without one.
    pub(super) fn add(&mut self, from: usize, columns: Vec<Column>) {
        let mut place = 0;
        for column in columns {
            // Mostly the same ones as in the last chunk, in the same order.
            if self.columns.get(place).is_none_or(|it| it.labels != column.labels) {
                place = match self.columns.binary_search_by(|it| it.labels.cmp(&column.labels)) {
                    Ok(known) => known,
                    Err(_) if self.columns.len() >= self.most => continue,
                    Err(next) => {
                        self.columns.insert(next, Column { labels: column.labels, values: Vec::new() });
                        next
                    }
                };
            }
            let values = &mut self.columns[place].values;
            values.resize(from, STALE);
            values.extend(column.values);
            place += 1;
        }
    }

    /// How many columns there are.
    pub(super) fn len(&self) -> usize {
        self.columns.len()
    }

    pub(super) fn finish(self, steps: usize) -> Vec<Column> {
        let mut columns = self.columns;
        columns.iter_mut().for_each(|it| it.values.resize(steps, STALE));
        columns
    }
}

impl EvaluateJob {
    pub(super) fn new(plan: &Plan) -> Self {
        Self {
            steps: plan.steps.len(),
            next: 0,
            pace: Pace::default(),
            visits: 0,
            growing: Vec::new(),
            found: Columns::default(),
        }
    }

    pub(super) fn progress(&self) -> f32 {
        self.next as f32 / self.steps.max(1) as f32
    }

    /// One chunk; says whether there is more to do.
    pub(super) fn work(&mut self, plan: &Plan, store: &Store, spent: &mut u64) -> bool {
        let (steps, upto) = chunk(plan.steps, self.next, self.pace.steps());
        match self.chunk(plan, store, steps) {
            Ok(cost) => {
                self.pace.learn(upto - self.next, cost);
                *spent += cost;
            }
            Err(error) => {
                self.found.error = error;
                self.next = self.steps;
                return false;
            }
        }
        self.next = upto;
        self.next < self.steps
    }

    /// Evaluates `steps`; what that cost.
    fn chunk(&mut self, plan: &Plan, store: &Store, steps: Steps) -> Result<u64, String> {
        let compared = plan.compared();
        let root = plan.query.root();
        let (side, other) = compared.as_ref().map_or((root, None), |it| (it.side, varying(it)));
        let inputs = plan.inputs.iter().map(Query::root);
        let nodes: Vec<_> = [root, side].into_iter().chain(inputs).chain(other).collect();
        let ranges = promql::ranges(&nodes, store, steps, &plan.options()).map_err(|err| err.to_string())?;
        self.growing.resize_with(nodes.len(), Growing::default);
        let (mut cost, mut count) = (1, 0);
        for (idx, (range, growing)) in ranges.into_iter().zip(&mut self.growing).enumerate() {
            self.visits += range.visits;
            cost += cost_of(&range);
            if idx == 0 {
                range.notes.into_iter().for_each(|it| it.add_to(&mut self.found.notes));
            }
            growing.most = if idx < 2 { usize::MAX } else { LINES };
            growing.add(self.next, range.columns);
            count += growing.len();
        }
        if count * self.steps > VALUES {
            return Err(format!("the expression gives too many values; {VALUES} are the most"));
        }
        if self.visits > promql::limits::VISITS {
            return Err(format!("the query looks at more than {} samples", promql::limits::VISITS));
        }
        Ok(cost)
    }

    /// What was found.
    pub(super) fn finish(&mut self, plan: &Plan) -> Columns {
        let mut found = std::mem::take(&mut self.found);
        promql::Note::sort(&mut found.notes);
        if found.error.is_empty() {
            let steps = self.steps;
            let mut all = std::mem::take(&mut self.growing).into_iter().map(|it| it.finish(steps));
            found.whole = std::sync::Arc::new(all.next().unwrap_or_default());
            let side = all.next().unwrap_or_default();
            let inputs = all.by_ref().take(plan.inputs.len());
            found.inputs = Rc::new(inputs.map(|it| placed(&side, it)).collect());
            found.other = Rc::new(placed(&side, all.next().unwrap_or_default()));
            found.side = Rc::new(side);
        }
        found
    }
}

/// The steps of the chunk of `count` that begins at number `next`, and the number behind its last one.
pub(super) fn chunk(all: Steps, next: usize, count: usize) -> (Steps, usize) {
    let upto = (next + count).min(all.len());
    (Steps { start: all.time(next), end: all.time(upto.saturating_sub(1)), step: all.step }, upto)
}

/// What a chunk has cost, in the units of [`crate::limits::SLICE`].
pub(super) fn cost_of(range: &promql::Range) -> u64 {
    range.visits / VISITS + range.columns.len() as u64 * COLUMN
}

/// What is compared with, where that is no number but varies.
fn varying<'a>(it: &promql::Comparison<'a>) -> Option<&'a Node> {
    (it.literal.is_none() && it.other.value_type() == Type::Vector).then_some(it.other)
}

/// Each of `columns` with the place of the one of `side` that it belongs to: the first whose labels it has, or that has
/// its labels. What belongs to none has a place behind all.
fn placed(side: &[Column], columns: Vec<Column>) -> Vec<(usize, Column)> {
    let within = |inner: &Labels, outer: &Labels| {
        inner.iter().all(|(name, value)| name == series::METRIC_NAME || outer.value(name) == Some(value))
    };
    let place = |labels: &Labels| {
        let found = side.iter().position(|it| within(&it.labels, labels));
        found.or_else(|| side.iter().position(|it| within(labels, &it.labels))).unwrap_or(side.len().max(8))
    };
    columns.into_iter().map(|it| (place(&it.labels), it)).collect()
}
