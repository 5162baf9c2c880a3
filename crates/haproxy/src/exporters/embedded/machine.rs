//! The embedded exporter's metrics of the process' machinery. It must not know traffic but by its sum.

use super::labels::{NODE, NONE, RESOLVER};
use crate::Version;
use crate::exporters::row::{Read, Row, counter, gauge, int};
use crate::model::{Frontend, Model};

const ONE_EACH: Read = Read::Process(|_, _| int(1));
/// Nothing of the kind is configured or happens.
const NEVER: Read = Read::Process(|_, _| int(0));
/// Not built in.
const UNSET: Read = Read::Process(|_, _| Some(f64::NAN));
/// Two files a connection, and some more.
const FILES: Read = Read::Process(|model, _| int(2 * sum(model, |it| it.maxconn) + 47));
/// Measured with little traffic.
const POOLS: Read = Read::Process(|model, _| int(110_872 + 4096 * sockets(model)));
const MAX_RATE: Read = Read::Process(|model, _| int(sum(model, |it| it.gauges.max_rate)));

/// In the order of their names, roughly.
pub(super) const ROWS: &[Row] = &[
    gauge("haproxy_process_busy_polling_enabled", NONE, "1 if busy-polling is currently in use on the worker process, otherwise zero (config.busy-polling)", NEVER),
    gauge("haproxy_process_current_run_queue", NONE, "Total number of active tasks+tasklets in the current worker process", NEVER),
    gauge("haproxy_process_limit_http_comp", NONE, "Limit of CompressBpsOut beyond which HTTP compression is automatically disabled", NEVER),
    gauge("haproxy_process_max_memory_bytes", NONE, "Worker process's hard limit on memory usage in byes (-m on command line)", NEVER).unit("bytes").only(Version::V2_6),
    gauge("haproxy_process_max_memory_bytes", NONE, "Worker process's hard limit on memory usage in bytes (-m on command line)", NEVER).unit("bytes").only(Version::V3_4),
    gauge("haproxy_process_max_pipes", NONE, "Hard limit on the number of pipes for splicing, 0=unlimited", NEVER),
    counter("haproxy_process_pipes_free_total", NONE, "Current number of allocated and available pipes in this worker process", NEVER),
    counter("haproxy_process_pipes_used_total", NONE, "Current number of pipes in use in this worker process", NEVER),
    gauge("haproxy_process_patterns_freed_total", NONE, "Total number of patterns freed (acl/map entries)", NEVER).only(Version::V3_4),
    gauge("haproxy_process_current_backend_ssl_key_rate", NONE, "Number of SSL keys created on backends in this worker process over the last second", NEVER).unit("per second").nan_when_unset().only(Version::V2_6),
    gauge("haproxy_process_current_backend_ssl_key_rate", NONE, "Number of SSL keys created on backends in this worker process over the last second", UNSET).unit("per second").nan_when_unset().only(Version::V3_4),
    gauge("haproxy_process_current_frontend_ssl_key_rate", NONE, "Number of SSL keys created on frontends in this worker process over the last second", NEVER).unit("per second").nan_when_unset().only(Version::V2_6),
    gauge("haproxy_process_current_frontend_ssl_key_rate", NONE, "Number of SSL keys created on frontends in this worker process over the last second", UNSET).unit("per second").nan_when_unset().only(Version::V3_4),
    gauge("haproxy_process_frontend_ssl_reuse", NONE, "Percent of frontend SSL connections which did not require a new key", NEVER).nan_when_unset().only(Version::V2_6),
    gauge("haproxy_process_frontend_ssl_reuse", NONE, "Percent of frontend SSL connections which did not require a new key", UNSET).nan_when_unset().only(Version::V3_4),
    gauge("haproxy_process_max_backend_ssl_key_rate", NONE, "Highest SslBackendKeyRate reached on this worker process since started (in SSL keys per second)", NEVER).unit("per second").nan_when_unset().only(Version::V2_6),
    gauge("haproxy_process_max_backend_ssl_key_rate", NONE, "Highest SslBackendKeyRate reached on this worker process since started (in SSL keys per second)", UNSET).unit("per second").nan_when_unset().only(Version::V3_4),
    gauge("haproxy_process_max_frontend_ssl_key_rate", NONE, "Highest SslFrontendKeyRate reached on this worker process since started (in SSL keys per second)", NEVER).unit("per second").nan_when_unset().only(Version::V2_6),
    gauge("haproxy_process_max_frontend_ssl_key_rate", NONE, "Highest SslFrontendKeyRate reached on this worker process since started (in SSL keys per second)", UNSET).unit("per second").nan_when_unset().only(Version::V3_4),
    gauge("haproxy_process_max_ssl_connections", NONE, "Hard limit on the number of per-process SSL endpoints (front+back), 0=unlimited", NEVER).nan_when_unset().only(Version::V2_6),
    gauge("haproxy_process_max_ssl_connections", NONE, "Hard limit on the number of per-process SSL endpoints (front+back), 0=unlimited", UNSET).nan_when_unset().only(Version::V3_4),
    gauge("haproxy_process_current_zlib_memory", NONE, "Amount of memory currently used by HTTP compression on the current worker process (in bytes)", UNSET).unit("bytes").nan_when_unset(),
    gauge("haproxy_process_max_zlib_memory", NONE, "Limit on the amount of memory used by HTTP compression above which it is automatically disabled (in bytes, see global.maxzlibmem)", UNSET).unit("bytes").nan_when_unset(),
    gauge("haproxy_process_nbthread", NONE, "Number of started threads (global.nbthread)", ONE_EACH),
    gauge("haproxy_process_nb_thread_groups", NONE, "Number of started thread groups (global.thread-groups)", ONE_EACH).only(Version::V3_4),
    gauge("haproxy_process_unstoppable_jobs", NONE, "Current number of unstoppable jobs on the current worker process (master connections)", ONE_EACH),
    counter("haproxy_process_bytes_out_total", NONE, "Total number of bytes emitted by current worker process since started", Read::Process(|model, _| int(bytes(model)))).unit("bytes"),
    gauge("haproxy_process_bytes_out_rate", NONE, "Number of bytes emitted by current worker process over the last second", Read::Process(|model, _| Some(byte_rate(model)))).unit("bytes"),
    gauge("haproxy_process_max_connection_rate", NONE, "Highest ConnRate reached on this worker process since started (in connections per second)", MAX_RATE).unit("per second").latches(),
    gauge("haproxy_process_max_session_rate", NONE, "Highest SessRate reached on this worker process since started (in sessions per second)", MAX_RATE).unit("per second").latches(),
    gauge("haproxy_process_current_tasks", NONE, "Total number of tasks in the current worker process (active + sleeping)", Read::Process(|model, _| int(30 + sockets(model)))),
    gauge("haproxy_process_idle_time_percent", NONE, "Percentage of last second spent waiting in the current worker thread", Read::Process(|model, _| Some(idle(model)))).unit("percent"),
    gauge("haproxy_process_jobs", NONE, "Current number of active jobs on the current worker process (frontend connections, master connections, listeners)", Read::Process(|model, _| int(sockets(model) + listeners(model) + 1))),
    gauge("haproxy_process_listeners", NONE, "Current number of active listeners on the current worker process", Read::Process(|model, _| int(listeners(model)))),
    gauge("haproxy_process_max_fds", NONE, "Hard limit on the number of per-process file descriptors", FILES),
    gauge("haproxy_process_max_sockets", NONE, "Hard limit on the number of per-process sockets", FILES),
    gauge("haproxy_process_pool_allocated_bytes", NONE, "Amount of memory allocated in pools (in bytes)", POOLS).unit("bytes"),
    gauge("haproxy_process_pool_used_bytes", NONE, "Amount of pool memory currently used (in bytes)", POOLS).unit("bytes"),
    gauge("haproxy_process_patterns_added_total", NONE, "Total number of patterns added (acl/map entries)", Read::Process(|_, _| int(4))).only(Version::V3_4),
    counter("haproxy_process_total_warnings", NONE, "Total warnings issued", NEVER).only(Version::V3_4),
    gauge("haproxy_process_node", NODE, "Node name (global.node)", ONE_EACH).only(Version::V3_4),
    gauge("haproxy_resolver_any_err", RESOLVER, "Any errors", NEVER).only(Version::V3_4),
    gauge("haproxy_resolver_cname", RESOLVER, "CNAME", NEVER).only(Version::V3_4),
    gauge("haproxy_resolver_cname_error", RESOLVER, "CNAME error", NEVER).only(Version::V3_4),
    gauge("haproxy_resolver_invalid", RESOLVER, "Invalid", NEVER).only(Version::V3_4),
    gauge("haproxy_resolver_nx", RESOLVER, "NX", NEVER).only(Version::V3_4),
    gauge("haproxy_resolver_other", RESOLVER, "Other", NEVER).only(Version::V3_4),
    gauge("haproxy_resolver_outdated", RESOLVER, "Outdated", NEVER).only(Version::V3_4),
    gauge("haproxy_resolver_refused", RESOLVER, "Refused", NEVER).only(Version::V3_4),
    gauge("haproxy_resolver_send_error", RESOLVER, "Send error", NEVER).only(Version::V3_4),
    gauge("haproxy_resolver_sent", RESOLVER, "Sent", NEVER).only(Version::V3_4),
    gauge("haproxy_resolver_timeout", RESOLVER, "Timeout", NEVER).only(Version::V3_4),
    gauge("haproxy_resolver_too_big", RESOLVER, "Too big", NEVER).only(Version::V3_4),
    gauge("haproxy_resolver_truncated", RESOLVER, "Truncated", NEVER).only(Version::V3_4),
    gauge("haproxy_resolver_update", RESOLVER, "Update", NEVER).only(Version::V3_4),
    gauge("haproxy_resolver_valid", RESOLVER, "Valid", NEVER).only(Version::V3_4),
];

fn sum(model: &Model, of: impl Fn(&Frontend) -> u64) -> u64 {
    model.frontends.iter().map(of).sum()
}

/// The frontends', the exporter's, the runtime API's and the master's.
fn listeners(model: &Model) -> u64 {
    model.frontends.len() as u64 + 3
}

fn sockets(model: &Model) -> u64 {
    sum(model, |it| it.gauges.sessions)
}

fn bytes(model: &Model) -> u64 {
    model.frontends.iter().map(|it| model.bytes(it.idx).out(false) as u64).sum()
}

/// Bytes a second as of the last requests.
fn byte_rate(model: &Model) -> f64 {
    let requests = sum(model, |it| it.count.requests).max(1) as f64;
    (bytes(model) as f64 / requests * sum(model, |it| it.gauges.rate) as f64).round()
}

/// A core serves some ten thousand requests a second.
fn idle(model: &Model) -> f64 {
    (99.0 - sum(model, |it| it.gauges.rate) as f64 / 100.0).round().max(1.0)
}
