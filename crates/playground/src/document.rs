//! The versioned document: everything that a person made. It must not know how it is evaluated.
//!
//! Frozen in docs/document-format.md; an older version opens for ever. Unknown keys are refused, so that a
//! misspelt one is not lost in silence.

use std::collections::BTreeMap;

mod drill;
mod exercise;
mod fields;
mod input;
mod label;
mod parts;
mod reader;
mod route;
mod scalar;
#[cfg(test)]
mod tests;
mod text;
mod topology;
mod traffic;
mod writer;

pub use drill::{Call, Cause, Clue, DRILL, Deed, Drill, Remedy};
pub use exercise::{Answer, Carried, EXERCISE, Exercise, Start, Want};
pub(crate) use fields::{Fields, Part, Value, When};
pub use input::{Input, InputSeries};
pub use label::{KINDS, Label};
pub(crate) use reader::part as read_part;
pub use route::Route;
pub use text::{read, write};
pub(crate) use text::{
    read_drill, read_exercise, read_scenario, tree, usual_server, value, write_exercise, write_scenario,
};
pub use topology::{Backend, Bytes, Check, Frontend, Point, Server, Service, Timeouts};

/// The version that this program writes.
pub const VERSION: u32 = 1;

/// The version of the traffic model: raised whenever the same scenario gives other samples, so that a link can
/// say that its picture has changed.
pub const MODEL: u32 = 2;

/// Everything that a person made.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// The version of this format.
    pub version: u32,
    /// The version of the traffic model that it was made with.
    pub model: u32,
    /// Clock, HAProxy, load and events.
    pub scenario: Scenario,
    /// The rules; the selected one is `view.rule`.
    pub rules: Vec<Rule>,
    /// Recording rules, evaluated in their order before all others.
    pub recordings: Vec<Recording>,
    /// How Alertmanager groups and repeats what fires.
    pub route: Route,
    /// Samples by hand: with them nothing is simulated, and the scenario is their clock alone.
    pub input: Option<Input>,
    /// Whose semantics: 3 (default) or 2.
    pub semantics: u32,
    /// Labels of one's own, beside those of the faults.
    pub incidents: Vec<Label>,
    /// What is promised to users: percent of the requests of thirty days.
    pub slo: f64,
    /// What is selected and in view.
    pub view: ViewState,
    /// The exercise that it is an answer to.
    pub exercise: Option<Carried>,
}

/// A scenario: what happens, with all that chance depends on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scenario {
    /// The name of the bundled scenario that it comes from; empty for one's own.
    pub name: String,
    /// One line: what happens.
    pub title: String,
    /// What it teaches, a sentence or two.
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
    /// Further HAProxy processes of the same configuration, by their `instance` label.
    pub more_instances: Vec<String>,
    /// The `instance` label by which the other exporter is scraped too; empty: it is not.
    pub other_exporter: String,
    /// The frontends.
    pub frontends: Vec<Frontend>,
    /// The backends.
    pub backends: Vec<Backend>,
    /// Faults and operator actions.
    pub events: Vec<Fault>,
}

/// When Prometheus scrapes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scrape {
    /// Time between two scrapes, a Prometheus duration.
    pub interval: String,
    /// How long after the scenario's start the first scrape is, a Prometheus duration.
    pub offset: String,
    /// Up to how much later a scrape comes, a Prometheus duration; empty: never.
    pub jitter: String,
    /// Share of the scrapes that are lost, in percent.
    pub loss: f64,
}

/// A fault: what, on what, from when, for how long, how strong.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fault {
    /// One of [`FAULTS`].
    pub kind: String,
    /// What it happens to: `backend/server`, or `backend` for all its servers; a frontend; an instance, all if empty.
    pub target: String,
    /// When, a Prometheus duration after the start.
    pub from: String,
    /// How long, a Prometheus duration.
    pub length: String,
    /// How strong, in percent, 0 to 100: the share of checks, connections or requests that it hits.
    pub strength: f64,
    /// How much, in the unit of its kind; absent: its usual amount.
    pub amount: Option<f64>,
    /// Whether it counts as an incident; absent: where users are hurt, or the rule is meant to find it.
    pub incident: Option<bool>,
}

