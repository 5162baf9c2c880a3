//! Frontends, backends and servers of a document, as a configuration file of HAProxy names them. It must not know how
//! they are simulated.
//!
//! What a release added has a default that is not written, so that older documents and links stay as they are.

use super::is_zero;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A frontend and the load that it takes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Frontend {
    /// Its name.
    pub name: String,
    /// `http` or `tcp`.
    #[serde(default = "http", skip_serializing_if = "is_http")]
    pub mode: String,
    /// `option socket-stats`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub socket_stats: bool,
    /// `maxconn`.
    #[serde(default = "maxconn", skip_serializing_if = "is_maxconn")]
    pub maxconn: u32,
    /// Mean requests per second.
    pub requests: f64,
    /// `random`, or `even` as a load generator sends them.
    #[serde(default = "random", skip_serializing_if = "is_random")]
    pub arrivals: String,
    /// One of [`super::SHAPES`].
    pub shape: String,
    /// How far the shape moves the load, in percent of the mean, 0 to 100.
    #[serde(default)]
    pub swing: f64,
    /// Noise, in percent of the mean, 0 to 100.
    #[serde(default)]
    pub noise: f64,
    /// The points of shape `curve`, in the order of time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub curve: Vec<Point>,
    /// Shares of `3xx`, `4xx` and `5xx` answers, in percent; 2xx is the rest.
    #[serde(default)]
    pub answers: BTreeMap<String, f64>,
    /// Share of the clients that leave a second after they asked, in percent.
    #[serde(default, skip_serializing_if = "is_nothing")]
    pub aborts: f64,
    /// Share of the requests that `http-request deny` answers with 403, in percent.
    #[serde(default, skip_serializing_if = "is_nothing")]
    pub denied: f64,
    /// Bytes of a request and of an answer.
    #[serde(default, skip_serializing_if = "is_default")]
    pub bytes: Bytes,
    /// Share of the requests that each backend gets; they are taken in proportion.
    pub routes: BTreeMap<String, f64>,
}

/// A point of a curve.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Point {
    /// When, a Prometheus duration after the start.
    pub at: String,
    /// The load there, in percent of the mean.
    pub percent: f64,
}

/// Mean sizes in bytes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Backend {
    /// Its name.
    pub name: String,
    /// `http` or `tcp`.
    #[serde(default = "http", skip_serializing_if = "is_http")]
    pub mode: String,
    /// `roundrobin`, `leastconn` or `source` (a hash).
    pub balance: String,
    /// Retries of one request.
    pub retries: u32,
    /// `option redispatch`.
    pub redispatch: bool,
    /// `option redispatch N`; 0 is -1, HAProxy's default.
    #[serde(default, skip_serializing_if = "is_nil")]
    pub redispatch_interval: i32,
    /// `http-reuse`: `safe`, `never` or `always`.
    #[serde(default = "safe", skip_serializing_if = "is_safe")]
    pub http_reuse: String,
    /// `retry-on` beside `conn-failure`: `empty-response`, `junk-response`, `response-timeout`, `server-errors`, or
    /// `all-retryable-errors`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub retry_on: Vec<String>,
    /// `timeout connect`, `timeout server`, `timeout queue`, `timeout check`, Prometheus durations.
    pub timeouts: Timeouts,
    /// `fullconn`; 0: as HAProxy derives it.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub fullconn: u32,
    /// `option abortonclose`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub abortonclose: bool,
    /// `option allbackups`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub allbackups: bool,
    /// How long the application works on a request.
    #[serde(default, skip_serializing_if = "is_default")]
    pub service: Service,
    /// Health checks.
    pub check: Check,
    /// The servers.
    pub servers: Vec<Server>,
}

/// A backend's timeouts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Timeouts {
    /// `timeout connect`.
    pub connect: String,
    /// `timeout server`.
    pub server: String,
    /// `timeout queue`.
    pub queue: String,
    /// `timeout check`; empty: `timeout connect` or `inter`, whichever is shorter.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub check: String,
}

/// How long the application works on a request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// `http`, `tcp` or `none`.
    #[serde(default = "http", skip_serializing_if = "is_http")]
    pub kind: String,
    /// Time between two checks, a Prometheus duration.
    pub inter: String,
    /// `fastinter`; empty: `inter`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub fastinter: String,
    /// `downinter`; empty: `inter`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub downinter: String,
    /// Failed checks until DOWN.
    pub fall: u32,
    /// Passed checks until UP.
    pub rise: u32,
    /// Whether checks go to a port of their own (`check port`), which a closed traffic port does not fail.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub separate_port: bool,
    /// `observe`: `layer4` or `layer7`; `none`.
    #[serde(default = "none", skip_serializing_if = "is_none")]
    pub observe: String,
    /// `error-limit`.
    #[serde(default = "ten", skip_serializing_if = "is_ten")]
    pub error_limit: u32,
    /// `on-error`: `fastinter`, `fail-check`, `sudden-death`, `mark-down`.
    #[serde(default = "fail_check", skip_serializing_if = "is_fail_check")]
    pub on_error: String,
    /// `http-check disable-on-404`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub disable_on_404: bool,
    /// `agent-check`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub agent: bool,
}

/// A server.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Server {
    /// Its name.
    pub name: String,
    /// `weight`, 0 to 256.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub weight: u32,
    /// Its part of a hash's keys, relative to the others'; 0: from the seed, around its weight.
    #[serde(default, skip_serializing_if = "is_nothing")]
    pub share: f64,
    /// `maxconn`; 0 means no limit.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub maxconn: u32,
    /// `minconn`; 0: as `maxconn`.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub minconn: u32,
    /// Its own health check; absent: the backend's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check: Option<Check>,
    /// `maxqueue`; 0 means no limit.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub maxqueue: u32,
    /// `slowstart`, a Prometheus duration; empty: none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub slowstart: String,
    /// `backup`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub backup: bool,
    /// What the operator has made of it: `ready`, `drain`, `maint`.
    #[serde(default = "ready", skip_serializing_if = "is_ready")]
    pub state: String,
}

fn one() -> u32 {
    1
}
fn ten() -> u32 {
    10
}
fn maxconn() -> u32 {
    2000
}
fn http() -> String {
    "http".to_owned()
}
fn none() -> String {
    "none".to_owned()
}
fn ready() -> String {
    "ready".to_owned()
}
fn fail_check() -> String {
    "fail-check".to_owned()
}
fn safe() -> String {
    "safe".to_owned()
}
fn is_safe(it: &str) -> bool {
    it == "safe"
}
fn is_nil(it: &i32) -> bool {
    *it == 0
}
fn random() -> String {
    "random".to_owned()
}
fn is_random(it: &str) -> bool {
    it == "random"
}
fn is_one(it: &u32) -> bool {
    *it == 1
}
fn is_ten(it: &u32) -> bool {
    *it == 10
}
fn is_maxconn(it: &u32) -> bool {
    *it == 2000
}
fn is_http(it: &str) -> bool {
    it == "http"
}
fn is_none(it: &str) -> bool {
    it == "none"
}
fn is_ready(it: &str) -> bool {
    it == "ready"
}
fn is_fail_check(it: &str) -> bool {
    it == "fail-check"
}
fn is_default<T: Default + PartialEq>(it: &T) -> bool {
    *it == T::default()
}
pub(super) fn is_nothing(it: &f64) -> bool {
    it.abs() <= 0.0
}
