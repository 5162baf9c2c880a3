//! What the page shows, as data: the way from the model to the page. It must not know pixels, markup or the
//! browser; everything in it is text or numbers.

mod explain;
mod findings;
mod frame;
mod rules;
mod score;

use crate::event::Field;
use catalogue::markup::Section;
use serde::{Deserialize, Serialize};

/// The text of runbooks, as the catalogue has it: whoever shows a view needs no other crate for it.
pub use catalogue::gallery::{Card, Verdict};
pub use catalogue::markup;
pub use explain::{Branch, Explain, WindowView};
pub use findings::{Finding, Findings};
pub use frame::{AlertRow, Change, ChangeSide, File, NodeRow, Steps};
pub use rules::{RuleRow, Rules};
pub use score::{Score, ScoreCell, ScoreRow};

/// One part of the view. The page keeps the newest of each kind; a part that has not changed is not sent again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Part {
    /// Pickers, link and messages.
    Head(Head),
    /// Every field with its text.
    Form(Form),
    /// The left pane.
    Traffic(Traffic),
    /// The chart's axes.
    Frame(plot::Frame),
    /// The chart's lines.
    Lines(plot::Lines),
    /// The faults above the plot.
    Faults(Vec<plot::FaultBar>),
    /// Threshold, crossings and lanes.
    States(plot::States),
    /// What stands at the cursor.
    Readout(Option<Readout>),
    /// The list of firing episodes.
    Episodes(Episodes),
    /// The rule.
    Rule(Rule),
    /// What lint found.
    Findings(Findings),
    /// The runbook of the alert, filled.
    Runbook(Runbook),
    /// What can be undone.
    Steps(Steps),
    /// What an editor can complete; sent once it was asked for.
    Vocabulary(Vocabulary),
    /// The document itself as YAML: what the page keeps to start a new worker from, and what a file holds.
    Document(String),
    /// What stands behind the value that is read out.
    Explain(Explain),
    /// The gallery's cards; sent when they were asked for.
    Gallery(Vec<Card>),
    /// All rules of the document.
    Rules(Rules),
    /// What the selected rule is worth.
    Score(Score),
    /// What the rule as published is worth, a figure for each cell of the scorecard; none where it was not edited, or while that
    /// is not known.
    Published(Vec<String>),
}

/// An answer of the engine.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// The parts that changed.
    pub parts: Vec<Part>,
    /// Whether everything that was asked has been computed; until then parts may be older than their fields.
    pub settled: bool,
    /// The files that were wanted.
    pub files: Vec<File>,
    /// How far the work has come, 0 to 1.
    pub progress: f32,
    /// What is being fetched ("Loading HaproxyServerDown"); empty for nothing.
    pub waiting: String,
    /// The fingerprint of the whole view when settled, as 16 hexadecimal digits; empty before.
    pub fingerprint: String,
}

/// One thing that can be picked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// What the event carries.
    pub id: String,
    /// What people read.
    pub title: String,
    /// One line more ("embedded exporter", "web1 is killed for ten minutes").
    pub note: String,
}

/// How grave a message or finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Grade {
    /// Wrong: a field's text, a link, a rule that cannot work.
    Error,
    /// Something to look at.
    Warning,
    /// Worth knowing.
    Note,
}

/// A message for the whole page: a broken link, a scenario that cannot run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// How grave it is.
    pub grade: Grade,
    /// What, where, and what to do.
    pub text: String,
}

