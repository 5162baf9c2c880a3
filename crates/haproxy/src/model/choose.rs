//! Which server a request is sent to, and where it waits if that is full. It must not know what a server does with it.

use super::Backend;
use super::entry::Entry;
use super::least;
use super::ring::{Seat, Tally, Walk};
use super::waiting::Fate;
use crate::Balance;

impl Backend {
    /// Whether a failed attempt moves on at once: back_handle_st_cer in backend.c does that for round robin with more
    /// than one server in use.
    pub(super) fn moves_at_once(&self) -> bool {
        self.rules.redispatch && self.rules.balance == Balance::RoundRobin && self.others() > 0
    }

    /// Servers in use beside one.
    pub(super) fn others(&self) -> usize {
        self.serving.iter().filter(|it| **it).count().saturating_sub(1)
    }

    /// Finds a server for each of `entries`, which come within `span`.
    pub(super) fn choose(&mut self, entries: &[Entry], span: (i64, i64)) {
        let (pinned, free): (Vec<_>, Vec<_>) = entries.iter().partition(|it| it.pinned.is_some());
        for it in &pinned {
            self.stay(it, span);
        }
        if !self.serving.contains(&true) {
            for it in &free {
                if let Some(left) = it.avoid {
                    self.servers[left].count.redispatches += it.count;
                    self.count.redispatches += it.count;
                }
                self.nobody(it.lane, it.count);
            }
            return;
        }
        let walks = self.balance(&free, span);
        for (entry, walk) in free.iter().zip(&walks) {
            self.follow(entry, walk, span);
        }
    }

    /// Who goes where, as the algorithm has it.
    fn balance(&mut self, entries: &[Entry], (from, to): (i64, i64)) -> Vec<Walk> {
        let mut seats: Vec<Seat> = std::mem::take(&mut self.seats);
        let walks = match self.rules.balance {
            Balance::RoundRobin => self.ring.walk(entries, &mut seats),
            Balance::LeastConn => {
                let racers = least::racers(&self.servers, &self.serving, to - from, self.now);
                least::walk(entries, &mut seats, racers, &mut self.random)
            }
            Balance::Hash => entries.iter().map(|it| self.hashed(it)).collect(),
        };
        self.seats = seats;
        walks
    }

    /// A request's own server; another one if that is to be avoided and there is one.
    fn hashed(&mut self, entry: &Entry) -> Walk {
        let mut weights = self.affinities(entry.avoid);
        if weights.iter().all(|it| *it <= 0.0) {
            weights = self.affinities(None);
        }
        let parts = self.random.divide(entry.count, &weights);
        let tallies =
            parts.iter().map(|it| Tally { picks: *it, accepted: *it, ..Tally::default() }).collect();
        let stayed = entry.avoid.map_or(0, |it| parts[it]);
        Walk { tallies, moved: entry.count - stayed, queued: 0 }
    }

    /// The requests of `entry` go the way of `walk`.
    fn follow(&mut self, entry: &Entry, walk: &Walk, span: (i64, i64)) {
        if let Some(left) = entry.avoid {
            self.servers[left].count.redispatches += walk.moved;
            self.count.redispatches += walk.moved;
            let stayed = entry.count - walk.moved - walk.queued;
            self.servers[left].count.retries += stayed;
            self.count.retries += stayed;
        }
        for (idx, tally) in walk.tallies.iter().enumerate().filter(|it| it.1.picks > 0) {
            self.visit(idx, entry, tally, span);
        }
        self.line_up(None, &entry.of(walk.queued), span);
    }

    /// The balancing sends requests of `entry` to server `idx`.
    fn visit(&mut self, idx: usize, entry: &Entry, tally: &Tally, span: (i64, i64)) {
        self.servers[idx].count.loadbalanced += tally.picks;
        self.count.loadbalanced += tally.picks;
        let passing = tally.picks - tally.accepted;
        self.attempt(idx, passing, span.1);
        self.seen[idx].0 += passing;
        self.servers[idx].count.redispatches += tally.redispatches;
        self.count.redispatches += tally.redispatches;
        self.lose(idx, entry.lane, tally.lost);
        if self.rules.balance != Balance::Hash {
            return self.arrive(idx, &entry.of(tally.accepted), span);
        }
        // A bound request waits for its server.
        let room = self.seats[idx].room;
        let fits = tally.accepted.min(room);
        self.seats[idx].take(fits);
        self.arrive(idx, &entry.of(fits), span);
        self.line_up(Some(idx), &entry.of(tally.accepted - fits), span);
    }

    /// A further attempt at the same server.
    fn stay(&mut self, entry: &Entry, span: (i64, i64)) {
        let Some(idx) = entry.pinned else { return };
        let entry = Entry { pinned: None, ..*entry };
        self.servers[idx].count.retries += entry.count;
        self.count.retries += entry.count;
        let fits = entry.count.min(self.seats[idx].room);
        self.seats[idx].take(fits);
        self.arrive(idx, &entry.of(fits), span);
        self.line_up(Some(idx), &entry.of(entry.count - fits), span);
    }

    /// The requests of `entry` wait for server `idx`, or for any.
    fn line_up(&mut self, idx: Option<usize>, entry: &Entry, span: (i64, i64)) {
        let mut count = entry.count;
        if count == 0 {
            return;
        }
        if self.rules.abort_on_close {
            let patience = self.lanes[entry.lane].patience;
            if patience < self.rules.timeout_queue {
                let leaving = self.random.binomial(count, self.lanes[entry.lane].aborts);
                self.wait(entry.of(leaving), idx.unwrap_or(0), Fate::LeaveQueue, patience, span);
                count -= leaving;
            }
        }
        let Some(idx) = idx else { return self.queue.push(entry.of(count), span.0, span.1) };
        let server = &mut self.servers[idx];
        let room = server.maxqueue.map_or(u64::MAX, |it| u64::from(it).saturating_sub(server.queue.len));
        let waits = count.min(room);
        server.queue.push(entry.of(waits), span.0, span.1);
        self.refuse(idx, &entry.of(count - waits));
    }
}
