//! Frontends, backends and servers of a document, as a configuration file of HAProxy names them. It must not know how
//! they are simulated.
//!
//! What a release added has a default that is not written, so that older documents and links stay as they are.

use std::collections::BTreeMap;

/// A frontend and the load that it takes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Frontend {
    /// Its name.
    pub name: String,
    /// `http` or `tcp`.
    pub mode: String,
    /// `option socket-stats`.
    pub socket_stats: bool,
    /// `maxconn`.
    pub maxconn: u32,
    /// Mean requests per second.
    pub requests: f64,
    /// `random`, or `even` as a load generator sends them.
    pub arrivals: String,
    /// One of [`super::SHAPES`].
    pub shape: String,
    /// How far the shape moves the load, in percent of the mean, 0 to 100.
    pub swing: f64,
    /// Noise, in percent of the mean, 0 to 100.
    pub noise: f64,
    /// The points of shape `curve`, in the order of time.
    pub curve: Vec<Point>,
    /// Shares of `3xx`, `4xx` and `5xx` answers, in percent; 2xx is the rest.
    pub answers: BTreeMap<String, f64>,
    /// Share of the clients that leave a second after they asked, in percent.
    pub aborts: f64,
    /// Share of the requests that `http-request deny` answers with 403, in percent.
    pub denied: f64,
    /// Bytes of a request and of an answer.
    pub bytes: Bytes,
    /// Share of the requests that each backend gets; they are taken in proportion.
    pub routes: BTreeMap<String, f64>,
}

/// A point of a curve.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Point {
    /// When, a Prometheus duration after the start.
    pub at: String,
    /// The load there, in percent of the mean.
    pub percent: f64,
}

/// Mean sizes in bytes.
#[derive(Clone, Debug, PartialEq)]
pub struct Bytes {
    /// Of a request.
    pub request: f64,
    /// Of an answer.
    pub response: f64,
}

impl Default for Bytes {
    fn default() -> Self {
        Self { request: 400.0, response: 6000.0 }
    }
}

/// A backend and its servers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Backend {
    /// Its name.
    pub name: String,
    /// `http` or `tcp`.
    pub mode: String,
    /// `roundrobin`, `leastconn` or `source` (a hash).
    pub balance: String,
    /// Retries of one request.
    pub retries: u32,
    /// `option redispatch`.
    pub redispatch: bool,
    /// `option redispatch N`; 0 is -1, HAProxy's default.
    pub redispatch_interval: i32,
    /// `http-reuse`: `safe`, `never` or `always`.
    pub http_reuse: String,
    /// `retry-on` beside `conn-failure`: `empty-response`, `junk-response`, `response-timeout`, `server-errors`, or
    /// `all-retryable-errors`.
    pub retry_on: Vec<String>,
    /// `timeout connect`, `timeout server`, `timeout queue`, `timeout check`, Prometheus durations.
    pub timeouts: Timeouts,
    /// `fullconn`; 0: as HAProxy derives it.
    pub fullconn: u32,
    /// `option abortonclose`.
    pub abortonclose: bool,
    /// `option allbackups`.
    pub allbackups: bool,
    /// How long the application works on a request.
    pub service: Service,
    /// Health checks.
    pub check: Check,
    /// The servers.
    pub servers: Vec<Server>,
}

/// A backend's timeouts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timeouts {
    /// `timeout connect`.
    pub connect: String,
    /// `timeout server`.
    pub server: String,
    /// `timeout queue`.
    pub queue: String,
    /// `timeout check`; empty: `timeout connect` or `inter`, whichever is shorter.
    pub check: String,
}

/// How long the application works on a request.
#[derive(Clone, Debug, PartialEq)]
pub struct Service {
    /// On average, a Prometheus duration.
    pub mean: String,
    /// Standard deviation, in percent of the mean.
    pub spread: f64,
}

impl Default for Service {
    fn default() -> Self {
        Self { mean: "22ms".to_owned(), spread: 10.0 }
    }
}

/// A backend's health checks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Check {
    /// `http`, `tcp` or `none`.
    pub kind: String,
    /// Time between two checks, a Prometheus duration.
    pub inter: String,
    /// `fastinter`; empty: `inter`.
    pub fastinter: String,
    /// `downinter`; empty: `inter`.
    pub downinter: String,
    /// Failed checks until DOWN.
    pub fall: u32,
    /// Passed checks until UP.
    pub rise: u32,
    /// Whether checks go to a port of their own (`check port`), which a closed traffic port does not fail.
    pub separate_port: bool,
    /// `observe`: `layer4` or `layer7`; `none`.
    pub observe: String,
    /// `error-limit`.
    pub error_limit: u32,
    /// `on-error`: `fastinter`, `fail-check`, `sudden-death`, `mark-down`.
    pub on_error: String,
    /// `http-check disable-on-404`.
    pub disable_on_404: bool,
    /// `agent-check`.
    pub agent: bool,
}

/// A server.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Server {
    /// Its name.
    pub name: String,
    /// `weight`, 0 to 256.
    pub weight: u32,
    /// Its part of a hash's keys, relative to the others'; 0: from the seed, around its weight.
    pub share: f64,
    /// `maxconn`; 0 means no limit.
    pub maxconn: u32,
    /// `minconn`; 0: as `maxconn`.
    pub minconn: u32,
    /// Its own health check; absent: the backend's.
    pub check: Option<Check>,
    /// `maxqueue`; 0 means no limit.
    pub maxqueue: u32,
    /// `slowstart`, a Prometheus duration; empty: none.
    pub slowstart: String,
    /// `backup`.
    pub backup: bool,
    /// What the operator has made of it: `ready`, `drain`, `maint`.
    pub state: String,
}
