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

/// Facts about a metric that a rule's author must know; each is one bit of advice in data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// A gauge that only rises until the process restarts (`haproxy_server_max_sessions`).
    pub latches: bool,
    /// The exporter writes NaN while the value is not set.
    pub nan_when_unset: bool,
    /// What one unit counts, where the name misleads.
    pub counts_what: &'static str,
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
