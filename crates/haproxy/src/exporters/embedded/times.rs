//! The embedded exporter's average and highest times. It must not know how they are worked out.

use super::labels::{PROXY, SERVER};
use crate::exporters::row::{Read, Row, gauge};
use crate::model::{Backend, Model, Server, TimesOf};

/// Of backends and servers.
pub(super) const ROWS: &[Row] = &[
    gauge(
        "haproxy_backend_queue_time_average_seconds",
        PROXY,
        "Avg. queue time for last 1024 successful connections.",
        Read::Backend(|model, it, _| of_backend(model, it).map(|it| average(it, 0))),
    )
    .unit("seconds"),
    gauge(
        "haproxy_backend_connect_time_average_seconds",
        PROXY,
        "Avg. connect time for last 1024 successful connections.",
        Read::Backend(|model, it, _| of_backend(model, it).map(|it| average(it, 1))),
    )
    .unit("seconds"),
    gauge(
        "haproxy_backend_response_time_average_seconds",
        PROXY,
        "Avg. response time for last 1024 successful connections.",
        Read::Backend(|model, it, _| of_backend(model, it).map(|it| average(it, 2))),
    )
    .unit("seconds"),
    gauge(
        "haproxy_backend_total_time_average_seconds",
        PROXY,
        "Avg. total time for last 1024 successful connections.",
        Read::Backend(|model, it, _| of_backend(model, it).map(|it| average(it, 3))),
    )
    .unit("seconds"),
    gauge(
        "haproxy_backend_max_queue_time_seconds",
        PROXY,
        "Maximum observed time spent in the queue",
        Read::Backend(|model, it, _| of_backend(model, it).map(|it| highest(it, 0))),
    )
    .unit("seconds")
    .latches(),
    gauge(
        "haproxy_backend_max_connect_time_seconds",
        PROXY,
        "Maximum observed time spent waiting for a connection to complete",
        Read::Backend(|model, it, _| of_backend(model, it).map(|it| highest(it, 1))),
    )
    .unit("seconds")
    .latches(),
    gauge(
        "haproxy_backend_max_response_time_seconds",
        PROXY,
        "Maximum observed time spent waiting for a server response",
        Read::Backend(|model, it, _| of_backend(model, it).map(|it| highest(it, 2))),
    )
    .unit("seconds")
    .latches(),
    gauge(
        "haproxy_backend_max_total_time_seconds",
        PROXY,
        "Maximum observed total request+response time (request+queue+connect+response+processing)",
        Read::Backend(|model, it, _| of_backend(model, it).map(|it| highest(it, 3))),
    )
    .unit("seconds")
    .latches(),
    gauge(
        "haproxy_server_queue_time_average_seconds",
        SERVER,
        "Avg. queue time for last 1024 successful connections.",
        Read::Server(|model, it, _| of_server(model, it).map(|it| average(it, 0))),
    )
    .unit("seconds"),
    gauge(
        "haproxy_server_connect_time_average_seconds",
        SERVER,
        "Avg. connect time for last 1024 successful connections.",
        Read::Server(|model, it, _| of_server(model, it).map(|it| average(it, 1))),
    )
    .unit("seconds"),
    gauge(
        "haproxy_server_response_time_average_seconds",
        SERVER,
        "Avg. response time for last 1024 successful connections.",
        Read::Server(|model, it, _| of_server(model, it).map(|it| average(it, 2))),
    )
    .unit("seconds"),
    gauge(
        "haproxy_server_total_time_average_seconds",
        SERVER,
        "Avg. total time for last 1024 successful connections.",
        Read::Server(|model, it, _| of_server(model, it).map(|it| average(it, 3))),
    )
    .unit("seconds"),
    gauge(
        "haproxy_server_max_queue_time_seconds",
        SERVER,
        "Maximum observed time spent in the queue",
        Read::Server(|model, it, _| of_server(model, it).map(|it| highest(it, 0))),
    )
    .unit("seconds")
    .latches(),
    gauge(
        "haproxy_server_max_connect_time_seconds",
        SERVER,
        "Maximum observed time spent waiting for a connection to complete",
        Read::Server(|model, it, _| of_server(model, it).map(|it| highest(it, 1))),
    )
    .unit("seconds")
    .latches(),
    gauge(
        "haproxy_server_max_response_time_seconds",
        SERVER,
        "Maximum observed time spent waiting for a server response",
        Read::Server(|model, it, _| of_server(model, it).map(|it| highest(it, 2))),
    )
    .unit("seconds")
    .latches(),
    gauge(
        "haproxy_server_max_total_time_seconds",
        SERVER,
        "Maximum observed total request+response time (request+queue+connect+response+processing)",
        Read::Server(|model, it, _| of_server(model, it).map(|it| highest(it, 3))),
    )
    .unit("seconds")
    .latches(),
];

fn of_backend<'a>(model: &'a Model, it: &Backend) -> Option<&'a TimesOf> {
    model.times.backends.get(it.idx)
}

fn of_server<'a>(model: &'a Model, it: &Server) -> Option<&'a TimesOf> {
    model.times.servers.get(it.place.0)?.get(it.place.1)
}

/// In seconds, of whole milliseconds rounded up (swrate_avg in freq_ctr.h): over 512 requests even before there are so
/// many.
fn average(times: &TimesOf, idx: usize) -> f64 {
    times.average(idx).ceil() / 1000.0
}

/// In seconds, of whole milliseconds.
fn highest(times: &TimesOf, idx: usize) -> f64 {
    times.highest(idx).round() / 1000.0
}
