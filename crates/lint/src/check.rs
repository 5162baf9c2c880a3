//! What a check is: its name, its code, and its documentation. It must not know any particular check.

use crate::{Context, Finding, Severity};

/// A rule that shows what a check is about.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// An alerting rule in YAML.
    pub rule: &'static str,
    /// Why it is bad or good.
    pub because: &'static str,
}

/// A check's documentation. It is no part of the check, so that a module that only runs checks does not carry it.
#[derive(Clone, Copy, Debug)]
pub struct Shown {
    /// What it looks for and why that matters.
    pub doc: &'static str,
    /// A rule that it objects to.
    pub bad: Example,
    /// The same rule made right.
    pub good: Example,
}

/// One check.
pub struct Check {
    /// The identifier that findings bear.
    pub id: &'static str,
    /// The severity of its gravest findings.
    pub gravest: Severity,
    /// Whether it needs samples; the others judge the rule alone.
    pub needs_samples: bool,
    /// Whether it judges recording rules too: it asks nothing of thresholds, waits and texts.
    pub recording: bool,
    /// Its code.
    pub run: fn(&Context<'_>) -> Vec<Finding>,
}

impl Check {
    /// What this check alone finds.
    pub(crate) fn run_on(&self, context: &Context<'_>) -> Vec<Finding> {
        (self.run)(context)
    }
}