/// The shapes of a load, with what people read.
pub const SHAPES: [(&str, &str); 6] = [
    ("constant", "Constant"),
    ("ramp", "Ramp"),
    ("daily", "Daily wave"),
    ("weekly", "Weekly wave"),
    ("spikes", "Spikes"),
    ("curve", "By hand"),
];

/// The kinds of a fault, with what the list says of its target ("web1 is killed").
pub const FAULTS: [(&str, &str); 34] = [
    ("server_down", "is killed"),
    ("checks_failing", "fails health checks"),
    ("checks_flapping", "fails some health checks"),
    ("checks_hanging", "does not answer health checks"),
    ("checks_404", "answers health checks with 404"),
    ("connections_refused", "refuses connections"),
    ("shallow_check", "refuses connections, unseen by checks"),
    ("packets_dropped", "drops packets"),
    ("responses_broken", "closes before headers"),
    ("responses_reset", "resets before headers"),
    ("garbage", "answers garbage"),
    ("truncated", "cuts bodies short"),
    ("no_answer", "does not answer in time"),
    ("slow", "answers slowly"),
    ("noisy_neighbour", "has a noisy neighbour"),
    ("leak", "leaks requests"),
    ("client_errors", "answers 4xx"),
    ("server_errors", "answers 5xx"),
    ("maintenance", "is in maintenance"),
    ("drain", "is drained"),
    ("zero_weight", "has weight 0"),
    ("weight", "has another weight"),
    ("checks_disabled", "is not checked"),
    ("agent_down", "is down by its agent"),
    ("agent_drain", "is drained by its agent"),
    ("surge", "gets more requests"),
    ("scanner", "is scanned"),
    ("denied_requests", "denies requests"),
    ("denied_connections", "rejects connections"),
    ("client_aborts", "has clients that leave"),
    ("reload", "HAProxy reloads"),
    ("proxy_down", "HAProxy is killed"),
    ("exporter_down", "exporter is dead"),
    ("scrapes_lost", "scrapes are lost"),
];

/// An alerting rule as a rule file writes it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rule {
    /// The id of the published rule that it comes from (`exporter/slug`); empty for one's own.
    pub from: String,
    /// Its name.
    pub alert: String,
    /// Its expression.
    pub expr: String,
    /// `for`, a Prometheus duration.
    pub hold: String,
    /// `keep_firing_for`, a Prometheus duration.
    pub keep_firing_for: String,
    /// Labels, templates.
    pub labels: BTreeMap<String, String>,
    /// Annotations, templates.
    pub annotations: BTreeMap<String, String>,
}

/// A recording rule as a rule file writes it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Recording {
    /// The metric that it writes.
    pub record: String,
    /// Its expression.
    pub expr: String,
    /// Labels set on what it writes.
    pub labels: BTreeMap<String, String>,
}

/// What is selected and in view.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ViewState {
    /// The selected rule's place.
    pub rule: u32,
    /// The selected instance's result labels, as Prometheus prints them; empty: the first that fires.
    pub instance: String,
    /// The cursor, seconds after the scenario's start; absent: the first firing instant.
    pub cursor: Option<f64>,
    /// The window in view, seconds after the start; absent: the first view.
    pub window: Option<(f64, f64)>,
    /// The place of the comparison that is looked at among all of the expression; absent: the first with a number.
    pub threshold: Option<u32>,
    /// The open fault's place.
    pub fault: Option<u32>,
    /// The ticked steps of the runbook.
    pub ticked: Vec<u32>,
}

pub(crate) fn three_nines() -> f64 {
    99.9
}

impl Document {
    /// Whose semantics the document asks for.
    pub fn semantics(&self) -> promql::Semantics {
        if self.semantics == 2 { promql::Semantics::V2 } else { promql::Semantics::V3 }
    }

    /// About how many bytes the document takes.
    pub(crate) fn weight(&self) -> usize {
        text::write(self).len()
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
