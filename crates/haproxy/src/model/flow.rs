//! Requests on their way to a server: choice, attempts, retries, redispatches. It must not know what a server answers.
//!
//! The letters are the cases measured on HAProxy 2.6.12 and 3.4.0: A refused, redispatched at once; B the same with
//! nobody left; C refused, retried on the same server; D, E refused, retried, redispatched last, with and without
//! success; L no server in use.

use super::Backend;
use super::counters::{FrontendCount, SERVER_ERRORS};
use super::ring::Tally;
use super::waiting::{Fate, Waiting};
use crate::{Balance, Mix};

/// HAProxy waits this long, or `timeout connect` if that is shorter, before it repeats an attempt on the same server.
const TURN_AROUND_MILLIS: i64 = 1000;

/// Requests of one frontend that arrive evenly over a span.
#[derive(Clone, Copy, Debug)]
pub(super) struct Batch {
    /// The frontend's place.
    pub(super) frontend: usize,
    /// How many.
    pub(super) requests: u64,
    /// When the first comes, ms after the scenario's start.
    pub(super) from: i64,
    /// When the last has come.
    pub(super) to: i64,
    /// What the applications answer.
    pub(super) mix: Mix,
}

impl Batch {
    /// A part of it.
    pub(super) fn of(&self, requests: u64) -> Self {
        Self { requests, ..*self }
    }
}

impl Backend {
    /// Takes a batch in.
    pub(super) fn carry(&mut self, batch: &Batch, front: &mut FrontendCount) {
        if batch.requests == 0 {
            return;
        }
        self.count.requests += batch.requests;
        self.last_session = Some(batch.to);
        if self.active() == 0 {
            // L: no server is even tried.
            self.count.connection_errors += batch.requests;
            self.own_error(batch.requests, front);
            return;
        }
        let tallies = self.choose(batch);
        for (idx, tally) in tallies.iter().enumerate().filter(|(_, it)| it.picks > 0) {
            self.visit(idx, tally, batch, front);
        }
    }

    /// Whether a failed attempt moves on at once: back_handle_st_cer in backend.c does that for round robin with more
    /// than one active server.
    pub(super) fn moves_at_once(&self) -> bool {
        self.redispatch && self.balance == Balance::RoundRobin && self.active() > 1
    }

    /// Which servers the batch meets.
    fn choose(&mut self, batch: &Batch) -> Vec<Tally> {
        let tallies = match self.balance {
            Balance::RoundRobin => {
                let mut ring = std::mem::take(&mut self.ring);
                let tallies = ring.send(batch.requests, self.tries(), &self.passed_over());
                self.ring = ring;
                tallies
            }
            // Refused by the validation.
            Balance::Hash | Balance::LeastConn => {
                let weight = |it: &super::Server| if it.usable() { it.affinity } else { 0.0 };
                let weights: Vec<_> = self.servers.iter().map(weight).collect();
                let parts = self.random.divide(batch.requests, &weights);
                parts.iter().map(|it| Tally { picks: *it, accepted: *it, ..Tally::default() }).collect()
            }
        };
        self.fit(tallies, batch)
    }

    /// Attempts of a request that moves on at once.
    pub(super) fn tries(&self) -> u32 {
        if self.moves_at_once() { self.retries + 1 } else { 1 }
    }

    /// The servers whose failed attempts move on at once.
    pub(super) fn passed_over(&self) -> Vec<bool> {
        let at_once = self.moves_at_once();
        self.servers.iter().map(|it| at_once && it.unreachable()).collect()
    }

    /// Counts what happened at server `idx`.
    fn visit(&mut self, idx: usize, tally: &Tally, batch: &Batch, front: &mut FrontendCount) {
        self.chosen(idx, tally.picks, batch.to);
        if !self.servers[idx].unreachable() {
            self.answer(idx, &batch.of(tally.accepted), front);
        } else if self.moves_at_once() {
            self.servers[idx].count.redispatches += tally.redispatches;
            self.count.redispatches += tally.redispatches;
            self.lose(idx, tally.lost, front);
            if self.servers[idx].effects.drops {
                let failed = tally.redispatches + tally.lost;
                self.wait(&batch.of(failed), self.timeout_connect, idx, true, Fate::Counted);
            }
        } else {
            self.persist(idx, &batch.of(tally.accepted), front);
        }
    }

