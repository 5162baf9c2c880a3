//! What a group was told last, and whether it has to be told again (notify/notify.go, `DedupStage`). It must not
//! know routes.

use std::collections::BTreeSet;

/// The last message of a group.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) time: i64,
    /// The alerts that fired in it.
    pub(super) firing: BTreeSet<usize>,
    /// The alerts that were resolved in it.
    pub(super) resolved: BTreeSet<usize>,
}

/// Whether a message is due at `time` (`needsUpdate`).
pub(super) fn needs_message(
    last: Option<&Entry>,
    firing: &BTreeSet<usize>,
    resolved: &BTreeSet<usize>,
    time: i64,
    repeat: i64,
) -> bool {
    let Some(last) = last else {
        // Nobody needs to hear that something is over of which nobody has heard.
        return !firing.is_empty();
    };
    if !firing.is_subset(&last.firing) {
        return true;
    }
    if firing.is_empty() {
        return !last.firing.is_empty();
    }
    !resolved.is_subset(&last.resolved) || last.time < time.saturating_sub(repeat)
}
