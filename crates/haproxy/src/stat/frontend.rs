//! A frontend's line of `show stat`. It must not know the order of the fields.

use super::{class, is_http, is_of_answers, mode};
use crate::model::{Frontend, Model};

/// What stands in `field`; none where a frontend has nothing there.
pub(super) fn value(model: &Model, it: &Frontend, field: &str) -> Option<String> {
    if it.tcp && (is_of_answers(field) || is_http(field)) {
        // What it could count as well with other backends is there, and nought.
        return (!is_of_answers(field)).then(|| "0".to_owned());
    }
    if let Some(idx) = class(field) {
        return Some(it.count.responses[idx].to_string());
    }
    Some(match field {
        "pxname" => it.name.clone(),
        "svname" => "FRONTEND".to_owned(),
        "status" => "OPEN".to_owned(),
        "mode" => mode(it.tcp),
        "-" => "-".to_owned(),
        "bin" | "h1_bytes_in" => format!("{:.0}", model.bytes(it.idx).requests),
        "bout" | "h1_bytes_out" => format!("{:.0}", model.bytes(it.idx).out(model.newer)),
        _ => number(it, field)?.to_string(),
    })
}

fn number(it: &Frontend, field: &str) -> Option<u64> {
    let (count, gauges) = (&it.count, &it.gauges);
    Some(match field {
        "scur" | "h1_open_connections" | "h1_open_streams" => gauges.sessions,
        "smax" => gauges.max_sessions,
        "slim" => it.maxconn,
        "stot" | "req_tot" => count.requests,
        "conn_tot" => count.requests + count.rejected,
        "h1_total_connections" | "h1_total_streams" => count.requests,
        "dreq" => count.denied,
        "dcon" => count.rejected,
        "rate" | "req_rate" | "conn_rate" => gauges.rate,
        "rate_max" | "req_rate_max" | "conn_rate_max" => gauges.max_rate,
        "pid" => 1,
        // The first id is that of a proxy of HAProxy's own.
        "iid" => it.idx as u64 + 2,
        "sid" | "type" | "dresp" | "ereq" | "rate_lim" | "intercepted" | "dses" | "wrew" | "eint" => 0,
        "comp_in" | "comp_out" | "comp_byp" | "comp_rsp" | "cache_lookups" | "cache_hits" => 0,
        _ if field.starts_with("ssl_") || field.starts_with("h2_") || field.starts_with("h1_") => 0,
        _ => return None,
    })
}
