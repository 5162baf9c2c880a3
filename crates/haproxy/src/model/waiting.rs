//! Requests whose end comes later: they pause between attempts, hang, or wait in vain for a slot. It must not know how
//! they end.

use super::flow::Batch;

/// Requests of one fate, whose ends are spread evenly over a span.
#[derive(Clone, Debug)]
pub(super) struct Waiting {
    /// When the first ends, ms after the scenario's start.
    pub(super) from: i64,
    /// When the last has ended.
    pub(super) to: i64,
    /// How many are left.
    pub(super) left: u64,
    /// Their frontend's place.
    pub(super) frontend: usize,
    /// The server they are at or were at.
    pub(super) server: usize,
    /// Whether they hold a session of that server.
    pub(super) held: bool,
    /// How they end.
    pub(super) fate: Fate,
}

/// How requests end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// They were counted already.
    Counted,
    /// All attempts at the server failed: 503.
    Refused,
    /// The last retry goes to another server.
    Moves,
    /// `timeout server` ends them: 504.
    Hangs,
    /// `timeout queue` ends them, bound to the server: 503.
    QueuedHere,
    /// `timeout queue` ends them, bound to no server: 503.
    QueuedAnywhere,
}

impl Waiting {
    /// The requests of `batch`, ending `millis` after they came.
    pub(super) fn new(batch: &Batch, millis: i64, server: usize, held: bool, fate: Fate) -> Self {
        let (from, to) = (batch.from + millis, batch.to + millis);
        Self { from, to, left: batch.requests, frontend: batch.frontend, server, held, fate }
    }

    /// Takes out those that end before or at `now`.
    pub(super) fn due(&mut self, now: i64) -> u64 {
        let due = if now >= self.to {
            self.left
        } else if now <= self.from {
            0
        } else {
            // Fits: the quotient is below `left`.
            let passed = u128::from(now.abs_diff(self.from));
            (u128::from(self.left) * passed / u128::from(self.to.abs_diff(self.from))) as u64
        };
        self.left -= due;
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
        let (fate, held) = (Fate::Hangs, true);
        let mut it = Waiting { from: 100, to: 1100, left: 777, frontend: 0, server: 0, held, fate };
        assert_eq!(it.due(100), 0);
        let ended: u64 = [130, 131, 400, 600, 600, 1099].iter().map(|now| it.due(*now)).sum();
        assert!((770..777).contains(&ended), "{ended}");
        assert_eq!(ended + it.due(1100), 777);
    }
}
