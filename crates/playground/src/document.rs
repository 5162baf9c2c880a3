//! The versioned document: everything that a person made. It is a wire type and must not know how it is evaluated.
//!
//! Frozen in docs/document-format.md; an older version opens for ever. Unknown keys are refused, so that a
//! misspelt one is not lost in silence.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

mod text;

pub use text::{read, write};

/// The version that this program writes.
pub const VERSION: u32 = 1;

/// The version of the traffic model: raised whenever the same scenario gives other samples, so that a link can
/// say that its picture has changed.
pub const MODEL: u32 = 1;

/// Everything that a person made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// The version of this format.
    pub version: u32,
    /// The version of the traffic model that it was made with.
    #[serde(default = "model")]
    pub model: u32,
    /// Clock, HAProxy, load and events.
    pub scenario: Scenario,
    /// The rules; the selected one is `view.rule`.
    pub rules: Vec<Rule>,
    /// Whose semantics: 3 (default) or 2.
    #[serde(default = "three", skip_serializing_if = "is_three")]
    pub semantics: u32,
    /// What is selected and in view.
    #[serde(default)]
    pub view: ViewState,
}

/// A scenario: what happens, with all that chance depends on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// The name of the bundled scenario that it comes from; empty for one's own.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// One line: what happens.
    pub title: String,
    /// What it teaches, a sentence or two.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub about: String,
    /// First instant, RFC 3339 in UTC to the second: `2026-03-02T12:00:00Z`.
    pub start: String,
    /// How long, a Prometheus duration.
    pub length: String,
    /// When Prometheus scrapes.
    pub scrape: Scrape,
    /// How often rules are evaluated, a Prometheus duration.
    pub evaluation: String,
    /// The seed of chance.
    pub seed: u64,
    /// `embedded` or `haproxy_exporter`.
    pub exporter: String,
    /// `2.6` or `3.4`.
    pub haproxy: String,
    /// The `instance` label.
    pub instance: String,
    /// The frontends.
    pub frontends: Vec<Frontend>,
    /// The backends.
    pub backends: Vec<Backend>,
    /// Faults and operator actions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<Fault>,
}

/// When Prometheus scrapes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scrape {
    /// Time between two scrapes, a Prometheus duration.
    pub interval: String,
    /// How long after the scenario's start the first scrape is, a Prometheus duration.
    pub offset: String,
}

/// A frontend and the load that it takes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Frontend {
    /// Its name.
    pub name: String,
    /// Mean requests per second.
    pub requests: f64,
    /// One of [`SHAPES`].
    pub shape: String,
    /// How far the shape moves the load, in percent of the mean, 0 to 100.
    #[serde(default)]
    pub swing: f64,
    /// Noise, in percent of the mean, 0 to 100.
    #[serde(default)]
    pub noise: f64,
    /// Shares of `3xx`, `4xx` and `5xx` answers, in percent; 2xx is the rest.
    #[serde(default)]
    pub answers: BTreeMap<String, f64>,
    /// Share of the requests that each backend gets; they are taken in proportion.
    pub routes: BTreeMap<String, f64>,
}

/// A backend and its servers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Backend {
    /// Its name.
    pub name: String,
    /// `roundrobin` or `source` (a hash).
    pub balance: String,
    /// Connection retries of one request.
    pub retries: u32,
    /// `option redispatch`.
    pub redispatch: bool,
    /// `timeout connect`, `timeout server`, `timeout queue`, Prometheus durations.
    pub timeouts: Timeouts,
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
}

/// A backend's health checks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// Time between two checks, a Prometheus duration.
    pub inter: String,
    /// Failed checks until DOWN.
    pub fall: u32,
    /// Passed checks until UP.
    pub rise: u32,
    /// Whether checks go to a port of their own (`check port`), which a closed traffic port does not fail.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub separate_port: bool,
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
    /// `maxconn`; 0 means no limit.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub maxconn: u32,
}

/// A fault: what, on what, from when, for how long, how strong.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// One of [`FAULTS`].
    pub kind: String,
    /// `backend/server`, or `backend` for all its servers; without meaning for a reload.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub target: String,
    /// When, a Prometheus duration after the start.
    pub from: String,
    /// How long, a Prometheus duration.
    #[serde(rename = "for")]
    pub length: String,
    /// How strong, in percent, 0 to 100: the share of checks, connections or requests that it hits.
    #[serde(default = "hundred", skip_serializing_if = "is_hundred")]
    pub strength: f64,
}

/// The shapes of a load, with what people read.
pub const SHAPES: [(&str, &str); 4] =
    [("constant", "Constant"), ("ramp", "Ramp"), ("daily", "Daily wave"), ("spikes", "Spikes")];

/// The kinds of a fault, with what the list says of its target ("web1 is killed").
pub const FAULTS: [(&str, &str); 8] = [
    ("server_down", "is killed"),
    ("checks_failing", "fails health checks"),
    ("connections_refused", "refuses connections"),
    ("responses_broken", "closes before headers"),
    ("no_answer", "does not answer in time"),
    ("client_errors", "answers 4xx"),
    ("server_errors", "answers 5xx"),
    ("reload", "HAProxy reloads"),
];

/// An alerting rule as a rule file writes it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// The id of the published rule that it comes from (`exporter/slug`); empty for one's own.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub from: String,
    /// Its name.
    pub alert: String,
    /// Its expression.
    pub expr: String,
    /// `for`, a Prometheus duration.
    #[serde(rename = "for", default = "nought")]
    pub hold: String,
    /// `keep_firing_for`, a Prometheus duration.
    #[serde(default = "nought", skip_serializing_if = "is_nought")]
    pub keep_firing_for: String,
    /// Labels, templates.
    #[serde(default)]
    pub labels: BTreeMap<String, String>,
    /// Annotations, templates.
    #[serde(default)]
    pub annotations: BTreeMap<String, String>,
}

/// What is selected and in view.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ViewState {
    /// The selected rule's place.
    #[serde(skip_serializing_if = "is_zero")]
    pub rule: u32,
    /// The selected instance's result labels, as Prometheus prints them; empty: the first that fires.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub instance: String,
    /// The cursor, seconds after the scenario's start; absent: the first firing instant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<f64>,
    /// The window in view, seconds after the start; absent: the first view.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub window: Option<(f64, f64)>,
    /// The open fault's place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fault: Option<u32>,
    /// The ticked steps of the runbook.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ticked: Vec<u32>,
}

fn model() -> u32 {
    MODEL
}
fn one() -> u32 {
    1
}
fn three() -> u32 {
    3
}
fn hundred() -> f64 {
    100.0
}
fn nought() -> String {
    "0s".to_owned()
}
fn is_one(it: &u32) -> bool {
    *it == 1
}
fn is_three(it: &u32) -> bool {
    *it == 3
}
fn is_zero(it: &u32) -> bool {
    *it == 0
}
#[expect(clippy::float_cmp, reason = "the default itself, not a result")]
fn is_hundred(it: &f64) -> bool {
    *it == 100.0
}
fn is_nought(it: &str) -> bool {
    it == "0s"
}

impl Document {
    /// Whose semantics the document asks for.
    pub fn semantics(&self) -> promql::Semantics {
        if self.semantics == 2 { promql::Semantics::V2 } else { promql::Semantics::V3 }
    }

    /// The selected rule.
    pub fn rule(&self) -> Option<&Rule> {
        self.rules.get(self.view.rule as usize)
    }

    /// The selected rule, to be edited.
    pub fn rule_mut(&mut self) -> Option<&mut Rule> {
        self.rules.get_mut(self.view.rule as usize)
    }
}
