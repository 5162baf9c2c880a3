//! A backend from one instant to the next: in one piece while all is calm, in short cells while something moves. It
//! must not know what happens to a request.

use super::{Backend, Server};
use crate::Balance;

/// How long a cell is, milliseconds: short against timeouts, pauses and the time that ten errors in a row take.
const CELL_MILLIS: i64 = 250;

impl Backend {
    /// Lets everything happen until `to`, while `requests` (by lane) arrive evenly.
    pub(super) fn pass(&mut self, to: i64, requests: &mut [u64]) {
        while self.now < to {
            let mut until = self.schedule.next_edge(self.now).map_or(to, |it| it.min(to));
            // A server that is watched may turn at any failure, and its checks go on from there.
            let watched = self.rules.observe != crate::Observe::No && self.schedule.is_busy(self.now, until);
            if watched || !self.is_calm(requests, to) {
                until = until.min(self.now + CELL_MILLIS);
            }
            let from = self.now;
            let mut turns = std::mem::take(&mut self.turns);
            let mut placed = Vec::new();
            for (idx, it) in self.servers.iter_mut().enumerate() {
                it.examine(from, until, &mut turns);
                placed.extend(turns.drain(..).map(|turn| (turn.time, idx, turn.up)));
            }
            self.turns = turns;
            // Stable: at the same instant in the scenario's order.
            placed.sort_by_key(|it| it.0);
            for (time, idx, up) in placed {
                self.flow(time, to, requests);
                self.turn(idx, up, time);
            }
            self.flow(until, to, requests);
            if self.schedule.is_edge(until) {
                self.change(until);
            }
        }
    }

    /// Lets the traffic flow until `until`, of the `requests` that arrive until `to`.
    fn flow(&mut self, until: i64, to: i64, requests: &mut [u64]) {
        while self.now < until {
            let calm = self.is_calm(requests, to);
            let end = if calm { until } else { until.min(self.now + CELL_MILLIS) };
            let share = (end - self.now) as f64 / (to - self.now) as f64;
            let draw = |rest: &mut u64| {
                let part = if end == to { *rest } else { self.random.binomial(*rest, share) };
                *rest -= part;
                part
            };
            let arrivals: Vec<u64> = requests.iter_mut().map(draw).collect();
            self.admit(&arrivals, end);
            if calm {
                self.calm(end, &arrivals)
            } else {
                self.cell(end, &arrivals)
            }
            self.now = end;
        }
    }

    /// Counts the requests that come until `end`.
    fn admit(&mut self, arrivals: &[u64], end: i64) {
        for (lane, number) in self.lanes.iter_mut().zip(arrivals) {
            lane.here += number;
            self.count.requests += number;
            self.count.bytes_in += number * lane.request_bytes;
            if *number > 0 {
                self.last_session = Some(end);
            }
        }
    }

    /// Whether nothing depends on when within the span a request comes.
    fn is_calm(&self, requests: &[u64], to: i64) -> bool {
        if !self.waiting.is_empty() || !self.again.is_empty() || self.queue.len > 0 {
            return false;
        }
        let number = self.serving.iter().filter(|it| **it).count();
        let rate = requests.iter().sum::<u64>() as f64 / (to - self.now).max(1) as f64;
        let weight: u64 = self.servers.iter().map(|it| u64::from(it.uweight())).sum();
        let mut servers = self.servers.iter().zip(&self.serving);
        servers.all(|(it, serving)| {
            it.queue.len == 0
                && it.warm_from.is_none()
                && (!serving || (self.is_plain(it) && has_room(it, rate, weight, number)))
        })
    }

    /// Whether a serving server answers all requests the same way.
    fn is_plain(&self, server: &Server) -> bool {
        let effects = &server.effects;
        let leaves = |it: &super::lane::Lane| it.aborts > 0.0 && server.service > it.patience as f64;
        let uneven = self.rules.balance == Balance::LeastConn
            && (effects.spoils() || (server.service - self.rules.service.millis).abs() > 1e-9);
        let retried = self.rules.retry_on != crate::RetryOn::default();
        let watched = self.rules.observe != crate::Observe::No;
        !(effects.refused() || effects.drops || server.hangs > 0.0 || effects.leaks > 0.0 || uneven)
            && !((retried || watched) && (effects.spoils() || effects.server_errors > 0.0))
            && !(self.rules.abort_on_close && self.lanes.iter().any(leaves))
    }

    /// HAProxy takes a warming server's weight anew from time to time: server_warmup in server.c.
    pub(super) fn warm(&mut self, now: i64) {
        let mut warming = false;
        for it in &mut self.servers {
            if it.warm_from.is_some_and(|from| now >= from + it.slowstart) {
                it.warm_from = None;
                warming = true;
            }
            warming |= it.warm_from.is_some();
        }
        if warming && now >= self.next_warm {
            let slowest = self.servers.iter().map(|it| it.slowstart / 20).max().unwrap_or(0);
            self.next_warm = now + slowest.max(CELL_MILLIS);
            self.turned(now);
        }
    }
}

/// Whether a server with its share of `rate` requests a millisecond stays clear of its limit.
fn has_room(server: &Server, rate: f64, weight: u64, number: usize) -> bool {
    let Some(limit) = server.maxconn else { return true };
    let even = 1.0 / number.max(1) as f64;
    let share = (f64::from(server.uweight()) / weight.max(1) as f64).max(even) * 1.5_f64.min(number as f64);
    let busy = rate * share.min(1.0) * server.service;
    busy + 4.0 * busy.sqrt() + 2.0 <= f64::from(limit)
}
