//! What an incident costs users: requests that failed or were slow, and the error budget that they take. It must not know who did
//! what about it.

use crate::document::{Document, Drill};
use crate::plan::Plan;
use crate::score::Harm;
use haproxy::{Scenario, Simulation};
use quality::Slo;
use series::Store;
use std::collections::BTreeSet;

/// The metric that counts answers by class, of both exporters.
const ANSWERS: &str = "haproxy_frontend_http_responses_total";

/// What it comes to.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Cost {
    /// Requests that failed or took longer than 1 s and ten times the usual.
    pub bad: f64,
    /// Share of the error budget of 30 days; 0 without requests.
    pub budget: f64,
}

/// What happens in `document` from `from` on, milliseconds since the Unix epoch, costs.
///
/// # Errors
/// What is wrong with the document.
pub fn cost(drill: &Drill, document: &Document, from: i64) -> Result<Cost, String> {
    let plan = Plan::new(document)?;
    let (scenario, end) = (&plan.scenario, plan.steps.end);
    let wanted = BTreeSet::from([ANSWERS.to_owned()]);
    let simulation = Simulation::new(scenario, Some(&wanted)).map_err(|err| err.to_string())?;
    let mut simulation = simulation.with_impact(scenario);
    let mut store = Store::new();
    while simulation.step(&mut store) {}
    let Some(impact) = simulation.impact() else { return Ok(Cost::default()) };
    let total = Harm::new(scenario, impact).total;
    let refused = if drill.counts_4xx { answers(&store, scenario, "4xx", from, end) } else { 0.0 };
    let bad = total.bad_between(from, end) + refused;
    let slo = Slo { target: document.slo / 100.0, ..Slo::default() };
    Ok(Cost { bad, budget: slo.spent(bad, &total).unwrap_or_default() })
}

/// How many answers of class `code` the frontends gave from `from` to `to`.
fn answers(store: &Store, scenario: &Scenario, code: &str, from: i64, to: i64) -> f64 {
    let mut sum = 0.0;
    for it in store.iter().filter(|it| it.labels.value("code") == Some(code)) {
        let first = it.times.partition_point(|time| *time < from).saturating_sub(1);
        let last = it.times.partition_point(|time| *time <= to);
        let values = it.values.get(first..last).unwrap_or_default();
        for pair in values.windows(2) {
            // Counters begin anew with a process.
            let grown = if pair[1] < pair[0] { pair[1] } else { pair[1] - pair[0] };
            sum += if grown.is_finite() { grown } else { 0.0 };
        }
    }
    // Another target of the same process counts the same once more.
    if scenario.other_exporter.is_some() { sum / 2.0 } else { sum }
}
