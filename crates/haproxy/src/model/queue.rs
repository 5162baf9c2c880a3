//! Requests that wait for a slot, first come first served, until `timeout queue`. It must not know what serves them.

use super::entry::Entry;
use std::collections::VecDeque;

/// Requests that came in one span.
#[derive(Clone, Debug)]
struct Cohort {
    entry: Entry,
    /// When the first came, and when the last had come.
    from: i64,
    to: i64,
}

/// A queue and its high-water mark.
#[derive(Clone, Debug, Default)]
pub(crate) struct Queue {
    cohorts: VecDeque<Cohort>,
    /// How many wait.
    pub(crate) len: u64,
    /// The most that have waited since the process started.
    pub(crate) most: u64,
    /// The longest wait since the process started, milliseconds.
    pub(crate) longest: i64,
}

impl Queue {
    /// The requests of `entry`, which come from `from` to `to`, line up.
    pub(super) fn push(&mut self, entry: Entry, from: i64, to: i64) {
        if entry.count == 0 {
            return;
        }
        self.len += entry.count;
        self.most = self.most.max(self.len);
        self.cohorts.push_back(Cohort { entry, from, to });
    }

    /// The first that wait, at most `most` of them, and how long they have waited by `now`.
    pub(super) fn pop(&mut self, most: u64, now: i64) -> Option<Entry> {
        let first = self.cohorts.front_mut()?;
        let count = first.entry.count.min(most);
        let waited = (now - (first.from + first.to) / 2).max(0);
        let mut entry = first.entry;
        (entry.count, entry.late) = (count, entry.late + waited);
        first.entry.count -= count;
        if first.entry.count == 0 {
            self.cohorts.pop_front();
        }
        self.len -= count;
        self.longest = self.longest.max(waited);
        Some(entry)
    }

    /// Those that have waited `timeout` by `now`.
    pub(super) fn expired(&mut self, now: i64, timeout: i64) -> Option<Entry> {
        let first = self.cohorts.front_mut()?;
        let due = now - timeout - first.from;
        if due <= 0 {
            return None;
        }
        let span = (first.to - first.from).max(1);
        let count = if due >= span {
            first.entry.count
        } else {
            (u128::from(first.entry.count) * due.unsigned_abs() as u128 / span.unsigned_abs() as u128) as u64
        };
        first.from += due.min(span);
        let entry = Entry { count, ..first.entry };
        first.entry.count -= count;
        if first.entry.count == 0 {
            self.cohorts.pop_front();
        }
        self.len -= count;
        self.longest = self.longest.max(timeout);
        (count > 0).then_some(entry)
    }

    /// All that wait leave the queue.
    pub(super) fn drain(&mut self) -> Vec<Entry> {
        self.len = 0;
        self.cohorts.drain(..).map(|it| it.entry).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(count: u64) -> Entry {
        Entry { count, ..Entry::default() }
    }

    #[test]
    fn first_come_first_served_until_the_timeout() {
        let mut queue = Queue::default();
        queue.push(entry(10), 0, 1000);
        queue.push(entry(10), 1000, 2000);
        assert_eq!(queue.pop(4, 1500).map(|it| (it.count, it.late)), Some((4, 1000)));
        assert!(queue.expired(3000, 3000).is_none());
        assert_eq!(queue.expired(3500, 3000).map(|it| it.count), Some(3));
        assert_eq!(queue.expired(9000, 3000).map(|it| it.count), Some(3));
        assert_eq!(queue.expired(9000, 3000).map(|it| it.count), Some(10));
        assert_eq!((queue.len, queue.most, queue.longest), (0, 20, 3000));
    }
}
