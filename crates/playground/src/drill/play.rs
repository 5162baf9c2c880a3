//! A drill that is played: the clock, who was called, questions, picks. It must not know how it is shown.

use super::debrief::{self, Done};
use super::stage::Stage;
use super::{Cost, act, evidence, now, past};
use crate::document::{Document, Drill};
use crate::job::Job;
use crate::learn::{Debrief, DrillTold, Evidence, Now, Phase, Picked};
use crate::model::Model;
use crate::picture::Picture;
use crate::pieces::Pieces;
use crate::plan::Plan;
use plot::NoticeKind;
use series::format_clock;
use std::rc::Rc;

/// A question takes so long, milliseconds.
pub const QUESTION: i64 = 60_000;
/// And so long it takes to find out that a cause is the wrong one.
pub const WRONG: i64 = 300_000;

/// A drill that is played.
pub struct Play {
    drill: Rc<Drill>,
    stage: Stage,
    /// What is seen: its picture ends with the clock.
    model: Model,
    /// The whole scenario as it is, and as it would have been without a remedy.
    whole: Option<Picture>,
    untreated: Option<Picture>,
    job: Option<Job>,
    clock: i64,
    phase: Phase,
    asked: u32,
    /// The causes that were picked, the first of them first.
    causes: Vec<usize>,
    remedy: Option<(usize, i64)>,
    treated: Option<Document>,
    /// What has still to be priced, last first, and what was.
    pricing: Vec<(String, Document)>,
    costs: Vec<(String, Cost)>,
    told: Vec<DrillTold>,
}

impl Play {
    /// Begins `drill` on `stage`.
    ///
    /// # Errors
    /// What is wrong with the document.
    pub(crate) fn begin(drill: Rc<Drill>, stage: Stage, pieces: &Pieces) -> Result<Self, String> {
        let mut model = Model::new(catalogue::shelf::beginning);
        model.pieces = pieces.clone();
        model.document = stage.document.clone();
        model.document.scenario.events.clear();
        let job = job(&stage.document)?;
        Ok(Self {
            clock: stage.begins,
            drill,
            stage,
            model,
            whole: None,
            untreated: None,
            job: Some(job),
            phase: Phase::Loading,
            asked: 0,
            causes: Vec::new(),
            remedy: None,
            treated: None,
            pricing: Vec::new(),
            costs: Vec::new(),
            told: Vec::new(),
        })
    }

    /// What has not been told yet.
    pub fn told(&mut self) -> Vec<DrillTold> {
        std::mem::take(&mut self.told)
    }

    /// The document that is played, treated if it was.
    pub fn document(&self) -> &Document {
        self.treated.as_ref().unwrap_or(&self.stage.document)
    }

    /// Works for one slice; says whether there is more to do.
    ///
    /// # Errors
    /// Why it cannot go on.
    pub fn work(&mut self) -> Result<bool, String> {
        if let Some(mut job) = self.job.take() {
            if job.work() {
                self.job = Some(job);
                return Ok(true);
            }
            let picture = job.finish().ok_or("a run came to nothing")?;
            if !picture.columns.error.is_empty() {
                return Err(picture.columns.error.clone());
            }
            if self.untreated.is_none() {
                self.untreated = Some(picture.clone());
                self.phase = Phase::Watch;
            }
            self.whole = Some(picture);
            self.tell();
            return Ok(false);
        }
        let Some((who, document)) = self.pricing.pop() else { return Ok(false) };
        self.costs.push((who, debrief::priced(&self.drill, &self.stage, &document)?));
        if self.pricing.is_empty() {
            self.end();
        }
        Ok(!self.pricing.is_empty())
    }

    /// The clock goes on by `millis`, at most until somebody is called, or to the end.
    ///
    /// # Errors
    /// A remedy that cannot be priced.
    pub fn go(&mut self, millis: i64) -> Result<(), String> {
        if self.whole.is_none() || self.job.is_some() || self.phase == Phase::Over {
            return Ok(());
        }
        let wanted = self.clock.saturating_add(millis.max(0)).min(self.stage.ends);
        let called = self.called().filter(|_| self.phase == Phase::Watch);
        self.clock = called.map_or(wanted, |it| wanted.min(it.max(self.clock)));
        if called.is_some_and(|it| self.clock >= it) {
            self.phase = Phase::Called;
        }
        if self.clock >= self.stage.ends {
            self.phase = Phase::Over;
            let (called, treated) = (self.called_or_end(), self.treated.as_ref());
            self.pricing = debrief::answers(&self.drill, &self.stage, called, treated)?;
            self.pricing.reverse();
        }
        self.tell();
        Ok(())
    }

    /// The clock goes on until somebody is called; afterwards, to the end.
    ///
    /// # Errors
    /// As of [`Self::go`].
    pub fn skip(&mut self) -> Result<(), String> {
        self.go(i64::MAX)
    }

