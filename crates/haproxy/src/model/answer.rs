//! What a server makes of the requests that it has accepted, and how answers are counted. It must not know how a
//! server is chosen.
//!
//! Cases: G closed (FIN) before the headers or junk, G2 the same with RST, H no answer in time, I a body cut short, M
//! and N answers that `retry-on` tries again.

use super::Backend;
use super::counters::{CLIENT_ERRORS, SERVER_ERRORS};
use super::entry::{Entry, merge};
use super::lane::End;
use super::waiting::{Fate, Waiting};
use crate::Observe;
use crate::random::Coin;

/// How often an answer that ends with RST before its headers is counted (measured with 2.6.12).
const RESET_COUNTS: u64 = 2;

/// Milliseconds that a connection on the same network takes.
const CONNECT_MILLIS: f64 = 0.2;

/// From how many mean service times on a request has left for certain.
const LONG: f64 = 10.0;

/// How answers fall into classes: 5xx; of the others 4xx; of the others 3xx.
pub(crate) type Coins = [Coin; 3];

/// The coins of a server with shares of answers that are 4xx and 5xx by fault, for what is usual; without 5xx where
/// those were taken out before.
fn coins(mix: &[f64; 4], client: f64, server: f64, is_out: bool) -> Coins {
    let usual = (1.0 - client) * (1.0 - server);
    let five = (1.0 - client) * server + usual * mix[0];
    let four = client + usual * mix[1];
    let three = usual * mix[2];
    let of = |part: f64, all: f64| if all > 0.0 { Coin::new(part / all) } else { Coin::default() };
    [Coin::new(if is_out { 0.0 } else { five }), of(four, 1.0 - five), of(three, 1.0 - five - four)]
}

impl Backend {
    /// Takes up the faults of server `idx`.
    pub(super) fn prepare(&mut self, idx: usize) {
        let limit = self.rules.timeout_server as f64;
        let usual = self.rules.service.millis;
        let server = &mut self.servers[idx];
        let effects = &server.effects;
        let base = usual * (1.0 + effects.load);
        let (share, more) = effects.slow;
        let late = if base + more >= limit { share } else { 0.0 };
        server.hangs = if base >= limit { 1.0 } else { 1.0 - (1.0 - effects.hangs) * (1.0 - late) };
        let service = if late > 0.0 { base } else { base + share * more };
        if service.to_bits() != server.service.to_bits() {
            server.service = service;
            server.stay.0 = 0;
        }
        let (client, failed) = (effects.client_errors, effects.server_errors);
        let retried = self.rules.retry_on.server_error;
        let five = |it: &super::lane::Lane| (1.0 - client) * (failed + (1.0 - failed) * it.mix[0]);
        server.failing = self.lanes.iter().map(|it| Coin::new(five(it))).collect();
        server.coins = self.lanes.iter().map(|it| coins(&it.mix, client, failed, retried)).collect();
        self.weigh_slowness(idx);
    }

    /// Server `idx` has accepted the requests of `entry`.
    pub(super) fn begin(&mut self, idx: usize, entry: &Entry) {
        let effects = self.servers[idx].effects;
        let (mut rest, lane) = (entry.count, entry.lane);
        if effects.spoils() {
            let closed = self.random.binomial(rest, effects.closes);
            self.unusable(
                idx,
                &entry.of(closed),
                (self.rules.close_counts, End::Broken),
                self.rules.retry_on.empty,
            );
            let reset = self.random.binomial(rest - closed, effects.resets);
            self.unusable(idx, &entry.of(reset), (RESET_COUNTS, End::Broken), self.rules.retry_on.empty);
            let junk = self.random.binomial(rest - closed - reset, effects.junk);
            self.unusable(idx, &entry.of(junk), (1, End::Broken), self.rules.retry_on.junk);
            rest -= closed + reset + junk;
            let cut = self.random.binomial(rest, effects.truncates);
            self.truncated(idx, lane, cut);
            rest -= cut;
        }
        if self.rules.retry_on.server_error {
            rest -= self.failed(idx, entry.of(rest));
        }
        if entry.late + entry.tried > 0 && rest > 0 {
            self.delayed(idx, &entry.of(rest));
        }
        self.fresh[idx * self.lanes.len() + lane] += rest;
    }

