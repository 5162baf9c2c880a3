//! Faults within the scenario and on what it has. It must not know what a fault does.

use super::range::{duration, finite};
use crate::{Fault, FaultKind, Scenario, ScenarioError, Target};

/// Nothing if each fault is in range and its target exists.
pub(super) fn validate(scenario: &Scenario) -> Result<(), ScenarioError> {
    for (idx, fault) in scenario.events.iter().enumerate() {
        let what = format!("events[{idx}]");
        duration(&format!("{what}.from"), fault.from, 0, scenario.length)?;
        finite(&format!("{what}.strength"), fault.strength, 1.0)?;
        if fault.kind == FaultKind::Reload {
            continue;
        }
        duration(&format!("{what}.length"), fault.length, 1, scenario.length)?;
        if fault.from + fault.length > scenario.length {
            let message =
                format!("ends {} ms after the scenario's end", fault.from + fault.length - scenario.length);
            return Err(ScenarioError::new(format!("{what}.length"), message));
        }
        target(&format!("{what}.target"), fault, scenario)?;
    }
    Ok(())
}

fn target(what: &str, fault: &Fault, scenario: &Scenario) -> Result<(), ScenarioError> {
    let (Target::Backend(name) | Target::Server { backend: name, .. }) = &fault.target;
    let Some(backend) = scenario.backends.iter().find(|it| it.name == *name) else {
        return Err(ScenarioError::new(what, format!("there is no backend {name:?}")));
    };
    match &fault.target {
        Target::Server { server, .. } if !backend.servers.iter().any(|it| it.name == *server) => {
            Err(ScenarioError::new(what, format!("backend {name:?} has no server {server:?}")))
        }
        _ => Ok(()),
    }
}
