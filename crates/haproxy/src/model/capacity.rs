//! Requests that hang fill a server's `maxconn`; what does not fit goes elsewhere or waits for a slot in vain. It must
//! not know healthy load: its queue comes with service times.

use super::Backend;
use super::flow::Batch;
use super::ring::{Ring, Tally};
use super::waiting::Fate;
use crate::Balance;

impl Backend {
    /// `tallies` without what does not fit. Round robin passes a full server over (H: with m slots only
    /// m / timeout server a second go there); a hashed request waits for its server (K), and any request where all
    /// are full (J).
    pub(super) fn fit(&mut self, mut tallies: Vec<Tally>, batch: &Batch) -> Vec<Tally> {
        if self.servers.iter().all(|it| it.effects.hangs <= 0.0) {
            return tallies;
        }
        let mut full = vec![false; tallies.len()];
        let room = |(idx, held)| self.room(idx, held, batch.to - batch.from);
        let rooms: Vec<_> = self.held().into_iter().enumerate().map(room).collect();
        // A server fills up once, so that this ends.
        loop {
            let mut excess = 0;
            for (idx, tally) in tallies.iter_mut().enumerate() {
                let over = rooms[idx].map_or(0, |room| tally.accepted.saturating_sub(room));
                if over == 0 || full[idx] {
                    continue;
                }
                full[idx] = true;
                tally.accepted -= over;
                tally.picks -= over;
                if self.balance == Balance::RoundRobin {
                    excess += over;
                } else {
                    self.wait(&batch.of(over), self.timeout_queue, idx, false, Fate::QueuedHere);
                }
            }
            if excess == 0 {
                return tallies;
            }
            let more = self.elsewhere(excess, &full, batch);
            for (sum, it) in tallies.iter_mut().zip(&more) {
                sum.picks += it.picks;
                sum.redispatches += it.redispatches;
                sum.lost += it.lost;
                sum.accepted += it.accepted;
            }
        }
    }

    /// How many requests server `idx`, of whose slots some are `held`, can take in `span` ms if hanging ones fill it:
    /// the free slots, and each slot again after `timeout server`.
    fn room(&self, idx: usize, held: u64, span: i64) -> Option<u64> {
        let server = &self.servers[idx];
        let hangs = server.effects.hangs;
        let slots = f64::from(server.maxconn?);
        if hangs <= 0.0 || server.unreachable() {
            return None;
        }
        let free = (slots - held as f64).max(0.0);
        let turnover = slots * span as f64 / self.timeout_server as f64;
        Some(((free + turnover) / hangs) as u64)
    }

    /// Sends `excess` to the servers that are not `full`.
    fn elsewhere(&mut self, excess: u64, full: &[bool], batch: &Batch) -> Vec<Tally> {
        let weight = |(it, full): (&super::Server, &bool)| if it.usable() && !full { it.weight } else { 0 };
        let weights: Vec<_> = self.servers.iter().zip(full).map(weight).collect();
        let mut ring = Ring::new(&weights).resume(&self.ring);
        if ring.is_empty() {
            self.wait(&batch.of(excess), self.timeout_queue, 0, false, Fate::QueuedAnywhere);
        }
        ring.send(excess, self.tries(), &self.passed_over())
    }
}
