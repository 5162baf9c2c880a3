//! What a person may set: topology, load, faults, scrape. Plain data; it must not know how the model uses it.

mod check;
mod error;
mod fault;
mod load;
mod topology;
pub(crate) mod validate;

pub use check::{Check, CheckKind, Observe, OnError};
pub use error::ScenarioError;
pub use fault::{Fault, FaultKind, Place, Target};
pub use load::{Load, Mix, Point, Shape};
pub use topology::{Admin, Backend, Balance, Frontend, Mode, RetryOn, Reuse, Route, Server, Service};

/// HAProxy under load, scraped by Prometheus. Its limits are in [`crate::Simulation::new`].
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// When HAProxy starts, with empty counters: milliseconds since the Unix epoch.
    pub start: i64,
    /// How long it runs: milliseconds, 1 s to 14 days.
    pub length: i64,
    /// When it is scraped.
    pub scrape: Scrape,
    /// Where all chance comes from.
    pub seed: u64,
    /// Label `instance` (`lb1:8404`).
    pub instance: String,
    /// Further processes of the same configuration, by their label `instance`; at most 7. The load is shared evenly, and
    /// so is the backend's work; each has its own checks and counters.
    pub more_instances: Vec<String>,
    /// Whether the first process is scraped through the other exporter too, and by which label `instance`.
    pub other_exporter: Option<String>,
    /// Label `job` (`haproxy`).
    pub job: String,
    /// The release whose behaviour is modelled.
    pub version: Version,
    /// Whose metrics are written.
    pub exporter: Exporter,
    /// Where requests arrive; at most 8.
    pub frontends: Vec<Frontend>,
    /// Where requests go; at most 32, with 200 servers among them.
    pub backends: Vec<Backend>,
    /// What goes wrong; at most 500, in any order, overlapping or not.
    pub events: Vec<Fault>,
}

impl Scenario {
    /// The labels `instance` of all processes.
    pub fn instances(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.instance.as_str()).chain(self.more_instances.iter().map(String::as_str))
    }
}

/// Scrapes happen at `start + offset + n * interval`, up to and including the end. Further instances are scraped in
/// even distances between.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Scrape {
    /// Milliseconds, 1 s to 10 min.
    pub interval: i64,
    /// Milliseconds, from 0 to below `interval`.
    pub offset: i64,
    /// Each scrape comes up to so many milliseconds late, by the seed; from 0 to half of `interval`.
    pub jitter: i64,
    /// Share of the scrapes that fail for no reason of HAProxy's, 0 to 1.
    pub loss: f64,
}

/// The HAProxy release.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// 2.6.12, as in Debian 12.
    V2_6,
    /// 3.4.0, which counts two response errors for an answer that ends before its headers.
    V3_4,
}

/// The exporter whose metrics are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exporter {
    /// The one inside HAProxy (`http-request use-service prometheus-exporter`); labels proxy, server, code, state.
    Embedded,
    /// haproxy_exporter 0.14, which reads the statistics as CSV; labels frontend, backend, server, code.
    V1,
}

impl Exporter {
    /// The one that this one is not.
    pub fn other(self) -> Self {
        match self {
            Self::Embedded => Self::V1,
            Self::V1 => Self::Embedded,
        }
    }
}