    /// What is asked, and the minute that it takes.
    ///
    /// # Errors
    /// What the traffic model says, or as of [`Self::go`].
    pub fn ask(&mut self, question: Question<'_>) -> Result<(), String> {
        let Some(whole) = self.whole.as_ref().filter(|_| self.phase == Phase::Called) else { return Ok(()) };
        let answer = match question {
            Question::Query(text) => evidence::query(&past::past(whole, self.clock, true), text),
            Question::Stat => evidence::stat(&whole.plan.scenario, self.clock)?,
            Question::Runbook => {
                self.model.picture = Some(past::past(whole, self.clock, true));
                match evidence::opened(&self.model) {
                    Some(it) => it,
                    None => return Ok(()),
                }
            }
        };
        // A text that is no expression costs no time.
        let costs = !matches!(answer, Evidence::Query(_, _, Err(_)));
        self.told.push(DrillTold::Evidence(Box::new(answer)));
        if !costs {
            return Ok(());
        }
        self.asked += 1;
        self.go(QUESTION)
    }

    /// Cause `idx` is picked.
    ///
    /// # Errors
    /// As of [`Self::go`].
    pub fn cause(&mut self, idx: usize) -> Result<(), String> {
        let known = self.drill.causes.get(idx).filter(|_| self.phase == Phase::Called);
        let Some(cause) = known.filter(|_| !self.causes.contains(&idx)) else { return Ok(()) };
        let (right, why) = (cause.right, cause.why.clone());
        self.causes.push(idx);
        self.told.push(DrillTold::Picked(Picked {
            remedy: false,
            place: idx as u32,
            right: Some(right),
            why,
        }));
        if right { Ok(()) } else { self.go(WRONG) }
    }

    /// Remedy `idx` is applied now.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn remedy(&mut self, idx: usize) -> Result<(), String> {
        let Some(remedy) = self.drill.remedies.get(idx).filter(|_| self.phase == Phase::Called) else {
            return Ok(());
        };
        let treated = act::treated(&self.stage.document, remedy, self.clock)?;
        self.job = Some(job(&treated)?);
        self.treated = Some(treated);
        self.remedy = Some((idx, self.clock));
        self.phase = Phase::Treated;
        let (place, why) = (idx as u32, String::new());
        self.told.push(DrillTold::Picked(Picked { remedy: true, place, right: None, why }));
        Ok(())
    }

    /// When somebody is called first: by a message that fires, or by people.
    fn called(&self) -> Option<i64> {
        let picture = self.untreated.as_ref()?;
        let steps = picture.plan.steps;
        let up = |time: i64| steps.start + (time - steps.start + steps.step - 1) / steps.step * steps.step;
        let sent = picture.states.notes.iter().filter(|it| it.kind != NoticeKind::Resolved);
        let sent = sent.map(|it| up(it.time)).find(|it| *it >= self.stage.begins);
        let call = self.stage.call.map(up);
        sent.into_iter().chain(call).min()
    }

    fn called_or_end(&self) -> i64 {
        self.called().unwrap_or(self.stage.ends)
    }

    /// Who has called, when, and what they said.
    fn caller(&self) -> Option<(String, String)> {
        let at = self.called().filter(|it| *it <= self.clock)?;
        let people = self.stage.call.filter(|it| at - it < self.model_step() && *it <= at);
        let says = self.drill.call.as_ref().filter(|_| people.is_some()).map(|it| it.says.clone());
        let rule = self.stage.document.rule().map(|it| it.alert.clone()).unwrap_or_default();
        Some((format_clock(at), says.unwrap_or_else(|| format!("{rule} fires"))))
    }

    fn model_step(&self) -> i64 {
        self.untreated.as_ref().map_or(1, |it| it.plan.steps.step)
    }

    /// How it stands: of that the newest alone is told.
    fn tell(&mut self) {
        let Some(whole) = &self.whole else { return };
        self.model.picture = Some(past::past(whole, self.clock, false));
        let now: Now = now::now(&self.model, self.phase, self.caller());
        self.told.retain(|it| !matches!(it, DrillTold::Now(_)));
        self.told.push(DrillTold::Now(Box::new(now)));
    }

    fn end(&mut self) {
        let Some(untreated) = &self.untreated else { return };
        let called = self.called_or_end();
        let done = Done {
            drill: &self.drill,
            stage: &self.stage,
            untreated,
            called,
            cause: self.causes.first().copied(),
            remedy: self.remedy,
            asked: self.asked,
        };
        let told: Debrief = debrief::debrief(&done, std::mem::take(&mut self.costs));
        self.told.push(DrillTold::Debrief(Box::new(told)));
    }
}

/// What can be asked.
#[derive(Clone, Copy, Debug)]
pub enum Question<'a> {
    /// The value of an expression.
    Query(&'a str),
    /// `show stat`.
    Stat,
    /// The runbook.
    Runbook,
}

/// A run of `document` that keeps every metric: anything may be asked.
fn job(document: &Document) -> Result<Job, String> {
    let mut plan = Plan::new(document)?;
    plan.inputs.clear();
    let known = haproxy::metrics(plan.scenario.exporter, plan.scenario.version);
    plan.wanted.extend(known.iter().map(|it| it.name.to_owned()));
    Job::new(Rc::new(plan), None, None)
}
