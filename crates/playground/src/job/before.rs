//! The rules before the selected one over all steps, in chunks: what they write joins the samples. It must not know what is
//! read of it.

use super::evaluate::{Growing, chunk, cost_of};
use super::pace::Pace;
use crate::limits::VALUES;
use crate::plan::Plan;
use alerting::LoadedRule;
use promql::{Column, Steps};
use series::Store;

/// How far the rules have come.
#[derive(Default)]
pub(super) struct BeforeJob {
    /// Which rule, by its place.
    rule: usize,
    /// How far that one is.
    run: Run,
    /// Why a rule wrote nothing, for each that was evaluated; empty where it wrote.
    pub(super) trouble: Vec<String>,
}

/// One rule over all steps.
#[derive(Default)]
struct Run {
    next: usize,
    pace: Pace,
    visits: u64,
    growing: Growing,
}

impl BeforeJob {
    /// One chunk of one rule; says whether there is more to do.
    pub(super) fn work(&mut self, plan: &Plan, store: &mut Store, spent: &mut u64) -> bool {
        let Some(rule) = plan.before.rules.get(self.rule) else { return false };
        let more = self.run.chunk(rule, plan, store, spent);
        if more == Ok(true) {
            return true;
        }
        let columns = std::mem::take(&mut self.run).growing.finish(plan.steps.len());
        let written = more.and_then(|_| write(rule, columns, plan, store));
        self.trouble.push(written.err().unwrap_or_default());
        self.rule += 1;
        true
    }
}

impl Run {
    /// The next steps of `rule`; whether there are more.
    fn chunk(
        &mut self,
        rule: &LoadedRule,
        plan: &Plan,
        store: &Store,
        spent: &mut u64,
    ) -> Result<bool, String> {
        let (steps, upto): (Steps, usize) = chunk(plan.steps, self.next, self.pace.steps());
        let found = promql::ranges(&[rule.query().root()], store, steps, &plan.options());
        let mut cost = 1;
        for range in found.map_err(|err| err.to_string())? {
            self.visits += range.visits;
            cost += cost_of(&range);
            self.growing.add(self.next, range.columns);
        }
        self.pace.learn(upto - self.next, cost);
        *spent += cost;
        self.next = upto;
        if self.growing.len() * plan.steps.len() > VALUES {
            return Err(format!("it gives too many values; {VALUES} are the most"));
        }
        if self.visits > promql::limits::VISITS {
            return Err(format!("it looks at more than {} samples", promql::limits::VISITS));
        }
        Ok(upto < plan.steps.len())
    }
}

fn write(rule: &LoadedRule, columns: Vec<Column>, plan: &Plan, store: &mut Store) -> Result<(), String> {
    match rule {
        LoadedRule::Recording(rule) => alerting::write_recording(rule, columns, plan.steps, store),
        LoadedRule::Alerting(rule) => {
            let timeline = alerting::replay(rule, &columns, plan.steps).map_err(|err| err.to_string())?;
            alerting::alerts_series(&timeline, plan.steps, 0, store);
            Ok(())
        }
    }
}
