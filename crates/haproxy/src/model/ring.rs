//! Round robin as a ring of turns, and the requests that walk it past full and refusing servers. It must not know
//! counters.

use super::entry::Entry;

/// More slots would only refine the shares of very uneven weights.
const MOST_SLOTS: u64 = 1024;

/// Of more requests than that several walk together.
const MOST_STEPS: u64 = 2048;

/// Whose turn it is, in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Ring {
    slots: Vec<usize>,
    next: usize,
}

/// A server as the balancing sees it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Seat {
    /// Requests that it can take now.
    pub(super) room: u64,
    /// Whether it refuses connections and the request moves on at once.
    pub(super) refuses: bool,
}

/// What requests did at one server.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    /// Times that it was chosen, each an attempt to connect.
    pub(super) picks: u64,
    /// Failed attempts that moved on to another server.
    pub(super) redispatches: u64,
    /// Requests that failed here for good.
    pub(super) lost: u64,
    /// Requests that are here now.
    pub(super) accepted: u64,
}

/// What the requests of one entry did.
#[derive(Clone, Debug, Default)]
pub(super) struct Walk {
    /// By server.
    pub(super) tallies: Vec<Tally>,
    /// Those whose first choice was not the server that they avoid.
    pub(super) moved: u64,
    /// Those for which no server had room.
    pub(super) queued: u64,
}

impl Ring {
    /// The turns of servers with `weights` (0: no turn), spread as evenly as they can be: at each turn all gain their
    /// weight, and who has most goes and pays the sum.
    pub(super) fn new(weights: &[u32]) -> Self {
        let divisor = weights.iter().fold(0, |a, b| gcd(a, *b)).max(1);
        let mut weights: Vec<u64> = weights.iter().map(|it| u64::from(it / divisor)).collect();
        let total: u64 = weights.iter().sum();
        if total > MOST_SLOTS {
            for it in weights.iter_mut().filter(|it| **it > 0) {
                *it = (*it * MOST_SLOTS / total).max(1);
            }
        }
        let total: u64 = weights.iter().sum();
        let mut credit = vec![0i64; weights.len()];
        let mut slots = Vec::new();
        for _ in 0..total {
            for (it, weight) in credit.iter_mut().zip(&weights) {
                *it += *weight as i64;
            }
            // The first of equals, as HAProxy takes them in the order of the configuration.
            let best = (0..credit.len()).rev().max_by_key(|idx| credit[*idx]).unwrap_or(0);
            credit[best] -= total as i64;
            slots.push(best);
        }
        Self { slots, next: 0 }
    }

    /// Goes on where `before` stood, as near as the new turns allow.
    pub(super) fn resume(mut self, before: &Self) -> Self {
        self.next = if self.slots.is_empty() { 0 } else { before.next % self.slots.len() };
        self
    }

    /// Deals `requests` out where nobody is full or refuses; adds to `picks`.
    pub(super) fn deal(&mut self, requests: u64, picks: &mut [u64]) {
        let len = self.slots.len() as u64;
        if len == 0 {
            return;
        }
        let (rounds, rest) = (requests / len, requests % len);
        if rounds > 0 {
            self.slots.iter().for_each(|idx| picks[*idx] += rounds);
        }
        for _ in 0..rest {
            picks[self.slots[self.next]] += 1;
            self.next = (self.next + 1) % self.slots.len();
        }
    }

    /// Sends the requests of all `entries`, evenly mixed, each to the next turn of a server with room; where that
    /// refuses, to the next one as long as attempts are left.
    pub(super) fn walk(&mut self, entries: &[Entry], seats: &mut [Seat]) -> Vec<Walk> {
        let new = || Walk { tallies: vec![Tally::default(); seats.len()], moved: 0, queued: 0 };
        let mut walks: Vec<Walk> = entries.iter().map(|_| new()).collect();
        for (entry, number) in mixed(entries) {
            self.one(&entries[entry], number, seats, &mut walks[entry]);
        }
        walks
    }

    /// Sends `number` requests the same way.
    fn one(&mut self, entry: &Entry, number: u64, seats: &mut [Seat], walk: &mut Walk) {
        let mut avoid = entry.avoid;
        for left in (0..=entry.left).rev() {
            let Some(idx) = self.turn(avoid, seats) else {
                walk.queued += number;
                return;
            };
            if left == entry.left && avoid != Some(idx) {
                walk.moved += number;
            }
            let tally = &mut walk.tallies[idx];
            tally.picks += number;
            if !seats[idx].refuses {
                tally.accepted += number;
                seats[idx].take(number);
                return;
            }
            if left == 0 {
                tally.lost += number;
                return;
            }
            tally.redispatches += number;
            avoid = Some(idx);
        }
    }

    /// Takes the next turn of a server with room, passing over `avoided` if there is anybody else. Who is passed over
    /// has lost the turn.
    fn turn(&mut self, avoided: Option<usize>, seats: &[Seat]) -> Option<usize> {
        let len = self.slots.len();
        let mut turns =
            (0..len).map(|it| (self.next + it) % len).filter(|it| seats[self.slots[*it]].room > 0);
        let first = turns.next()?;
        let fits = |it: &usize| Some(self.slots[*it]) != avoided;
        let taken = std::iter::once(first).chain(turns).find(fits).unwrap_or(first);
        self.next = (taken + 1) % len;
        Some(self.slots[taken])
    }
}

