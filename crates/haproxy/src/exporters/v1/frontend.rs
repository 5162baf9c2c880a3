//! haproxy_exporter's metrics of a frontend. It must not know how they are counted.

use super::labels::{FRONTEND, FRONTEND_CODE};
use crate::exporters::row::{Read, Row, counter, gauge, http, int};

/// One request a connection, one connection a session.
const REQUESTS: Read = Read::Frontend(|_, it, _| int(it.count.requests));
/// Nothing of the kind is configured or happens.
const NEVER: Read = Read::Frontend(|_, _, _| int(0));

/// Requests, sessions, and what this traffic never does.
pub(super) const ROWS: &[Row] = &[
    counter(
        "haproxy_frontend_connections_total",
        FRONTEND,
        "Total number of connections",
        Read::Frontend(|_, it, _| int(it.count.requests + it.count.rejected)),
    ),
    counter("haproxy_frontend_sessions_total", FRONTEND, "Total number of sessions.", REQUESTS),
    counter(
        "haproxy_frontend_http_requests_total",
        FRONTEND,
        "Total HTTP requests.",
        Read::Frontend(|_, it, _| http(it.tcp, it.count.requests)),
    ),
    counter(
        "haproxy_frontend_http_responses_total",
        FRONTEND_CODE,
        "Total of HTTP responses.",
        Read::Frontend(|_, it, code| http(it.tcp, it.count.responses[code])),
    )
    .counts("Answers of the applications and of HAProxy itself."),
    gauge(
        "haproxy_frontend_current_sessions",
        FRONTEND,
        "Current number of active sessions.",
        Read::Frontend(|_, it, _| int(it.gauges.sessions)),
    ),
    gauge(
        "haproxy_frontend_max_sessions",
        FRONTEND,
        "Maximum observed number of active sessions.",
        Read::Frontend(|_, it, _| int(it.gauges.max_sessions)),
    )
    .latches(),
    gauge(
        "haproxy_frontend_limit_sessions",
        FRONTEND,
        "Configured session limit.",
        Read::Frontend(|_, it, _| int(it.maxconn)),
    ),
    gauge(
        "haproxy_frontend_current_session_rate",
        FRONTEND,
        "Current number of sessions per second over last elapsed second.",
        Read::Frontend(|_, it, _| int(it.gauges.rate)),
    )
    .unit("per second"),
    gauge(
        "haproxy_frontend_max_session_rate",
        FRONTEND,
        "Maximum observed number of sessions per second.",
        Read::Frontend(|_, it, _| int(it.gauges.max_rate)),
    )
    .unit("per second")
    .latches(),
    gauge(
        "haproxy_frontend_limit_session_rate",
        FRONTEND,
        "Configured limit on new sessions per second.",
        NEVER,
    )
    .unit("per second"),
    counter(
        "haproxy_frontend_requests_denied_total",
        FRONTEND,
        "Total of requests denied for security.",
        Read::Frontend(|_, it, _| int(it.count.denied)),
    ),
    counter("haproxy_frontend_request_errors_total", FRONTEND, "Total of request errors.", NEVER),
    counter(
        "haproxy_frontend_compressor_bytes_in_total",
        FRONTEND,
        "Number of HTTP response bytes fed to the compressor",
        NEVER,
    )
    .unit("bytes"),
    counter(
        "haproxy_frontend_compressor_bytes_out_total",
        FRONTEND,
        "Number of HTTP response bytes emitted by the compressor",
        NEVER,
    )
    .unit("bytes"),
    counter(
        "haproxy_frontend_compressor_bytes_bypassed_total",
        FRONTEND,
        "Number of bytes that bypassed the HTTP compressor",
        NEVER,
    )
    .unit("bytes"),
    counter(
        "haproxy_frontend_http_responses_compressed_total",
        FRONTEND,
        "Number of HTTP responses that were compressed",
        NEVER,
    ),
];
