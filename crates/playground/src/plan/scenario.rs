//! The document's scenario as the traffic model wants it: names become enums, durations milliseconds. It must not
//! judge what the model itself judges.

mod backend;
mod fault;

use crate::document as doc;
pub(crate) use fault::kind;
use haproxy::{Exporter, Mode, Shape, Version};
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
            jitter: optional("scrape.jitter", &scenario.scrape.jitter)?.unwrap_or(0),
            loss: scenario.scrape.loss / 100.0,
        },
        seed: scenario.seed,
        instance: scenario.instance.clone(),
        more_instances: scenario.more_instances.clone(),
        other_exporter: Some(scenario.other_exporter.clone()).filter(|it| !it.is_empty()),
        job: "haproxy".to_owned(),
        version: version(&scenario.haproxy)?,
        exporter: exporter(&scenario.exporter)?,
        frontends: scenario.frontends.iter().map(frontend).collect::<Result<_, _>>()?,
        backends: scenario.backends.iter().map(backend::translate).collect::<Result<_, _>>()?,
        events: scenario.events.iter().enumerate().map(fault::translate).collect::<Result<_, _>>()?,
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
    let route =
        |(backend, share): (&String, &f64)| haproxy::Route { backend: backend.clone(), share: *share };
    Ok(haproxy::Frontend {
        name: frontend.name.clone(),
        mode: mode(&frontend.mode)?,
        maxconn: frontend.maxconn,
        socket_stats: frontend.socket_stats,
        load: haproxy::Load {
            rate: frontend.requests,
            even: match frontend.arrivals.as_str() {
                "random" => false,
                "even" => true,
                other => return Err(format!("arrivals: {:?} is neither random nor even", clipped(other))),
            },
            shape: shape(frontend)?,
            swing: frontend.swing / 100.0,
            noise: frontend.noise / 100.0,
            mix: haproxy::Mix {
                // What the three leave, without the dust of subtracting percents.
                ok: (1.0 - redirect - client_error - server_error).max(0.0),
                redirect,
                client_error,
                server_error,
            },
            aborts: frontend.aborts / 100.0,
            denied: frontend.denied / 100.0,
            request_bytes: frontend.bytes.request,
            response_bytes: frontend.bytes.response,
        },
        routes: frontend.routes.iter().map(route).collect(),
    })
}

fn mode(name: &str) -> Result<Mode, String> {
    match name {
        "http" => Ok(Mode::Http),
        "tcp" => Ok(Mode::Tcp),
        other => Err(format!("mode: {:?} is neither http nor tcp", clipped(other))),
    }
}

fn shape(frontend: &doc::Frontend) -> Result<Shape, String> {
    Ok(match frontend.shape.as_str() {
        "constant" => Shape::Constant,
        "ramp" => Shape::Ramp,
        "daily" => Shape::Daily,
        "weekly" => Shape::Weekly,
        "spikes" => Shape::Spikes,
        "curve" => {
            let point = |it: &doc::Point| {
                Ok(haproxy::Point { time: millis("curve.at", &it.at)?, factor: it.percent / 100.0 })
            };
            Shape::Curve(frontend.curve.iter().map(point).collect::<Result<_, String>>()?)
        }
        other => return Err(format!("shape: {:?} is none of the shapes", clipped(other))),
    })
}

/// A duration of the document in milliseconds.
fn millis(what: &str, text: &str) -> Result<i64, String> {
    parse_duration(text).map_err(|err| format!("{what}: {err}"))
}

/// A duration that may be left out.
fn optional(what: &str, text: &str) -> Result<Option<i64>, String> {
    if text.is_empty() { Ok(None) } else { millis(what, text).map(Some) }
}

/// What stands there, short enough for a message.
fn clipped(text: &str) -> String {
    text.chars().take(40).collect()
}