    /// Counts the time that `entry` has spent before it was served.
    fn delayed(&mut self, idx: usize, entry: &Entry) {
        let server = &mut self.servers[idx].count;
        let number = entry.count as f64;
        let (queued, connecting) = (entry.late as f64 * number, entry.tried as f64 * number);
        server.queue_millis += queued;
        server.connect_millis += connecting;
        server.longest = [server.longest[0].max(entry.late), server.longest[1].max(entry.tried)];
        self.count.queue_millis += queued;
        self.count.connect_millis += connecting;
        self.late(idx, entry.lane, entry.count, entry.late + entry.tried);
    }

    /// The answers to `entry` cannot be used; each adds `counts` to the errors unless it is tried again.
    pub(super) fn unusable(&mut self, idx: usize, entry: &Entry, (counts, how): (u64, End), retried: bool) {
        if entry.count == 0 {
            return;
        }
        self.seen[idx].0 += if self.rules.observe == Observe::Layer7 { entry.count } else { 0 };
        if retried && entry.left > 0 {
            return self.try_again(idx, entry);
        }
        self.servers[idx].count.response_errors += entry.count * counts;
        self.count.response_errors += entry.count * counts;
        self.own_answer(Some(idx), entry.lane, entry.count, (SERVER_ERRORS, how));
    }

    /// Those of `entry` that the application answers with 5xx where these are tried again; how many.
    fn failed(&mut self, idx: usize, entry: Entry) -> u64 {
        let count = self.random.toss(entry.count, &self.servers[idx].failing[entry.lane]);
        if count > 0 && entry.left > 0 {
            let tried = entry.tried + self.servers[idx].service as i64;
            self.try_again(idx, &Entry { count, tried, ..entry });
        } else {
            self.count_answers(idx, entry.lane, SERVER_ERRORS, count);
            self.weigh(idx, entry.lane, count);
        }
        if self.rules.observe == Observe::Layer7 {
            self.seen[idx].0 += count;
        }
        count
    }

    /// `number` answers of `class` come from server `idx`.
    fn count_answers(&mut self, idx: usize, lane: usize, class: usize, number: u64) {
        if number > 0 {
            self.servers[idx].count.responses[class] += number;
            self.count.responses[class] += number;
            self.lanes[lane].end(number, class);
        }
    }

    /// Counts the bytes of `number` answers of server `idx`.
    fn weigh(&mut self, idx: usize, lane: usize, number: u64) {
        let bytes = self.lanes[lane].weigh(number, End::Answer);
        self.servers[idx].count.bytes.add(&bytes);
    }

    /// `retry-on`: do_l7_retry counts a retry, and the choice of a server counts a redispatch or a retry once more.
    fn try_again(&mut self, idx: usize, entry: &Entry) {
        self.servers[idx].count.retries += entry.count;
        self.count.retries += entry.count;
        let (avoid, pinned) = if self.rules.redispatch { (Some(idx), None) } else { (None, Some(idx)) };
        merge(&mut self.again, Entry { left: entry.left - 1, avoid, pinned, ..entry.moving() });
    }

    /// I: the headers were fine.
    fn truncated(&mut self, idx: usize, lane: usize, number: u64) {
        self.count_answers(idx, lane, 1, number);
        self.weigh(idx, lane, number);
        let server = &mut self.servers[idx].count;
        server.response_errors += number;
        server.server_aborts += number;
        self.count.response_errors += number;
        self.count.server_aborts += number;
    }

