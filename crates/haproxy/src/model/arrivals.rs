//! The requests that arrive between two scrapes, and how they spread over frontends' lanes. It must not know servers.

use super::{Frontend, Model};

/// What is still to arrive until the next scrape, frontend by frontend.
#[derive(Clone, Debug)]
pub(super) struct Arrivals(Vec<Rest>);

#[derive(Clone, Debug)]
struct Rest {
    requests: u64,
    expected: f64,
}

impl Arrivals {
    /// Draws what arrives from `from` to `to`.
    pub(super) fn new(frontends: &mut [Frontend], from: i64, to: i64) -> Self {
        let rest = |it: &mut Frontend| {
            let expected = it.rate.expected(from, to);
            Rest { requests: it.arrive(expected), expected }
        };
        Self(frontends.iter_mut().map(rest).collect())
    }

    /// What arrives at frontend `it` from `from` to `to`, and what was to be expected: all that is left if that is the
    /// `last` part.
    pub(super) fn part(&mut self, it: &mut Frontend, (from, to): (i64, i64), last: bool) -> (u64, f64) {
        let rest = &mut self.0[it.idx];
        let expected = if last { rest.expected } else { it.rate.expected(from, to) };
        let share = expected / rest.expected;
        let requests = match (last, it.even) {
            (true, _) => rest.requests,
            (false, true) => evenly(rest.requests, share),
            (false, false) => it.division.binomial(rest.requests, share),
        };
        rest.requests -= requests;
        rest.expected -= expected;
        (requests, expected)
    }
}

impl Model {
    /// Divides `passed` requests of frontend `frontend` over its lanes, the scanner's or the usual ones.
    pub(super) fn divide(&mut self, frontend: usize, passed: u64, scanner: bool) {
        let mut rest = 1.0;
        let mut left = passed;
        let even = self.frontends[frontend].even;
        let random = &mut self.frontends[frontend].division;
        for (backend, requests) in self.backends.iter_mut().zip(&mut self.requests) {
            for (lane, it) in backend.lanes.iter_mut().enumerate() {
                if it.frontend != frontend || it.scanner != scanner || left == 0 {
                    continue;
                }
                // Shares below a billionth of what is left are the dust of sums.
                let chance = if it.share >= rest - 1e-9 { 1.0 } else { it.share / rest };
                let part = if even { it.part(left, chance) } else { random.binomial(left, chance) };
                requests[lane] += part;
                left -= part;
                rest -= it.share;
            }
        }
    }
}

/// A share of `number` as a whole number, the nearest one.
pub(super) fn evenly(number: u64, share: f64) -> u64 {
    ((number as f64 * share + 0.5) as u64).min(number)
}
