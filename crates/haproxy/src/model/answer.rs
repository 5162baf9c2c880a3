//! What a server makes of the requests that reach it, and how those end that waited. It must not know how a server is
//! chosen.
//!
//! Cases: G closed (FIN) before the headers, G2 the same with RST, H no answer in time, J and K no slot in time.

use super::Backend;
use super::counters::{FrontendCount, SERVER_ERRORS};
use super::faults::Effects;
use super::flow::Batch;
use super::frontend::Frontend;
use super::waiting::{Fate, Waiting};
use crate::Mix;

/// How often an answer that ends with RST before its headers is counted (measured with 2.6.12).
const RESET_COUNTS: u64 = 2;

impl Backend {
    /// Server `idx` has accepted the batch.
    pub(super) fn answer(&mut self, idx: usize, batch: &Batch, front: &mut FrontendCount) {
        if batch.requests == 0 {
            return;
        }
        let effects = self.servers[idx].effects;
        let hanging = self.random.binomial(batch.requests, effects.hangs);
        self.wait(&batch.of(hanging), self.timeout_server, idx, true, Fate::Hangs);
        let rest = batch.requests - hanging;
        let closed = self.random.binomial(rest, effects.closes);
        let reset = self.random.binomial(rest - closed, effects.resets);
        self.spoil(idx, closed, self.close_counts, front);
        self.spoil(idx, reset, RESET_COUNTS, front);
        let mut parts = [0; 4];
        self.random.divide_into(&mut parts, rest - closed - reset, &classes(&batch.mix, &effects));
        for (part, number) in parts.iter().enumerate() {
            let class = SERVER_ERRORS - part;
            self.servers[idx].count.responses[class] += number;
            self.count.responses[class] += number;
            front.responses[class] += number;
        }
    }

    /// `number` answers of server `idx` cannot be used; each adds `counts` to the response errors.
    fn spoil(&mut self, idx: usize, number: u64, counts: u64, front: &mut FrontendCount) {
        self.servers[idx].count.response_errors += number * counts;
        self.count.response_errors += number * counts;
        self.own_error(number, front);
    }

    /// Ends all waiting that is over at `now`.
    pub(super) fn release(&mut self, now: i64, frontends: &mut [Frontend]) {
        if self.waiting.is_empty() {
            return;
        }
        let mut waiting = std::mem::take(&mut self.waiting);
        for it in &mut waiting {
            let requests = it.due(now);
            let front = &mut frontends[it.frontend];
            let batch = Batch { frontend: it.frontend, requests, from: now, to: now, mix: front.mix };
            if requests > 0 {
                self.end(it, &batch, &mut front.count);
            }
        }
        waiting.retain(|it| it.left > 0);
        // Some of those that moved may wait again.
        waiting.append(&mut self.waiting);
        self.waiting = waiting;
    }

    /// The batch, of those that waited, ends.
    pub(super) fn end(&mut self, waited: &Waiting, batch: &Batch, front: &mut FrontendCount) {
        match waited.fate {
            Fate::Counted => {}
            Fate::Refused | Fate::QueuedHere => self.lose(waited.server, batch.requests, front),
            Fate::Moves => self.redispatch(waited.server, batch, front),
            Fate::Hangs => self.spoil(waited.server, batch.requests, 1, front),
            Fate::QueuedAnywhere => {
                self.count.connection_errors += batch.requests;
                self.own_error(batch.requests, front);
            }
        }
    }
}

/// Shares of 5xx, 4xx, 3xx, 2xx: the rare first, which is quickest to draw.
fn classes(mix: &Mix, effects: &Effects) -> [f64; 4] {
    let total = mix.ok + mix.redirect + mix.client_error + mix.server_error;
    let client = effects.client_errors;
    let server = (1.0 - client) * effects.server_errors;
    let usual = (1.0 - client) * (1.0 - effects.server_errors) / total;
    [
        server + usual * mix.server_error,
        client + usual * mix.client_error,
        usual * mix.redirect,
        usual * mix.ok,
    ]
}
