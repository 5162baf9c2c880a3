//! What HAProxy 2.6 prints for `show stat`: comma-separated values, one line an object. It must not know the exporters.
//!
//! A field that the model does not know is empty, or 0 where a real process prints 0 for such a configuration.

mod backend;
mod frontend;
mod server;

use crate::model::{Model, TimesOf};

/// The names of the fields, in the order of HAProxy 2.6 (`stat_fields` in stats.c, then those of its modules). The last of
/// a line is followed by a comma, too.
const FIELDS: [&str; 128] = [
    "pxname",
    "svname",
    "qcur",
    "qmax",
    "scur",
    "smax",
    "slim",
    "stot",
    "bin",
    "bout",
    "dreq",
    "dresp",
    "ereq",
    "econ",
    "eresp",
    "wretr",
    "wredis",
    "status",
    "weight",
    "act",
    "bck",
    "chkfail",
    "chkdown",
    "lastchg",
    "downtime",
    "qlimit",
    "pid",
    "iid",
    "sid",
    "throttle",
    "lbtot",
    "tracked",
    "type",
    "rate",
    "rate_lim",
    "rate_max",
    "check_status",
    "check_code",
    "check_duration",
    "hrsp_1xx",
    "hrsp_2xx",
    "hrsp_3xx",
    "hrsp_4xx",
    "hrsp_5xx",
    "hrsp_other",
    "hanafail",
    "req_rate",
    "req_rate_max",
    "req_tot",
    "cli_abrt",
    "srv_abrt",
    "comp_in",
    "comp_out",
    "comp_byp",
    "comp_rsp",
    "lastsess",
    "last_chk",
    "last_agt",
    "qtime",
    "ctime",
    "rtime",
    "ttime",
    "agent_status",
    "agent_code",
    "agent_duration",
    "check_desc",
    "agent_desc",
    "check_rise",
    "check_fall",
    "check_health",
    "agent_rise",
    "agent_fall",
    "agent_health",
    "addr",
    "cookie",
    "mode",
    "algo",
    "conn_rate",
    "conn_rate_max",
    "conn_tot",
    "intercepted",
    "dcon",
    "dses",
    "wrew",
    "connect",
    "reuse",
    "cache_lookups",
    "cache_hits",
    "srv_icur",
    "src_ilim",
    "qtime_max",
    "ctime_max",
    "rtime_max",
    "ttime_max",
    "eint",
    "idle_conn_cur",
    "safe_conn_cur",
    "used_conn_cur",
    "need_conn_est",
    "uweight",
    "agg_server_status",
    "agg_server_check_status",
    "agg_check_status",
    "-",
    "ssl_sess",
    "ssl_reused_sess",
    "ssl_failed_handshake",
    "h2_headers_rcvd",
    "h2_data_rcvd",
    "h2_settings_rcvd",
    "h2_rst_stream_rcvd",
    "h2_goaway_rcvd",
    "h2_detected_conn_protocol_errors",
    "h2_detected_strm_protocol_errors",
    "h2_rst_stream_resp",
    "h2_goaway_resp",
    "h2_open_connections",
    "h2_backend_open_streams",
    "h2_total_connections",
    "h2_backend_total_streams",
    "h1_open_connections",
    "h1_open_streams",
    "h1_total_connections",
    "h1_total_streams",
    "h1_bytes_in",
    "h1_bytes_out",
    "h1_spliced_bytes_in",
    "h1_spliced_bytes_out",
];

/// The header, then every frontend, then every backend behind its servers: a configuration in its usual order.
pub(crate) fn csv(model: &Model) -> String {
    let mut text = format!("# {},\n", FIELDS.join(","));
    for it in &model.frontends {
        line(&mut text, &|field| frontend::value(model, it, field));
    }
    for it in &model.backends {
        for server in &it.servers {
            line(&mut text, &|field| server::value(model, it, server, field));
        }
        line(&mut text, &|field| backend::value(model, it, field));
    }
    text.push('\n');
    text
}

fn line(text: &mut String, value: &dyn Fn(&str) -> Option<String>) {
    for field in FIELDS {
        text.push_str(&value(field).unwrap_or_default());
        text.push(',');
    }
    text.push('\n');
}

/// The place of a class of answers among those that are counted.
fn class(field: &str) -> Option<usize> {
    ["hrsp_1xx", "hrsp_2xx", "hrsp_3xx", "hrsp_4xx", "hrsp_5xx", "hrsp_other"]
        .iter()
        .position(|it| *it == field)
}

/// Average and highest times of an object, whole milliseconds: averages rounded up (swrate_avg in freq_ctr.h).
fn time(times: Option<&TimesOf>, field: &str) -> Option<String> {
    let names = ["qtime", "ctime", "rtime", "ttime"];
    let (name, highest) = field.strip_suffix("_max").map_or((field, false), |it| (it, true));
    let idx = names.iter().position(|it| *it == name)?;
    let times = times?;
    let millis = if highest { times.highest(idx).round() } else { times.average(idx).ceil() };
    Some(format!("{millis:.0}"))
}

/// Whole seconds since `last` at `now`; -1 for never.
fn ago(now: i64, last: Option<i64>) -> i64 {
    last.map_or(-1, |it| (now - it).max(0) / 1000)
}

/// Fields that nothing of mode tcp has.
fn is_of_answers(field: &str) -> bool {
    field.starts_with("hrsp_") || matches!(field, "intercepted" | "cache_lookups" | "cache_hits")
}

/// Fields that only HTTP traffic moves.
fn is_http(field: &str) -> bool {
    ["req_", "comp_", "h1_"].iter().any(|it| field.starts_with(it))
}

/// The mode, as the statistics name it.
fn mode(tcp: bool) -> String {
    if tcp { "tcp" } else { "http" }.to_owned()
}

#[cfg(test)]
mod tests;
