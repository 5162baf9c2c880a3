//! From one scrape to the next, in parts between which nothing changes. It must not know what a part contains.

use super::Model;
use super::arrivals::Arrivals;
use super::check::Turn;

/// A server that turns.
struct Placed {
    turn: Turn,
    backend: usize,
    server: usize,
}

impl Model {
    /// Lets everything happen until `to`, ms after the scenario's start.
    pub(crate) fn advance(&mut self, to: i64) {
        let mut arrivals = Arrivals::new(&mut self.frontends, self.now, to);
        while self.now < to {
            let until = self.faults.next_edge(self.now).map_or(to, |it| it.min(to));
            for it in self.check(until) {
                self.flow(&mut arrivals, it.turn.time, to);
                self.backends[it.backend].turn(it.server, it.turn.up, it.turn.time);
            }
            self.flow(&mut arrivals, until, to);
            if self.faults.is_edge(until) {
                self.change(until);
            }
        }
    }

    /// Runs the health checks until `until`. They do not depend on the traffic, so that all turns are known before it
    /// flows.
    fn check(&mut self, until: i64) -> Vec<Placed> {
        let mut placed = Vec::new();
        let mut turns = Vec::new();
        for (backend, it) in self.backends.iter_mut().enumerate() {
            for (server, it) in it.servers.iter_mut().enumerate() {
                it.check.run(self.now, until, &it.effects, &mut turns);
                placed.extend(turns.drain(..).map(|turn| Placed { turn, backend, server }));
            }
        }
        // Stable: at the same instant in the scenario's order.
        placed.sort_by_key(|it| it.turn.time);
        placed
    }

    /// Lets the traffic flow until `until`, with `to` as the next scrape.
    fn flow(&mut self, arrivals: &mut Arrivals, until: i64, to: i64) {
        if until > self.now {
            let span = (self.now, until);
            arrivals.hand_on(&mut self.frontends, &mut self.backends, span, until == to);
            for backend in &mut self.backends {
                backend.release(until, &mut self.frontends);
            }
        }
        self.now = until;
    }

    /// Faults begin or end at `now`, or the process is reloaded.
    fn change(&mut self, now: i64) {
        if self.faults.reloads(now) {
            self.started = now;
            self.backends.iter_mut().for_each(|it| it.reset(now));
            self.frontends.iter_mut().for_each(|it| it.reset());
        }
        self.faults.apply(now, &mut self.backends);
    }
}
