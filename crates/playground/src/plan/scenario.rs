//! The document's scenario as the traffic model wants it: names become enums, durations milliseconds. It must not
//! judge what the model itself judges.

use crate::document as doc;
use haproxy::{Exporter, FaultKind, Shape, Target, Version};
use series::{parse_duration, parse_instant};

/// The scenario of the traffic model.
pub(super) fn translate(scenario: &doc::Scenario) -> Result<haproxy::Scenario, String> {
    Ok(haproxy::Scenario {
        start: parse_instant(&scenario.start)
            .ok_or_else(|| format!("start: {:?} is not as 2026-03-02T12:00:00Z", clipped(&scenario.start)))?,
        length: millis("length", &scenario.length)?,
        scrape: haproxy::Scrape {
            interval: millis("scrape.interval", &scenario.scrape.interval)?,
            offset: millis("scrape.offset", &scenario.scrape.offset)?,
        },
        seed: scenario.seed,
        instance: scenario.instance.clone(),
        job: "haproxy".to_owned(),
        version: version(&scenario.haproxy)?,
        exporter: exporter(&scenario.exporter)?,
        frontends: scenario.frontends.iter().map(frontend).collect::<Result<_, _>>()?,
        backends: scenario.backends.iter().map(backend).collect::<Result<_, _>>()?,
        events: scenario.events.iter().enumerate().map(fault).collect::<Result<_, _>>()?,
    })
}

/// The exporter by its name in the document.
fn exporter(name: &str) -> Result<Exporter, String> {
    match name {
        "embedded" => Ok(Exporter::Embedded),
        "haproxy_exporter" => Ok(Exporter::V1),
        _ => Err(format!("exporter: {:?} is neither embedded nor haproxy_exporter", clipped(name))),
    }
}

/// HAProxy's release by its name in the document.
fn version(name: &str) -> Result<Version, String> {
    match name {
        "2.6" => Ok(Version::V2_6),
        "3.4" => Ok(Version::V3_4),
        _ => Err(format!("haproxy: {:?} is neither 2.6 nor 3.4", clipped(name))),
    }
}

fn frontend(frontend: &doc::Frontend) -> Result<haproxy::Frontend, String> {
    let share = |class: &str| frontend.answers.get(class).copied().unwrap_or(0.0) / 100.0;
    if let Some(class) = frontend.answers.keys().find(|it| !matches!(it.as_str(), "3xx" | "4xx" | "5xx")) {
        return Err(format!("answers: {:?} is none of 3xx, 4xx, 5xx", clipped(class)));
    }
    let (redirect, client_error, server_error) = (share("3xx"), share("4xx"), share("5xx"));
    let shape = match frontend.shape.as_str() {
        "constant" => Shape::Constant,
        "ramp" => Shape::Ramp,
        "daily" => Shape::Daily,
        "spikes" => Shape::Spikes,
        other => return Err(format!("shape: {:?} is none of the shapes", clipped(other))),
    };
    let route =
        |(backend, share): (&String, &f64)| haproxy::Route { backend: backend.clone(), share: *share };
    Ok(haproxy::Frontend {
        name: frontend.name.clone(),
        load: haproxy::Load {
            rate: frontend.requests,
            shape,
            swing: frontend.swing / 100.0,
            noise: frontend.noise / 100.0,
            mix: haproxy::Mix {
                // What the three leave, without the dust of subtracting percents.
                ok: (1.0 - redirect - client_error - server_error).max(0.0),
                redirect,
                client_error,
                server_error,
            },
        },
        routes: frontend.routes.iter().map(route).collect(),
    })
}

fn backend(backend: &doc::Backend) -> Result<haproxy::Backend, String> {
    let place = |field: &str| format!("backend {}: {field}", clipped(&backend.name));
    Ok(haproxy::Backend {
        name: backend.name.clone(),
        balance: match backend.balance.as_str() {
            "roundrobin" => haproxy::Balance::RoundRobin,
            "source" => haproxy::Balance::Hash,
            other => return Err(format!("{}: {:?} is no balance", place("balance"), clipped(other))),
        },
        retries: backend.retries,
        redispatch: backend.redispatch,
        timeout_connect: millis(&place("timeouts.connect"), &backend.timeouts.connect)?,
        timeout_server: millis(&place("timeouts.server"), &backend.timeouts.server)?,
        timeout_queue: millis(&place("timeouts.queue"), &backend.timeouts.queue)?,
        check: haproxy::Check {
            inter: millis(&place("check.inter"), &backend.check.inter)?,
            fall: backend.check.fall,
            rise: backend.check.rise,
            separate_port: backend.check.separate_port,
        },
        servers: backend.servers.iter().map(server).collect(),
    })
}

fn server(server: &doc::Server) -> haproxy::Server {
    let maxconn = (server.maxconn > 0).then_some(server.maxconn);
    haproxy::Server { name: server.name.clone(), weight: server.weight, maxconn }
}

fn fault((idx, fault): (usize, &doc::Fault)) -> Result<haproxy::Fault, String> {
    let place = |field: &str| format!("event {}: {field}", idx + 1);
    let target = match fault.target.split_once('/') {
        Some((backend, server)) => Target::Server { backend: backend.to_owned(), server: server.to_owned() },
        None => Target::Backend(fault.target.clone()),
    };
    Ok(haproxy::Fault {
        kind: kind(&fault.kind)
            .ok_or_else(|| format!("{}: {:?} is no fault", place("kind"), clipped(&fault.kind)))?,
        target,
        from: millis(&place("from"), &fault.from)?,
        length: millis(&place("for"), &fault.length)?,
        strength: fault.strength / 100.0,
    })
}

/// The fault by its name in the document: the names of [`doc::FAULTS`].
fn kind(name: &str) -> Option<FaultKind> {
    Some(match name {
        "server_down" => FaultKind::ServerDown,
        "checks_failing" => FaultKind::ChecksFailing,
        "connections_refused" => FaultKind::ConnectionsRefused,
        "responses_broken" => FaultKind::ResponsesBroken,
        "no_answer" => FaultKind::Hang,
        "client_errors" => FaultKind::ClientErrors,
        "server_errors" => FaultKind::ServerErrors,
        "reload" => FaultKind::Reload,
        _ => return None,
    })
}

/// A duration of the document in milliseconds.
fn millis(what: &str, text: &str) -> Result<i64, String> {
    parse_duration(text).map_err(|err| format!("{what}: {err}"))
}

/// What stands there, short enough for a message.
fn clipped(text: &str) -> String {
    text.chars().take(40).collect()
}
