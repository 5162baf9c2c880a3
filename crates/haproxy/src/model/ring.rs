//! Round robin as a ring of turns, and the requests that walk it past unreachable servers. It must not know counters.

/// More slots would only refine the shares of very uneven weights.
const MOST_SLOTS: u64 = 1024;

/// Whose turn it is, in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Ring {
    slots: Vec<usize>,
    next: usize,
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
    /// Requests that got a connection.
    pub(super) accepted: u64,
}

impl Tally {
    fn add(&mut self, other: &Self, times: u64) {
        self.picks += other.picks * times;
        self.redispatches += other.redispatches * times;
        self.lost += other.lost * times;
        self.accepted += other.accepted * times;
    }
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

    /// Whether nobody has a turn.
    pub(super) fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// Sends `requests`, each with `tries` attempts in all; `unreachable` servers fail an attempt, which then takes the
    /// next turn of another server. Requests repeat in cycles (the state is only whose turn it is), so the work does
    /// not grow with their number.
    pub(super) fn send(&mut self, requests: u64, tries: u32, unreachable: &[bool]) -> Vec<Tally> {
        let mut tally = vec![Tally::default(); unreachable.len()];
        if self.slots.is_empty() {
            return tally;
        }
        let mut left = requests;
        if !unreachable.contains(&true) {
            // The cycle is one round.
            let rounds = left / self.slots.len() as u64;
            for idx in &self.slots {
                tally[*idx].picks += rounds;
                tally[*idx].accepted += rounds;
            }
            left %= self.slots.len() as u64;
            (0..left).for_each(|_| self.one(tries, unreachable, &mut tally));
            return tally;
        }
        let mut seen = vec![None; self.slots.len()];
        while left > 0 && seen[self.next].is_none() {
            seen[self.next] = Some(left);
            self.one(tries, unreachable, &mut tally);
            left -= 1;
        }
        // After that the turn has been seen before: what lies between is the cycle.
        let cycle = seen[self.next].unwrap_or(left) - left;
        if left > 0 && left >= cycle {
            let mut lap = vec![Tally::default(); unreachable.len()];
            (0..cycle).for_each(|_| self.one(tries, unreachable, &mut lap));
            tally.iter_mut().zip(&lap).for_each(|(sum, it)| sum.add(it, left / cycle));
            left %= cycle;
        }
        (0..left).for_each(|_| self.one(tries, unreachable, &mut tally));
        tally
    }

    /// Sends one request.
    fn one(&mut self, tries: u32, unreachable: &[bool], tally: &mut [Tally]) {
        let mut idx = self.turn(None);
        for attempt in 1..=tries {
            tally[idx].picks += 1;
            if !unreachable[idx] {
                tally[idx].accepted += 1;
                return;
            }
            if attempt == tries {
                tally[idx].lost += 1;
                return;
            }
            tally[idx].redispatches += 1;
            idx = self.turn(Some(idx));
        }
    }

    /// Takes the next turn, passing over `avoided` if there is anybody else.
    fn turn(&mut self, avoided: Option<usize>) -> usize {
        let len = self.slots.len();
        let found = (0..len).map(|it| (self.next + it) % len).find(|it| Some(self.slots[*it]) != avoided);
        let taken = found.unwrap_or(self.next);
        self.next = (taken + 1) % len;
        self.slots[taken]
    }
}

fn gcd(a: u32, b: u32) -> u32 {
    if b == 0 { a } else { gcd(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picks(tally: &[Tally]) -> Vec<u64> {
        tally.iter().map(|it| it.picks).collect()
    }

    #[test]
    fn turns_follow_weights() {
        assert_eq!(Ring::new(&[2, 0, 1]).slots, [0, 2, 0]);
        assert_eq!(Ring::new(&[100, 100]).slots, [0, 1]);
        assert_eq!(picks(&Ring::new(&[3, 1]).send(4001, 1, &[false; 2])), [3001, 1000]);
        assert!(Ring::new(&[0, 0]).is_empty());
        assert!(Ring::new(&[256; 200]).slots.len() == 200 && Ring::new(&[255, 256, 251]).slots.len() <= 1024);
    }

    // With k of n unreachable, attempts are R n / (n - k), failed ones R k / (n - k), and nothing is lost.
    #[test]
    fn every_second_request_meets_the_bad_one_of_three() {
        let tally = Ring::new(&[1, 1, 1]).send(3000, 4, &[true, false, false]);
        assert_eq!(picks(&tally), [1500, 1500, 1500]);
        assert_eq!(tally[0].redispatches, 1500);
        assert_eq!(tally.iter().map(|it| it.lost).sum::<u64>(), 0);
    }

    #[test]
    fn all_unreachable_lose_each_request_at_the_last_server() {
        let tally = Ring::new(&[1, 1, 1]).send(3000, 4, &[true; 3]);
        assert_eq!(picks(&tally).iter().sum::<u64>(), 12_000);
        assert_eq!(tally.iter().map(|it| it.redispatches).sum::<u64>(), 9000);
        assert_eq!(tally.iter().map(|it| it.lost).sum::<u64>(), 3000);
    }

    // Counting by cycles gives what sending one by one gives.
    #[test]
    fn cycles_change_nothing() {
        let weights = [3, 1, 2, 5];
        for requests in [0, 1, 7, 11, 12, 500, 12_345] {
            for mask in 0..16u8 {
                let bad: Vec<_> = (0..4).map(|idx| mask & (1 << idx) != 0).collect();
                let (mut fast, mut slow) = (Ring::new(&weights), Ring::new(&weights));
                let quick = fast.send(requests, 3, &bad);
                let mut tally = vec![Tally::default(); 4];
                (0..requests).for_each(|_| slow.one(3, &bad, &mut tally));
                assert_eq!((quick, fast.next), (tally, slow.next), "{requests} {bad:?}");
            }
        }
    }
}
