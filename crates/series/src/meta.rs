//! What is known of a metric beside its samples, as plain data. It must not know HAProxy: exporters fill it as
//! tables, lint and completion read it.

/// A metric's type, as its exposition text declares it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Only rises, but for resets.
    Counter,
    /// Goes up and down.
    Gauge,
}

/// One label of a metric and the values that it may have (none listed: any).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LabelInfo {
    /// The label's name.
    pub name: &'static str,
    /// Its values where the exporter fixes them (`1xx`, `UP`, ...).
    pub values: &'static [&'static str],
}

/// What an advice is about: each is judged by a check of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// It counts a part of what its name says; other metrics count the rest.
    Part,
    /// It stops growing when things are worst.
    Frozen,
    /// It is called a limit and limits nothing.
    NoLimit,
    /// Planned work moves it too.
    Planned,
    /// It vanishes in the worst case.
    Vanishes,
    /// 0 is right for some objects.
    Idle,
    /// It covers a number of requests rather than a time.
    Requests,
    /// A number of it means nothing without the traffic that it is a part of.
    Share,
    /// A passing state reads as a lasting one.
    Passing,
    /// Without a setting there is no number.
    Unset,
    /// A high-water mark.
    Latch,
}

/// Something that the author of a rule which reads a metric must know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Advice {
    /// What it is about.
    pub about: About,
    /// The fact and the way out, in sentences; the first has the metric's name for its subject: "is a high-water mark."
    pub why: &'static str,
    /// Metrics that settle it when the same rule reads one of them.
    pub also: &'static [&'static str],
    /// The metric to read in its place; with `+` before it, the one to add to it; empty for none.
    pub instead: &'static str,
    /// The greatest threshold that it matters to; 0 for any.
    pub up_to: u32,
    /// A word that the rule's name must have for this to matter; empty for none.
    pub said: &'static str,
    /// Whether the rule misses what it is for; else this is worth knowing.
    pub grave: bool,
}

/// Facts about a metric that a rule's author must know; each is one bit of advice in data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// A gauge that only rises until the process restarts (`haproxy_server_max_sessions`).
    pub latches: bool,
    /// The exporter writes NaN while the value is not set.
    pub nan_when_unset: bool,
    /// What one unit counts, where the name misleads.
    pub counts_what: &'static str,
    /// What a rule that reads it should do.
    pub advice: &'static [Advice],
}

/// One metric of an exporter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MetricInfo {
    /// The metric's full name.
    pub name: &'static str,
    /// Its type.
    pub kind: Kind,
    /// Its labels beside `job` and `instance`.
    pub labels: &'static [LabelInfo],
    /// Its unit (`count`, `seconds`, `bytes`, ...).
    pub unit: &'static str,
    /// The HELP text, word for word.
    pub help: &'static str,
    /// What its name does not say.
    pub facts: Facts,
}