    /// Requests leave server `idx` after `span` ms: those that were there, and of the fresh ones those that are done.
    /// With `full` slots, no slot stays empty.
    pub(super) fn leave(&mut self, idx: usize, span: i64, full: Option<u64>) {
        let lanes = self.lanes.len();
        let slots = self.servers[idx]
            .maxconn
            .map_or(u64::MAX, |it| u64::from(it) - self.servers[idx].held.min(it.into()));
        let mut free = slots;
        for lane in 0..lanes {
            let fresh = std::mem::take(&mut self.fresh[idx * lanes + lane]);
            let before = self.servers[idx].flying[lane];
            if fresh + before == 0 {
                continue;
            }
            let mut stays = self.stays(idx, before, fresh, span).min(free);
            if let Some(full) = full {
                // One lane after the other fills the slots up.
                stays = stays.max((full - (slots - free).min(full)).min(before + fresh));
            }
            free -= stays.min(free);
            self.servers[idx].flying[lane] = stays;
            let done = before + fresh - stays;
            self.lanes[lane].here -= done;
            self.done[idx * lanes + lane] += done;
            if self.rules.observe == Observe::Layer7 {
                self.finish(idx, lane);
            }
        }
    }

    /// How many of those that were there `before`, and of the `fresh` ones that came within, are served still after
    /// `span` ms: service as of M/M/∞, whose number in service is that of any service time of the same mean.
    fn stays(&mut self, idx: usize, before: u64, fresh: u64, span: i64) -> u64 {
        let server = &mut self.servers[idx];
        let ratio = span as f64 / server.service;
        let old =
            if before == 0 || ratio > LONG { 0 } else { self.random.binomial(before, libm::exp(-ratio)) };
        if server.stay.0 != span {
            let gone = if ratio > LONG { 1.0 } else { -libm::expm1(-ratio) };
            server.stay = (span, Coin::new(gone / ratio));
        }
        old + self.random.toss(fresh, &server.stay.1)
    }

    /// All that servers have answered is looked at: before anything is read of it and before the answers change.
    pub(super) fn finish_all(&mut self) {
        for idx in 0..self.servers.len() {
            for lane in 0..self.lanes.len() {
                self.finish(idx, lane);
            }
        }
    }

    /// What server `idx` has answered to requests of `lane`.
    fn finish(&mut self, idx: usize, lane: usize) {
        let number = std::mem::take(&mut self.done[idx * self.lanes.len() + lane]);
        if number == 0 {
            return;
        }
        let coins = self.servers[idx].coins[lane];
        let five = self.random.toss(number, &coins[0]);
        let four = self.random.toss(number - five, &coins[1]);
        let three = self.random.toss(number - five - four, &coins[2]);
        let two = number - five - four - three;
        let lasted = self.servers[idx].service;
        if self.rules.observe == Observe::Layer7 {
            self.seen[idx].0 += five;
            self.seen[idx].1 += number - five;
        }
        let answered = five + four + three + two;
        self.judge_slowness(idx, lane, number, number - five);
        let server = &mut self.servers[idx].count;
        for (class, number) in [(1, two), (2, three), (CLIENT_ERRORS, four), (SERVER_ERRORS, five)] {
            server.responses[class] += number;
            self.count.responses[class] += number;
            self.lanes[lane].done[class] += number;
        }
        self.weigh(idx, lane, answered);
        let server = &mut self.servers[idx].count;
        self.count.answered += answered;
        self.count.response_millis += lasted * answered as f64;
        server.response_millis += lasted * answered as f64;
        server.connect_millis += CONNECT_MILLIS * answered as f64;
        self.count.connect_millis += CONNECT_MILLIS * answered as f64;
    }

    /// Has the requests of `entry` wait for `fate` at server `idx`; the first has come at `from`.
    pub(super) fn wait(&mut self, entry: Entry, idx: usize, fate: Fate, millis: i64, (from, to): (i64, i64)) {
        if entry.count == 0 {
            return;
        }
        if fate.holds() {
            self.servers[idx].held += entry.count;
        }
        let entry = match fate {
            Fate::Pause | Fate::Connect => Entry { tried: entry.tried + millis, ..entry },
            _ => Entry { late: entry.late + millis, ..entry },
        };
        let (from, to) = (from + millis, to + millis);
        self.waiting.push(Waiting { from, to, entry, server: idx, fate });
    }
}
