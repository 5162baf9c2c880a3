//! Samples by hand, as promtool's test files write them. It must not know how they are read.

/// Series that stand in the place of all that would be simulated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Input {
    /// The distance of two samples, a Prometheus duration; the first is at the scenario's start.
    pub interval: String,
    /// The series; one that is given twice counts as it was given last.
    pub series: Vec<InputSeries>,
}

/// One series in promtool's notation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InputSeries {
    /// Its name and labels: `up{job="haproxy"}`.
    pub series: String,
    /// Its samples: `1x10 0 _ stale`.
    pub values: String,
}
