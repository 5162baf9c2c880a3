//! A document's events as the traffic model wants them. It must not judge what the model itself judges.

use super::{clipped, millis};
use crate::document as doc;
use haproxy::{FaultKind, Place, Target};

/// The event at place `idx`.
pub(super) fn translate((idx, fault): (usize, &doc::Fault)) -> Result<haproxy::Fault, String> {
    let place = |field: &str| format!("event {}: {field}", idx + 1);
    let kind = kind(&fault.kind)
        .ok_or_else(|| format!("{}: {:?} is no fault", place("kind"), clipped(&fault.kind)))?;
    Ok(haproxy::Fault {
        kind,
        target: target(kind, &fault.target),
        from: millis(&place("from"), &fault.from)?,
        length: millis(&place("for"), &fault.length)?,
        strength: fault.strength / 100.0,
        amount: fault.amount,
    })
}

fn target(kind: FaultKind, text: &str) -> Target {
    match kind.place() {
        Place::Frontend => Target::Frontend(text.to_owned()),
        Place::Instance => Target::Instance(text.to_owned()),
        Place::Server => match text.split_once('/') {
            Some((backend, server)) => {
                Target::Server { backend: backend.to_owned(), server: server.to_owned() }
            }
            None => Target::Backend(text.to_owned()),
        },
    }
}

/// The fault by its name in the document: the names of [`doc::FAULTS`].
pub(crate) fn kind(name: &str) -> Option<FaultKind> {
    Some(match name {
        "server_down" => FaultKind::ServerDown,
        "checks_failing" => FaultKind::ChecksFailing,
        "checks_flapping" => FaultKind::ChecksFlapping,
        "checks_hanging" => FaultKind::ChecksHanging,
        "checks_404" => FaultKind::ChecksNotFound,
        "connections_refused" => FaultKind::ConnectionsRefused,
        "shallow_check" => FaultKind::ShallowCheck,
        "packets_dropped" => FaultKind::Blackhole,
        "responses_broken" => FaultKind::ResponsesBroken,
        "responses_reset" => FaultKind::ResponsesReset,
        "garbage" => FaultKind::Garbage,
        "truncated" => FaultKind::Truncated,
        "no_answer" => FaultKind::Hang,
        "slow" => FaultKind::Slow,
        "noisy_neighbour" => FaultKind::NoisyNeighbour,
        "leak" => FaultKind::Leak,
        "client_errors" => FaultKind::ClientErrors,
        "server_errors" => FaultKind::ServerErrors,
        "maintenance" => FaultKind::Maintenance,
        "drain" => FaultKind::Drain,
        "weight" => FaultKind::Weight,
        "zero_weight" => FaultKind::ZeroWeight,
        "checks_disabled" => FaultKind::ChecksDisabled,
        "agent_down" => FaultKind::AgentDown,
        "agent_drain" => FaultKind::AgentDrain,
        "surge" => FaultKind::Surge,
        "scanner" => FaultKind::Scanner,
        "denied_requests" => FaultKind::DeniedRequests,
        "denied_connections" => FaultKind::DeniedConnections,
        "client_aborts" => FaultKind::ClientAborts,
        "reload" => FaultKind::Reload,
        "proxy_down" => FaultKind::ProxyDown,
        "exporter_down" => FaultKind::ExporterDown,
        "scrapes_lost" => FaultKind::ScrapesLost,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    // Each name of the table is a fault, and no two are the same.
    #[test]
    fn names_and_faults_agree() {
        let kinds: BTreeSet<_> = doc::FAULTS.iter().filter_map(|(name, _)| kind(name)).collect();
        assert_eq!(kinds.len(), doc::FAULTS.len());
        assert_eq!(kind("x"), None);
    }
}
