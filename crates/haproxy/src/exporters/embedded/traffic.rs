//! The embedded exporter's metrics of queues, bytes, connections kept and stick tables. It must not know how they are
//! counted.

use super::labels::{PROXY, SERVER, TABLE};
use crate::Version;
use crate::exporters::row::{Read, Row, counter, gauge, int};
use crate::model::Backend;

/// Entries of a stick table, as a configuration of `size 10k` gives.
const TABLE_SIZE: u64 = 10_240;

/// By scope.
pub(super) const ROWS: &[Row] = &[
    gauge(
        "haproxy_backend_current_queue",
        PROXY,
        "Number of current queued connections",
        Read::Backend(|_, it, _| int(it.queued())),
    ),
    gauge(
        "haproxy_backend_max_queue",
        PROXY,
        "Highest value of queued connections encountered since process started",
        Read::Backend(|_, it, _| int(it.queue.most)),
    )
    .latches(),
    gauge(
        "haproxy_server_current_queue",
        SERVER,
        "Number of current queued connections",
        Read::Server(|_, it, _| int(it.queue.len)),
    ),
    gauge(
        "haproxy_server_max_queue",
        SERVER,
        "Highest value of queued connections encountered since process started",
        Read::Server(|_, it, _| int(it.queue.most)),
    )
    .latches(),
    counter(
        "haproxy_frontend_bytes_in_total",
        PROXY,
        "Total number of request bytes since process started",
        Read::Frontend(|model, it, _| Some(model.bytes(it.idx).requests)),
    )
    .unit("bytes"),
    counter(
        "haproxy_frontend_bytes_out_total",
        PROXY,
        "Total number of response bytes since process started",
        Read::Frontend(|model, it, _| Some(model.bytes(it.idx).out(model.newer))),
    )
    .unit("bytes"),
    counter(
        "haproxy_frontend_req_bytes_in_total",
        PROXY,
        "Total number of request bytes received since process started",
        Read::Frontend(|model, it, _| Some(model.bytes(it.idx).requests)),
    )
    .unit("bytes")
    .only(Version::V3_4),
    counter(
        "haproxy_frontend_req_bytes_out_total",
        PROXY,
        "Total number of request bytes sent since process started",
        Read::Frontend(|model, it, _| Some(model.bytes(it.idx).sent)),
    )
    .unit("bytes")
    .only(Version::V3_4),
    counter(
        "haproxy_frontend_res_bytes_in_total",
        PROXY,
        "Total number of response bytes received since process started",
        Read::Frontend(|model, it, _| Some(model.bytes(it.idx).answers)),
    )
    .unit("bytes")
    .only(Version::V3_4),
    counter(
        "haproxy_frontend_res_bytes_out_total",
        PROXY,
        "Total number of response bytes sent since process started",
        Read::Frontend(|model, it, _| Some(model.bytes(it.idx).given())),
    )
    .unit("bytes")
    .only(Version::V3_4),
    counter(
        "haproxy_backend_bytes_in_total",
        PROXY,
        "Total number of request bytes since process started",
        Read::Backend(|_, it, _| Some(it.bytes().requests)),
    )
    .unit("bytes"),
    counter(
        "haproxy_backend_bytes_out_total",
        PROXY,
        "Total number of response bytes since process started",
        Read::Backend(|model, it, _| Some(it.bytes().out(model.newer))),
    )
    .unit("bytes"),
    counter(
        "haproxy_backend_req_bytes_in_total",
        PROXY,
        "Total number of request bytes received since process started",
        Read::Backend(|_, it, _| Some(it.bytes().requests)),
    )
    .unit("bytes")
    .only(Version::V3_4),
    counter(
        "haproxy_backend_req_bytes_out_total",
        PROXY,
        "Total number of request bytes sent since process started",
        Read::Backend(|_, it, _| Some(it.bytes().sent)),
    )
    .unit("bytes")
    .only(Version::V3_4),
    counter(
        "haproxy_backend_res_bytes_in_total",
        PROXY,
        "Total number of response bytes received since process started",
        Read::Backend(|_, it, _| Some(it.bytes().answers)),
    )
    .unit("bytes")
    .only(Version::V3_4),
    counter(
        "haproxy_backend_res_bytes_out_total",
        PROXY,
        "Total number of response bytes sent since process started",
        Read::Backend(|_, it, _| Some(it.bytes().given())),
    )
    .unit("bytes")
    .only(Version::V3_4),
    counter(
        "haproxy_server_bytes_in_total",
        SERVER,
        "Total number of request bytes since process started",
        Read::Server(|_, it, _| Some(it.count.bytes.requests)),
    )
    .unit("bytes"),
    counter(
        "haproxy_server_bytes_out_total",
        SERVER,
        "Total number of response bytes since process started",
        Read::Server(|model, it, _| Some(it.count.bytes.out(model.newer))),
    )
    .unit("bytes"),
    counter(
        "haproxy_server_req_bytes_in_total",
        SERVER,
        "Total number of request bytes received since process started",
        Read::Server(|_, it, _| Some(it.count.bytes.requests)),
    )
    .unit("bytes")
    .only(Version::V3_4),
    counter(
        "haproxy_server_req_bytes_out_total",
        SERVER,
        "Total number of request bytes sent since process started",
        Read::Server(|_, it, _| Some(it.count.bytes.sent)),
    )
    .unit("bytes")
    .only(Version::V3_4),
    counter(
        "haproxy_server_res_bytes_in_total",
        SERVER,
        "Total number of response bytes received since process started",
        Read::Server(|_, it, _| Some(it.count.bytes.answers)),
    )
    .unit("bytes")
    .only(Version::V3_4),
    counter(
        "haproxy_server_res_bytes_out_total",
        SERVER,
        "Total number of response bytes sent since process started",
        Read::Server(|_, it, _| Some(it.count.bytes.given())),
    )
    .unit("bytes")
    .only(Version::V3_4),
    gauge(
        "haproxy_server_idle_connections_current",
        SERVER,
        "Current number of idle connections available for reuse on this server",
        Read::Server(|_, it, _| int(it.idle())),
    ),
    gauge(
        "haproxy_server_unsafe_idle_connections_current",
        SERVER,
        "Current number of unsafe idle connections",
        Read::Server(|_, it, _| int(it.idle())),
    ),
    gauge(
        "haproxy_server_safe_idle_connections_current",
        SERVER,
        "Current number of safe idle connections",
        Read::Server(|_, _, _| int(0)),
    ),
    gauge(
        "haproxy_server_private_idle_connections_current",
        SERVER,
        "Current number of private idle connections",
        Read::Server(|_, _, _| int(0)),
    )
    .only(Version::V3_4),
    gauge(
        "haproxy_server_used_connections_current",
        SERVER,
        "Current number of connections in use",
        Read::Server(|_, it, _| int(it.gauges.sessions)),
    ),
    gauge(
        "haproxy_server_need_connections_current",
        SERVER,
        "Estimated needed number of connections",
        Read::Server(|_, it, _| int(it.needed())),
    ),
    gauge(
        "haproxy_sticktable_size",
        TABLE,
        "Stick table size.",
        Read::Backend(|_, it, _| table(it, TABLE_SIZE)),
    ),
    gauge(
        "haproxy_sticktable_used",
        TABLE,
        "Number of entries used in this stick table.",
        Read::Backend(|_, it, _| table(it, 0)),
    ),
    gauge(
        "haproxy_sticktable_local_updates",
        TABLE,
        "local updates of the table (peers)",
        Read::Backend(|_, it, _| table(it, 0)),
    )
    .only(Version::V3_4),
];

/// A backend without servers is there for its stick table.
fn table(backend: &Backend, value: u64) -> Option<f64> {
    backend.servers.is_empty().then_some(value as f64)
}
