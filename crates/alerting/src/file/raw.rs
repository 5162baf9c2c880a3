//! The shape of a rule file as serde reads it: unknown keys are refused, every scalar is text. It must not judge
//! what it reads.

use serde::Deserialize;
use std::collections::BTreeMap;

/// Labels or annotations.
pub(super) type Texts = BTreeMap<String, String>;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawFile {
    pub(super) groups: Option<Vec<RawGroup>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawGroup {
    #[serde(default)]
    pub(super) name: String,
    pub(super) interval: Option<String>,
    pub(super) query_offset: Option<String>,
    #[serde(default)]
    pub(super) limit: i64,
    pub(super) labels: Option<Texts>,
    pub(super) rules: Option<Vec<RawRule>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawRule {
    pub(super) record: Option<String>,
    pub(super) alert: Option<String>,
    pub(super) expr: Option<String>,
    #[serde(rename = "for")]
    pub(super) hold: Option<String>,
    pub(super) keep_firing_for: Option<String>,
    pub(super) labels: Option<Texts>,
    pub(super) annotations: Option<Texts>,
}

impl RawRule {
    /// The name that messages call it by.
    pub(super) fn name(&self) -> &str {
        let name = self.record.as_deref().filter(|it| !it.is_empty());
        name.or(self.alert.as_deref()).unwrap_or_default()
    }
}
