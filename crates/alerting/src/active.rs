//! The state machine of one alerting rule: instances in memory, a result, an instant, and what comes of it. It must
//! not evaluate queries.

use crate::phase::{self, Phase};
use crate::{CompiledRule, EvalError, State};
use series::Labels;
use std::collections::BTreeMap;

/// The instances that a rule has in memory, by their labels.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Active {
    instances: BTreeMap<Labels, Instance>,
}

/// One alert.
#[derive(Clone, Debug, PartialEq)]
pub struct Instance {
    /// The sample's labels at the last evaluation that returned it.
    pub sample: Labels,
    /// The sample's value then.
    pub value: f64,
    /// The instant of that evaluation, which its annotations were filled at.
    pub evaluated_at: i64,
    phase: Phase,
}

impl Instance {
    /// Its state.
    pub fn state(&self) -> State {
        self.phase.state
    }

    /// When the expression first returned it (`ActiveAt`), in milliseconds since the Unix epoch.
    pub fn active_at(&self) -> i64 {
        self.phase.active_at
    }

    /// When it began to fire.
    pub fn fired_at(&self) -> Option<i64> {
        self.phase.fired_at
    }

    /// When it was resolved; a resolved instance is inactive and stays for 15 minutes.
    pub fn resolved_at(&self) -> Option<i64> {
        self.phase.resolved_at
    }

    /// Its annotations, filled.
    pub fn annotations(&self, rule: &CompiledRule) -> BTreeMap<String, String> {
        rule.annotations(&self.sample, self.value, self.evaluated_at)
    }
}

impl Active {
    /// The instances in the order of their labels, resolved ones among them.
    pub fn iter(&self) -> impl Iterator<Item = (&Labels, &Instance)> {
        self.instances.iter()
    }

    /// The state of the instance with `labels`.
    pub fn state(&self, labels: &Labels) -> State {
        self.instances.get(labels).map_or(State::Inactive, Instance::state)
    }

    /// How many are pending or firing.
    fn n_active(&self) -> usize {
        self.instances.values().filter(|it| it.state() != State::Inactive).count()
    }
}

/// One evaluation at `time` (ms since the Unix epoch) that returned `result`.
///
/// # Errors
/// `vector contains metrics with the same labelset after applying alert labels` leaves the state as it was;
/// `exceeded limit of ...` clears it.
pub fn step(
    rule: &CompiledRule,
    previous: Active,
    result: &[(Labels, f64)],
    time: i64,
) -> Result<Active, EvalError> {
    let labelled =
        result.iter().map(|(sample, value)| (rule.alert_labels(sample, *value, time), sample, *value));
    transition(rule, previous, labelled, time)
}

/// [`step`] for a result whose alert labels are known: those, the sample's labels and its value.
pub(crate) fn transition<'r>(
    rule: &CompiledRule,
    previous: Active,
    result: impl Iterator<Item = (Labels, &'r Labels, f64)>,
    time: i64,
) -> Result<Active, EvalError> {
    let mut returned = BTreeMap::new();
    for (labels, sample, value) in result {
        if returned.insert(labels, (sample, value)).is_some() {
            return Err(EvalError { message: DUPLICATE.to_owned(), active: previous });
        }
    }
    let mut instances = BTreeMap::new();
    for (labels, instance) in previous.instances {
        let found = returned.remove(&labels);
        let next = phase::advance(Some(instance.phase), found.is_some(), time, rule.waits());
        let Some(phase) = next else { continue };
        let next = match found {
            Some((sample, value)) => Instance { sample: sample.clone(), value, evaluated_at: time, phase },
            None => Instance { phase, ..instance },
        };
        instances.insert(labels, next);
    }
    for (labels, (sample, value)) in returned {
        if let Some(phase) = phase::advance(None, true, time, rule.waits()) {
            instances.insert(labels, Instance { sample: sample.clone(), value, evaluated_at: time, phase });
        }
    }
    within_limit(rule, Active { instances })
}

const DUPLICATE: &str = "vector contains metrics with the same labelset after applying alert labels";

fn within_limit(rule: &CompiledRule, active: Active) -> Result<Active, EvalError> {
    let (limit, count) = (rule.limit, active.n_active());
    if limit == 0 || count as u64 <= limit {
        return Ok(active);
    }
    let message = format!("exceeded limit of {limit} with {count} alerts");
    Err(EvalError { message, active: Active::default() })
}
