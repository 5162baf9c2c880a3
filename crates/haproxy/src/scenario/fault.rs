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
    /// 0 to 1: the share of requests, connections or checks that it hits; without meaning where all are hit.
    pub strength: f64,
    /// How much, in the unit that [`FaultKind::amount`] names; its usual amount if none.
    pub amount: Option<f64>,
}

/// What happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FaultKind {
    /// The process is killed: connections are refused, checks fail (L4CON), whatever their port.
    ServerDown,
    /// The health endpoint answers 503 (L7STS) while the traffic works.
    ChecksFailing,
    /// Of every few checks some in a row fail: `amount` fail, three pass.
    ChecksFlapping,
    /// The health endpoint does not answer (L7TOUT) while the traffic works.
    ChecksHanging,
    /// The health endpoint answers 404: NOLB with `disable-on-404`, else a failed check.
    ChecksNotFound,
    /// The traffic's port is closed; checks fail with it unless they use another port.
    ConnectionsRefused,
    /// As [`FaultKind::ConnectionsRefused`], but the check is too shallow to see it.
    ShallowCheck,
    /// Packets are dropped: a connection attempt lasts `timeout connect`; checks time out (L4TOUT) unless they use
    /// another port.
    Blackhole,
    /// Connections are accepted and closed (FIN) before the headers: 502.
    ResponsesBroken,
    /// As [`FaultKind::ResponsesBroken`], with RST: counted twice by every version.
    ResponsesReset,
    /// Something else than HTTP comes back: 502.
    Garbage,
    /// The headers are fine, the body ends too early.
    Truncated,
    /// The application answers 4xx.
    ClientErrors,
    /// The application answers 5xx.
    ServerErrors,
    /// No answer within `timeout server`: 504. The health endpoint still answers.
    Hang,
    /// Answers take `amount` ms more.
    Slow,
    /// Something else on the machine takes the processor: answers take `amount` times as long.
    NoisyNeighbour,
    /// Requests are never finished and keep their slots until the fault ends.
    Leak,
    /// `set server ... state maint`.
    Maintenance,
    /// `set server ... state drain`.
    Drain,
    /// `set server ... weight 0`.
    ZeroWeight,
    /// `set server ... weight N%`, or the agent's word for it: `amount` percent of the configured weight.
    Weight,
    /// `disable health`: no check runs, so the server stays what it is, UP or DOWN, until checks run again.
    ChecksDisabled,
    /// The agent says down.
    AgentDown,
    /// The agent says drain.
    AgentDrain,
    /// The frontend's load is `amount` times as high.
    Surge,
    /// A scanner asks for what is not there: `amount` requests a second more, all answered 404 by the application.
    Scanner,
    /// `amount` requests a second that `http-request deny` answers with 403.
    DeniedRequests,
    /// `amount` connections a second that `tcp-request connection reject` refuses.
    DeniedConnections,
    /// Clients leave `amount` ms after they asked.
    ClientAborts,
    /// HAProxy is reloaded: all counters restart at 0, all servers start UP.
    Reload,
    /// HAProxy is killed, and started again at the fault's end.
    ProxyDown,
    /// The exporter does not answer (for the embedded one: its frontend); HAProxy works on.
    ExporterDown,
    /// Scrapes are lost on the way.
    ScrapesLost,
}

/// What kind of thing a fault happens to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A server, or all of a backend.
    Server,
    /// A frontend.
    Frontend,
    /// An instance, or all.
    Instance,
}

impl FaultKind {
    /// What it happens to.
    pub fn place(self) -> Place {
        match self {
            Self::Surge
            | Self::Scanner
            | Self::DeniedRequests
            | Self::DeniedConnections
            | Self::ClientAborts => Place::Frontend,
            Self::Reload | Self::ProxyDown | Self::ExporterDown | Self::ScrapesLost => Place::Instance,
            _ => Place::Server,
        }
    }

    /// Its usual amount, the highest that is accepted, and the unit; none where it has no amount.
    pub fn amount(self) -> Option<(f64, f64, &'static str)> {
        match self {
            Self::Slow => Some((2000.0, 600_000.0, "ms")),
            Self::NoisyNeighbour => Some((3.0, 1000.0, "times")),
            Self::Weight => Some((50.0, 25_600.0, "percent")),
            Self::ChecksFlapping => Some((1.0, 100.0, "checks")),
            Self::Surge => Some((3.0, 1000.0, "times")),
            Self::Scanner | Self::DeniedRequests | Self::DeniedConnections => {
                Some((20.0, 100_000.0, "per second"))
            }
            Self::ClientAborts => Some((1000.0, 600_000.0, "ms")),
            _ => None,
        }
    }
}

impl Fault {
    /// How much, in the unit of its kind.
    pub fn amount(&self) -> f64 {
        self.amount.or(self.kind.amount().map(|it| it.0)).unwrap_or(0.0)
    }

    /// When it is over; a reload's length is not bounded.
    pub(crate) fn end(&self) -> i64 {
        self.from.saturating_add(self.length)
    }

    /// Whether it holds at `time`.
    pub(crate) fn holds(&self, time: i64) -> bool {
        (self.from..self.end()).contains(&time)
    }
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
    /// On a frontend.
    Frontend(String),
    /// On one instance; on all if empty.
    Instance(String),
}