    /// Counts that the balancing sent `number` requests to server `idx`, an attempt each.
    fn chosen(&mut self, idx: usize, number: u64, time: i64) {
        let server = &mut self.servers[idx];
        server.count.loadbalanced += number;
        server.last_session = Some(time);
        self.count.loadbalanced += number;
        self.attempt(idx, number);
    }

    fn attempt(&mut self, idx: usize, number: u64) {
        self.servers[idx].attempt(number);
        self.count.attempts += number;
    }

    fn retry(&mut self, idx: usize, number: u64) {
        self.servers[idx].count.retries += number;
        self.count.retries += number;
        self.attempt(idx, number);
    }

    /// C, D: the first attempt at an unreachable server has failed, and the next ones fail there too.
    fn persist(&mut self, idx: usize, batch: &Batch, front: &mut FrontendCount) {
        let drops = self.servers[idx].effects.drops;
        let moves = self.redispatch && self.retries > 0 && self.active() > 1;
        let repeats = if moves { self.retries - 1 } else { self.retries };
        self.retry(idx, batch.requests * u64::from(repeats));
        let wait = if drops {
            i64::from(repeats + 1) * self.timeout_connect
        } else {
            i64::from(repeats) * TURN_AROUND_MILLIS.min(self.timeout_connect)
        };
        let fate = if moves { Fate::Moves } else { Fate::Refused };
        if wait == 0 {
            self.end(&Waiting::new(batch, 0, idx, drops, fate), batch, front);
        } else {
            self.wait(batch, wait, idx, drops, fate);
        }
    }

    /// Has the batch end `millis` after it came.
    pub(super) fn wait(&mut self, batch: &Batch, millis: i64, idx: usize, held: bool, fate: Fate) {
        if batch.requests > 0 {
            self.waiting.push(Waiting::new(batch, millis, idx, held, fate));
        }
    }

    /// The last retry leaves server `idx`: for another one if there is one still.
    pub(super) fn redispatch(&mut self, idx: usize, batch: &Batch, front: &mut FrontendCount) {
        let weight = |(it, server): (usize, &super::Server)| {
            if it != idx && server.usable() { server.affinity } else { 0.0 }
        };
        let weights: Vec<_> = self.servers.iter().enumerate().map(weight).collect();
        if weights.iter().all(|it| *it == 0.0) {
            return self.stay(idx, batch, front);
        }
        self.servers[idx].count.redispatches += batch.requests;
        self.count.redispatches += batch.requests;
        let parts = self.random.divide(batch.requests, &weights);
        for (other, part) in parts.into_iter().enumerate().filter(|(_, it)| *it > 0) {
            self.chosen(other, part, batch.to);
            self.arrive(other, &batch.of(part), front);
        }
    }

    /// The last retry stays on server `idx`, if that is in use.
    fn stay(&mut self, idx: usize, batch: &Batch, front: &mut FrontendCount) {
        if self.servers[idx].usable() {
            self.retry(idx, batch.requests);
            return self.arrive(idx, batch, front);
        }
        self.count.connection_errors += batch.requests;
        self.own_error(batch.requests, front);
    }

    /// The last attempt of a batch.
    fn arrive(&mut self, idx: usize, batch: &Batch, front: &mut FrontendCount) {
        if self.servers[idx].unreachable() {
            self.lose(idx, batch.requests, front);
        } else {
            self.answer(idx, batch, front);
        }
    }

    /// `number` requests end at server `idx` without a connection or a slot: 503.
    pub(super) fn lose(&mut self, idx: usize, number: u64, front: &mut FrontendCount) {
        self.servers[idx].count.connection_errors += number;
        self.count.connection_errors += number;
        self.own_error(number, front);
    }

    /// HAProxy itself answers 5xx.
    pub(super) fn own_error(&mut self, number: u64, front: &mut FrontendCount) {
        self.count.responses[SERVER_ERRORS] += number;
        front.responses[SERVER_ERRORS] += number;
    }
}
