//! haproxy_exporter's metrics of times, queues and bytes. It must not know how they are worked out.

use super::labels::{BACKEND, FRONTEND, SERVER};
use crate::exporters::row::{Read, Row, counter, gauge, int};
use crate::model::{Backend, Model, Server, TimesOf};

/// By scope.
pub(super) const ROWS: &[Row] = &[
    gauge(
        "haproxy_backend_http_queue_time_average_seconds",
        BACKEND,
        "Avg. HTTP queue time for last 1024 successful connections.",
        Read::Backend(|model, it, _| of_backend(model, it).map(|it| average(it, 0))),
    )
    .unit("seconds"),
    gauge(
        "haproxy_backend_http_connect_time_average_seconds",
        BACKEND,
        "Avg. HTTP connect time for last 1024 successful connections.",
        Read::Backend(|model, it, _| of_backend(model, it).map(|it| average(it, 1))),
    )
    .unit("seconds"),
    gauge(
        "haproxy_backend_http_response_time_average_seconds",
        BACKEND,
        "Avg. HTTP response time for last 1024 successful connections.",
        Read::Backend(|model, it, _| of_backend(model, it).map(|it| average(it, 2))),
    )
    .unit("seconds"),
    gauge(
        "haproxy_backend_http_total_time_average_seconds",
        BACKEND,
        "Avg. HTTP total time for last 1024 successful connections.",
        Read::Backend(|model, it, _| of_backend(model, it).map(|it| average(it, 3))),
    )
    .unit("seconds"),
    gauge(
        "haproxy_server_http_queue_time_average_seconds",
        SERVER,
        "Avg. HTTP queue time for last 1024 successful connections.",
        Read::Server(|model, it, _| of_server(model, it).map(|it| average(it, 0))),
    )
    .unit("seconds"),
    gauge(
        "haproxy_server_http_connect_time_average_seconds",
        SERVER,
        "Avg. HTTP connect time for last 1024 successful connections.",
        Read::Server(|model, it, _| of_server(model, it).map(|it| average(it, 1))),
    )
    .unit("seconds"),
    gauge(
        "haproxy_server_http_response_time_average_seconds",
        SERVER,
        "Avg. HTTP response time for last 1024 successful connections.",
        Read::Server(|model, it, _| of_server(model, it).map(|it| average(it, 2))),
    )
    .unit("seconds"),
    gauge(
        "haproxy_server_http_total_time_average_seconds",
        SERVER,
        "Avg. HTTP total time for last 1024 successful connections.",
        Read::Server(|model, it, _| of_server(model, it).map(|it| average(it, 3))),
    )
    .unit("seconds"),
    gauge(
        "haproxy_backend_current_queue",
        BACKEND,
        "Current number of queued requests not assigned to any server.",
        Read::Backend(|_, it, _| int(it.queued())),
    ),
    gauge(
        "haproxy_backend_max_queue",
        BACKEND,
        "Maximum observed number of queued requests not assigned to any server.",
        Read::Backend(|_, it, _| int(it.queue.most)),
    )
    .latches(),
    gauge(
        "haproxy_server_current_queue",
        SERVER,
        "Current number of queued requests assigned to this server.",
        Read::Server(|_, it, _| int(it.queue.len)),
    ),
    gauge(
        "haproxy_server_max_queue",
        SERVER,
        "Maximum observed number of queued requests assigned to this server.",
        Read::Server(|_, it, _| int(it.queue.most)),
    )
    .latches(),
    counter(
        "haproxy_frontend_bytes_in_total",
        FRONTEND,
        "Current total of incoming bytes.",
        Read::Frontend(|model, it, _| Some(model.bytes(it.idx).requests)),
    )
    .unit("bytes"),
    counter(
        "haproxy_frontend_bytes_out_total",
        FRONTEND,
        "Current total of outgoing bytes.",
        Read::Frontend(|model, it, _| Some(model.bytes(it.idx).out(model.newer))),
    )
    .unit("bytes"),
    counter(
        "haproxy_backend_bytes_in_total",
        BACKEND,
        "Current total of incoming bytes.",
        Read::Backend(|_, it, _| Some(it.bytes().requests)),
    )
    .unit("bytes"),
    counter(
        "haproxy_backend_bytes_out_total",
        BACKEND,
        "Current total of outgoing bytes.",
        Read::Backend(|model, it, _| Some(it.bytes().out(model.newer))),
    )
    .unit("bytes"),
    counter(
        "haproxy_server_bytes_in_total",
        SERVER,
        "Current total of incoming bytes.",
        Read::Server(|_, it, _| Some(it.count.bytes.requests)),
    )
    .unit("bytes"),
    counter(
        "haproxy_server_bytes_out_total",
        SERVER,
        "Current total of outgoing bytes.",
        Read::Server(|model, it, _| Some(it.count.bytes.out(model.newer))),
    )
    .unit("bytes"),
];

fn of_backend<'a>(model: &'a Model, it: &Backend) -> Option<&'a TimesOf> {
    model.times.backends.get(it.idx)
}

fn of_server<'a>(model: &'a Model, it: &Server) -> Option<&'a TimesOf> {
    model.times.servers.get(it.place.0)?.get(it.place.1)
}

/// In seconds, of whole milliseconds: the statistics divide by the number of requests while that is below 512.
fn average(times: &TimesOf, idx: usize) -> f64 {
    let real = if times.samples < 1.0 { 0.0 } else { times.average(idx) * 512.0 / times.samples.min(512.0) };
    real.ceil() / 1000.0
}
