//! What a chart shows, as plain data: the border between the playground, which fills it, and whatever draws it.
//! It must not know alerts' rules, pixels or fonts.

use serde::{Deserialize, Serialize};

/// A point of a line. A value may be infinite (a marker at the plot's edge) but is never NaN: that is a gap.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// Milliseconds since the Unix epoch.
    pub time: i64,
    /// The value in the unit of the chart.
    pub value: f64,
}

/// A stretch of time in milliseconds since the Unix epoch; `to` is its first instant outside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// First instant inside.
    pub from: i64,
    /// First instant outside.
    pub to: i64,
}

/// The axes that every row of the chart shares.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Frame {
    /// The part of the scenario in view.
    pub window: Span,
    /// The whole scenario.
    pub range: Span,
    /// Milliseconds between two evaluations: what cursors and `for` snap to.
    pub step: i64,
    /// First evaluation, in milliseconds since the Unix epoch.
    pub first: i64,
    /// Lower end of the y axis.
    pub low: f64,
    /// Upper end of the y axis.
    pub high: f64,
    /// What the y axis measures, in words: "errors per second".
    pub unit: String,
    /// The least value in view above nought, the threshold among them: where a logarithmic axis begins. Nought where
    /// there is none.
    pub floor: f64,
    /// Whether the y axis is logarithmic: a choice of whoever looks.
    pub log: bool,
    /// What is added to instants before they are written, in milliseconds: nought is UTC.
    pub zone: i64,
}

/// One line: the left side of the comparison for one label set.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// Short name: the values of the labels in which the lines differ ("web1").
    pub name: String,
    /// The whole label set, as Prometheus prints it.
    pub labels: String,
    /// Its place in the order of instances: decides colour, dash and marker.
    pub slot: u32,
    /// Whether it is the selected instance.
    pub selected: bool,
    /// Runs of consecutive points; between two runs there is a gap.
    #[serde(with = "crate::runs")]
    pub runs: Vec<Vec<Point>>,
    /// Its highest point in view (lowest, where the comparison asks for low values).
    pub peak: Option<Point>,
}

/// A stretch without a value, and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Gap {
    /// The slot of the line.
    pub slot: u32,
    /// Where.
    pub span: Span,
    /// "web3: no value, 0/0".
    pub why: String,
}

/// The lines, which change only when traffic, expression or window do.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Lines {
    /// One line an instance.
    pub lines: Vec<Line>,
    /// Stretches without a value.
    pub gaps: Vec<Gap>,
    /// Highest value of all lines per equal slice of the whole scenario; NaN where there is none.
    pub overview: Vec<f32>,
    /// What the lines are compared with, where that is no number: a line an instance.
    pub others: Vec<Trace>,
    /// What the lines are made of, a row each: numerator, denominator, raw counters as rates.
    pub inputs: Vec<Panel>,
}

/// A line that is no instance's own: an input, or the other side of a comparison.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Trace {
    /// The slot of the line that it belongs to, whose colour it bears; one that no line has is grey.
    pub slot: u32,
    /// Runs of consecutive points; between two runs there is a gap.
    #[serde(with = "crate::runs")]
    pub runs: Vec<Vec<Point>>,
}

/// A row below the plot with an axis of its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Panel {
    /// What it measures: "errors per second".
    pub caption: String,
    /// Lower end of its axis.
    pub low: f64,
    /// Upper end of its axis.
    pub high: f64,
    /// Its lines.
    pub traces: Vec<Trace>,
}

/// On which side of the threshold the comparison is true.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Side {
    /// `>` and `>=`.
    Above,
    /// `<` and `<=`.
    Below,
    /// `==`: true on the line itself.
    On,
    /// `!=`: true everywhere but on the line.
    Off,
}

/// The threshold of the comparison.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Threshold {
    /// Its value.
    pub value: f64,
    /// Its value as the expression writes it.
    pub text: String,
    /// Where the comparison is true.
    pub side: Side,
    /// Whether it can be dragged: false for equality on states.
    pub draggable: bool,
    /// The step of a drag; with Shift a tenth of it.
    pub resolution: f64,
}

/// The instant at which a line's comparison becomes true or stops being true.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Crossing {
    /// The slot of the line.
    pub slot: u32,
    /// The evaluation at which it changed, in milliseconds since the Unix epoch.
    pub time: i64,
    /// Whether the comparison became true.
    pub begins: bool,
}

/// What a lane shows for a stretch of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LaneState {
    /// The comparison is true, `for` is not over.
    Pending,
    /// Firing.
    Firing,
    /// No longer true, firing through `keep_firing_for`.
    Kept,
    /// The left side has no value.
    NoValue,
}

/// The state of one alert instance over time; what no bar covers is inactive.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Lane {
    /// Short name, as on the line.
    pub name: String,
    /// The slot of the line.
    pub slot: u32,
    /// Whether it is the selected instance.
    pub selected: bool,
    /// Its stretches in view, in order.
    pub bars: Vec<(LaneState, Span)>,
}

/// A span hung below the selected lane: `for` or `keep_firing_for`, with a grip at its end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hold {
    /// "for 2m".
    pub label: String,
    /// From the instant that it counts from to its end.
    pub span: Span,
}

/// A fault above the plot.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FaultBar {
    /// Its place in the list of faults.
    pub idx: u32,
    /// "web2 closes before headers".
    pub label: String,
    /// When.
    pub span: Span,
    /// Whether it is selected.
    pub selected: bool,
    /// Whether an alert on it is right: it counts as an incident.
    pub counts: bool,
}

/// All that follows from the comparison and the state machine: what a drag of the threshold changes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct States {
    /// The threshold, where the expression compares with a number.
    pub threshold: Option<Threshold>,
    /// The crossings in view.
    pub crossings: Vec<Crossing>,
    /// Where the filter returns something: the selected line's true stretches in view.
    pub filled: Vec<Span>,
    /// A lane for each instance that was ever active, and for the selected one.
    pub lanes: Vec<Lane>,
    /// What the quiet instances have in common: "+3 quiet: api1, api2, api3. Never true, closest 0.30x of the threshold".
    pub quiet: String,
    /// `for` of the selected run.
    pub hold: Option<Hold>,
    /// `keep_firing_for` of the selected run.
    pub keep: Option<Hold>,
    /// Firing stretches of the whole scenario, for the overview.
    pub overview: Vec<Span>,
    /// The messages in view that a person would get of it, after grouping.
    pub notes: Vec<Notice>,
    /// The thresholds on the same axis that are not the active one, with their places among all.
    pub others: Vec<(u32, Threshold)>,
}

/// A message that Alertmanager sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// When, in milliseconds since the Unix epoch.
    pub time: i64,
    /// What it says.
    pub kind: NoticeKind,
}

/// What a message says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NoticeKind {
    /// It is the first of a group at severity critical: a person is paged.
    Page,
    /// Something fires.
    Firing,
    /// Nothing fires any more.
    Resolved,
}
