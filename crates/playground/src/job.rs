//! The straight way from scenario to states as a resumable job: simulate, evaluate, replay. It must not know what
//! is in view, and reads no clock: a slice is a budget of counted work.

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
}

/// How far a run has come; each stage holds what the earlier ones found.
enum Stage {
    Simulate(Box<haproxy::Simulation>, Store),
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
        let known =
            previous.filter(|it| it.plan.scenario == plan.scenario && plan.wanted.is_subset(&it.plan.wanted));
        let stage = match known {
            None => {
                let simulation = haproxy::Simulation::new(&plan.scenario, Some(&plan.wanted));
                let simulation = simulation.map_err(|err| err.to_string())?.with_impact(&plan.scenario);
                Stage::Simulate(Box::new(simulation), Store::new())
            }
            Some(picture) if same_columns(&picture.plan, &plan) => {
                replay(&plan, Rc::clone(&picture.store), Rc::clone(&picture.columns))
            }
            Some(picture) => match filter::filtered(picture, &plan) {
                Some(columns) => replay(&plan, Rc::clone(&picture.store), Rc::new(columns)),
                None => Stage::Evaluate(Rc::clone(&picture.store), Box::new(EvaluateJob::new(&plan))),
            },
        };
        let harm = known.map(|it| Rc::clone(&it.harm)).unwrap_or_default();
        Ok(Self { plan, beforehand, stage, harm, spent: 0 })
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
            self.stage =
                advance(&self.plan, self.beforehand.as_ref(), stage, &mut self.harm, (budget, &mut spent));
        }
        self.spent += spent;
        !self.is_done()
    }

    fn is_done(&self) -> bool {
        matches!(self.stage, Stage::Done(_))
    }

    /// The result, once there is one.
    pub(crate) fn finish(self) -> Option<Picture> {
        match self.stage {
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

/// One piece of a stage: the same stage, further on, or the next. What it took is added to what is spent.
fn advance(
    plan: &Rc<Plan>,
    beforehand: Option<&Beforehand>,
    stage: Stage,
    harm: &mut Rc<Harm>,
    (budget, spent): (u64, &mut u64),
) -> Stage {
    match stage {
        Stage::Simulate(mut simulation, mut store) => {
            if simulation.work(&mut store, budget, spent) {
                return Stage::Simulate(simulation, store);
            }
            *harm = Rc::new(Harm::new(&plan.scenario, simulation.impact().unwrap_or_default()));
            if let Some(it) = beforehand {
                store = (it.write)(plan, store);
            }
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
            Stage::Done(Some(picture(Rc::clone(plan), (store, Rc::clone(harm)), columns, *job)))
        }
        Stage::Done(picture) => Stage::Done(picture),
    }
}

/// The last stage, for columns that are there.
fn replay(plan: &Plan, store: Rc<Store>, columns: Rc<Columns>) -> Stage {
    let job = ReplayJob::new(Arc::clone(&plan.compiled), Arc::clone(&columns.whole), plan.steps);
    Stage::Replay(store, columns, Box::new(job))
}

/// What a run came to.
fn picture(
    plan: Rc<Plan>,
    (store, harm): (Rc<Store>, Rc<Harm>),
    columns: Rc<Columns>,
    job: ReplayJob,
) -> Picture {
    let (timeline, columns) = match job.finish() {
        Ok(timeline) => (timeline, columns),
        Err(error) => {
            let columns = Columns { error: error.to_string(), ..Columns::clone(&columns) };
            (alerting::Timeline::default(), Rc::new(columns))
        }
    };
    // A filter returns the left side's values, so its own columns give the peaks, unless it yields 0 or 1.
    let episodes = alerting::episodes(&timeline, &columns.whole, plan.steps, peak(&plan));
    let notes = notes::notes(&timeline, plan.steps);
    Picture {
        plan,
        store,
        harm,
        columns,
        states: Rc::new(States { timeline, episodes, notes }),
        found: RefCell::default(),
    }
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
