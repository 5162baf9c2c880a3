//! The embedded exporter's metrics of a frontend. It must not know how they are counted.

use super::labels::{PROXY, PROXY_CODE, PROXY_UP, UP};
use crate::Version;
use crate::exporters::row::{Read, Row, counter, flag, gauge, http, int};

/// One request a connection, one connection a session.
const FRONTEND_REQUESTS: Read = Read::Frontend(|_, it, _| int(it.count.requests));
const FRONTEND_MAX_RATE: Read = Read::Frontend(|_, it, _| int(it.gauges.max_rate));
/// Nothing of the kind is configured or happens.
const FRONTEND_NONE: Read = Read::Frontend(|_, _, _| int(0));

/// The same, where only `mode http` has it at all.
const HTTP_NONE: Read = Read::Frontend(|_, it, _| http(it.tcp, 0));

/// In the order of the exporter's documentation, roughly.
pub(super) const ROWS: &[Row] = &[
    counter("haproxy_frontend_connections_total", PROXY, "Total number of new connections accepted on this frontend since the worker process started", Read::Frontend(|_, it, _| int(it.count.requests + it.count.rejected))),
    counter("haproxy_frontend_sessions_total", PROXY, "Total number of sessions since process started", FRONTEND_REQUESTS),
    counter("haproxy_frontend_http_requests_total", PROXY, "Total number of HTTP requests processed by this object since the worker process started", Read::Frontend(|_, it, _| http(it.tcp, it.count.requests))),
    counter("haproxy_frontend_http_responses_total", PROXY_CODE, "Total number of HTTP responses with status 100-199 returned by this object since the worker process started", Read::Frontend(|_, it, code| http(it.tcp, it.count.responses[code]))).counts("Answers of the applications and of HAProxy itself."),
    gauge("haproxy_frontend_current_sessions", PROXY, "Number of current sessions on the frontend, backend or server", Read::Frontend(|_, it, _| int(it.gauges.sessions))),
    gauge("haproxy_frontend_max_sessions", PROXY, "Highest value of current sessions encountered since process started", Read::Frontend(|_, it, _| int(it.gauges.max_sessions))).latches(),
    gauge("haproxy_frontend_limit_sessions", PROXY, "Frontend/listener/server's maxconn, backend's fullconn", Read::Frontend(|_, it, _| int(it.maxconn))),
    gauge("haproxy_frontend_current_session_rate", PROXY, "Total number of sessions processed by this object over the last second (sessions for listeners/frontends, requests for backends/servers)", Read::Frontend(|_, it, _| int(it.gauges.rate))).unit("per second").only(Version::V3_4),
    gauge("haproxy_frontend_max_session_rate", PROXY, "Highest value of sessions per second observed since the worker process started", FRONTEND_MAX_RATE).unit("per second").latches(),
    gauge("haproxy_frontend_connections_rate_max", PROXY, "Highest value of connections per second observed since the worker process started", FRONTEND_MAX_RATE).unit("per second").latches(),
    gauge("haproxy_frontend_http_requests_rate_max", PROXY, "Highest value of http requests observed since the worker process started", Read::Frontend(|_, it, _| http(it.tcp, it.gauges.max_rate))).unit("per second").latches(),
    gauge("haproxy_frontend_limit_session_rate", PROXY, "Limit on the number of sessions accepted in a second (frontend only, 'rate-limit sessions' setting)", FRONTEND_NONE).unit("per second"),
    gauge("haproxy_frontend_status", PROXY_UP, "Current status of the service, per state label value.", Read::Frontend(|_, _, state| flag(state == UP))),
    counter("haproxy_frontend_denied_connections_total", PROXY, "Total number of incoming connections blocked on a listener/frontend by a tcp-request connection rule since the worker process started", Read::Frontend(|_, it, _| int(it.count.rejected))),
    counter("haproxy_frontend_denied_sessions_total", PROXY, "Total number of incoming sessions blocked on a listener/frontend by a tcp-request connection rule since the worker process started", FRONTEND_NONE),
    counter("haproxy_frontend_requests_denied_total", PROXY, "Total number of denied requests since process started", Read::Frontend(|_, it, _| int(it.count.denied))),
    counter("haproxy_frontend_responses_denied_total", PROXY, "Total number of denied responses since process started", FRONTEND_NONE),
    counter("haproxy_frontend_request_errors_total", PROXY, "Total number of invalid requests since process started", FRONTEND_NONE),
    counter("haproxy_frontend_intercepted_requests_total", PROXY, "Total number of HTTP requests intercepted on the frontend (redirects/stats/services) since the worker process started", HTTP_NONE),
    counter("haproxy_frontend_internal_errors_total", PROXY, "Total number of internal errors since process started", FRONTEND_NONE),
    counter("haproxy_frontend_failed_header_rewriting_total", PROXY, "Total number of failed HTTP header rewrites since the worker process started", FRONTEND_NONE),
    counter("haproxy_frontend_http_cache_lookups_total", PROXY, "Total number of HTTP requests looked up in the cache on this frontend/backend since the worker process started", HTTP_NONE),
    counter("haproxy_frontend_http_cache_hits_total", PROXY, "Total number of HTTP requests not found in the cache on this frontend/backend since the worker process started", HTTP_NONE),
    counter("haproxy_frontend_http_comp_bytes_in_total", PROXY, "Total number of bytes submitted to the HTTP compressor for this object since the worker process started", HTTP_NONE).unit("bytes"),
    counter("haproxy_frontend_http_comp_bytes_out_total", PROXY, "Total number of bytes emitted by the HTTP compressor for this object since the worker process started", HTTP_NONE).unit("bytes"),
    counter("haproxy_frontend_http_comp_bytes_bypassed_total", PROXY, "Total number of bytes that bypassed HTTP compression for this object since the worker process started (CPU/memory/bandwidth limitation)", HTTP_NONE).unit("bytes"),
    counter("haproxy_frontend_http_comp_responses_total", PROXY, "Total number of HTTP responses that were compressed for this object since the worker process started", HTTP_NONE),
];
