//! Least connections: each request goes to the server with the fewest for its weight, by turns among equals. It must
//! not know counters.

use super::Server;
use super::entry::Entry;
use super::ring::{Seat, Tally, Walk, mixed};
use crate::random::Random;

/// A server in the race.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Racer {
    /// Requests in it that are served.
    served: f64,
    /// Requests that stay for the whole cell.
    stuck: f64,
    /// 0: it takes none.
    weight: f64,
    /// Cells that a request takes.
    service: f64,
    /// Shares of the requests that end at once, and that stay.
    quick: f64,
    stays: f64,
    /// Whose turn it was last.
    turn: u64,
}

/// The servers as a cell of `span` ms finds them.
pub(super) fn racers(servers: &[Server], serving: &[bool], span: i64, now: i64) -> Vec<Racer> {
    let racer = |(it, serving): (&Server, &bool)| {
        let effects = &it.effects;
        let kept = (1.0 - effects.closes) * (1.0 - effects.resets) * (1.0 - effects.junk);
        let stays = if effects.drops { 1.0 } else { 1.0 - (1.0 - it.hangs) * (1.0 - effects.leaks) };
        Racer {
            served: it.flying.iter().sum::<u64>() as f64,
            stuck: (it.held + it.queue.len) as f64,
            weight: if *serving { f64::from(it.fine_weight(now)) } else { 0.0 },
            service: it.service / span.max(1) as f64,
            quick: if effects.refused() { 1.0 } else { 1.0 - kept },
            stays: if effects.refused() { 0.0 } else { stays },
            turn: 0,
        }
    };
    servers.iter().zip(serving).map(racer).collect()
}

/// Sends the requests of all `entries`, evenly mixed over the cell.
pub(super) fn walk(
    entries: &[Entry],
    seats: &mut [Seat],
    mut racers: Vec<Racer>,
    random: &mut Random,
) -> Vec<Walk> {
    let new = || Walk { tallies: vec![Tally::default(); seats.len()], moved: 0, queued: 0 };
    let mut walks: Vec<Walk> = entries.iter().map(|_| new()).collect();
    let total: u64 = entries.iter().map(|it| it.count).sum();
    // Among equals the first turn is anybody's.
    let first = (random.uniform() * racers.len() as f64) as usize;
    for (idx, it) in racers.iter_mut().enumerate() {
        it.turn = u64::from(idx >= first);
    }
    for (turn, (entry, number)) in (2..).zip(mixed(entries)) {
        let step = number as f64 / total as f64;
        racers.iter_mut().for_each(|it| it.pass(step, random));
        let walk = &mut walks[entry];
        let avoid = entries[entry].avoid;
        let Some(idx) = best(&racers, seats, avoid).or_else(|| best(&racers, seats, None)) else {
            walk.queued += number;
            continue;
        };
        walk.moved += if avoid == Some(idx) { 0 } else { number };
        walk.tallies[idx].picks += number;
        walk.tallies[idx].accepted += number;
        seats[idx].take(number);
        racers[idx].take(number as f64, turn, random);
    }
    walks
}

/// The server with the fewest requests for its weight, of equals the one whose turn is longest ago.
fn best(racers: &[Racer], seats: &[Seat], avoid: Option<usize>) -> Option<usize> {
    let fits = |it: &usize| racers[*it].weight > 0.0 && seats[*it].room > 0 && Some(*it) != avoid;
    let key = |it: &usize| (racers[*it].load(), racers[*it].turn);
    (0..racers.len()).filter(fits).min_by(|a, b| {
        let ((a, first), (b, second)) = (key(a), key(b));
        a.total_cmp(&b).then(first.cmp(&second))
    })
}

impl Racer {
    fn load(&self) -> f64 {
        (self.served + self.stuck) / self.weight
    }

    /// A part `step` of the cell passes: some of those that are served leave.
    fn pass(&mut self, step: f64, random: &mut Random) {
        if self.served <= 0.0 {
            return;
        }
        let gone = self.served * -libm::expm1(-step / self.service.max(1e-9));
        // A whole number leaves, whose mean is as it should be.
        let more = f64::from(u8::from(random.uniform() < gone - gone.floor()));
        self.served = (self.served - gone.floor() - more).max(0.0);
    }

    fn take(&mut self, number: f64, turn: u64, random: &mut Random) {
        self.turn = turn;
        let chance = random.uniform();
        if number > 1.0 {
            self.stuck += number * self.stays;
            self.served += number * (1.0 - self.stays) * (1.0 - self.quick);
        } else if chance < self.stays {
            self.stuck += 1.0;
        } else if chance < self.stays + (1.0 - self.stays) * (1.0 - self.quick) {
            self.served += 1.0;
        }
    }
}
