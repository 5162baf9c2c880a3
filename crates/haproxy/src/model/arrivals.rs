//! The requests that arrive between two scrapes, and how they spread over its parts. It must not know servers.

use super::flow::Batch;
use super::{Backend, Frontend};

/// What is still to arrive until the next scrape, frontend by frontend.
pub(super) struct Arrivals(Vec<Rest>);

struct Rest {
    requests: u64,
    expected: f64,
}

impl Arrivals {
    /// Draws what arrives from `from` to `to`.
    pub(super) fn new(frontends: &mut [Frontend], from: i64, to: i64) -> Self {
        let rest = |it: &mut Frontend| {
            let expected = it.rate.expected(from, to);
            Rest { requests: it.arrivals.poisson(expected), expected }
        };
        Self(frontends.iter_mut().map(rest).collect())
    }

    /// Hands on what arrives from `from` to `to`: all that is left if this is the `last` part.
    pub(super) fn hand_on(
        &mut self,
        frontends: &mut [Frontend],
        backends: &mut [Backend],
        (from, to): (i64, i64),
        last: bool,
    ) {
        for (frontend, rest) in frontends.iter_mut().zip(&mut self.0) {
            let expected = frontend.rate.expected(from, to);
            let share = expected / rest.expected;
            let requests =
                if last { rest.requests } else { frontend.division.binomial(rest.requests, share) };
            rest.requests -= requests;
            rest.expected -= expected;
            frontend.count.requests += requests;
            let parts = frontend.division.divide(requests, &frontend.shares);
            for (part, backend) in parts.into_iter().zip(&frontend.routes) {
                let batch = Batch { frontend: frontend.idx, requests: part, from, to, mix: frontend.mix };
                backends[*backend].carry(&batch, &mut frontend.count);
            }
        }
    }
}
