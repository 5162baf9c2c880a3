//! Frontends, backends and servers as a configuration file names them. It must not know what happens to them.

use super::{Check, Load};

/// What a proxy understands of its traffic.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// `mode http`.
    #[default]
    Http,
    /// `mode tcp`: connections only; the exporter writes no answers by class.
    Tcp,
}

/// A `frontend`: clients come here, one request a connection.
#[derive(Clone, Debug, PartialEq)]
pub struct Frontend {
    /// Unique among frontends, not empty.
    pub name: String,
    /// What it understands.
    pub mode: Mode,
    /// `option socket-stats`: whether its one `bind` line is counted for itself too.
    pub socket_stats: bool,
    /// Connections at a time, 1 to 1,000,000; more wait unaccepted.
    pub maxconn: u32,
    /// The requests that arrive.
    pub load: Load,
    /// Where they go; at least one.
    pub routes: Vec<Route>,
}

impl Default for Frontend {
    fn default() -> Self {
        Self {
            name: String::new(),
            mode: Mode::Http,
            socket_stats: false,
            maxconn: 2000,
            load: Load::default(),
            routes: Vec::new(),
        }
    }
}

/// A part of a frontend's requests.
#[derive(Clone, Debug, PartialEq)]
pub struct Route {
    /// The backend's name.
    pub backend: String,
    /// Its share; shares are relative to their sum, which must be above 0. Each 0 to 1,000,000.
    pub share: f64,
}

/// A `backend`.
#[derive(Clone, Debug, PartialEq)]
pub struct Backend {
    /// Unique among backends, not empty.
    pub name: String,
    /// What it understands.
    pub mode: Mode,
    /// How a server is chosen.
    pub balance: Balance,
    /// `retries`: attempts after the first, 0 to 50 (HAProxy's default is 3).
    pub retries: u32,
    /// `option redispatch`: whether a retry may go to another server.
    pub redispatch: bool,
    /// `option redispatch N`: on every Nth retry; below 0 on the Nth before the last, which is -1; -50 to 50, not 0.
    pub redispatch_interval: i32,
    /// `http-reuse`.
    pub http_reuse: Reuse,
    /// `retry-on`: which answers are tried again; failed connections always are.
    pub retry_on: RetryOn,
    /// `timeout connect`, milliseconds, 1 to 600,000.
    pub timeout_connect: i64,
    /// `timeout server`, milliseconds, 1 to 600,000.
    pub timeout_server: i64,
    /// `timeout queue`, milliseconds, 1 to 600,000.
    pub timeout_queue: i64,
    /// `fullconn`, 1 to 1,000,000; by default a tenth of the connections of the frontends that lead here.
    pub fullconn: Option<u32>,
    /// `option abortonclose`: whether HAProxy looks if the client has left while it waits.
    pub abort_on_close: bool,
    /// `option allbackups`: all backup servers step in together, not the first alone.
    pub all_backups: bool,
    /// How long the application works on a request.
    pub service: Service,
    /// The health check of each of its servers.
    pub check: Check,
    /// None is allowed: such a backend only holds tables, and is UP for ever.
    pub servers: Vec<Server>,
}

impl Default for Backend {
    fn default() -> Self {
        Self {
            name: String::new(),
            mode: Mode::Http,
            balance: Balance::RoundRobin,
            retries: 3,
            redispatch: false,
            redispatch_interval: -1,
            http_reuse: Reuse::Safe,
            retry_on: RetryOn::default(),
            timeout_connect: 2000,
            timeout_server: 5000,
            timeout_queue: 3000,
            fullconn: None,
            abort_on_close: false,
            all_backups: false,
            service: Service::default(),
            check: Check::default(),
            servers: Vec::new(),
        }
    }
}

/// `http-reuse`: whether a client's first request may go over a connection that is open already. Here each client sends
/// one request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reuse {
    /// `safe`, the default, and `aggressive`: only where `retry-on empty-response` would repeat it.
    #[default]
    Safe,
    /// `never`.
    Never,
    /// `always`.
    Always,
}

/// `balance`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Balance {
    /// `roundrobin`: by turns, weighted.
    RoundRobin,
    /// `uri`, `source`: a request's own server; each server's share is drawn once from the seed, around its weight.
    Hash,
    /// `leastconn`: the server with the fewest requests for its weight; by turns among equals.
    LeastConn,
}

/// `retry-on` beside `conn-failure`, which always holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RetryOn {
    /// `empty-response`: closed or reset before the headers.
    pub empty: bool,
    /// `junk-response`: not HTTP.
    pub junk: bool,
    /// `response-timeout`: no answer within `timeout server`.
    pub timeout: bool,
    /// `500`, `502`, `503`, `504` of the application.
    pub server_error: bool,
}

impl RetryOn {
    /// `all-retryable-errors`.
    pub const ALL: Self = Self { empty: true, junk: true, timeout: true, server_error: true };
}

/// How long a healthy application works on a request.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Service {
    /// Milliseconds on average, 0.01 to 600,000.
    pub millis: f64,
    /// Standard deviation over the mean, 0 (always the same) to 10 (long tail). Seen in the highest times.
    pub spread: f64,
}

impl Default for Service {
    /// As in the laboratory behind the captured figures: 20 ms of work and 2 ms around it.
    fn default() -> Self {
        Self { millis: 22.0, spread: 0.1 }
    }
}

/// A `server` line.
#[derive(Clone, Debug, PartialEq)]
pub struct Server {
    /// Unique in its backend, not empty.
    pub name: String,
    /// 0 to 256; 0 takes no traffic.
    pub weight: u32,
    /// Its part of a hashed backend's keys, relative to the others', 0.001 to 1,000,000; by default from the seed, half
    /// of its weight to one and a half times it.
    pub share: Option<f64>,
    /// Requests at a time, 1 to 1,000,000.
    pub maxconn: Option<u32>,
    /// `minconn`: the limit while the backend is idle; it rises to `maxconn` as the backend fills up to `fullconn`. 1 to
    /// 1,000,000.
    pub minconn: Option<u32>,
    /// Its own health check, instead of the backend's; `observe` and what belongs to it stay the backend's.
    pub check: Option<Check>,
    /// Requests that may wait for this server, 1 to 1,000,000.
    pub maxqueue: Option<u32>,
    /// `slowstart`: milliseconds from UP to full weight, 0 to 3,600,000.
    pub slowstart: i64,
    /// `backup`: takes requests only when no other server can.
    pub backup: bool,
    /// Its state at the start.
    pub admin: Admin,
}

impl Default for Server {
    fn default() -> Self {
        Self {
            name: String::new(),
            weight: 1,
            share: None,
            maxconn: None,
            minconn: None,
            check: None,
            maxqueue: None,
            slowstart: 0,
            backup: false,
            admin: Admin::Ready,
        }
    }
}

/// What an operator has made of a server.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Admin {
    /// In use.
    #[default]
    Ready,
    /// Checked, but without new requests.
    Drain,
    /// In maintenance: neither checked nor used.
    Maint,
}
