//! Frontends, backends and servers as a configuration file names them. It must not know what happens to them.

use super::Load;

/// A `frontend`: clients come here, one request a connection.
#[derive(Clone, Debug, PartialEq)]
pub struct Frontend {
    /// Unique among frontends, not empty.
    pub name: String,
    /// The requests that arrive.
    pub load: Load,
    /// Where they go; at least one.
    pub routes: Vec<Route>,
}

/// A part of a frontend's requests.
#[derive(Clone, Debug, PartialEq)]
pub struct Route {
    /// The backend's name.
    pub backend: String,
    /// Its share; shares are relative to their sum, which must be above 0. Each 0 to 1,000,000.
    pub share: f64,
}

/// A `backend` in HTTP mode.
#[derive(Clone, Debug, PartialEq)]
pub struct Backend {
    /// Unique among backends, not empty.
    pub name: String,
    /// How a server is chosen.
    pub balance: Balance,
    /// `retries`: connection attempts after the first, 0 to 50 (HAProxy's default is 3).
    pub retries: u32,
    /// `option redispatch`: whether a retry may go to another server.
    pub redispatch: bool,
    /// `timeout connect`, milliseconds, 1 to 600,000.
    pub timeout_connect: i64,
    /// `timeout server`, milliseconds, 1 to 600,000.
    pub timeout_server: i64,
    /// `timeout queue`, milliseconds, 1 to 600,000.
    pub timeout_queue: i64,
    /// The health check of each of its servers.
    pub check: Check,
    /// None is allowed: such a backend only holds tables, and is UP for ever.
    pub servers: Vec<Server>,
}

/// `balance`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Balance {
    /// `roundrobin`: by turns, weighted.
    RoundRobin,
    /// `uri`, `source`: a request's own server; each server's share is drawn once from the seed, around its weight.
    Hash,
    /// `leastconn`: refused for now.
    LeastConn,
}

/// `option httpchk` with `inter`, `fall`, `rise`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Check {
    /// Milliseconds between checks, 500 to 3,600,000.
    pub inter: i64,
    /// Failed checks until DOWN, 1 to 100.
    pub fall: u32,
    /// Passed checks until UP, 1 to 100.
    pub rise: u32,
    /// `check port`: checks go to another port than the traffic.
    pub separate_port: bool,
}

/// A `server` line.
#[derive(Clone, Debug, PartialEq)]
pub struct Server {
    /// Unique in its backend, not empty.
    pub name: String,
    /// 0 to 256; 0 takes no traffic.
    pub weight: u32,
    /// Requests at a time, 1 to 1,000,000; bounds the requests that hang (a queue of healthy ones comes later).
    pub maxconn: Option<u32>,
}
