//! One group of alerts: what it holds, and what a flush makes of it (dispatch/dispatch.go, `aggrGroup`). It must not
//! know when it is flushed.

use super::message::NotifiedAlert;
use series::Labels;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// When an alert fires, in milliseconds since the Unix epoch; resolved once its end has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Activity {
    pub(super) starts_at: i64,
    pub(super) ends_at: i64,
}

impl Activity {
    /// What is known of an alert when `newer` arrives at `time` (`Alert.Merge`, provider/mem).
    pub(super) fn merged(self, newer: Self, time: i64) -> Self {
        let inside = |at: i64| self.starts_at < at && at < self.ends_at;
        if !inside(newer.ends_at) && !inside(newer.starts_at) {
            return newer;
        }
        let starts_at = self.starts_at.min(newer.starts_at);
        // A firing alert keeps the later end; a resolved one takes the newer, unless both are over.
        let keeps = !newer.is_resolved(time) || self.is_resolved(time);
        Self { starts_at, ends_at: if keeps { self.ends_at.max(newer.ends_at) } else { newer.ends_at } }
    }

    pub(super) fn is_resolved(self, time: i64) -> bool {
        self.ends_at <= time
    }
}

/// A group of one route.
#[derive(Clone, Debug, Default)]
pub(super) struct Group {
    /// Its alerts by their places among all.
    pub(super) alerts: BTreeMap<usize, Activity>,
    /// When it is flushed next.
    pub(super) next: i64,
}

/// The order of alerts in a message (`AlertSlice.Less`): by job, then by instance, those without it last, then by how
/// many labels they have, then by the labels.
pub(super) fn by_place(left: &NotifiedAlert, right: &NotifiedAlert) -> Ordering {
    let by = |name: &str| match (left.labels.value(name), right.labels.value(name)) {
        (Some(left), Some(right)) => left.cmp(right),
        (left, right) => right.is_some().cmp(&left.is_some()),
    };
    let size = |labels: &Labels| labels.len();
    by("job")
        .then_with(|| by("instance"))
        .then_with(|| size(&left.labels).cmp(&size(&right.labels)))
        .then_with(|| left.labels.cmp(&right.labels))
}
