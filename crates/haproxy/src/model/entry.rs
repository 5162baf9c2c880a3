//! Requests on their way, all alike. It must not know where they go.

/// Requests that look for a server.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Entry {
    /// Their lane: which frontend they come from.
    pub(super) lane: usize,
    /// How many.
    pub(super) count: u64,
    /// Attempts that are left after the next one.
    pub(super) left: u32,
    /// The server that they leave: another one is taken if there is one.
    pub(super) avoid: Option<usize>,
    /// The server that they stay with, without asking the balancing.
    pub(super) pinned: Option<usize>,
    /// Milliseconds that they have spent until they came to their server.
    pub(super) late: i64,
    /// Milliseconds that they have spent on attempts to connect to it.
    pub(super) tried: i64,
}

impl Entry {
    /// A part of them.
    pub(super) fn of(&self, count: u64) -> Self {
        Self { count, ..*self }
    }

    /// They go elsewhere: what they have tried was waiting.
    pub(super) fn moving(&self) -> Self {
        Self { late: self.late + self.tried, tried: 0, ..*self }
    }

    /// Whether the two are alike but for their number and their delay.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        (self.lane, self.left, self.avoid, self.pinned) == (other.lane, other.left, other.avoid, other.pinned)
    }
}

/// Adds `entry` to `entries`, to those that are alike if there are any.
pub(super) fn merge(entries: &mut Vec<Entry>, entry: Entry) {
    if entry.count == 0 {
        return;
    }
    match entries.iter_mut().find(|it| it.is_like(&entry)) {
        Some(it) => {
            let all = it.count + entry.count;
            let mean = |mine: i64, other: i64| {
                ((mine as i128 * it.count as i128 + other as i128 * entry.count as i128) / all as i128) as i64
            };
            (it.late, it.tried, it.count) = (mean(it.late, entry.late), mean(it.tried, entry.tried), all);
        }
        None => entries.push(entry),
    }
}
