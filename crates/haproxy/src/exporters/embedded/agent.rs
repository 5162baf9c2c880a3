//! The embedded exporter's metrics of agent checks, which only servers with one have. It must not know health checks.

use super::labels::{SERVER, SERVER_CHECK, agent};
use crate::Version;
use crate::exporters::row::{Read, Row, flag, gauge, int};

/// HAProxy 3.2 was the first to write them.
pub(super) const ROWS: &[Row] = &[
    gauge(
        "haproxy_server_agent_status",
        SERVER_CHECK,
        "Status of last agent check, per state label value.",
        Read::Server(|_, it, state| agent(it).and_then(|says| flag(says == state))),
    )
    .only(Version::V3_4),
    gauge(
        "haproxy_server_agent_code",
        SERVER,
        "Status code reported by the latest server agent check",
        Read::Server(|_, it, _| agent(it).and_then(|_| int(0))),
    )
    .only(Version::V3_4),
    gauge(
        "haproxy_server_agent_duration_seconds",
        SERVER,
        "Total duration of the latest server agent check, in seconds.",
        Read::Server(|_, it, _| agent(it).map(|_| 0.001)),
    )
    .unit("seconds")
    .only(Version::V3_4),
];
