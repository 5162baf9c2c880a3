//! The embedded exporter's metrics of a server. It must not know how they are counted.

use super::labels::{SERVER, SERVER_CHECK, SERVER_CODE, SERVER_STATE, checked, shown, state_of};
use crate::Version;
use crate::exporters::row::{Read, Row, ago, counter, flag, gauge, http, int, seconds};

/// Nothing of the kind is configured or happens.
const SERVER_NONE: Read = Read::Server(|_, _, _| int(0));
/// Written as NaN while it is not configured.
const SERVER_UNSET: Read = Read::Server(|_, _, _| Some(f64::NAN));

/// State, checks, requests, failures, sessions, what is not set, and what this traffic never does.
pub(super) const ROWS: &[Row] = &[
    gauge("haproxy_server_status", SERVER_STATE, "Current status of the service, per state label value.", Read::Server(|_, it, state| flag(state_of(it) == state))),
    gauge("haproxy_server_weight", SERVER, "Server's effective weight, or sum of active servers' effective weights for a backend", Read::Server(|model, it, _| int(it.weight_at(model.now).into()))),
    gauge("haproxy_server_uweight", SERVER, "Server's user weight, or sum of active servers' user weights for a backend", Read::Server(|_, it, _| int(it.uweight().into()))),
    gauge("haproxy_server_active", SERVER, "Total number of active UP servers with a non-zero weight", Read::Server(|_, it, _| flag(!it.backup))).only(Version::V3_4),
    gauge("haproxy_server_backup", SERVER, "Total number of backup UP servers with a non-zero weight", Read::Server(|_, it, _| flag(it.backup))).only(Version::V3_4),
    gauge("haproxy_server_check_status", SERVER_CHECK, "Status of last health check, per state label value.", Read::Server(|_, it, state| shown(it).and_then(|last| flag(last == state)))),
    gauge("haproxy_server_check_code", SERVER, "layer5-7 code, if available of the last health check.", Read::Server(|_, it, _| shown(it).and_then(|_| it.check.code()).and_then(int))),
    gauge("haproxy_server_check_duration_seconds", SERVER, "Total duration of the latest server health check, in seconds.", Read::Server(|_, it, _| checked(it).and_then(|_| it.check.millis()).map(|it| it as f64 / 1000.0))).unit("seconds"),
    counter("haproxy_server_check_failures_total", SERVER, "Total number of failed individual health checks per server/backend, since the worker process started", Read::Server(|_, it, _| Some(if it.checked() { it.check.failures as f64 } else { f64::NAN }))).counts("Failed checks while there was health to lose: it stops growing once the server is DOWN.").nan_when_unset(),
    counter("haproxy_server_check_up_down_total", SERVER, "Total number of failed checks causing UP to DOWN server transitions, per server/backend, since the worker process started", Read::Server(|_, it, _| Some(if it.checked() { it.count.downs as f64 } else { f64::NAN }))).nan_when_unset().counts("Changes from UP to DOWN only."),
    gauge("haproxy_server_check_last_change_seconds", SERVER, "How long ago the last server state changed, in seconds", Read::Server(|model, it, _| seconds(model.now - it.changed))).unit("seconds"),
    counter("haproxy_server_downtime_seconds_total", SERVER, "Total time spent in DOWN state, for server or backend", Read::Server(|model, it, _| Some(if it.checked() { it.down_seconds(model.now) as f64 } else { f64::NAN }))).unit("seconds").nan_when_unset(),
    gauge("haproxy_server_last_session_seconds", SERVER, "How long ago some traffic was seen on this object on this worker process, in seconds", Read::Server(|model, it, _| ago(model, it.last_session))).unit("seconds"),
    counter("haproxy_server_sessions_total", SERVER, "Total number of sessions since process started", Read::Server(|_, it, _| int(it.count.sessions))).counts("Connection attempts that got a slot: retries count again."),
    counter("haproxy_server_http_requests_total", SERVER, "Total number of HTTP requests processed by this object since the worker process started", Read::Server(|_, it, _| http(it.tcp, it.count.responses.iter().sum()))).counts("Requests with an answer: one that hangs is not among them.").only(Version::V3_4),
    counter("haproxy_server_http_responses_total", SERVER_CODE, "Total number of HTTP responses with status 100-199 returned by this object since the worker process started", Read::Server(|_, it, code| http(it.tcp, it.count.responses[code]))).counts("Answers of the application only: what HAProxy itself answers (502, 503, 504) is counted on backend and frontend."),
    counter("haproxy_server_loadbalanced_total", SERVER, "Total number of requests routed by load balancing since the worker process started (ignores queue pop and stickiness)", Read::Server(|_, it, _| int(it.count.loadbalanced))).counts("Times that the balancing chose a server, again after a redispatch."),
    counter("haproxy_server_connection_attempts_total", SERVER, "Total number of outgoing connection attempts on this backend/server since the worker process started", Read::Server(|_, it, _| int(it.count.attempts))),
    counter("haproxy_server_connection_reuses_total", SERVER, "Total number of reused connection on this backend/server since the worker process started", Read::Server(|_, it, _| int(it.count.reuses))),
    counter("haproxy_server_connection_errors_total", SERVER, "Total number of failed connections to server since the worker process started", Read::Server(|_, it, _| int(it.count.connection_errors))).counts("Requests finally lost for lack of a connection or a slot, not failed attempts: one that a retry or another server saves is not counted."),
    counter("haproxy_server_response_errors_total", SERVER, "Total number of invalid responses since the worker process started", Read::Server(|_, it, _| int(it.count.response_errors))).counts("Failures after a successful connect, of which some count twice (RST, and FIN from 3.x on); these requests are in no class of http_responses_total of the server."),
    counter("haproxy_server_retry_warnings_total", SERVER, "Total number of server connection retries since the worker process started", Read::Server(|_, it, _| int(it.count.retries))).counts("Attempts repeated on the same server."),
    counter("haproxy_server_redispatch_warnings_total", SERVER, "Total number of server redispatches due to connection failures since the worker process started", Read::Server(|_, it, _| int(it.count.redispatches))).counts("Attempts that moved to another server, on the server that they left. Needs option redispatch."),
    gauge("haproxy_server_current_sessions", SERVER, "Number of current sessions on the frontend, backend or server", Read::Server(|_, it, _| int(it.gauges.sessions))),
    gauge("haproxy_server_max_sessions", SERVER, "Highest value of current sessions encountered since process started", Read::Server(|_, it, _| int(it.gauges.max_sessions))).latches(),
    gauge("haproxy_server_limit_sessions", SERVER, "Frontend/listener/server's maxconn, backend's fullconn", Read::Server(|_, it, _| Some(it.maxconn.map_or(f64::NAN, f64::from)))).nan_when_unset(),
    gauge("haproxy_server_current_session_rate", SERVER, "Total number of sessions processed by this object over the last second (sessions for listeners/frontends, requests for backends/servers)", Read::Server(|_, it, _| int(it.gauges.rate))).unit("per second").only(Version::V3_4),
    gauge("haproxy_server_max_session_rate", SERVER, "Highest value of sessions per second observed since the worker process started", Read::Server(|_, it, _| int(it.gauges.max_rate))).unit("per second").latches(),
    gauge("haproxy_server_queue_limit", SERVER, "Limit on the number of connections in queue, for servers only (maxqueue argument)", Read::Server(|_, it, _| Some(it.maxqueue.map_or(f64::NAN, f64::from)))).nan_when_unset(),
    gauge("haproxy_server_current_throttle", SERVER, "Throttling ratio applied to a server's maxconn and weight during the slowstart period (0 to 100%)", Read::Server(|model, it, _| Some(it.shown_throttle(model.now).unwrap_or(f64::NAN)))).nan_when_unset(),
    gauge("haproxy_server_idle_connections_limit", SERVER, "Limit on the number of available idle connections on this server (server 'pool_max_conn' directive)", SERVER_UNSET).nan_when_unset(),
    counter("haproxy_server_client_aborts_total", SERVER, "Total number of requests or connections aborted by the client since the worker process started", Read::Server(|_, it, _| int(it.count.client_aborts))),
    counter("haproxy_server_server_aborts_total", SERVER, "Total number of requests or connections aborted by the server since the worker process started", Read::Server(|_, it, _| int(it.count.server_aborts))),
    counter("haproxy_server_responses_denied_total", SERVER, "Total number of denied responses since process started", SERVER_NONE),
    counter("haproxy_server_internal_errors_total", SERVER, "Total number of internal errors since process started", SERVER_NONE),
    counter("haproxy_server_failed_header_rewriting_total", SERVER, "Total number of failed HTTP header rewrites since the worker process started", SERVER_NONE),
];
