//! What happened to requests, interval by interval: what users saw, from the model's own flows. It must not know
//! metrics or who asks.

use crate::model::Model;

/// What became of requests between two scrapes, for as long as the scenario was scraped.
///
/// Bad are answers 5xx (HAProxy's own among them), bodies cut short, requests that a dead process or a full one did not
/// accept, and slow answers: as many as are to be expected above 1 s and ten times the usual service time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Impact {
    /// The start of the first interval, milliseconds since the Unix epoch.
    pub start: i64,
    /// The length of an interval in milliseconds: from scrape to scrape, whatever jitter does to single ones.
    pub step: i64,
    /// Of each backend, in the scenario's order.
    pub backends: Vec<Ended>,
    /// Of each frontend those that it could not accept, in the scenario's order: all of them are bad.
    pub frontends: Vec<Ended>,
}

/// Requests that got an answer or were given up, a number an interval.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ended {
    /// All.
    pub all: Vec<f32>,
    /// The bad ones.
    pub bad: Vec<f32>,
}

/// What was seen of each process at its last scrape.
#[derive(Clone, Debug, Default)]
pub(crate) struct Watch {
    impact: Impact,
    seen: Vec<Vec<[f64; 2]>>,
}

impl Watch {
    /// Nothing seen yet of `number` processes.
    pub(crate) fn new(number: usize, model: &Model, start: i64, step: i64) -> Self {
        let of = |len: usize| vec![Ended::default(); len];
        let (backends, frontends) = (of(model.backends.len()), of(model.frontends.len()));
        let seen = vec![vec![[0.0; 2]; backends.len() + frontends.len()]; number];
        Self { impact: Impact { start, step, backends, frontends }, seen }
    }

    /// What process `idx` has done until scrape `round`.
    pub(crate) fn see(&mut self, idx: usize, round: usize, model: &Model) {
        let Some(seen) = self.seen.get_mut(idx) else { return };
        let objects = self.impact.backends.iter_mut().chain(&mut self.impact.frontends);
        for ((object, seen), now) in objects.zip(seen).zip(model.ended()) {
            let before = std::mem::replace(seen, now);
            for (list, part) in [&mut object.all, &mut object.bad].into_iter().zip(0..2) {
                list.resize(list.len().max(round + 1), 0.0);
                #[expect(
                    clippy::cast_possible_truncation,
                    reason = "exact up to 16 million requests an interval"
                )]
                let grown = (now[part] - before[part]) as f32;
                list[round] += grown;
            }
        }
    }

    /// What was seen so far.
    pub(crate) fn finish(self) -> Impact {
        self.impact
    }
}
