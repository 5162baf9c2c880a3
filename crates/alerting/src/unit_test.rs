//! promtool's unit tests of rules (cmd/promtool/unittest.go): the file, its run, and where expected and got disagree.
//! It must not read files or print.

mod compare;
mod load;
mod read;
mod run;

pub use compare::{Alert, Failure, Sample};
pub use load::load;
pub use read::parse_tests;
pub use run::{RuleSource, TestOptions};

use series::Labels;
use std::collections::BTreeMap;

/// The longest test file, in bytes.
const MAX_BYTES: usize = 16 * 1024 * 1024;

/// A file of unit tests.
#[derive(Clone, Debug, Default)]
pub struct TestFile {
    /// Patterns of the rule files, relative to the test file.
    pub rule_files: Vec<String>,
    /// The distance of two evaluations in milliseconds, for every group whatever its own interval is.
    pub evaluation_interval: i64,
    /// Groups that are evaluated in this order; those that are not named go with the first.
    pub group_eval_order: Vec<String>,
    /// Whether a value may differ from the expected one by the smallest step of a float.
    pub fuzzy_compare: bool,
    /// The tests.
    pub tests: Vec<TestGroup>,
}

/// Series, and what the rules make of them.
#[derive(Clone, Debug, Default)]
pub struct TestGroup {
    /// Its name, which `--run` chooses by.
    pub name: String,
    /// The distance of two samples in milliseconds.
    pub interval: i64,
    /// The instant of the first sample and the first evaluation, in milliseconds since the Unix epoch.
    pub start: i64,
    /// The series and their values, as the file writes them.
    pub input_series: Vec<(String, String)>,
    /// `$externalLabels`
    pub external_labels: Labels,
    /// `$externalURL`
    pub external_url: String,
    /// Which alerts must fire when.
    pub alerts: Vec<AlertTest>,
    /// What expressions must return when.
    pub expressions: Vec<ExprTest>,
}

/// The alerts of one name that must fire at one instant, and no others of that name.
#[derive(Clone, Debug, Default)]
pub struct AlertTest {
    /// Milliseconds since the test's start.
    pub eval_time: i64,
    /// Their name.
    pub alertname: String,
    /// Their labels without the name, and their annotations.
    pub expected: Vec<(BTreeMap<String, String>, BTreeMap<String, String>)>,
}

/// What an expression must return at one instant.
#[derive(Clone, Debug, Default)]
pub struct ExprTest {
    /// The expression.
    pub expr: String,
    /// Milliseconds since the test's start.
    pub eval_time: i64,
    /// Each sample's labels as text, and its value.
    pub expected: Vec<ExpectedSample>,
}

/// A sample that is expected.
#[derive(Clone, Debug, Default)]
pub struct ExpectedSample {
    /// Its labels as a series is written.
    pub labels: String,
    /// Its value.
    pub value: f64,
    /// A native histogram, which is refused.
    pub histogram: String,
}

#[cfg(test)]
mod tests;
