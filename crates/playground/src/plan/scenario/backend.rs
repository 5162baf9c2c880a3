//! A document's backends as the traffic model wants them. It must not judge what the model itself judges.

use super::{clipped, millis, mode, optional};
use crate::document as doc;
use haproxy::{Admin, CheckKind, Observe, OnError, RetryOn, Reuse};

/// A backend and its servers.
pub(super) fn translate(backend: &doc::Backend) -> Result<haproxy::Backend, String> {
    let place = |field: &str| format!("backend {}: {field}", clipped(&backend.name));
    Ok(haproxy::Backend {
        name: backend.name.clone(),
        mode: mode(&backend.mode)?,
        balance: match backend.balance.as_str() {
            "roundrobin" => haproxy::Balance::RoundRobin,
            "leastconn" => haproxy::Balance::LeastConn,
            "source" => haproxy::Balance::Hash,
            other => return Err(format!("{}: {:?} is no balance", place("balance"), clipped(other))),
        },
        retries: backend.retries,
        redispatch: backend.redispatch,
        redispatch_interval: if backend.redispatch_interval == 0 { -1 } else { backend.redispatch_interval },
        http_reuse: match backend.http_reuse.as_str() {
            "safe" => Reuse::Safe,
            "never" => Reuse::Never,
            "always" => Reuse::Always,
            other => return Err(format!("{}: {:?} is not known", place("http_reuse"), clipped(other))),
        },
        retry_on: retry_on(&backend.retry_on).map_err(|err| format!("{}: {err}", place("retry_on")))?,
        timeout_connect: millis(&place("timeouts.connect"), &backend.timeouts.connect)?,
        timeout_server: millis(&place("timeouts.server"), &backend.timeouts.server)?,
        timeout_queue: millis(&place("timeouts.queue"), &backend.timeouts.queue)?,
        fullconn: limit(backend.fullconn),
        abort_on_close: backend.abortonclose,
        all_backups: backend.allbackups,
        service: haproxy::Service {
            millis: millis(&place("service.mean"), &backend.service.mean)? as f64,
            spread: backend.service.spread / 100.0,
        },
        check: check(backend, &backend.check)?,
        servers: backend.servers.iter().map(|it| server(backend, it)).collect::<Result<_, _>>()?,
    })
}

fn retry_on(names: &[String]) -> Result<RetryOn, String> {
    let mut retry = RetryOn::default();
    for name in names {
        match name.as_str() {
            "all-retryable-errors" => retry = RetryOn::ALL,
            "empty-response" => retry.empty = true,
            "junk-response" => retry.junk = true,
            "response-timeout" => retry.timeout = true,
            "server-errors" => retry.server_error = true,
            other => return Err(format!("{:?} is nothing to retry on", clipped(other))),
        }
    }
    Ok(retry)
}

fn check(backend: &doc::Backend, check: &doc::Check) -> Result<haproxy::Check, String> {
    let place = |field: &str| format!("backend {}: check.{field}", clipped(&backend.name));
    let unknown = |field: &str, text: &str| format!("{}: {:?} is not known", place(field), clipped(text));
    Ok(haproxy::Check {
        kind: match check.kind.as_str() {
            "http" => CheckKind::Http,
            "tcp" => CheckKind::Tcp,
            "none" => CheckKind::No,
            other => return Err(unknown("kind", other)),
        },
        inter: millis(&place("inter"), &check.inter)?,
        fastinter: optional(&place("fastinter"), &check.fastinter)?,
        downinter: optional(&place("downinter"), &check.downinter)?,
        timeout: optional(&place("timeout"), &backend.timeouts.check)?,
        fall: check.fall,
        rise: check.rise,
        separate_port: check.separate_port,
        observe: match check.observe.as_str() {
            "none" => Observe::No,
            "layer4" => Observe::Layer4,
            "layer7" => Observe::Layer7,
            other => return Err(unknown("observe", other)),
        },
        error_limit: check.error_limit,
        on_error: match check.on_error.as_str() {
            "fastinter" => OnError::FastInter,
            "fail-check" => OnError::FailCheck,
            "sudden-death" => OnError::SuddenDeath,
            "mark-down" => OnError::MarkDown,
            other => return Err(unknown("on_error", other)),
        },
        disable_on_404: check.disable_on_404,
        agent: check.agent,
    })
}

fn server(backend: &doc::Backend, server: &doc::Server) -> Result<haproxy::Server, String> {
    let place = |field: &str| format!("server {}: {field}", clipped(&server.name));
    Ok(haproxy::Server {
        name: server.name.clone(),
        weight: server.weight,
        share: (server.share != 0.0).then_some(server.share),
        maxconn: limit(server.maxconn),
        minconn: limit(server.minconn),
        check: server.check.as_ref().map(|it| check(backend, it)).transpose()?,
        maxqueue: limit(server.maxqueue),
        slowstart: optional(&place("slowstart"), &server.slowstart)?.unwrap_or(0),
        backup: server.backup,
        admin: match server.state.as_str() {
            "ready" => Admin::Ready,
            "drain" => Admin::Drain,
            "maint" => Admin::Maint,
            other => return Err(format!("{}: {:?} is no state", place("state"), clipped(other))),
        },
    })
}

/// A limit, of which 0 means none.
fn limit(number: u32) -> Option<u32> {
    (number > 0).then_some(number)
}
