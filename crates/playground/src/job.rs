//! The straight way from scenario to states as a resumable job: simulate, evaluate, replay. It must not know what
//! is in view, and reads no clock: a slice is a budget of counted work.

mod before;
mod evaluate;
mod filter;
mod notes;
mod pace;

use crate::beforehand::Beforehand;
use crate::limits::SLICE;
use crate::picture::{Columns, Picture, States};
use crate::plan::Plan;
use crate::score::Harm;
use alerting::{Peak, ReplayJob};
use before::BeforeJob;
use evaluate::EvaluateJob;
use promql::{CompareOp, Comparison};
use series::Store;
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

/// A run that has not ended.
pub(crate) struct Job {
    plan: Rc<Plan>,
    beforehand: Option<Beforehand>,
    stage: Stage,
    harm: Rc<Harm>,
    /// What was done so far, in units of [`SLICE`].
    spent: u64,
    /// Why rules before the selected one wrote nothing.
    trouble: Rc<Vec<String>>,
}

/// How far a run has come; each stage holds what the earlier ones found.
enum Stage {
    Simulate(Box<haproxy::Simulation>, Store),
    Before(Box<BeforeJob>, Store),
    Evaluate(Rc<Store>, Box<EvaluateJob>),
    Replay(Rc<Store>, Rc<Columns>, Box<ReplayJob>),
    Done(Option<Picture>),
}

impl Job {
    /// A run of `plan` that takes over what `previous` has in common with it.
    ///
    /// # Errors
    /// What the traffic model says of the scenario.
    pub(crate) fn new(
        plan: Rc<Plan>,
        previous: Option<&Picture>,
        beforehand: Option<Beforehand>,
    ) -> Result<Self, String> {
        let known = previous.filter(|it| {
            it.plan.scenario == plan.scenario
                && it.plan.input == plan.input
                && it.plan.before == plan.before
                && (plan.before.rules.is_empty() || it.plan.steps == plan.steps)
                && (plan.before.rules.is_empty() || it.plan.semantics == plan.semantics)
                && plan.wanted.is_subset(&it.plan.wanted)
        });
        let trouble = known.map(|it| Rc::clone(&it.trouble)).unwrap_or_default();
        let stage = match (known, &plan.input) {
            (None, Some(input)) => Stage::Before(Box::default(), Store::clone(&input.store)),
            (None, None) => {
                let simulation = haproxy::Simulation::new(&plan.scenario, Some(&plan.wanted));
                let simulation = simulation.map_err(|err| err.to_string())?.with_impact(&plan.scenario);
                Stage::Simulate(Box::new(simulation), Store::new())
            }
            (Some(picture), _) if same_columns(&picture.plan, &plan) => {
                replay(&plan, Rc::clone(&picture.store), Rc::clone(&picture.columns))
            }
            (Some(picture), _) => match filter::filtered(picture, &plan) {
                Some(columns) => replay(&plan, Rc::clone(&picture.store), Rc::new(columns)),
                None => Stage::Evaluate(Rc::clone(&picture.store), Box::new(EvaluateJob::new(&plan))),
            },
        };
        let harm = known.map(|it| Rc::clone(&it.harm)).unwrap_or_default();
        Ok(Self { plan, beforehand, stage, harm, spent: 0, trouble })
    }

    /// What it computes.
    pub(crate) fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Works for one slice; says whether there is more to do.
    pub(crate) fn work(&mut self) -> bool {
        let (mut spent, budget) = (0, SLICE);
        while spent < budget && !self.is_done() {
            let stage = std::mem::replace(&mut self.stage, Stage::Done(None));
            self.stage = self.advance(stage, budget, &mut spent);
        }
        self.spent += spent;
        !self.is_done()
    }

    fn is_done(&self) -> bool {
        matches!(self.stage, Stage::Done(_))
    }

    /// The result, once there is one.
    pub(crate) fn finish(mut self) -> Option<Picture> {
        self.take()
    }

    /// As [`Job::finish`], of a job that makes room for another.
    pub(crate) fn take(&mut self) -> Option<Picture> {
        match std::mem::replace(&mut self.stage, Stage::Done(None)) {
            Stage::Done(picture) => picture,
            _ => None,
        }
    }

    /// What was done so far, in units of [`SLICE`].
    pub(crate) fn spent(&self) -> u64 {
        self.spent
    }

