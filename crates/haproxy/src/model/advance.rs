//! From one scrape to the next, in steps between which no frontend and no process changes. It must not know what a
//! backend does in a step.

use super::Model;
use super::arrivals::Arrivals;
use super::faults::next;
use crate::FaultKind;

/// The shortest step, milliseconds, where a frontend nears its limit of connections.
const STRAIN_MILLIS: i64 = 250;

/// What it comes to that a server serves for a cell or a whole quiet span, in samples looked at: measured in wasm.
const SERVING: u64 = 16;

impl Model {
    /// Lets everything happen until `to`, ms after the scenario's start, or until `spent`, which is raised by what
    /// is done, has reached `budget`. Once all is done, how many ms it was; then `to` may be another.
    pub(crate) fn advance(&mut self, to: i64, budget: u64, spent: &mut u64) -> Option<i64> {
        let (mut arrivals, from) = match self.under_way.take() {
            Some(it) => it,
            None => (Arrivals::new(&mut self.frontends, self.now, to), self.now),
        };
        while self.now < to {
            if *spent >= budget {
                self.under_way = Some((arrivals, from));
                return None;
            }
            let edge = next(&self.edges, self.now).map_or(to, |it| it.min(to));
            let until = edge.min(self.now + self.stride(edge - self.now));
            self.step(&mut arrivals, until, to);
            *spent += self.worth();
            self.now = until;
            if self.edges.binary_search(&until).is_ok() {
                self.change(until);
            }
        }
        Some(self.now - from)
    }

    /// What the last step comes to.
    fn worth(&mut self) -> u64 {
        let served: u64 = self.backends.iter_mut().map(|it| std::mem::take(&mut it.served) + 1).sum();
        served * SERVING
    }

    /// How long a step may be: short enough that a frontend's limit is not passed unseen.
    fn stride(&mut self, longest: i64) -> i64 {
        let mut stride = longest;
        for it in &mut self.frontends {
            let rate = it.rate.expected(self.now, self.now + 1000) / 1000.0 * it.surge();
            let mine = |backend: &&super::Backend| backend.lanes.iter().any(|lane| lane.frontend == it.idx);
            let strained = self.backends.iter().filter(mine).any(|backend| {
                backend.is_restless(self.now + longest)
                    || rate * backend.rules.service.millis > it.maxconn as f64 / 4.0
            });
            it.strained = strained;
            if strained && rate > 0.0 {
                let quarter = it.maxconn as f64 / 4.0 / rate;
                stride = stride.min((quarter as i64).max(STRAIN_MILLIS));
            }
        }
        stride
    }

    /// Lets the traffic flow until `until`, with `to` as the next scrape.
    fn step(&mut self, arrivals: &mut Arrivals, until: i64, to: i64) {
        let span = (self.now, until);
        self.requests.iter_mut().for_each(|it| it.fill(0));
        for idx in 0..self.frontends.len() {
            let here = self.here(idx);
            let frontend = &mut self.frontends[idx];
            let (arrived, expected) = arrivals.part(frontend, span, until == to);
            if !self.alive {
                frontend.vain += arrived;
                continue;
            }
            let passed = frontend.take(arrived, expected, until - span.0, here);
            frontend.begin_step();
            self.divide(idx, passed.usual, false);
            self.divide(idx, passed.scanned, true);
        }
        for (backend, requests) in self.backends.iter_mut().zip(&mut self.requests) {
            if !self.alive {
                backend.now = until;
                continue;
            }
            backend.pass(until, requests);
            for lane in &mut backend.lanes {
                self.frontends[lane.frontend].collect(lane);
            }
        }
    }

    /// Requests of frontend `idx` that are in the backends.
    pub(super) fn here(&self, idx: usize) -> u64 {
        self.backends.iter().map(|it| it.here(idx)).sum()
    }

    /// Faults of frontends or processes begin or end at `now`.
    pub(super) fn change(&mut self, now: i64) {
        let down = |it: &crate::Fault| it.kind == FaultKind::ProxyDown && it.holds(now);
        let alive = !self.faults.iter().any(down);
        let reloads = self.faults.iter().any(|it| it.kind == FaultKind::Reload && it.from == now);
        if reloads || alive != self.alive {
            self.started = now;
            self.scrapes_here = 0;
            let killed = self.alive && !alive;
            self.backends.iter_mut().for_each(|it| it.restart(now, killed));
            self.frontends.iter_mut().for_each(|it| it.reset(killed));
        }
        self.alive = alive;
        for frontend in &mut self.frontends {
            frontend.change(&self.faults, now);
            let lanes = self.backends.iter_mut().flat_map(|it| &mut it.lanes);
            lanes.filter(|it| it.frontend == frontend.idx).for_each(|it| frontend.brief(it));
        }
        self.backends.iter_mut().for_each(super::Backend::judge_calm);
    }
}
