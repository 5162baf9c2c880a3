//! Groups of rules over a range of evaluations and the samples that they read and write: instant by instant, which is
//! the truth, and column by column, which is the same and quicker. It must not know files or clocks.

mod columns;
mod instants;
mod reads;
mod written;

pub use columns::write_recording;

use crate::{LoadedGroup, State};
use promql::{Options, Steps};
use series::{Labels, Store};
use std::collections::{BTreeMap, BTreeSet};

/// What is evaluated and what of it is wanted.
#[derive(Clone, Debug)]
pub struct Evaluation<'g> {
    /// The groups in the order in which they are evaluated at each instant.
    pub groups: &'g [LoadedGroup],
    /// The instants of evaluation; a group's own interval does not count.
    pub steps: Steps,
    /// How expressions are evaluated.
    pub options: Options,
    /// At which evaluations the alerts of which rules are wanted, by name.
    pub wanted: BTreeMap<i64, BTreeSet<String>>,
    /// Whether somebody reads the series that alerting rules write.
    pub alerts_series: bool,
    /// Whether the evaluation ends with the first instant at which a rule fails, as promtool's does.
    pub until_error: bool,
}

/// What came of it.
#[derive(Clone, Debug, Default)]
pub struct Evaluated {
    /// The samples, those that the rules wrote included.
    pub store: Store,
    /// A rule's outcome in the order of the groups and of their rules.
    pub rules: Vec<RuleOutcome>,
}

/// What came of one rule.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RuleOutcome {
    /// The failed evaluations: their instants and messages.
    pub errors: Vec<(i64, String)>,
    /// The firing alerts at the instants at which they are wanted, in the order of their labels.
    pub firing: BTreeMap<i64, Vec<Firing>>,
}

/// A firing alert.
#[derive(Clone, Debug, PartialEq)]
pub struct Firing {
    /// Its labels, `alertname` among them.
    pub labels: Labels,
    /// Its annotations, filled.
    pub annotations: BTreeMap<String, String>,
}

impl Evaluation<'_> {
    /// Evaluates the groups over the samples of `store`. A sample is seen from the first evaluation at or after its
    /// time on; those behind the last evaluation are dropped.
    pub fn run(&self, mut store: Store) -> Evaluated {
        store.truncate(self.steps.time(self.steps.len().saturating_sub(1)));
        let own = store.len();
        match columns::run(self, &mut store) {
            Some(rules) => Evaluated { store, rules },
            None => {
                store.keep(own);
                self.run_by_instants(&store)
            }
        }
    }

    /// The same, whatever the rules are, instant by instant.
    pub fn run_by_instants(&self, store: &Store) -> Evaluated {
        instants::run(self, store)
    }

    fn wants(&self, time: i64, name: &str) -> bool {
        self.wanted.get(&time).is_some_and(|names| names.contains(name))
    }

    /// The rules with the group that each is in.
    fn rules(&self) -> impl Iterator<Item = (&LoadedGroup, &crate::LoadedRule)> {
        self.groups.iter().flat_map(|group| group.rules.iter().map(move |rule| (group, rule)))
    }
}

/// Whether an alert in `state` is one that promtool compares.
fn is_compared(state: State) -> bool {
    state.is_firing()
}

#[cfg(test)]
mod tests;
