//! The ranges of a backend's fields and of its servers'. It must not know frontends or faults.

use super::MINUTE;
use super::range::{between, duration, finite, integer, unique};
use crate::{Backend, Check, ScenarioError, Server};

/// Nothing if each field is in its range.
pub(super) fn validate(what: &str, backend: &Backend) -> Result<(), ScenarioError> {
    integer(&format!("{what}.retries"), backend.retries.into(), 0, 50)?;
    duration(&format!("{what}.timeout_connect"), backend.timeout_connect, 1, 10 * MINUTE)?;
    duration(&format!("{what}.timeout_server"), backend.timeout_server, 1, 10 * MINUTE)?;
    duration(&format!("{what}.timeout_queue"), backend.timeout_queue, 1, 10 * MINUTE)?;
    optional(&format!("{what}.fullconn"), backend.fullconn)?;
    between(&format!("{what}.service.millis"), backend.service.millis, 0.01, 600_000.0)?;
    finite(&format!("{what}.service.spread"), backend.service.spread, 10.0)?;
    integer(&format!("{what}.redispatch_interval"), backend.redispatch_interval.into(), -50, 50)?;
    check(&format!("{what}.check"), &backend.check)?;
    unique(&format!("{what}.servers"), backend.servers.iter().map(|it| it.name.as_str()))?;
    for (idx, it) in backend.servers.iter().enumerate() {
        server(&format!("{what}.servers[{idx}]"), it)?;
    }
    Ok(())
}

fn check(what: &str, check: &Check) -> Result<(), ScenarioError> {
    duration(&format!("{what}.inter"), check.inter, 500, 60 * MINUTE)?;
    let optional =
        [("fastinter", check.fastinter), ("downinter", check.downinter), ("timeout", check.timeout)];
    for (field, value) in optional {
        let least = if field == "timeout" { 1 } else { 500 };
        duration(&format!("{what}.{field}"), value.unwrap_or(500), least, 60 * MINUTE)?;
    }
    integer(&format!("{what}.fall"), check.fall.into(), 1, 100)?;
    integer(&format!("{what}.rise"), check.rise.into(), 1, 100)?;
    integer(&format!("{what}.error_limit"), check.error_limit.into(), 1, 1000)
}

fn server(what: &str, server: &Server) -> Result<(), ScenarioError> {
    integer(&format!("{what}.weight"), server.weight.into(), 0, 256)?;
    between(&format!("{what}.share"), server.share.unwrap_or(1.0), 0.001, 1e6)?;
    optional(&format!("{what}.maxconn"), server.maxconn)?;
    optional(&format!("{what}.minconn"), server.minconn)?;
    server.check.map_or(Ok(()), |it| check(&format!("{what}.check"), &it))?;
    optional(&format!("{what}.maxqueue"), server.maxqueue)?;
    duration(&format!("{what}.slowstart"), server.slowstart, 0, 60 * MINUTE)
}

/// A limit that is above 0 where it is set.
fn optional(what: &str, limit: Option<u32>) -> Result<(), ScenarioError> {
    limit.map_or(Ok(()), |it| integer(what, it.into(), 1, 1_000_000))
}
