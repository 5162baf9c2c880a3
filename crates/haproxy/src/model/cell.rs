//! A short span in which requests wait, fail, are tried again or queue up. It must not know how long it is.

use super::Backend;
use super::entry::{Entry, merge};
use super::lane::End;
use super::ring::Seat;
use super::server::State;
use super::waiting::{Fate, Waiting};

/// Parts of a cell in which answers that come at once are tried again before the next requests come.
const MOST_PARTS: u64 = 64;

/// How long after the first SYN Linux sends the next ones.
const SENT_AGAIN_MILLIS: [i64; 6] = [1000, 3000, 7000, 15_000, 31_000, 63_000];

impl Backend {
    /// Serves `arrivals` (by lane) until `end`.
    pub(super) fn cell(&mut self, end: i64, arrivals: &[u64]) {
        let span = (self.now, end);
        self.seen.fill((0, 0));
        self.fresh.fill(0);
        self.warm(self.now);
        let here = self.sessions() + arrivals.iter().sum::<u64>();
        self.servers.iter_mut().for_each(|it| it.adapt(here, self.fullconn));
        self.release(end);
        self.make_room(span);
        self.serve_queues(span);
        self.arrivals(arrivals, span);
        for idx in 0..self.servers.len() {
            let is_full = self.seats[idx].room == 0;
            let slots = self.servers[idx].slots(self.now).unwrap_or(u64::MAX);
            let full = is_full.then(|| slots.saturating_sub(self.servers[idx].held));
            self.leave(idx, end - span.0, full);
            let sessions = self.servers[idx].sessions();
            self.servers[idx].gauges.peak(sessions);
        }
        self.expire(end);
        self.judge(end);
        self.gauges.peak(self.sessions());
    }

    /// New requests find their servers, and those that look for one once more.
    fn arrivals(&mut self, arrivals: &[u64], span: (i64, i64)) {
        let parts =
            if self.tries_answers_again() { arrivals.iter().sum::<u64>().clamp(1, MOST_PARTS) } else { 1 };
        let left = self.rules.retries;
        for part in 1..=parts {
            for (lane, count) in arrivals.iter().enumerate() {
                let upto = |part: u64| (u128::from(*count) * u128::from(part) / u128::from(parts)) as u64;
                merge(
                    &mut self.again,
                    Entry { lane, count: upto(part) - upto(part - 1), left, ..Entry::default() },
                );
            }
            // Each round uses up an attempt of those that go on, so that this ends.
            while !self.again.is_empty() {
                let entries = std::mem::take(&mut self.again);
                self.choose(&entries, span);
            }
        }
    }

    /// Whether an answer may come at once that is tried again: the request then takes the very next turn, as one whose
    /// connection is refused does.
    fn tries_answers_again(&self) -> bool {
        let rules = &self.rules.retry_on;
        let bad = |it: &super::Server| it.effects.spoils() || it.effects.server_errors > 0.0;
        (rules.empty || rules.junk || rules.server_error) && self.servers.iter().any(bad)
    }

    /// What has waited until `now` takes its next step.
    fn release(&mut self, now: i64) {
        let mut waiting = std::mem::take(&mut self.waiting);
        for it in &mut waiting {
            let count = it.due(now);
            let entry = it.entry.of(count);
            if entry.count > 0 {
                self.awake(it, entry, now);
            }
        }
        waiting.retain(|it| it.entry.count > 0);
        waiting.append(&mut self.waiting);
        self.waiting = waiting;
    }

    fn awake(&mut self, waited: &Waiting, entry: Entry, now: i64) {
        let idx = waited.server;
        if waited.fate.holds() {
            self.servers[idx].held -= entry.count;
        }
        match waited.fate {
            // Its server is DOWN by now: another is looked for (back_handle_st_cer in backend.c).
            Fate::Pause if self.rules.redispatch && self.servers[idx].state() == State::Down => {
                merge(&mut self.again, Entry { avoid: Some(idx), ..entry.moving() });
            }
            Fate::Pause => merge(&mut self.again, Entry { pinned: Some(idx), ..entry }),
            Fate::Connect => self.unconnected(idx, entry, (now, now)),
            Fate::Connected => self.begin(idx, &entry),
            Fate::Answer => self.unusable(idx, &entry, (1, End::Late), self.rules.retry_on.timeout),
            Fate::Forever => {
                self.late(idx, entry.lane, entry.count, i64::MAX);
                self.fresh[idx * self.lanes.len() + entry.lane] += entry.count;
            }
            Fate::Leave => self.aborted(Some(idx), &entry),
            Fate::LeaveQueue => self.aborted(None, &entry),
        }
    }

    /// How many requests each server can take in this cell: free slots, and those that become free.
    fn make_room(&mut self, (from, to): (i64, i64)) {
        let at_once = self.moves_at_once();
        for (it, seat) in self.servers.iter_mut().zip(&mut self.seats) {
            let refuses = at_once && it.effects.refused();
            let Some(slots) = it.slots(from).filter(|_| !refuses) else {
                *seat = Seat { room: u64::MAX, refuses };
                continue;
            };
            let used = slots.saturating_sub(it.held);
            let free = slots.saturating_sub(it.sessions());
            let busy = it.flying.iter().sum::<u64>().min(used) as f64;
            // A slot that is busy now serves one request after the other; an empty one can do so too.
            let turnover = (used as f64 * (to - from) as f64 / it.service).min(1e15) + it.crumb;
            it.crumb = if busy > 0.0 { turnover - turnover.floor() } else { 0.0 };
            let mut room = free + turnover.floor() as u64;
            let stuck =
                if it.effects.drops { 1.0 } else { 1.0 - (1.0 - it.hangs) * (1.0 - it.effects.leaks) };
            if stuck > 0.0 {
                room = room.min((free as f64 / stuck) as u64);
            }
            *seat = Seat { room, refuses };
        }
    }

    /// Leaks end with their fault, and what was leaked is answered. Packets that are not dropped any more reach the
    /// server when the kernel sends them again.
    pub(super) fn free(&mut self) {
        let now = self.now;
        let timeout = self.rules.timeout_connect;
        for it in &mut self.waiting {
            let effects = &self.servers[it.server].effects;
            if it.fate == Fate::Forever && effects.leaks <= 0.0 {
                (it.from, it.to) = (now, now);
            }
            if it.fate == Fate::Connect && !effects.drops {
                let begun = it.from - timeout;
                let next = SENT_AGAIN_MILLIS.into_iter().find(|again| begun + again >= now);
                if let Some(again) = next.filter(|again| *again < timeout) {
                    (it.from, it.to) = (it.from - timeout + again, it.to - timeout + again);
                    it.entry.tried += again - timeout;
                    it.fate = Fate::Connected;
                }
            }
        }
    }
}