/// The top bar and the foot.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Head {
    /// The bundled scenarios.
    pub scenarios: Vec<Choice>,
    /// The name of the current one, if it is unchanged or derived from a bundled one.
    pub scenario: String,
    /// Its title.
    pub scenario_title: String,
    /// Whether it differs from the bundled one.
    pub scenario_edited: bool,
    /// The alerts of the catalogue, by symptom.
    pub alerts: Vec<AlertRow>,
    /// The rules of the document, where it has several: the place of each and its name.
    pub rules: Vec<Choice>,
    /// The place of the selected one.
    pub rule: String,
    /// The id of the current one; empty for a rule of one's own.
    pub alert: String,
    /// The rule's name.
    pub alert_title: String,
    /// The link's fragment, without `#`; empty while it is being made.
    pub fragment: String,
    /// The most characters that a link should have to pass through every chat.
    pub fragment_limit: u32,
    /// Messages, newest first.
    pub notices: Vec<Notice>,
    /// "Scrape 15s, evaluation 15s, seed 7, Prometheus 3 windows".
    pub settings: String,
    /// "1,441 evaluations of 6 instances".
    pub work: String,
    /// The settled result in a sentence, for the live region: "1 episode. web1 fires from 14:55:18."
    pub summary: String,
}

impl Head {
    /// Rule and scenario in one line: what a document is about.
    pub fn title(&self) -> String {
        format!("{}: {}", self.alert_title, self.scenario_title)
    }
}

/// A field as it is to be shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FieldView {
    /// The text, the last good value's or a wrong draft's.
    pub text: String,
    /// What is wrong with the draft and what would be right; empty when nothing is.
    pub error: String,
    /// Whether it differs from what was published (rule) or bundled (scenario).
    pub edited: bool,
    /// The choices of a picker, the bounds of a slider otherwise absent.
    pub choices: Vec<Choice>,
    /// Least, greatest and step of a slider, where there is one.
    pub slider: Option<(f64, f64, f64)>,
    /// The unit of a field whose unit depends on another one ("ms", "per second"); else empty.
    pub unit: String,
}

/// Every field by its name, in the order of [`Field`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Form {
    /// The fields.
    pub fields: Vec<(Field, FieldView)>,
    /// Another number than before: the fields say what the document says, whatever is being typed into them.
    pub revision: u32,
}

impl Form {
    /// The field `field`, if it exists in this scenario and rule.
    pub fn field(&self, field: Field) -> Option<&FieldView> {
        self.fields.iter().find(|(it, _)| *it == field).map(|(_, view)| view)
    }
}

/// One fault of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FaultRow {
    /// "web2", the strong part of the line.
    pub target: String,
    /// "closes before headers".
    pub what: String,
    /// "14:11".
    pub from: String,
    /// Whether it counts as an incident.
    pub counts: bool,
    /// Whether its form is open.
    pub open: bool,
}

/// The left pane: load, faults, topology.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Traffic {
    /// The frontend whose load is edited.
    pub frontend: String,
    /// The load over the scenario, requests per second at equal distances.
    pub load: Vec<f32>,
    /// The points of a load by hand: milliseconds after the scenario's start, requests per second; none for another shape.
    pub knots: Vec<(i64, f64)>,
    /// The length of the scenario in milliseconds.
    pub length: i64,
    /// Mean requests per second, without shape and noise.
    pub mean: f64,
    /// "12:00" and "18:00", the ends of the load's time axis.
    pub ends: (String, String),
    /// Shares of 2xx, 3xx, 4xx and 5xx in percent.
    pub shares: [f64; 4],
    /// The faults in the order of the document.
    pub faults: Vec<FaultRow>,
    /// Frontends, then backends, each open one with its servers.
    pub nodes: Vec<NodeRow>,
    /// "1 frontend, 6 servers".
    pub topology: String,
    /// "HAProxy 2.6, haproxy_exporter".
    pub exporter: String,
    /// The samples by hand, names and values, at most [`crate::limits::ROWS`]; with any of them nothing is simulated.
    pub input: Vec<(String, String)>,
    /// "12 series, 1m apart".
    pub input_note: String,
}

/// One instance at the cursor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReadoutRow {
    /// Its short name.
    pub name: String,
    /// Its slot.
    pub slot: u32,
    /// Its value, as text; "no value" for a gap.
    pub value: String,
    /// "2.67×" of the threshold; empty where there is none.
    pub multiple: String,
    /// "firing", "pending", "kept firing", "inactive".
    pub state: String,
}

