//! Inhibition: which alerts are muted while others fire (inhibit/inhibit.go). It must not know groups.

use series::{Labels, Matcher};

/// Alerts that match `targets` are muted while an alert fires that matches `sources` and has the same `equal` labels.
#[derive(Clone, Debug, Default)]
pub(super) struct InhibitRule {
    pub(super) sources: Vec<Matcher>,
    pub(super) targets: Vec<Matcher>,
    pub(super) equal: Vec<String>,
}

impl InhibitRule {
    /// Whether an alert can mute others.
    pub(super) fn is_source(&self, alert: &Labels) -> bool {
        all(&self.sources, alert)
    }

    /// Whether an alert can be muted.
    pub(super) fn is_target(&self, alert: &Labels) -> bool {
        all(&self.targets, alert)
    }

    /// Whether the source mutes the target; an alert that is both is not muted by one that is both.
    pub(super) fn mutes(&self, source: &Labels, target: &Labels) -> bool {
        let same = |name: &String| source.value(name) == target.value(name);
        self.equal.iter().all(same) && !(self.is_source(target) && self.is_target(source))
    }
}

fn all(matchers: &[Matcher], alert: &Labels) -> bool {
    matchers.iter().all(|it| it.matches(alert))
}
