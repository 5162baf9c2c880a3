//! Attempts to connect, and what follows when they fail. It must not know how a server is chosen.
//!
//! The letters are the cases measured on HAProxy 2.6.12 and 3.4.0: A refused, redispatched at once; B the same with
//! nobody left; C refused, retried on the same server; D, E refused, retried, redispatched last, with and without
//! success; F no answer to the connection.

use super::Backend;
use super::counters::{CLIENT_ERRORS, SERVER_ERRORS};
use super::entry::{Entry, merge};
use super::lane::End;
use super::waiting::Fate;
use crate::{Observe, Reuse};

/// HAProxy waits this long, or `timeout connect` if that is shorter, before it repeats an attempt on the same server.
const TURN_AROUND_MILLIS: i64 = 1000;

impl Backend {
    /// Counts that `number` requests try to reach server `idx`.
    pub(super) fn attempt(&mut self, idx: usize, number: u64, time: i64) {
        if number == 0 {
            return;
        }
        let effects = &self.servers[idx].effects;
        // Connections are kept and used again where a request may be tried again, unless the server breaks them.
        let broken = effects.spoils() || effects.refused() || effects.drops || self.servers[idx].hangs > 0.0;
        let reused = !broken
            && match self.rules.http_reuse {
                Reuse::Never => false,
                Reuse::Safe => self.rules.retry_on.empty,
                Reuse::Always => true,
            };
        // Now and then one has been closed.
        let fresh = if reused { self.random.binomial(number, 0.005) } else { number };
        let used = number - fresh;
        let server = &mut self.servers[idx];
        server.last_session = Some(time);
        // back_handle_st_req in backend.c: of those only who got a server.
        self.last_session = Some(time);
        server.count.sessions += number;
        server.count.attempts += fresh;
        server.count.reuses += used;
        self.count.attempts += fresh;
        self.count.reuses += used;
    }

    /// The requests of `entry` try server `idx`.
    pub(super) fn arrive(&mut self, idx: usize, entry: &Entry, span: (i64, i64)) {
        if entry.count == 0 {
            return;
        }
        self.attempt(idx, entry.count, span.1);
        let effects = self.servers[idx].effects;
        if effects.refused() {
            return self.unconnected(idx, *entry, span);
        }
        if effects.drops {
            return self.wait(*entry, idx, Fate::Connect, self.rules.timeout_connect, span);
        }
        self.seen[idx].1 += if self.rules.observe == Observe::Layer4 { entry.count } else { 0 };
        let rest = self.linger(idx, entry, span);
        self.begin(idx, &entry.of(rest));
    }

    /// Those of `entry` that hang, leak or leave before their answer; how many are left.
    fn linger(&mut self, idx: usize, entry: &Entry, span: (i64, i64)) -> u64 {
        let (hangs, leaks) = (self.servers[idx].hangs, self.servers[idx].effects.leaks);
        let lane = &self.lanes[entry.lane];
        let (aborts, patience) = (lane.aborts, lane.patience);
        let slots = self.servers[idx].slots(self.now).unwrap_or(u64::MAX);
        let free = slots.saturating_sub(self.servers[idx].sessions());
        let mut rest = entry.count;
        let leaking = self.random.binomial(rest, leaks).min(free);
        self.wait(entry.of(leaking), idx, Fate::Forever, i64::MAX / 4, span);
        rest -= leaking;
        let hanging = self.random.binomial(rest, hangs).min(free - leaking);
        rest -= hanging;
        let looks = self.rules.abort_on_close && aborts > 0.0;
        let leaving = if looks && patience < self.rules.timeout_server {
            self.random.binomial(hanging, aborts)
        } else {
            0
        };
        self.wait(entry.of(leaving), idx, Fate::Leave, patience, span);
        self.wait(entry.of(hanging - leaving), idx, Fate::Answer, self.rules.timeout_server, span);
        if looks && self.servers[idx].service > patience as f64 {
            let impatient = self.random.binomial(rest, aborts).min(free - leaking - hanging);
            self.wait(entry.of(impatient), idx, Fate::Leave, patience, span);
            rest -= impatient;
        }
        rest
    }

    /// An attempt of each request of `entry` at server `idx` has failed: back_handle_st_cer in backend.c.
    pub(super) fn unconnected(&mut self, idx: usize, entry: Entry, span: (i64, i64)) {
        self.seen[idx].0 += entry.count;
        if entry.left == 0 {
            return self.lose(idx, entry.lane, entry.count);
        }
        let next = Entry { left: entry.left - 1, avoid: Some(idx), pinned: None, ..entry };
        let last = self.rules.redispatch && self.moves_with(next.left) && self.others() > 0;
        if self.moves_at_once() || last {
            return merge(&mut self.again, next.moving());
        }
        let next = Entry { avoid: None, ..next };
        if self.servers[idx].effects.drops {
            // The attempt has lasted long enough.
            return merge(&mut self.again, Entry { pinned: Some(idx), ..next });
        }
        let pause = TURN_AROUND_MILLIS.min(self.rules.timeout_connect);
        self.wait(next, idx, Fate::Pause, pause, span);
    }

    /// Whether a retry after which `left` attempts remain may go elsewhere.
    fn moves_with(&self, left: u32) -> bool {
        match self.rules.redispatch_interval {
            every @ 1.. => (self.rules.retries - left).is_multiple_of(every.unsigned_abs()),
            before => left + 1 == before.unsigned_abs(),
        }
    }

    /// `number` requests end at server `idx` without a connection or a slot: 503.
    pub(super) fn lose(&mut self, idx: usize, lane: usize, number: u64) {
        if number == 0 {
            return;
        }
        self.servers[idx].count.connection_errors += number;
        self.count.connection_errors += number;
        self.own_answer(Some(idx), lane, number, (SERVER_ERRORS, End::Unconnected));
    }

    /// Server `idx` has as many waiting requests as it may.
    pub(super) fn refuse(&mut self, idx: usize, entry: &Entry) {
        if entry.count == 0 {
            return;
        }
        if self.rules.redispatch && entry.left > 0 && self.others() > 0 {
            merge(&mut self.again, Entry { left: entry.left - 1, avoid: Some(idx), pinned: None, ..*entry });
        } else {
            self.lose(idx, entry.lane, entry.count);
        }
    }

    /// The clients of `entry` have left, at server `idx` or in the queue, and HAProxy has seen it.
    pub(super) fn aborted(&mut self, idx: Option<usize>, entry: &Entry) {
        self.count.client_aborts += entry.count;
        if let Some(idx) = idx {
            self.servers[idx].count.client_aborts += entry.count;
        }
        let class = if idx.is_some() { CLIENT_ERRORS } else { SERVER_ERRORS };
        self.own_answer(idx, entry.lane, entry.count, (class, End::Unconnected));
    }
}
