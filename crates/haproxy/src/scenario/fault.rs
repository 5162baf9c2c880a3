//! What can go wrong, where and when. It must not know which counters move.

/// One fault, or one action of an operator.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// What happens.
    pub kind: FaultKind,
    /// Where.
    pub target: Target,
    /// Milliseconds after the scenario's start, 0 to its length.
    pub from: i64,
    /// Milliseconds, above 0; the fault ends with the scenario or before (of a reload only the start counts).
    pub length: i64,
    /// 0 to 1: the share of requests (of checks for [`FaultKind::ChecksFailing`]). Without meaning where a fault has
    /// no share: [`FaultKind::ServerDown`], [`FaultKind::ConnectionsRefused`], [`FaultKind::Blackhole`],
    /// [`FaultKind::Reload`].
    pub strength: f64,
}

/// What happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FaultKind {
    /// The process is killed: connections are refused, checks fail (L4CON), whatever their port.
    ServerDown,
    /// The health endpoint answers 503 (L7STS) while the traffic works.
    ChecksFailing,
    /// The traffic's port is closed; checks fail with it unless they use another port.
    ConnectionsRefused,
    /// Packets are dropped: a connection attempt lasts `timeout connect`; checks time out (L4TOUT) unless they use
    /// another port.
    Blackhole,
    /// Connections are accepted and closed (FIN) before the headers: 502.
    ResponsesBroken,
    /// As [`FaultKind::ResponsesBroken`], with RST: counted twice by every version.
    ResponsesReset,
    /// The application answers 4xx.
    ClientErrors,
    /// The application answers 5xx.
    ServerErrors,
    /// No answer within `timeout server`: 504. The health endpoint still answers.
    Hang,
    /// HAProxy is reloaded: all counters restart at 0, all servers start UP.
    Reload,
}

/// Where a fault acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// On one server.
    Server {
        /// The backend's name.
        backend: String,
        /// The server's name.
        server: String,
    },
    /// On all servers of a backend.
    Backend(String),
}
