//! A backend from one instant to the next: in one piece while all is calm, in short cells while something moves. It
//! must not know what happens to a request.

use super::arrivals::evenly;
use super::{Backend, Server};
use crate::{Balance, Observe};

/// How long a cell is, milliseconds: short against timeouts, pauses and the time that ten errors in a row take.
const CELL_MILLIS: i64 = 250;

impl Backend {
    /// Lets everything happen until `to`, while `requests` (by lane) arrive evenly.
    pub(super) fn pass(&mut self, to: i64, requests: &mut [u64]) {
        while self.now < to {
            let mut until = self.schedule.next_edge(self.now).map_or(to, |it| it.min(to));
            // A server that is watched may turn at any failure, and its checks go on from there.
            let watched = self.rules.observe != Observe::No && self.schedule.is_busy(self.now, until);
            let calm = self.is_calm(requests, to);
            if watched || !calm {
                until = until.min(self.now + CELL_MILLIS);
            }
            let placed = self.examine(until);
            let is_still = placed.is_empty();
            for (time, idx, up) in placed {
                self.flow(time, to, requests);
                self.turn(idx, up, time);
            }
            if calm && is_still {
                self.serve(until, to, requests, true);
            } else {
                self.flow(until, to, requests);
            }
            if self.schedule.is_edge(until) {
                self.finish_all();
                self.change(until);
            }
        }
        self.finish_all();
    }

    /// Runs the health checks that end before `until`; when which server turns UP or not.
    fn examine(&mut self, until: i64) -> Vec<(i64, usize, bool)> {
        let mut placed = Vec::new();
        for (idx, it) in self.servers.iter_mut().enumerate() {
            it.examine(self.now, until, &mut self.turns);
            placed.extend(self.turns.drain(..).map(|turn| (turn.time, idx, turn.up)));
        }
        // Stable: at the same instant in the scenario's order.
        series::sort_by(&mut placed, &|a, b| a.0.cmp(&b.0));
        placed
    }

    /// Lets the traffic flow until `until`, of the `requests` that arrive until `to`.
    fn flow(&mut self, until: i64, to: i64, requests: &mut [u64]) {
        while self.now < until {
            let calm = self.is_calm(requests, to);
            let end = if calm { until } else { until.min(self.now + CELL_MILLIS) };
            self.serve(end, to, requests, calm);
        }
    }

    /// Serves what arrives until `end`, of the `requests` that arrive until `to`.
    fn serve(&mut self, end: i64, to: i64, requests: &mut [u64], calm: bool) {
        let mut arrivals = std::mem::take(&mut self.arrivals);
        arrivals.clear();
        for (rest, lane) in requests.iter_mut().zip(&self.lanes) {
            let share = (end - self.now) as f64 / (to - self.now) as f64;
            let part = match (end == to, lane.even) {
                (true, _) => *rest,
                (false, true) => evenly(*rest, share),
                (false, false) => self.random.binomial(*rest, share),
            };
            *rest -= part;
            arrivals.push(part);
        }
        self.served += self.servers.len() as u64;
        self.admit(&arrivals);
        if calm {
            self.calm(end, &arrivals);
        } else {
            self.cell(end, &arrivals);
        }
        self.arrivals = arrivals;
        self.now = end;
    }

    /// Counts the requests that come.
    fn admit(&mut self, arrivals: &[u64]) {
        for (lane, number) in self.lanes.iter_mut().zip(arrivals) {
            lane.here += number;
            self.count.requests += number;
        }
    }

    /// Whether nothing depends on when within the span a request comes.
    fn is_calm(&self, requests: &[u64], to: i64) -> bool {
        if !self.plain || !self.waiting.is_empty() || !self.again.is_empty() || self.queue.len > 0 {
            return false;
        }
        let requests: u64 = requests.iter().sum();
        let rate = requests as f64 / (to - self.now).max(1) as f64;
        let mut servers = self.servers.iter().zip(&self.serving);
        servers.all(|(it, serving)| it.queue.len == 0 && (!serving || rate <= it.calm_rate))
    }

    /// Takes up changed servers: whether all that serve answer each request the same way, and up to how many requests a
    /// millisecond each stays clear of its limit.
    pub(super) fn judge_calm(&mut self) {
        let number = self.serving.iter().filter(|it| **it).count();
        let weight: u64 = self.servers.iter().map(|it| u64::from(it.uweight())).sum();
        let serving = self.servers.iter().zip(&self.serving).filter(|it| *it.1);
        self.plain = self.servers.iter().all(|it| it.warm_from.is_none())
            && serving.clone().all(|(it, _)| self.is_plain(it));
        for it in &mut self.servers {
            it.calm_rate = calm_rate(it, weight, number);
        }
    }

    /// Whether a serving server answers all requests the same way.
    fn is_plain(&self, server: &Server) -> bool {
        let effects = &server.effects;
        let leaves = |it: &super::lane::Lane| it.aborts > 0.0 && server.service > it.patience as f64;
        let uneven = self.rules.balance == Balance::LeastConn
            && (effects.spoils() || (server.service - self.rules.service.millis).abs() > 1e-9);
        let retried = self.rules.retry_on != crate::RetryOn::default();
        let watched = self.rules.observe != Observe::No;
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
                // To HAProxy that is another state.
                it.changed = now;
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

/// Up to how many requests a millisecond a server stays clear of its limit with its share of them: four standard
/// deviations and two requests below it.
fn calm_rate(server: &Server, weight: u64, number: usize) -> f64 {
    let Some(limit) = server.minconn.or(server.maxconn) else { return f64::INFINITY };
    let even = 1.0 / number.max(1) as f64;
    let own = f64::from(server.uweight()) / weight.max(1) as f64;
    let share = (own.max(even) * 1.5_f64.min(number as f64)).min(1.0);
    // busy + 4 sqrt(busy) + 2 = limit.
    let root = (f64::from(limit) + 2.0).sqrt() - 2.0;
    if root <= 0.0 { -1.0 } else { root * root / share / server.service }
}
