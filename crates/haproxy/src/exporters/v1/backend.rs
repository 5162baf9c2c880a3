//! haproxy_exporter's metrics of a backend. It must not know how they are counted.

use super::labels::{BACKEND, BACKEND_CODE};
use crate::exporters::row::{Read, Row, counter, flag, gauge, http, int};

/// Nothing of the kind is configured or happens.
const NEVER: Read = Read::Backend(|_, _, _| int(0));

/// State, requests, failures, sessions, and what this traffic never does.
pub(super) const ROWS: &[Row] = &[
    gauge("haproxy_backend_up", BACKEND, "Current health status of the backend (1 = UP, 0 = DOWN).", Read::Backend(|_, it, _| flag(it.up()))),
    gauge("haproxy_backend_current_server", BACKEND, "Current number of active servers", Read::Backend(|_, it, _| int(it.usable(false) as u64))),
    gauge("haproxy_backend_weight", BACKEND, "Total weight of the servers in the backend.", Read::Backend(|_, it, _| int(it.weight(false)))),
    counter("haproxy_backend_sessions_total", BACKEND, "Total number of sessions.", Read::Backend(|_, it, _| int(it.count.requests))),
    counter("haproxy_backend_http_responses_total", BACKEND_CODE, "Total of HTTP responses.", Read::Backend(|_, it, code| http(it.rules.tcp, it.count.responses[code]))).counts("Answers of the applications and of HAProxy itself."),
    counter("haproxy_backend_server_selected_total", BACKEND, "Total number of times a server was selected, either for new sessions, or when re-dispatching.", Read::Backend(|_, it, _| int(it.count.loadbalanced))),
    counter("haproxy_backend_connection_errors_total", BACKEND, "Total of connection errors.", Read::Backend(|_, it, _| int(it.count.connection_errors))).counts("Requests finally lost for lack of a connection, a slot or any usable server, not failed attempts."),
    counter("haproxy_backend_response_errors_total", BACKEND, "Total of response errors.", Read::Backend(|_, it, _| int(it.count.response_errors))).counts("Failures after a successful connect, of which some count twice (RST, and FIN from 3.x on); these requests are in no class of http_responses_total of the server."),
    counter("haproxy_backend_retry_warnings_total", BACKEND, "Total of retry warnings.", Read::Backend(|_, it, _| int(it.count.retries))).counts("Attempts repeated on the same server."),
    counter("haproxy_backend_redispatch_warnings_total", BACKEND, "Total of redispatch warnings.", Read::Backend(|_, it, _| int(it.count.redispatches))).counts("Attempts that moved to another server, on the server that they left. Needs option redispatch."),
    gauge("haproxy_backend_current_sessions", BACKEND, "Current number of active sessions.", Read::Backend(|_, it, _| int(it.gauges.sessions))),
    gauge("haproxy_backend_max_sessions", BACKEND, "Maximum observed number of active sessions.", Read::Backend(|_, it, _| int(it.gauges.max_sessions))).latches(),
    gauge("haproxy_backend_limit_sessions", BACKEND, "Configured session limit.", Read::Backend(|_, it, _| int(it.fullconn))).counts("fullconn, which limits nothing: by default a tenth of the connections of the frontends that lead here."),
    gauge("haproxy_backend_current_session_rate", BACKEND, "Current number of sessions per second over last elapsed second.", Read::Backend(|_, it, _| int(it.gauges.rate))).unit("per second"),
    gauge("haproxy_backend_max_session_rate", BACKEND, "Maximum number of sessions per second.", Read::Backend(|_, it, _| int(it.gauges.max_rate))).unit("per second").latches(),
    counter("haproxy_backend_client_aborts_total", BACKEND, "Total number of data transfers aborted by the client.", Read::Backend(|_, it, _| int(it.count.client_aborts))),
    counter("haproxy_backend_server_aborts_total", BACKEND, "Total number of data transfers aborted by the server.", Read::Backend(|_, it, _| int(it.count.server_aborts))),
    counter("haproxy_backend_compressor_bytes_in_total", BACKEND, "Number of HTTP response bytes fed to the compressor", NEVER).unit("bytes"),
    counter("haproxy_backend_compressor_bytes_out_total", BACKEND, "Number of HTTP response bytes emitted by the compressor", NEVER).unit("bytes"),
    counter("haproxy_backend_compressor_bytes_bypassed_total", BACKEND, "Number of bytes that bypassed the HTTP compressor", NEVER).unit("bytes"),
    counter("haproxy_backend_http_responses_compressed_total", BACKEND, "Number of HTTP responses that were compressed", NEVER),
];