    /// How far it has come, 0 to 1.
    pub(crate) fn progress(&self) -> f32 {
        match &self.stage {
            #[expect(clippy::cast_possible_truncation, reason = "a share for a progress bar")]
            Stage::Simulate(simulation, _) => 0.6 * simulation.progress() as f32,
            Stage::Before(..) => 0.6,
            Stage::Evaluate(_, job) => 0.6 + 0.3 * job.progress(),
            Stage::Replay(..) => 0.9,
            Stage::Done(_) => 1.0,
        }
    }
}

/// Whether both plans give the same columns over the same samples.
fn same_columns(known: &Plan, plan: &Plan) -> bool {
    known.query.text() == plan.query.text()
        && known.active == plan.active
        && known.semantics == plan.semantics
        && known.steps == plan.steps
}

impl Job {
    /// One piece of a stage: the same stage, further on, or the next. What it took is added to what is spent.
    fn advance(&mut self, stage: Stage, budget: u64, spent: &mut u64) -> Stage {
        let plan = &self.plan;
        match stage {
            Stage::Simulate(mut simulation, mut store) => {
                if simulation.work(&mut store, budget, spent) {
                    return Stage::Simulate(simulation, store);
                }
                self.harm = Rc::new(Harm::new(&plan.scenario, simulation.impact().unwrap_or_default()));
                if let Some(it) = &self.beforehand {
                    store = (it.write)(plan, store);
                }
                Stage::Before(Box::default(), store)
            }
            Stage::Before(mut job, mut store) => {
                if job.work(plan, &mut store, spent) {
                    return Stage::Before(job, store);
                }
                self.trouble = Rc::new(job.trouble);
                Stage::Evaluate(Rc::new(store), Box::new(EvaluateJob::new(plan)))
            }
            Stage::Evaluate(store, mut job) => {
                if job.work(plan, &store, spent) {
                    return Stage::Evaluate(store, job);
                }
                replay(plan, store, Rc::new(job.finish(plan)))
            }
            Stage::Replay(store, columns, mut job) => {
                let mut left = budget.saturating_sub(*spent);
                let (before, more) = (left, job.run(&mut left));
                *spent += before - left;
                if more {
                    return Stage::Replay(store, columns, job);
                }
                Stage::Done(Some(self.picture(store, columns, *job)))
            }
            Stage::Done(picture) => Stage::Done(picture),
        }
    }

    /// What the run came to.
    fn picture(&self, store: Rc<Store>, columns: Rc<Columns>, job: ReplayJob) -> Picture {
        let plan = Rc::clone(&self.plan);
        let (timeline, columns) = match job.finish() {
            Ok(timeline) => (timeline, columns),
            Err(error) => {
                let columns = Columns { error: error.to_string(), ..Columns::clone(&columns) };
                (alerting::Timeline::default(), Rc::new(columns))
            }
        };
        // A filter returns the left side's values, so its own columns give the peaks, unless it yields 0 or 1.
        let episodes = alerting::episodes(&timeline, &columns.whole, plan.steps, peak(&plan));
        let notes = notes::notes(&timeline, plan.steps, &plan.route);
        Picture {
            plan,
            store,
            harm: Rc::clone(&self.harm),
            columns,
            states: Rc::new(States { timeline, episodes, notes }),
            found: RefCell::default(),
            trouble: Rc::clone(&self.trouble),
        }
    }
}

/// The last stage, for columns that are there.
fn replay(plan: &Plan, store: Rc<Store>, columns: Rc<Columns>) -> Stage {
    let job = ReplayJob::new(Arc::clone(&plan.compiled), Arc::clone(&columns.whole), plan.steps);
    Stage::Replay(store, columns, Box::new(job))
}

/// Which value of an episode is its peak.
pub(crate) fn peak(plan: &Plan) -> Peak {
    match plan.compared().as_ref().map(facing) {
        Some(CompareOp::Greater | CompareOp::GreaterOrEqual) => Peak::Max,
        Some(CompareOp::Less | CompareOp::LessOrEqual) => Peak::Min,
        Some(CompareOp::Equal | CompareOp::NotEqual) | None => Peak::Last,
    }
}

/// The comparison as it reads with the varying side on the left: `5 < x` is `x > 5`.
pub(crate) fn facing(it: &Comparison<'_>) -> CompareOp {
    match (it.literal_on_left, it.op) {
        (false, op) | (true, op @ (CompareOp::Equal | CompareOp::NotEqual)) => op,
        (true, CompareOp::Greater) => CompareOp::Less,
        (true, CompareOp::Less) => CompareOp::Greater,
        (true, CompareOp::GreaterOrEqual) => CompareOp::LessOrEqual,
        (true, CompareOp::LessOrEqual) => CompareOp::GreaterOrEqual,
    }
}
