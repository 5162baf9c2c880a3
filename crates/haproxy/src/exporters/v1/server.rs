//! haproxy_exporter's metrics of a server. It must not know how they are counted.

use super::labels::{SERVER, SERVER_CODE};
use crate::exporters::row::{Read, Row, counter, flag, gauge, http, int};
use crate::model::{Server, State};

/// State, checks, requests, failures, sessions, and what this traffic never does.
pub(super) const ROWS: &[Row] = &[
    gauge("haproxy_server_up", SERVER, "Current health status of the server (1 = UP, 0 = DOWN).", Read::Server(|_, it, _| flag(reads_up(it)))).counts("The status text: 1 for UP, UP 1/3 and UP 2/3, but 0 for any other transition, such as UP 1/2 when one check of two has failed."),
    gauge("haproxy_server_weight", SERVER, "Current weight of the server.", Read::Server(|model, it, _| int(it.weight_at(model.now).into()))),
    counter("haproxy_server_check_failures_total", SERVER, "Total number of failed health checks.", Read::Server(|_, it, _| watched(it, |it| int(it.check.failures)))).counts("Failed checks while there was health to lose: it stops growing once the server is DOWN."),
    gauge("haproxy_server_check_duration_seconds", SERVER, "Previously run health check duration, in seconds", Read::Server(|_, it, _| watched(it, |it| it.check.last.filter(|_| !it.maint()).and(it.check.millis()).map(|it| it as f64 / 1000.0)))).unit("seconds"),
    counter("haproxy_server_downtime_seconds_total", SERVER, "Total downtime in seconds.", Read::Server(|model, it, _| if it.checked() { Some(it.down_seconds(model.now) as f64) } else { None })).unit("seconds"),
    counter("haproxy_server_sessions_total", SERVER, "Total number of sessions.", Read::Server(|_, it, _| int(it.count.sessions))).counts("Connection attempts that got a slot: retries count again."),
    counter("haproxy_server_http_responses_total", SERVER_CODE, "Total of HTTP responses.", Read::Server(|_, it, code| http(it.tcp, it.count.responses[code]))).counts("Answers of the application only: what HAProxy itself answers (502, 503, 504) is counted on backend and frontend."),
    counter("haproxy_server_server_selected_total", SERVER, "Total number of times a server was selected, either for new sessions, or when re-dispatching.", Read::Server(|_, it, _| int(it.count.loadbalanced))),
    counter("haproxy_server_connection_errors_total", SERVER, "Total of connection errors.", Read::Server(|_, it, _| int(it.count.connection_errors))).counts("Requests finally lost for lack of a connection or a slot, not failed attempts: one that a retry or another server saves is not counted."),
    counter("haproxy_server_response_errors_total", SERVER, "Total of response errors.", Read::Server(|_, it, _| int(it.count.response_errors))).counts("Failures after a successful connect, of which some count twice (RST, and FIN from 3.x on); these requests are in no class of http_responses_total of the server."),
    counter("haproxy_server_retry_warnings_total", SERVER, "Total of retry warnings.", Read::Server(|_, it, _| int(it.count.retries))).counts("Attempts repeated on the same server."),
    counter("haproxy_server_redispatch_warnings_total", SERVER, "Total of redispatch warnings.", Read::Server(|_, it, _| int(it.count.redispatches))).counts("Attempts that moved to another server, on the server that they left. Needs option redispatch."),
    gauge("haproxy_server_current_sessions", SERVER, "Current number of active sessions.", Read::Server(|_, it, _| int(it.gauges.sessions))),
    gauge("haproxy_server_max_sessions", SERVER, "Maximum observed number of active sessions.", Read::Server(|_, it, _| int(it.gauges.max_sessions))).latches(),
    gauge("haproxy_server_limit_sessions", SERVER, "Configured session limit.", Read::Server(|_, it, _| it.maxconn.map(f64::from))),
    gauge("haproxy_server_current_session_rate", SERVER, "Current number of sessions per second over last elapsed second.", Read::Server(|_, it, _| int(it.gauges.rate))).unit("per second"),
    gauge("haproxy_server_max_session_rate", SERVER, "Maximum observed number of sessions per second.", Read::Server(|_, it, _| int(it.gauges.max_rate))).unit("per second").latches(),
    counter("haproxy_server_client_aborts_total", SERVER, "Total number of data transfers aborted by the client.", Read::Server(|_, it, _| int(it.count.client_aborts))),
    counter("haproxy_server_server_aborts_total", SERVER, "Total number of data transfers aborted by the server.", Read::Server(|_, it, _| int(it.count.server_aborts))),
];

/// What parseStatusField in haproxy_exporter.go makes of the status text: "UP", "UP 1/3", "UP 2/3", "DRAIN" and "no
/// check" are 1. Of an UP server with failed checks it so knows what a `fall` of 3 gives; "DRAIN 2/3", "DRAIN (agent)",
/// "NOLB" and all of maintenance are 0.
fn reads_up(server: &Server) -> bool {
    match server.state() {
        State::Up => !server.checked() || server.check.full() || server.check.fall == 3,
        State::Drain => !server.by_agent() && (!server.checked() || server.check.full()),
        State::Down | State::Maint | State::Nolb => false,
    }
}

/// A field that the statistics leave empty for a server without checks, which the exporter then skips.
fn watched(server: &Server, read: impl Fn(&Server) -> Option<f64>) -> Option<f64> {
    if server.checked() { read(server) } else { None }
}