/// What stands at the cursor or under the pointer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Readout {
    /// The evaluation, in milliseconds since the Unix epoch.
    pub time: i64,
    /// "14:14:15".
    pub clock: String,
    /// "window 14:13:15–14:14:15"; empty without a range.
    pub window: String,
    /// Whether it is the cursor, pinned, and not the pointer.
    pub pinned: bool,
    /// The messages since the evaluation before: "page at 14:55:48"; empty for none.
    pub sent: String,
    /// All instances: firing ones first, then by how near they are to being true.
    pub rows: Vec<ReadoutRow>,
}

/// One firing episode.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EpisodeRow {
    /// The instance's short name.
    pub name: String,
    /// Its slot.
    pub slot: u32,
    /// When it became pending; empty where `for` is 0.
    pub pending: String,
    /// When it fired.
    pub fired: String,
    /// When it resolved; "open" when it did not.
    pub resolved: String,
    /// How long it fired: "6m 30s".
    pub length: String,
    /// Its peak.
    pub peak: String,
    /// The fault that it overlaps: "closes before headers, after 2m 45s"; empty for none.
    pub cause: String,
    /// "caught", "false page", "was firing already".
    pub verdict: String,
    /// Whether it is the selected one.
    pub selected: bool,
}

/// The list of firing episodes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Episodes {
    /// "4 in 6h, 1 in view".
    pub summary: String,
    /// Why there is none, where there is none: "Never true here. Closest: 0.84 of the threshold ...".
    pub empty: String,
    /// The episodes in order of time; at most 200.
    pub rows: Vec<EpisodeRow>,
}

/// What a piece of the expression is, for its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ink {
    /// Plain text, operators and brackets.
    Plain,
    /// `sum`, `by`, `and`, ...
    Keyword,
    /// `rate`, ...
    Function,
    /// A metric's name.
    Metric,
    /// A label's name or value.
    Label,
    /// A number.
    Number,
    /// A duration.
    Duration,
    /// A comment.
    Comment,
}

/// The rule pane.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Rule {
    /// The expression's pieces, in order; joined they are the text of [`Field::Expr`].
    pub pieces: Vec<(Ink, String)>,
    /// Bytes of the expression to underline as wrong, with an error.
    pub wrong: Option<(u32, u32)>,
    /// Bytes of the rule's YAML to underline as wrong, where the error has a place.
    pub yaml_wrong: Option<(u32, u32)>,
    /// Bytes of the expression that a finding speaks of.
    pub marked: Vec<(u32, u32)>,
    /// How many fields differ from the published rule.
    pub edits: u32,
    /// The whole rule as YAML.
    pub yaml: String,
    /// The annotations of the selected instance at the cursor, as rendered.
    pub annotations: Vec<(String, String)>,
    /// Whether the threshold has a handle, and how it steps.
    pub threshold_note: String,
    /// The comparisons of the expression, where there are several: their texts, and which one is looked at.
    pub comparisons: Vec<(String, bool)>,
}

/// The runbook of the alert.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Runbook {
    /// "web2 firing since 14:13:30, value 13.35".
    pub status: String,
    /// The severity label of the rule.
    pub severity: String,
    /// Whether an instance fires at the cursor.
    pub firing: bool,
    /// The sections with the firing instance's labels and value filled in.
    pub sections: Vec<Section>,
    /// The steps that are ticked, by their place.
    pub ticked: Vec<u32>,
    /// The steps that this evidence supports, by their place, with the evidence in words.
    pub supported: Vec<(u32, String)>,
}

/// A metric as an editor offers it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MetricWord {
    /// Its name.
    pub name: String,
    /// `counter` or `gauge`.
    pub kind: String,
    /// Its HELP text, and what its name does not say.
    pub help: String,
    /// The names of its labels, `job` and `instance` left out.
    pub labels: Vec<String>,
}

/// What an editor can complete in this scenario.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vocabulary {
    /// The exporter's metrics.
    pub metrics: Vec<MetricWord>,
    /// The values of each label.
    pub values: Vec<(String, Vec<String>)>,
}
