//! A span in which requests only come and go: no queue, no retry, no fault that takes time. It must not know cells.

use super::Backend;
use super::counters::SERVER_ERRORS;
use crate::Balance;

impl Backend {
    /// Serves `arrivals` (by lane) until `end`.
    pub(super) fn calm(&mut self, end: i64, arrivals: &[u64]) {
        let span = end - self.now;
        self.fresh.fill(0);
        for (lane, number) in arrivals.iter().enumerate() {
            if !self.serving.contains(&true) {
                self.nobody(lane, *number);
            } else {
                self.deal(lane, *number, end);
            }
        }
        for idx in 0..self.servers.len() {
            self.leave(idx, span, None);
        }
    }

    /// L: no server is even tried.
    pub(super) fn nobody(&mut self, lane: usize, number: u64) {
        self.count.connection_errors += number;
        self.own_answer(lane, number, SERVER_ERRORS);
    }

    /// HAProxy itself answers.
    pub(super) fn own_answer(&mut self, lane: usize, number: u64, class: usize) {
        self.count.responses[class] += number;
        self.count.own_answers += number;
        let bytes = self.lanes[lane].end(number, class, true);
        self.count.bytes_out = self.count.bytes_out.saturating_add(bytes);
    }

    /// Deals a lane's requests out to the servers.
    fn deal(&mut self, lane: usize, number: u64, end: i64) {
        if number == 0 {
            return;
        }
        let mut picks = std::mem::take(&mut self.picks);
        picks.fill(0);
        if self.rules.balance == Balance::Hash {
            let weights = self.affinities(None);
            self.random.divide_into(&mut picks, number, &weights);
        } else {
            self.ring.deal(number, &mut picks);
        }
        self.count.loadbalanced += number;
        for (idx, picked) in picks.iter().copied().enumerate().filter(|it| it.1 > 0) {
            self.servers[idx].count.loadbalanced += picked;
            self.attempt(idx, picked, end);
            self.receive(idx, lane, picked);
            self.begin(idx, lane, picked, self.rules.retries, 0);
        }
        self.picks = picks;
    }

    /// The weights of a hashed backend's servers, without `avoid`.
    pub(super) fn affinities(&self, avoid: Option<usize>) -> Vec<f64> {
        let servers = self.servers.iter().zip(&self.serving).enumerate();
        let weight = |(idx, (it, serving)): (usize, (&super::Server, &bool))| {
            if *serving && Some(idx) != avoid { it.affinity } else { 0.0 }
        };
        servers.map(weight).collect()
    }
}
