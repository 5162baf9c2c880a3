//! Faults within the scenario and on what it has. It must not know what a fault does.

use super::range::{duration, finite};
use crate::{Fault, FaultKind, Place, Scenario, ScenarioError, Target};

/// Nothing if each fault is in range and its target exists.
pub(super) fn validate(scenario: &Scenario) -> Result<(), ScenarioError> {
    for (idx, fault) in scenario.events.iter().enumerate() {
        let what = format!("events[{idx}]");
        duration(&format!("{what}.from"), fault.from, 0, scenario.length)?;
        finite(&format!("{what}.strength"), fault.strength, 1.0)?;
        if let Some(amount) = fault.amount {
            let most = fault.kind.amount().map_or(f64::MAX, |it| it.1);
            finite(&format!("{what}.amount"), amount, most)?;
        }
        if fault.kind == FaultKind::Reload {
            continue;
        }
        duration(&format!("{what}.length"), fault.length, 1, scenario.length)?;
        if fault.from + fault.length > scenario.length {
            let message =
                format!("ends {} ms after the scenario's end", fault.from + fault.length - scenario.length);
            return Err(ScenarioError::new(format!("{what}.length"), message));
        }
        target(fault, scenario).map_err(|it| ScenarioError::new(format!("{what}.target"), it))?;
    }
    Ok(())
}

/// Nothing if the fault's target exists and is of the kind that it happens to.
fn target(fault: &Fault, scenario: &Scenario) -> Result<(), String> {
    let place = fault.kind.place();
    match &fault.target {
        Target::Server { backend, .. } | Target::Backend(backend) if place == Place::Server => {
            let found = scenario.backends.iter().find(|it| it.name == *backend);
            let found = found.ok_or_else(|| format!("there is no backend {backend:?}"))?;
            match &fault.target {
                Target::Server { server, .. } if !found.servers.iter().any(|it| it.name == *server) => {
                    Err(format!("backend {backend:?} has no server {server:?}"))
                }
                _ => Ok(()),
            }
        }
        Target::Frontend(name) if place == Place::Frontend => {
            let found = scenario.frontends.iter().any(|it| it.name == *name);
            found.then_some(()).ok_or_else(|| format!("there is no frontend {name:?}"))
        }
        Target::Instance(name) if place == Place::Instance => {
            let found = name.is_empty() || scenario.instances().any(|it| it == name);
            found.then_some(()).ok_or_else(|| format!("there is no instance {name:?}"))
        }
        _ => Err("is not what this happens to".to_owned()),
    }
}
