//! A label of one's own: a stretch of time, and whether it is an incident. It must not know what the traffic model says
//! of it.

/// A stretch of time that somebody has labelled.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Label {
    /// When it began, a Prometheus duration after the start.
    pub from: String,
    /// How long it lasted, a Prometheus duration.
    pub length: String,
    /// What it happened to, as a fault's target; empty: everything.
    pub on: String,
    /// `incident` (default), `planned` or `noise`.
    pub kind: String,
}

/// The kinds of a label, with what people read.
pub const KINDS: [(&str, &str); 3] =
    [("incident", "an incident"), ("planned", "planned work"), ("noise", "harmless")];
