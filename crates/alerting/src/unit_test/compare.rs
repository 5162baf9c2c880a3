//! What a test expects beside what it got. It must not compute either.

use std::collections::BTreeMap;

/// What is wrong with a test.
#[derive(Clone, Debug, PartialEq)]
pub enum Failure {
    /// The test cannot be run, in promtool's words.
    Message(String),
    /// A rule failed, which ends the test.
    Rule {
        /// The rule's name.
        name: String,
        /// The instant since the Unix epoch, in milliseconds.
        time: i64,
        /// Prometheus' message.
        message: String,
    },
    /// Other alerts fire than expected; both in promtool's order.
    Alerts {
        /// The test's name.
        test: String,
        /// The alerts' name.
        alertname: String,
        /// Milliseconds since the test's start.
        time: i64,
        /// What should fire.
        expected: Vec<Alert>,
        /// What fires.
        got: Vec<Alert>,
    },
    /// An expression returns something else than expected; both in promtool's order.
    Samples {
        /// The expression.
        expr: String,
        /// Milliseconds since the test's start.
        time: i64,
        /// What it should return.
        expected: Vec<Sample>,
        /// What it returns.
        got: Vec<Sample>,
    },
    /// An expression fails, or what is expected of it does.
    Expression {
        /// The expression.
        expr: String,
        /// Milliseconds since the test's start.
        time: i64,
        /// Prometheus' message.
        message: String,
    },
}

/// An alert as tests see it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Alert {
    /// Its labels, `alertname` among them.
    pub labels: BTreeMap<String, String>,
    /// Its annotations, filled.
    pub annotations: BTreeMap<String, String>,
}

/// A sample as tests see it.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    /// Its labels.
    pub labels: series::Labels,
    /// Its value.
    pub value: f64,
}

/// Whether both are the same samples; sorted by their labels.
pub(super) fn are_same(expected: &[Sample], got: &[Sample], fuzzy: bool) -> bool {
    let same = |(expected, got): (&Sample, &Sample)| {
        expected.labels == got.labels && is_same(expected.value, got.value, fuzzy)
    };
    expected.len() == got.len() && expected.iter().zip(got).all(same)
}

/// Equal, which NaN never is; with `fuzzy` also the next float to either side (`math.Nextafter`).
fn is_same(expected: f64, got: f64, fuzzy: bool) -> bool {
    let next = || expected.next_up() == got || expected.next_down() == got;
    expected == got || (fuzzy && !expected.is_nan() && next())
}
