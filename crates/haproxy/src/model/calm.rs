//! A span in which requests only come and go: no queue, no retry, no fault that takes time. It must not know cells.

use super::Backend;
use super::counters::SERVER_ERRORS;
use super::entry::Entry;
use super::lane::End;
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
        self.own_answer(None, lane, number, (SERVER_ERRORS, End::Unconnected));
    }

    /// HAProxy itself answers requests whose last server was `at`.
    pub(super) fn own_answer(
        &mut self,
        at: Option<usize>,
        lane: usize,
        number: u64,
        (class, how): (usize, End),
    ) {
        self.count.responses[class] += number;
        self.count.own_answers += number;
        self.lanes[lane].end(number, class);
        let bytes = self.lanes[lane].weigh(number, how);
        if let Some(idx) = at {
            self.servers[idx].count.bytes.add(&bytes);
        }
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
            let left = self.rules.retries;
            self.begin(idx, &Entry { lane, count: picked, left, ..Entry::default() });
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
