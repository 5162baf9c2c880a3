//! Where a real HAProxy and the model may differ, each with its reason. It must not know how they are compared.

use series::{Labels, METRIC_NAME};
use tests::haproxy::EXPORTER;

/// How far apart two numbers may be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Class {
    /// Counted requests that nothing but the load decides: clients send an exact number, the model's is Poisson's around it,
    /// so the model's mean must be within four of its own standard errors.
    Load,
    /// What faults, checks and balancing decide. Each run of the model is scaled to the number of requests that really came; then
    /// four standard deviations among its runs (when checks fall is chance on both sides), 2 %, and 2 for a fault that begins a
    /// moment late on a busy machine.
    Chance,
    /// Bytes: as `Chance`, and 5 %, for HAProxy counts what it has made of a message, not what was sent.
    Bytes,
    /// Seconds in a state, or since an event: one check interval and one scrape, and the time by which HAProxy is late: its clock
    /// stands still while a busy machine does not let it run.
    Seconds,
    /// A state or a setting: as in one of the model's runs.
    State,
    /// As `State`, or 0 while a check is under way: its result is the last one's, but the code is gone.
    Code,
    /// A gauge of traffic: within the range of the model's runs, and 10 %, or 10 for a moment in which the machine did nothing, or
    /// as many as come in the time by which HAProxy is late.
    Level,
    /// Connections kept open: none where the model has none, else up to 20, for HAProxy estimates how many it may need from the
    /// most that it has needed of late.
    Kept,
    /// Average times: at most 3 ms below the model's, and above by what a busy machine costs (thrice as long, and 250 ms).
    Time,
    /// Both zero, or both above: how high is decided by the reason given.
    Sign(&'static str),
    /// Not compared, for the reason given.
    Apart(&'static str),
}

const SPACING: &str = "the highest second, or moment, depends on how evenly the clients come, which are even here and Poisson's in the model";
const MACHINE: &str = "the machine's and the build's own figures";
const WORST: &str = "the longest of all times is the busy machine's";

/// By the beginning and the end of a metric's name; the first that fits holds.
const CLASSES: [(&str, &str, Class); 44] = [
    (
        "haproxy_process_bytes_out_total",
        "",
        Class::Apart("all sockets: what is sent to servers and to checks is in it"),
    ),
    ("haproxy_process_connections_total", "", Class::Chance),
    ("haproxy_process_requests_total", "", Class::Load),
    ("haproxy_frontend_http_requests_total", "", Class::Load),
    ("haproxy_frontend_sessions_total", "", Class::Load),
    ("haproxy_frontend_connections_total", "", Class::Load),
    ("haproxy_backend_http_requests_total", "", Class::Load),
    ("haproxy_backend_sessions_total", "", Class::Load),
    ("", "_bytes_in_total", Class::Bytes),
    ("", "_bytes_out_total", Class::Bytes),
    ("", "_downtime_seconds_total", Class::Seconds),
    ("", "_total", Class::Chance),
    ("", "_last_change_seconds", Class::Seconds),
    ("", "_last_session_seconds", Class::Seconds),
    (
        "haproxy_process_uptime_seconds",
        "",
        Class::Apart("its clock may stand still, and that is how we know"),
    ),
    ("", "_max_sessions", Class::Sign(SPACING)),
    ("haproxy_process_max_connection_rate", "", Class::Apart("scrapes are connections, too")),
    ("haproxy_process_max_session_rate", "", Class::Apart("scrapes are sessions, too")),
    ("", "_max_session_rate", Class::Sign(SPACING)),
    ("", "_rate_max", Class::Sign(SPACING)),
    ("haproxy_process_current_connection_rate", "", Class::Apart("scrapes are connections, too")),
    ("haproxy_process_current_session_rate", "", Class::Apart("scrapes are sessions, too")),
    ("haproxy_process_bytes_out_rate", "", Class::Apart("most of it is the exporter's own text")),
    ("haproxy_process_start_time_seconds", "", Class::Apart("the scenario has a clock of its own")),
    ("haproxy_process_current_tasks", "", Class::Apart(MACHINE)),
    ("haproxy_process_idle_time_percent", "", Class::Apart(MACHINE)),
    ("haproxy_process_hard_max_connections", "", Class::Apart(MACHINE)),
    ("haproxy_process_max_fds", "", Class::Apart(MACHINE)),
    ("haproxy_process_max_sockets", "", Class::Apart(MACHINE)),
    ("haproxy_process_pool_", "", Class::Apart(MACHINE)),
    ("haproxy_process_current_run_queue", "", Class::Apart(MACHINE)),
    ("haproxy_backend_max_", "_time_seconds", Class::Apart(WORST)),
    ("haproxy_server_max_", "_time_seconds", Class::Apart(WORST)),
    ("", "_check_code", Class::Code),
    ("", "_current_sessions", Class::Level),
    ("", "_current_session_rate", Class::Level),
    ("", "_current_queue", Class::Level),
    ("", "_max_queue", Class::Level),
    ("", "_used_connections_current", Class::Level),
    ("", "_connections_current", Class::Kept),
    ("haproxy_process_current_connections", "", Class::Level),
    ("haproxy_process_jobs", "", Class::Level),
    ("", "_time_average_seconds", Class::Time),
    ("", "_check_duration_seconds", Class::Apart("one check's time is the machine's")),
];

/// How a metric is compared.
pub(crate) fn class(metric: &str) -> Class {
    let fits = |it: &&(&str, &str, Class)| metric.starts_with(it.0) && metric.ends_with(it.1);
    CLASSES.iter().find(fits).map_or(Class::State, |it| it.2)
}

/// Whether only HAProxy has the series: that of the frontend that hands out the metrics, which is no part of a scenario.
pub(crate) fn is_one_sided(labels: &Labels) -> bool {
    labels.value("proxy") == Some(EXPORTER)
}

/// The labels without what the packager decides: the patch level in the version.
pub(crate) fn plain(labels: &Labels) -> Labels {
    match labels.value(METRIC_NAME) {
        Some("haproxy_process_build_info") => labels.with("version", "2.6"),
        _ => labels.clone(),
    }
}
