//! The embedded exporter's metrics of the process. It must not know how they are counted.

use super::labels::{NONE, RELEASE_2_6, RELEASE_3_4};
use crate::Version;
use crate::exporters::row::{Read, Row, counter, gauge, int, seconds};

/// One request a connection.
const REQUESTS: Read =
    Read::Process(|model, _| int(model.frontends.iter().map(|it| it.count.requests).sum()));
const RATE: Read = Read::Process(|model, _| int(model.frontends.iter().map(|it| it.gauges.rate).sum()));
const LIMIT: Read =
    Read::Process(|model, _| int(model.frontends.iter().map(|it| it.maxconn).max().unwrap_or(2000)));
const ONE_EACH: Read = Read::Process(|_, _| int(1));
/// Built without TLS, as our 3.4.0 was, there is none.
const SSL: Read = Read::Process(|model, _| Some(if model.newer { f64::NAN } else { 0.0 }));
/// Nothing of the kind is configured or happens.
const NEVER: Read = Read::Process(|_, _| int(0));

/// Identity, connections, and what this traffic never does.
pub(super) const ROWS: &[Row] = &[
    gauge("haproxy_process_build_info", RELEASE_2_6, "Build info", ONE_EACH).only(Version::V2_6),
    gauge("haproxy_process_build_info", RELEASE_3_4, "Build info", ONE_EACH).only(Version::V3_4),
    gauge(
        "haproxy_process_start_time_seconds",
        NONE,
        "Start time in seconds",
        Read::Process(|model, _| Some(((model.epoch + model.started) / 1000) as f64)),
    )
    .unit("seconds"),
    gauge(
        "haproxy_process_uptime_seconds",
        NONE,
        "How long ago this worker process was started (seconds)",
        Read::Process(|model, _| seconds(model.now - model.started)),
    )
    .unit("seconds"),
    counter(
        "haproxy_process_connections_total",
        NONE,
        "Total number of connections on this worker process since started",
        Read::Process(|model, _| {
            // session_new in session.c counts health checks and scrapes too.
            let taken: u64 = model.frontends.iter().map(|it| it.count.requests + it.count.rejected).sum();
            let servers = model.backends.iter().flat_map(|it| &it.servers);
            int(taken + servers.map(|it| it.check.runs).sum::<u64>() + model.scrapes_here)
        }),
    ),
    counter(
        "haproxy_process_requests_total",
        NONE,
        "Total number of requests on this worker process since started",
        REQUESTS,
    ),
    gauge(
        "haproxy_process_current_connections",
        NONE,
        "Current number of connections on this worker process",
        Read::Process(|model, _| int(model.frontends.iter().map(|it| it.gauges.sessions).sum())),
    ),
    gauge(
        "haproxy_process_current_connection_rate",
        NONE,
        "Number of front connections created on this worker process over the last second",
        RATE,
    )
    .unit("per second"),
    gauge(
        "haproxy_process_current_session_rate",
        NONE,
        "Number of sessions created on this worker process over the last second",
        RATE,
    )
    .unit("per second"),
    gauge(
        "haproxy_process_max_connections",
        NONE,
        "Hard limit on the number of per-process connections (configured or imposed by Ulimit-n)",
        LIMIT,
    ),
    gauge(
        "haproxy_process_hard_max_connections",
        NONE,
        "Hard limit on the number of per-process connections (imposed by Memmax_MB or Ulimit-n)",
        LIMIT,
    ),
    gauge(
        "haproxy_process_nbproc",
        NONE,
        "Number of started worker processes (historical, always 1)",
        ONE_EACH,
    ),
    gauge("haproxy_process_relative_process_id", NONE, "Relative worker process number (1)", ONE_EACH),
    gauge(
        "haproxy_process_stopping",
        NONE,
        "1 if the worker process is currently stopping, otherwise zero",
        NEVER,
    ),
    gauge(
        "haproxy_process_limit_connection_rate",
        NONE,
        "Hard limit for ConnRate (global.maxconnrate)",
        NEVER,
    )
    .unit("per second"),
    gauge("haproxy_process_limit_session_rate", NONE, "Hard limit for SessRate (global.maxsessrate)", NEVER)
        .unit("per second"),
    gauge("haproxy_process_limit_ssl_rate", NONE, "Hard limit for SslRate (global.maxsslrate)", SSL)
        .unit("per second"),
    gauge(
        "haproxy_process_current_ssl_connections",
        NONE,
        "Current number of SSL endpoints on this worker process (front+back)",
        SSL,
    ),
    counter(
        "haproxy_process_ssl_connections_total",
        NONE,
        "Total number of SSL endpoints on this worker process since started (front+back)",
        SSL,
    ),
    gauge(
        "haproxy_process_current_ssl_rate",
        NONE,
        "Number of SSL connections created on this worker process over the last second",
        SSL,
    )
    .unit("per second"),
    gauge(
        "haproxy_process_max_ssl_rate",
        NONE,
        "Highest SslRate reached on this worker process since started (in connections per second)",
        SSL,
    )
    .unit("per second"),
    counter(
        "haproxy_process_ssl_cache_lookups_total",
        NONE,
        "Total number of SSL session ID lookups in the SSL session cache on this worker since started",
        SSL,
    ),
    counter(
        "haproxy_process_ssl_cache_misses_total",
        NONE,
        "Total number of SSL session ID lookups that didn't find a session in the SSL session cache on this worker since started",
        SSL,
    ),
    gauge(
        "haproxy_process_active_peers",
        NONE,
        "Current number of verified active peers connections on the current worker process",
        NEVER,
    ),
    gauge(
        "haproxy_process_connected_peers",
        NONE,
        "Current number of peers having passed the connection step on the current worker process",
        NEVER,
    ),
    counter(
        "haproxy_process_dropped_logs_total",
        NONE,
        "Total number of dropped logs for current worker process since started",
        NEVER,
    ),
    counter(
        "haproxy_process_recv_logs_total",
        NONE,
        "Total number of log messages received by log-forwarding listeners on this worker process since started",
        NEVER,
    ),
    counter(
        "haproxy_process_failed_resolutions",
        NONE,
        "Total number of failed DNS resolutions in current worker process since started",
        NEVER,
    ),
    counter(
        "haproxy_process_pool_failures_total",
        NONE,
        "Number of failed pool allocations since this worker was started",
        NEVER,
    ),
    counter(
        "haproxy_process_http_comp_bytes_in_total",
        NONE,
        "Number of bytes submitted to the HTTP compressor in this worker process over the last second",
        NEVER,
    )
    .unit("bytes"),
    counter(
        "haproxy_process_http_comp_bytes_out_total",
        NONE,
        "Number of bytes emitted by the HTTP compressor in this worker process over the last second",
        NEVER,
    )
    .unit("bytes"),
    counter(
        "haproxy_process_spliced_bytes_out_total",
        NONE,
        "Total number of bytes emitted by current worker process through a kernel pipe since started",
        NEVER,
    )
    .unit("bytes"),
];
