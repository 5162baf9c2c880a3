//! A backend's line of `show stat`. It must not know the order of the fields.

use super::{ago, class, is_http, is_of_answers, mode, time};
use crate::model::{Backend, Model};
use crate::{Balance, CheckKind};

/// What stands in `field`; none where a backend has nothing there.
pub(super) fn value(model: &Model, it: &Backend, field: &str) -> Option<String> {
    if (it.rules.tcp && is_of_answers(field)) || field.starts_with("req_rate") {
        return None;
    }
    if it.rules.tcp && is_http(field) {
        let number = if field.starts_with("h1_total_") { checks(it) } else { 0 };
        return (field != "req_tot").then(|| number.to_string());
    }
    if let Some(idx) = class(field) {
        return Some(it.count.responses[idx].to_string());
    }
    let times = model.times.backends.get(it.idx);
    Some(match field {
        "pxname" => it.name.clone(),
        "svname" => "BACKEND".to_owned(),
        "status" => if it.up() { "UP" } else { "DOWN" }.to_owned(),
        "mode" => mode(it.rules.tcp),
        "algo" => algorithm(it.rules.balance).to_owned(),
        "-" => "-".to_owned(),
        "lastsess" => ago(model.now, it.last_session).to_string(),
        "downtime" if it.servers.is_empty() => return None,
        "downtime" => it.down_seconds(model.now).to_string(),
        "lastchg" => ((model.now - it.changed) / 1000).to_string(),
        // Servers send what clients get.
        "bin" | "h1_bytes_out" => format!("{:.0}", it.bytes().requests),
        "bout" | "h1_bytes_in" => format!("{:.0}", it.bytes().out(model.newer)),
        "iid" => (model.frontends.len() + it.idx + 2).to_string(),
        _ => time(times, field).or_else(|| number(it, field).map(|it| it.to_string()))?,
    })
}

fn algorithm(it: Balance) -> &'static str {
    match it {
        Balance::RoundRobin => "roundrobin",
        Balance::Hash => "source",
        Balance::LeastConn => "leastconn",
    }
}

/// Checks that were requests.
fn checks(it: &Backend) -> u64 {
    it.servers.iter().map(|it| &it.check).filter(|it| it.kind == CheckKind::Http).map(|it| it.runs).sum()
}

fn number(it: &Backend, field: &str) -> Option<u64> {
    let (count, gauges) = (&it.count, &it.gauges);
    Some(match field {
        "qcur" => it.queued(),
        "qmax" => it.queue.most,
        "scur" | "h1_open_streams" => gauges.sessions,
        "smax" => gauges.max_sessions,
        "slim" => it.fullconn,
        "stot" | "req_tot" => count.requests,
        "econ" => count.connection_errors,
        "eresp" => count.response_errors,
        "wretr" => count.retries,
        "wredis" => count.redispatches,
        "weight" => it.weight(false),
        "uweight" => it.weight(true),
        "act" => it.usable(false) as u64,
        "bck" => it.usable(true) as u64,
        "chkdown" => count.downs,
        "lbtot" => count.loadbalanced,
        "connect" => count.attempts,
        "h1_total_connections" | "h1_total_streams" => count.attempts + checks(it),
        "reuse" => count.reuses,
        "rate" => gauges.rate,
        "rate_max" => gauges.max_rate,
        "cli_abrt" => count.client_aborts,
        "srv_abrt" => count.server_aborts,
        "pid" | "type" => 1,
        "sid" | "dreq" | "dresp" | "wrew" | "eint" => 0,
        // The exporter has more to say in these three; the table of 2.6 shows nought.
        "agg_server_status" | "agg_server_check_status" | "agg_check_status" => 0,
        "comp_in" | "comp_out" | "comp_byp" | "comp_rsp" | "cache_lookups" | "cache_hits" => 0,
        _ if field.starts_with("ssl_") || field.starts_with("h2_") || field.starts_with("h1_") => 0,
        _ => return None,
    })
}
