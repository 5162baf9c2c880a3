//! The embedded exporter's metrics of a `bind` line, which it writes under `option socket-stats` only. It must not know how
//! they are counted.

use super::labels::{LISTENER, LISTENER_STATE};
use crate::exporters::row::{Read, Row, counter, gauge};
use crate::model::Frontend;

/// Nothing of the kind is configured or happens.
const NONE: Read = Read::Frontend(|_, it, _| own(it, 0.0));

/// A frontend has one such line, so that its numbers are the frontend's.
pub(super) const ROWS: &[Row] = &[
    gauge(
        "haproxy_listener_current_sessions",
        LISTENER,
        "Number of current sessions on the frontend, backend or server",
        Read::Frontend(|_, it, _| own(it, it.gauges.sessions as f64)),
    ),
    gauge(
        "haproxy_listener_max_sessions",
        LISTENER,
        "Highest value of current sessions encountered since process started",
        Read::Frontend(|_, it, _| own(it, it.gauges.max_sessions as f64)),
    )
    .latches(),
    gauge(
        "haproxy_listener_limit_sessions",
        LISTENER,
        "Frontend/listener/server's maxconn, backend's fullconn",
        Read::Frontend(|_, it, _| own(it, it.maxconn as f64)),
    ),
    counter(
        "haproxy_listener_sessions_total",
        LISTENER,
        "Total number of sessions since process started",
        Read::Frontend(|_, it, _| own(it, it.count.requests as f64)),
    ),
    counter(
        "haproxy_listener_bytes_in_total",
        LISTENER,
        "Total number of request bytes since process started",
        Read::Frontend(|model, it, _| own(it, model.bytes(it.idx).requests)),
    )
    .unit("bytes"),
    counter(
        "haproxy_listener_bytes_out_total",
        LISTENER,
        "Total number of response bytes since process started",
        Read::Frontend(|model, it, _| own(it, model.bytes(it.idx).out(model.newer))),
    )
    .unit("bytes"),
    counter(
        "haproxy_listener_requests_denied_total",
        LISTENER,
        "Total number of denied requests since process started",
        Read::Frontend(|_, it, _| own(it, it.count.denied as f64)),
    ),
    counter(
        "haproxy_listener_responses_denied_total",
        LISTENER,
        "Total number of denied responses since process started",
        NONE,
    ),
    counter(
        "haproxy_listener_request_errors_total",
        LISTENER,
        "Total number of invalid requests since process started",
        NONE,
    ),
    counter(
        "haproxy_listener_denied_connections_total",
        LISTENER,
        "Total number of incoming connections blocked on a listener/frontend by a tcp-request connection rule since the worker process started",
        Read::Frontend(|_, it, _| own(it, it.count.rejected as f64)),
    ),
    counter(
        "haproxy_listener_denied_sessions_total",
        LISTENER,
        "Total number of incoming sessions blocked on a listener/frontend by a tcp-request connection rule since the worker process started",
        NONE,
    ),
    counter(
        "haproxy_listener_failed_header_rewriting_total",
        LISTENER,
        "Total number of failed HTTP header rewrites since the worker process started",
        NONE,
    ),
    counter(
        "haproxy_listener_internal_errors_total",
        LISTENER,
        "Total number of internal errors since process started",
        NONE,
    ),
    gauge(
        "haproxy_listener_status",
        LISTENER_STATE,
        "Current status of the service, per state label value.",
        Read::Frontend(|_, it, state| own(it, f64::from(u8::from(state == status(it))))),
    ),
];

/// What is written of a frontend whose sockets are counted.
fn own(it: &Frontend, value: f64) -> Option<f64> {
    it.socket_stats.then_some(value)
}

/// The place of its state: FULL at its limit, else OPEN.
fn status(it: &Frontend) -> usize {
    usize::from(it.gauges.sessions < it.maxconn)
}
