//! A server's line of `show stat`. It must not know the order of the fields.

use super::{ago, class, is_http, is_of_answers, mode, time};
use crate::model::{Backend, Model, Outcome, Server, State};
use crate::{CheckKind, Observe};

/// What stands in `field`; none where a server has nothing there.
pub(super) fn value(model: &Model, owner: &Backend, it: &Server, field: &str) -> Option<String> {
    if (it.tcp && (is_of_answers(field) || is_http(field))) || field.starts_with("req_rate") {
        return None;
    }
    if let Some(idx) = class(field) {
        return Some(it.count.responses[idx].to_string());
    }
    let times = model.times.servers.get(it.place.0).and_then(|all| all.get(it.place.1));
    Some(match field {
        "pxname" => owner.name.clone(),
        "svname" => it.name.clone(),
        "status" => status(it),
        "mode" => mode(it.tcp),
        "-" => "-".to_owned(),
        "lastsess" => ago(model.now, it.last_session).to_string(),
        "lastchg" => ((model.now - it.changed) / 1000).to_string(),
        "throttle" => format!("{:.0}", it.shown_throttle(model.now)?),
        "bin" => format!("{:.0}", it.count.bytes.requests),
        "bout" => format!("{:.0}", it.count.bytes.out(model.newer)),
        "iid" => (model.frontends.len() + it.place.0 + 2).to_string(),
        "weight" => it.weight_at(model.now).to_string(),
        "hanafail" if owner.rules.observe != Observe::No => it.check.analyses.to_string(),
        "chkfail" | "chkdown" | "downtime" => watched(model, it, field)?.to_string(),
        _ if field.starts_with("check_") || field == "last_chk" => check(it, field)?,
        _ => time(times, field).or_else(|| number(it, field).map(|it| it.to_string()))?,
    })
}

fn number(it: &Server, field: &str) -> Option<u64> {
    let (count, gauges) = (&it.count, &it.gauges);
    Some(match field {
        "qcur" => it.queue.len,
        "qmax" => it.queue.most,
        "scur" | "used_conn_cur" => gauges.sessions,
        "smax" => gauges.max_sessions,
        "slim" => it.maxconn?.into(),
        "qlimit" => it.maxqueue?.into(),
        "stot" => count.sessions,
        "req_tot" => count.responses.iter().sum(),
        "econ" => count.connection_errors,
        "eresp" => count.response_errors,
        "wretr" => count.retries,
        "wredis" => count.redispatches,
        "uweight" => it.uweight().into(),
        "act" => u64::from(!it.backup),
        "bck" => u64::from(it.backup),
        "sid" => it.place.1 as u64 + 1,
        "lbtot" => count.loadbalanced,
        "connect" => count.attempts,
        "reuse" => count.reuses,
        "rate" => gauges.rate,
        "rate_max" => gauges.max_rate,
        "cli_abrt" => count.client_aborts,
        "srv_abrt" => count.server_aborts,
        "srv_icur" | "idle_conn_cur" => it.idle(),
        "need_conn_est" => it.needed(),
        "type" => 2,
        "pid" => 1,
        "dresp" | "wrew" | "eint" | "safe_conn_cur" => 0,
        _ if field.starts_with("ssl_") => 0,
        _ => return None,
    })
}

/// What is counted of a server that is checked.
fn watched(model: &Model, it: &Server, field: &str) -> Option<u64> {
    it.checked().then(|| match field {
        "chkfail" => it.check.failures,
        "chkdown" => it.count.downs,
        _ => it.down_seconds(model.now).unsigned_abs(),
    })
}

/// The text of its state (`srv_hlt_st` in stats.c): in transition with how many checks of how many.
fn status(it: &Server) -> String {
    let check = &it.check;
    let turning = |name: &str| {
        if !it.checked() || check.full() {
            name.to_owned()
        } else {
            format!("{name} {}/{}", (check.health + 1).saturating_sub(check.rise), check.fall)
        }
    };
    match it.state() {
        State::Maint => "MAINT".to_owned(),
        State::Down if it.agent_down() => "DOWN (agent)".to_owned(),
        State::Down if check.health > 0 && check.health < check.rise => {
            format!("DOWN {}/{}", check.health, check.rise)
        }
        State::Down => "DOWN".to_owned(),
        State::Drain if it.by_agent() => "DRAIN (agent)".to_owned(),
        State::Drain => turning("DRAIN"),
        State::Nolb => turning("NOLB"),
        State::Up if it.checked() => turning("UP"),
        State::Up => "no check".to_owned(),
    }
}

/// What its last check came to: nothing of a server that is not checked now.
fn check(it: &Server, field: &str) -> Option<String> {
    if !it.checked() || it.maint() {
        return None;
    }
    match field {
        "check_rise" => return Some(it.check.rise.to_string()),
        "check_fall" => return Some(it.check.fall.to_string()),
        "check_health" => return Some(it.check.health.to_string()),
        _ => {}
    }
    let last = it.check.last?;
    let (name, said) = outcome(it, last);
    match field {
        "check_status" => Some(name.to_owned()),
        "check_desc" => Some(said.to_owned()),
        "check_code" => it.check.code().filter(|it| *it > 0).map(|it| it.to_string()),
        "check_duration" => it.check.millis().filter(|_| last != Outcome::Observed).map(|it| it.to_string()),
        "last_chk" => Some(reason(last).to_owned()),
        _ => None,
    }
}

/// The short and the long name of a check's result (`check_statuses` in check.c).
fn outcome(it: &Server, last: Outcome) -> (&'static str, &'static str) {
    match last {
        Outcome::Passed if it.check.kind == CheckKind::Tcp => ("L4OK", "Layer4 check passed"),
        Outcome::Passed => ("L7OK", "Layer7 check passed"),
        Outcome::Conditional => ("L7OKC", "Layer7 check conditionally passed"),
        Outcome::WrongStatus(_) => ("L7STS", "Layer7 wrong status"),
        Outcome::Refused => ("L4CON", "Layer4 connection problem"),
        Outcome::Unconnected => ("L4TOUT", "Layer4 timeout"),
        Outcome::TimedOut => ("L7TOUT", "Layer7 timeout"),
        Outcome::Observed => ("HANA", "Health analyze"),
    }
}

/// What came with it, as far as that is known: the system's word for an error, the answer's reason.
fn reason(last: Outcome) -> &'static str {
    match last {
        Outcome::Refused => "Connection refused",
        Outcome::WrongStatus(404) => "Not Found",
        Outcome::WrongStatus(503) => "Service Unavailable",
        _ => "",
    }
}
