//! What a person may set: topology, load, faults, scrape. Plain data; it must not know how the model uses it.

mod error;
mod fault;
mod load;
mod topology;
pub(crate) mod validate;

pub use error::ScenarioError;
pub use fault::{Fault, FaultKind, Target};
pub use load::{Load, Mix, Shape};
pub use topology::{Backend, Balance, Check, Frontend, Route, Server};

/// One HAProxy process under load, scraped by Prometheus. Its limits are in [`crate::Simulation::new`].
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

/// Scrapes happen at `start + offset + n * interval`, up to and including the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scrape {
    /// Milliseconds, 1 s to 10 min.
    pub interval: i64,
    /// Milliseconds, from 0 to below `interval`.
    pub offset: i64,
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
