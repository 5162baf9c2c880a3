//! How Alertmanager groups and repeats, as a document and an alertmanager.yml write it. It must not know what is sent.

use super::fields::{Part, Parts};

/// The part of Alertmanager's route that a document holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// The labels by which alerts are one group, `alertname` among them, or `...` alone: every alert is a group.
    pub group_by: Vec<String>,
    /// How long a new group waits, a Prometheus duration.
    pub group_wait: String,
    /// Between two looks at a group, a Prometheus duration.
    pub group_interval: String,
    /// After how long an unchanged group is told again, a Prometheus duration.
    pub repeat_interval: String,
}

impl Default for Route {
    fn default() -> Self {
        Self {
            group_by: vec!["alertname".to_owned()],
            group_wait: "30s".to_owned(),
            group_interval: "5m".to_owned(),
            repeat_interval: "4h".to_owned(),
        }
    }
}

/// A part that is left out where it is what Alertmanager does without a word.
impl Parts for Route {
    fn len(&self) -> usize {
        usize::from(*self != Self::default())
    }

    fn part(&mut self, _: usize) -> Option<&mut dyn Part> {
        Some(self)
    }
}
