//! Hosts, ports and links into Prometheus (template.go, util/strutil). They must not open anything.

use super::escape::query_escape;
use super::{Surroundings, text};
use crate::template::value::Value;
use std::net::IpAddr;

pub(super) fn external_url(surroundings: &Surroundings<'_>, _: &[Value]) -> Result<Value, String> {
    Ok(Value::Str(surroundings.server_url.clone().ok_or(super::query::NIL)?))
}

/// The path of the external URL.
pub(super) fn path_prefix(surroundings: &Surroundings<'_>, _: &[Value]) -> Result<Value, String> {
    let url = surroundings.server_url.as_deref().ok_or(super::query::NIL)?;
    let behind = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = behind.find('/').map_or("", |idx| &behind[idx..]);
    Ok(Value::str(path.split(['?', '#']).next().unwrap_or_default()))
}

pub(super) fn graph_link(args: &[Value]) -> Result<Value, String> {
    Ok(Value::str(link(text(args, 0), 0)))
}

pub(super) fn table_link(args: &[Value]) -> Result<Value, String> {
    Ok(Value::str(link(text(args, 0), 1)))
}

fn link(expr: &str, tab: u8) -> String {
    format!("/graph?g0.expr={}&g0.tab={tab}", query_escape(expr))
}

pub(super) fn strip_port(args: &[Value]) -> Result<Value, String> {
    let address = text(args, 0);
    Ok(Value::str(split(address).map_or(address, |(host, _)| host)))
}

/// The first part of a host name, with its port; addresses stay whole.
pub(super) fn strip_domain(args: &[Value]) -> Result<Value, String> {
    let address = text(args, 0);
    let (host, port) = split(address).unwrap_or((address, ""));
    if host.parse::<IpAddr>().is_ok() {
        return Ok(Value::str(address));
    }
    let first = host.split('.').next().unwrap_or_default();
    let joined = match port {
        "" => first.to_owned(),
        port if first.contains(':') => format!("[{first}]:{port}"),
        port => format!("{first}:{port}"),
    };
    Ok(Value::str(joined))
}

/// `net.SplitHostPort`: host and port, where the text has both.
fn split(address: &str) -> Option<(&str, &str)> {
    let colon = address.rfind(':')?;
    let (host, port) = (&address[..colon], &address[colon + 1..]);
    if let Some(inner) = host.strip_prefix('[') {
        let inner = inner.strip_suffix(']')?;
        return (!inner.contains(['[', ']']) && !port.contains(['[', ']'])).then_some((inner, port));
    }
    (!address.contains(['[', ']']) && !host.contains(':')).then_some((host, port))
}
