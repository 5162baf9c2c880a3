//! One row of an exporter's table: a metric, and where its number comes from. It must not know which metrics there are.

use crate::Version;
use crate::model::{Backend, Frontend, Model, Server};
use series::meta::{Facts, Kind, LabelInfo, MetricInfo};

/// A metric and its source.
#[derive(Clone, Copy)]
pub(crate) struct Row {
    /// What is known of it.
    pub(crate) info: MetricInfo,
    /// Where its number comes from.
    pub(crate) read: Read,
    /// The release that has it; all if none.
    pub(crate) version: Option<Version>,
    /// Whether the exporter writes it of itself, HAProxy or not.
    pub(crate) own: bool,
}

/// Reads a number: of an object of a scope, and for the value of the label whose values are listed, by its place. None
/// is "no such series now".
#[derive(Clone, Copy, Debug)]
pub(crate) enum Read {
    /// One series (a label value).
    Process(fn(&Model, usize) -> Option<f64>),
    /// One a frontend.
    Frontend(fn(&Model, &Frontend, usize) -> Option<f64>),
    /// One a backend.
    Backend(fn(&Model, &Backend, usize) -> Option<f64>),
    /// One a server.
    Server(fn(&Model, &Server, usize) -> Option<f64>),
}

/// A counter in units.
pub(crate) const fn counter(
    name: &'static str,
    labels: &'static [LabelInfo],
    help: &'static str,
    read: Read,
) -> Row {
    row(Kind::Counter, name, labels, help, read)
}

/// A gauge in units.
pub(crate) const fn gauge(
    name: &'static str,
    labels: &'static [LabelInfo],
    help: &'static str,
    read: Read,
) -> Row {
    row(Kind::Gauge, name, labels, help, read)
}

const fn row(
    kind: Kind,
    name: &'static str,
    labels: &'static [LabelInfo],
    help: &'static str,
    read: Read,
) -> Row {
    let facts = Facts { latches: false, nan_when_unset: false, counts_what: "", advice: &[] };
    Row {
        info: MetricInfo { name, kind, labels, unit: "count", help, facts },
        read,
        version: None,
        own: false,
    }
}

impl Row {
    /// In another unit than pieces.
    pub(crate) const fn unit(mut self, unit: &'static str) -> Self {
        self.info.unit = unit;
        self
    }

    /// Only rises until the process restarts.
    pub(crate) const fn latches(mut self) -> Self {
        self.info.facts.latches = true;
        self
    }

    /// NaN while there is no such setting.
    pub(crate) const fn nan_when_unset(mut self) -> Self {
        self.info.facts.nan_when_unset = true;
        self
    }

    /// What a reader of the name would not expect.
    pub(crate) const fn counts(mut self, what: &'static str) -> Self {
        self.info.facts.counts_what = what;
        self
    }

    /// Written by the exporter of itself.
    pub(crate) const fn own(mut self) -> Self {
        self.own = true;
        self
    }

    /// In one release only.
    pub(crate) const fn only(mut self, version: Version) -> Self {
        self.version = Some(version);
        self
    }

    /// Whether `version` has it.
    pub(crate) fn is_in(&self, version: Version) -> bool {
        match self.version {
            None => true,
            Some(it) => it == version,
        }
    }
}

/// A whole number that is there.
pub(crate) fn int(value: u64) -> Option<f64> {
    Some(value as f64)
}

/// A whole number that `mode tcp` does not write.
pub(crate) fn http(tcp: bool, value: u64) -> Option<f64> {
    (!tcp).then_some(value as f64)
}

/// 1 or 0.
pub(crate) fn flag(value: bool) -> Option<f64> {
    Some(f64::from(u8::from(value)))
}

/// Whole seconds.
pub(crate) fn seconds(millis: i64) -> Option<f64> {
    Some((millis / 1000) as f64)
}

/// Whole seconds since `time`, -1 for never.
pub(crate) fn ago(model: &Model, time: Option<i64>) -> Option<f64> {
    time.map_or(Some(-1.0), |it| seconds(model.now - it))
}