impl Seat {
    /// `number` requests take their places; without a limit there are always more.
    pub(super) fn take(&mut self, number: u64) {
        if self.room < u64::MAX {
            self.room = self.room.saturating_sub(number);
        }
    }
}

/// The entries' requests in an order in which each entry is spread evenly: places of entries, and how many go together.
pub(super) fn mixed(entries: &[Entry]) -> impl Iterator<Item = (usize, u64)> + use<> {
    let total: u64 = entries.iter().map(|it| it.count).sum();
    let together = total.div_ceil(MOST_STEPS).max(1);
    let mut left: Vec<u64> = entries.iter().map(|it| it.count).collect();
    let counts = left.clone();
    std::iter::from_fn(move || {
        // The one that lags furthest behind its share.
        let lag = |it: &usize| u128::from(left[*it]) * u128::from(u64::MAX) / u128::from(counts[*it].max(1));
        let idx = (0..left.len()).rev().filter(|it| left[*it] > 0).max_by_key(lag)?;
        let number = left[idx].min(together);
        left[idx] -= number;
        Some((idx, number))
    })
}

fn gcd(a: u32, b: u32) -> u32 {
    if b == 0 { a } else { gcd(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seats(refuses: &[bool]) -> Vec<Seat> {
        refuses.iter().map(|it| Seat { room: u64::MAX, refuses: *it }).collect()
    }

    fn send(ring: &mut Ring, count: u64, left: u32, refuses: &[bool]) -> Vec<Tally> {
        let entry = Entry { count, left, ..Entry::default() };
        ring.walk(&[entry], &mut seats(refuses)).remove(0).tallies
    }

    fn picks(tally: &[Tally]) -> Vec<u64> {
        tally.iter().map(|it| it.picks).collect()
    }

    #[test]
    fn turns_follow_weights() {
        assert_eq!(Ring::new(&[2, 0, 1]).slots, [0, 2, 0]);
        assert_eq!(Ring::new(&[100, 100]).slots, [0, 1]);
        let mut dealt = [0; 2];
        Ring::new(&[3, 1]).deal(4001, &mut dealt);
        assert_eq!(dealt, [3001, 1000]);
        assert!(Ring::new(&[0, 0]).slots.is_empty());
        assert!(Ring::new(&[256; 200]).slots.len() == 200 && Ring::new(&[255, 256, 251]).slots.len() <= 1024);
    }

    // With k of n unreachable, attempts are R n / (n - k), failed ones R k / (n - k), and nothing is lost.
    #[test]
    fn every_second_request_meets_the_bad_one_of_three() {
        let tally = send(&mut Ring::new(&[1, 1, 1]), 1800, 3, &[true, false, false]);
        assert_eq!(picks(&tally), [900, 900, 900]);
        assert_eq!(tally[0].redispatches, 900);
        assert_eq!(tally.iter().map(|it| it.lost).sum::<u64>(), 0);
    }

    #[test]
    fn all_unreachable_lose_each_request_at_the_last_server() {
        let tally = send(&mut Ring::new(&[1, 1, 1]), 1800, 3, &[true; 3]);
        assert_eq!(picks(&tally).iter().sum::<u64>(), 7200);
        assert_eq!(tally.iter().map(|it| it.redispatches).sum::<u64>(), 5400);
        assert_eq!(tally.iter().map(|it| it.lost).sum::<u64>(), 1800);
    }

    // A million requests take as many steps as two thousand, and none is lost on the way.
    #[test]
    fn many_walk_together() {
        let tally = send(&mut Ring::new(&[1, 1, 1]), 1_000_001, 3, &[true, false, false]);
        assert_eq!(tally.iter().map(|it| it.accepted).sum::<u64>(), 1_000_001);
        assert!(tally[0].picks.abs_diff(500_000) < 1000, "{}", tally[0].picks);
    }

    // Requests that come back later than at once take part in the turns of the others: some of the bad server's turns
    // are lost to them, so that fewer meet it.
    #[test]
    fn late_comers_avoid_the_server_that_they_left() {
        let mut ring = Ring::new(&[1, 1, 1]);
        let mut back = 0;
        for _ in 0..10_000 {
            let new = Entry { count: 30, left: 3, ..Entry::default() };
            let again = Entry { count: back, avoid: Some(0), left: 2, ..Entry::default() };
            let walks = ring.walk(&[new, again], &mut seats(&[false; 3]));
            assert_eq!(walks[1].tallies[0].picks, 0);
            assert_eq!(walks[1].moved, back);
            back = walks[0].tallies[0].accepted;
        }
        assert!((10..=13).contains(&back), "{back}");
    }

    #[test]
    fn full_servers_are_passed_over() {
        let mut ring = Ring::new(&[1, 1]);
        let mut seats = [Seat { room: 3, refuses: false }, Seat { room: 5, refuses: false }];
        let walk = ring.walk(&[Entry { count: 10, ..Entry::default() }], &mut seats).remove(0);
        assert_eq!((walk.tallies[0].accepted, walk.tallies[1].accepted, walk.queued), (3, 5, 2));
    }
}
