//! The queues of a backend: who comes to a slot, who has waited too long. It must not know what a server does.

use super::Backend;
use super::entry::{Entry, merge};

impl Backend {
    /// Those that wait take what room there is: first those bound to a server, then the others.
    pub(super) fn serve_queues(&mut self, span: (i64, i64)) {
        for idx in 0..self.servers.len() {
            while self.seats[idx].room > 0 {
                let Some(entry) = self.servers[idx].queue.pop(self.seats[idx].room, span.1) else { break };
                self.seats[idx].take(entry.count);
                self.arrive(idx, &Entry { avoid: None, ..entry }, span);
            }
        }
        while self.queue.len > 0 && self.serve_one(span) {}
    }

    /// Hands a part of the backend's queue to each server with room; whether there was any.
    fn serve_one(&mut self, span: (i64, i64)) -> bool {
        let room = |idx: usize| if self.serving[idx] { self.seats[idx].room.min(1 << 40) } else { 0 };
        let rooms: Vec<u64> = (0..self.servers.len()).map(room).collect();
        let total: u64 = rooms.iter().sum();
        if total == 0 {
            return false;
        }
        let waiting = self.queue.len.min(total);
        for (idx, room) in rooms.iter().enumerate() {
            let part = (u128::from(waiting) * u128::from(*room)).div_ceil(u128::from(total)) as u64;
            let mut part = part.min(*room);
            while part > 0 {
                let Some(entry) = self.queue.pop(part, span.1) else { return true };
                part -= entry.count;
                self.seats[idx].take(entry.count);
                self.arrive(idx, &Entry { avoid: None, ..entry }, span);
            }
        }
        true
    }

    /// J, K: `timeout queue` is over, without a server or at one.
    pub(super) fn expire(&mut self, now: i64) {
        let timeout = self.rules.timeout_queue;
        while let Some(entry) = self.queue.expired(now, timeout) {
            self.nobody(entry.lane, entry.count);
        }
        for idx in 0..self.servers.len() {
            while let Some(entry) = self.servers[idx].queue.expired(now, timeout) {
                self.lose(idx, entry.lane, entry.count);
            }
        }
    }

    /// Those that wait for a server that is not in use any more look for another: pendconn_redistribute in queue.c.
    /// Without any server in use nobody can wait for one.
    pub(super) fn leave_queues(&mut self) {
        let nobody = !self.serving.contains(&true);
        for idx in 0..self.servers.len() {
            if self.serving[idx] || (!self.rules.redispatch && !nobody) {
                continue;
            }
            for entry in self.servers[idx].queue.drain() {
                merge(&mut self.again, Entry { avoid: None, pinned: None, ..entry });
            }
        }
        if nobody {
            for entry in self.queue.drain() {
                merge(&mut self.again, entry);
            }
        }
    }

    /// `observe`: too many failures of the traffic in a row call for `on-error`.
    pub(super) fn judge(&mut self, now: i64) {
        if self.rules.observe == crate::Observe::No {
            return;
        }
        for idx in 0..self.servers.len() {
            if !self.serving[idx] || !self.servers[idx].checked() {
                continue;
            }
            if self.too_many(idx) {
                self.servers[idx].in_row = 0;
                if let Some(up) = self.servers[idx].check.observed(self.rules.on_error, now) {
                    self.turn(idx, up, now);
                }
            }
        }
    }

    /// Whether the failures and successes of this cell, in any order, contain enough failures in a row.
    fn too_many(&mut self, idx: usize) -> bool {
        let (mut bad, mut good) = self.seen[idx];
        let limit = self.rules.error_limit;
        // More than some thousands say the same as some thousands.
        let part = ((bad + good) / 4096).max(1);
        (bad, good) = (bad / part, good / part);
        while bad + good > 0 {
            let fails = good == 0 || self.random.uniform() * ((bad + good) as f64) < bad as f64;
            if fails {
                bad -= 1;
                self.servers[idx].in_row += 1;
                if self.servers[idx].in_row >= limit {
                    return true;
                }
            } else {
                good -= 1;
                self.servers[idx].in_row = 0;
            }
        }
        false
    }
}
