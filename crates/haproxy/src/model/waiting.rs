//! Requests whose next step comes later: they pause between attempts, wait for a connection, hang. It must not know
//! what the step is.

use super::entry::Entry;

/// Requests of one fate, whose ends are spread evenly over a span.
#[derive(Clone, Debug)]
pub(super) struct Waiting {
    /// When the first ends, ms after the scenario's start.
    pub(super) from: i64,
    /// When the last has ended.
    pub(super) to: i64,
    /// Who waits; `count` is how many are left.
    pub(super) entry: Entry,
    /// The server they are at or were at.
    pub(super) server: usize,
    /// What they wait for.
    pub(super) fate: Fate,
}

/// What requests wait for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// The pause before the next attempt at the same server, which shows no session of them.
    Pause,
    /// `timeout connect`.
    Connect,
    /// The connection that is made as soon as the kernel asks again.
    Connected,
    /// `timeout server`.
    Answer,
    /// Nothing: they stay until the server is mended.
    Forever,
    /// Their clients leave, and HAProxy looks.
    Leave,
    /// Their clients leave while they have no slot yet.
    LeaveQueue,
}

impl Fate {
    /// Whether such requests hold a session of the server.
    pub(super) fn holds(self) -> bool {
        !matches!(self, Self::Pause | Self::LeaveQueue)
    }
}

impl Waiting {
    /// Takes out those that end before or at `now`.
    pub(super) fn due(&mut self, now: i64) -> u64 {
        let left = self.entry.count;
        let due = if now >= self.to {
            left
        } else if now <= self.from {
            0
        } else {
            // Fits: the quotient is below `left`.
            let passed = u128::from(now.abs_diff(self.from));
            (u128::from(left) * passed / u128::from(self.to.abs_diff(self.from))) as u64
        };
        self.entry.count -= due;
        self.from = self.from.max(now.min(self.to));
        due
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // Whatever the instants asked for, each request ends once and the last at the span's end.
    #[test]
    fn all_end_in_time() {
        let entry = Entry { count: 777, ..Entry::default() };
        let mut it = Waiting { from: 100, to: 1100, entry, server: 0, fate: Fate::Answer };
        assert_eq!(it.due(100), 0);
        let ended: u64 = [130, 131, 400, 600, 600, 1099].iter().map(|now| it.due(*now)).sum();
        assert!((770..777).contains(&ended), "{ended}");
        assert_eq!(ended + it.due(1100), 777);
    }
}
