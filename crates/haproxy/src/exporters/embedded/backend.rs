//! The embedded exporter's metrics of a backend. It must not know how they are counted.

use super::labels::{PROXY, PROXY_CHECK, PROXY_CODE, PROXY_STATE, PROXY_UP, UP, checked, state_of};
use crate::Version;
use crate::exporters::row::{Read, Row, ago, counter, flag, gauge, http, int, seconds};
use crate::model::{Backend, Model, Server};

/// A session a request.
const BACKEND_REQUESTS: Read = Read::Backend(|_, it, _| int(it.count.requests));
const SERVERS_IN_STATE: Read =
    Read::Backend(|_, it, state| per_server(it, |server| state_of(server) == state));
/// Nothing of the kind is configured or happens.
const BACKEND_NONE: Read = Read::Backend(|_, _, _| int(0));

/// The same, where only `mode http` has it at all.
const HTTP_NONE: Read = Read::Backend(|_, it, _| http(it.rules.tcp, 0));

/// State, checks, requests, failures, sessions, and what this traffic never does.
pub(super) const ROWS: &[Row] = &[
    gauge("haproxy_backend_status", PROXY_UP, "Current status of the service, per state label value.", Read::Backend(|_, it, state| flag(it.up() == (state == UP)))),
    gauge("haproxy_backend_active_servers", PROXY, "Total number of active UP servers with a non-zero weight", Read::Backend(|_, it, _| int(it.usable(false) as u64))),
    gauge("haproxy_backend_backup_servers", PROXY, "Total number of backup UP servers with a non-zero weight", Read::Backend(|_, it, _| int(it.usable(true) as u64))),
    gauge("haproxy_backend_weight", PROXY, "Server's effective weight, or sum of active servers' effective weights for a backend", Read::Backend(|_, it, _| int(it.weight(false)))),
    gauge("haproxy_backend_uweight", PROXY, "Server's user weight, or sum of active servers' user weights for a backend", Read::Backend(|_, it, _| int(it.weight(true)))),
    gauge("haproxy_backend_agg_server_status", PROXY_STATE, "Backend's aggregated gauge of servers' status", SERVERS_IN_STATE),
    gauge("haproxy_backend_agg_server_check_status", PROXY_STATE, "Backend's aggregated gauge of servers' state check status", SERVERS_IN_STATE).only(Version::V2_6),
    gauge("haproxy_backend_agg_server_check_status", PROXY_STATE, "[DEPRECATED] Backend's aggregated gauge of servers' status", SERVERS_IN_STATE).only(Version::V3_4),
    gauge("haproxy_backend_agg_check_status", PROXY_CHECK, "Backend's aggregated gauge of servers' state check status", Read::Backend(|_, it, state| per_server(it, |server| checked(server) == Some(state)))),
    counter("haproxy_backend_check_up_down_total", PROXY, "Total number of failed checks causing UP to DOWN server transitions, per server/backend, since the worker process started", Read::Backend(|_, it, _| int(it.count.downs))).counts("Changes from UP to DOWN only."),
    gauge("haproxy_backend_check_last_change_seconds", PROXY, "How long ago the last server state changed, in seconds", Read::Backend(|model, it, _| seconds(model.now - it.changed))).unit("seconds"),
    counter("haproxy_backend_downtime_seconds_total", PROXY, "Total time spent in DOWN state, for server or backend", Read::Backend(|model, it, _| Some(downtime(model, it)))).unit("seconds").nan_when_unset(),
    gauge("haproxy_backend_last_session_seconds", PROXY, "How long ago some traffic was seen on this object on this worker process, in seconds", Read::Backend(|model, it, _| ago(model, it.last_session))).unit("seconds"),
    counter("haproxy_backend_sessions_total", PROXY, "Total number of sessions since process started", BACKEND_REQUESTS),
    counter("haproxy_backend_http_requests_total", PROXY, "Total number of HTTP requests processed by this object since the worker process started", Read::Backend(|_, it, _| http(it.rules.tcp, it.count.requests))),
    counter("haproxy_backend_http_responses_total", PROXY_CODE, "Total number of HTTP responses with status 100-199 returned by this object since the worker process started", Read::Backend(|_, it, code| http(it.rules.tcp, it.count.responses[code]))).counts("Answers of the applications and of HAProxy itself."),
    counter("haproxy_backend_loadbalanced_total", PROXY, "Total number of requests routed by load balancing since the worker process started (ignores queue pop and stickiness)", Read::Backend(|_, it, _| int(it.count.loadbalanced))).counts("Times that the balancing chose a server, again after a redispatch."),
    counter("haproxy_backend_connection_attempts_total", PROXY, "Total number of outgoing connection attempts on this backend/server since the worker process started", Read::Backend(|_, it, _| int(it.count.attempts))),
    counter("haproxy_backend_connection_reuses_total", PROXY, "Total number of reused connection on this backend/server since the worker process started", Read::Backend(|_, it, _| int(it.count.reuses))),
    counter("haproxy_backend_connection_errors_total", PROXY, "Total number of failed connections to server since the worker process started", Read::Backend(|_, it, _| int(it.count.connection_errors))).counts("Requests finally lost for lack of a connection, a slot or any usable server, not failed attempts."),
    counter("haproxy_backend_response_errors_total", PROXY, "Total number of invalid responses since the worker process started", Read::Backend(|_, it, _| int(it.count.response_errors))).counts("Failures after a successful connect, of which some count twice (RST, and FIN from 3.x on); these requests are in no class of http_responses_total of the server."),
    counter("haproxy_backend_retry_warnings_total", PROXY, "Total number of server connection retries since the worker process started", Read::Backend(|_, it, _| int(it.count.retries))).counts("Attempts repeated on the same server."),
    counter("haproxy_backend_redispatch_warnings_total", PROXY, "Total number of server redispatches due to connection failures since the worker process started", Read::Backend(|_, it, _| int(it.count.redispatches))).counts("Attempts that moved to another server, on the server that they left. Needs option redispatch."),
    gauge("haproxy_backend_current_sessions", PROXY, "Number of current sessions on the frontend, backend or server", Read::Backend(|_, it, _| int(it.gauges.sessions))),
    gauge("haproxy_backend_max_sessions", PROXY, "Highest value of current sessions encountered since process started", Read::Backend(|_, it, _| int(it.gauges.max_sessions))).latches(),
    gauge("haproxy_backend_limit_sessions", PROXY, "Frontend/listener/server's maxconn, backend's fullconn", Read::Backend(|_, it, _| int(it.fullconn))).counts("fullconn, which limits nothing: by default a tenth of the connections of the frontends that lead here."),
    gauge("haproxy_backend_current_session_rate", PROXY, "Total number of sessions processed by this object over the last second (sessions for listeners/frontends, requests for backends/servers)", Read::Backend(|_, it, _| int(it.gauges.rate))).unit("per second").only(Version::V3_4),
    gauge("haproxy_backend_max_session_rate", PROXY, "Highest value of sessions per second observed since the worker process started", Read::Backend(|_, it, _| int(it.gauges.max_rate))).unit("per second").latches(),
    counter("haproxy_backend_client_aborts_total", PROXY, "Total number of requests or connections aborted by the client since the worker process started", Read::Backend(|_, it, _| int(it.count.client_aborts))),
    counter("haproxy_backend_server_aborts_total", PROXY, "Total number of requests or connections aborted by the server since the worker process started", Read::Backend(|_, it, _| int(it.count.server_aborts))),
    counter("haproxy_backend_requests_denied_total", PROXY, "Total number of denied requests since process started", BACKEND_NONE),
    counter("haproxy_backend_responses_denied_total", PROXY, "Total number of denied responses since process started", BACKEND_NONE),
    counter("haproxy_backend_internal_errors_total", PROXY, "Total number of internal errors since process started", BACKEND_NONE),
    counter("haproxy_backend_failed_header_rewriting_total", PROXY, "Total number of failed HTTP header rewrites since the worker process started", BACKEND_NONE),
    counter("haproxy_backend_http_cache_lookups_total", PROXY, "Total number of HTTP requests looked up in the cache on this frontend/backend since the worker process started", HTTP_NONE),
    counter("haproxy_backend_http_cache_hits_total", PROXY, "Total number of HTTP requests not found in the cache on this frontend/backend since the worker process started", HTTP_NONE),
    counter("haproxy_backend_http_comp_bytes_in_total", PROXY, "Total number of bytes submitted to the HTTP compressor for this object since the worker process started", HTTP_NONE).unit("bytes"),
    counter("haproxy_backend_http_comp_bytes_out_total", PROXY, "Total number of bytes emitted by the HTTP compressor for this object since the worker process started", HTTP_NONE).unit("bytes"),
    counter("haproxy_backend_http_comp_bytes_bypassed_total", PROXY, "Total number of bytes that bypassed HTTP compression for this object since the worker process started (CPU/memory/bandwidth limitation)", HTTP_NONE).unit("bytes"),
    counter("haproxy_backend_http_comp_responses_total", PROXY, "Total number of HTTP responses that were compressed for this object since the worker process started", HTTP_NONE),
];

/// How many servers are so; absent for a backend without servers.
fn per_server(backend: &Backend, is_so: impl Fn(&Server) -> bool) -> Option<f64> {
    let number = backend.servers.iter().filter(|it| is_so(it)).count();
    (!backend.servers.is_empty()).then_some(number as f64)
}

/// Seconds DOWN; NaN for a backend without servers.
fn downtime(model: &Model, backend: &Backend) -> f64 {
    if backend.servers.is_empty() { f64::NAN } else { backend.down_seconds(model.now) as f64 }
}
