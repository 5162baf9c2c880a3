//! Two rules on the same traffic: which episodes came, went or moved. It must not know how well either does.

use alerting::Episode;
use series::Labels;
use std::collections::BTreeMap;

/// How an episode of one rule stands to the other's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Both have it, at the same evaluations.
    Same,
    /// Both have it, and it begins or ends elsewhere.
    Moved,
    /// Only the second rule has it.
    Added,
    /// Only the first rule has it.
    Removed,
}

/// An episode of the first rule, of the second, or of both, by their places in the lists that were compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// How they stand to each other.
    pub change: Change,
    /// Its place among the first rule's.
    pub first: Option<usize>,
    /// Its place among the second rule's.
    pub second: Option<usize>,
}

/// The episodes of `first` and `second` in pairs, in order of time. Episodes of one object belong together when they
/// overlap; each has one partner, the earliest that is free. `key` gives the labels that tell objects apart: two
/// rules may add labels of their own.
pub fn compare(first: &[Episode], second: &[Episode], key: &dyn Fn(&Labels) -> Labels) -> Vec<Pair> {
    let mut by_object: BTreeMap<Labels, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for (idx, it) in first.iter().enumerate() {
        by_object.entry(key(&it.labels)).or_default().0.push(idx);
    }
    for (idx, it) in second.iter().enumerate() {
        by_object.entry(key(&it.labels)).or_default().1.push(idx);
    }
    let mut pairs = Vec::new();
    for (mine, theirs) in by_object.values() {
        of_object(first, second, mine, theirs, &mut pairs);
    }
    let time = |it: &Pair| {
        let from = |list: &[Episode], idx: Option<usize>| idx.and_then(|idx| list.get(idx)).map(|it| it.from);
        (from(first, it.first).or(from(second, it.second)), it.first, it.second)
    };
    series::sort_by(&mut pairs, &|a, b| time(a).cmp(&time(b)));
    pairs
}

/// Walks both lists of one object, which are in order of time.
fn of_object(first: &[Episode], second: &[Episode], mine: &[usize], theirs: &[usize], pairs: &mut Vec<Pair>) {
    let (mut at, mut other) = (0, 0);
    loop {
        let (a, b) = (mine.get(at).copied(), theirs.get(other).copied());
        let change = match (a.and_then(|a| first.get(a)), b.and_then(|b| second.get(b))) {
            (None, None) => return,
            (Some(_), None) => Change::Removed,
            (None, Some(_)) => Change::Added,
            (Some(a), Some(b)) if a.to <= b.from => Change::Removed,
            (Some(a), Some(b)) if b.to <= a.from => Change::Added,
            (Some(a), Some(b)) if (a.from, a.to) == (b.from, b.to) => Change::Same,
            (Some(_), Some(_)) => Change::Moved,
        };
        let (is_mine, is_theirs) = (change != Change::Added, change != Change::Removed);
        pairs.push(Pair { change, first: a.filter(|_| is_mine), second: b.filter(|_| is_theirs) });
        at += usize::from(is_mine);
        other += usize::from(is_theirs);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn episode(server: &str, from: i64, to: i64) -> Episode {
        let labels = Labels::new([("server", server)]);
        Episode { labels, pending_from: None, from, to, peak: 1.0, open_start: false, open_end: false }
    }

    fn changes(first: &[Episode], second: &[Episode]) -> Vec<(Change, Option<usize>, Option<usize>)> {
        let pairs = compare(first, second, &Labels::clone);
        pairs.into_iter().map(|it| (it.change, it.first, it.second)).collect()
    }

    #[test]
    fn with_itself_nothing_changes() {
        let list = [episode("a", 0, 5), episode("b", 2, 9), episode("a", 7, 8)];
        assert!(compare(&list, &list, &Labels::clone).iter().all(|it| it.change == Change::Same));
    }

    #[test]
    fn what_came_went_and_moved() {
        let first = [episode("a", 0, 5), episode("a", 10, 20), episode("b", 10, 20), episode("a", 30, 40)];
        let second = [episode("a", 12, 20), episode("b", 10, 20), episode("a", 30, 33), episode("a", 35, 40)];
        assert_eq!(
            changes(&first, &second),
            [
                (Change::Removed, Some(0), None),
                (Change::Moved, Some(1), Some(0)),
                (Change::Same, Some(2), Some(1)),
                (Change::Moved, Some(3), Some(2)),
                (Change::Added, None, Some(3)),
            ]
        );
    }

    fn episodes() -> impl Strategy<Value = Vec<Episode>> {
        // One server's episodes do not overlap: each begins after the one before.
        let list = prop::collection::vec((0..3_usize, 1..9_i64, 1..9_i64), 0..12);
        list.prop_map(|list| {
            let mut ends = [0; 3];
            let made = list.into_iter().map(|(server, gap, length)| {
                let from = ends[server] + gap;
                ends[server] = from + length;
                episode(["a", "b", "c"][server], from, from + length)
            });
            made.collect()
        })
    }

    proptest! {
        /// A compared with A is empty: every episode is there on both sides, at its place, and the same.
        #[test]
        fn nothing_differs_from_itself(list in episodes()) {
            let pairs = compare(&list, &list, &Labels::clone);
            prop_assert_eq!(pairs.len(), list.len());
            for it in pairs {
                prop_assert!(it.change == Change::Same && it.first == it.second && it.first.is_some());
            }
        }

        /// Every episode of both sides is told of once, and what is there on one side only is so from either side.
        #[test]
        fn nothing_is_lost_and_both_sides_agree(first in episodes(), second in episodes()) {
            let there = compare(&first, &second, &Labels::clone);
            let back = compare(&second, &first, &Labels::clone);
            for (list, of) in [(&first, 0), (&second, 1)] {
                let mut told: Vec<_> = there.iter().filter_map(|it| [it.first, it.second][of]).collect();
                told.sort_unstable();
                prop_assert_eq!(told, (0..list.len()).collect::<Vec<_>>());
            }
            let count = |pairs: &[Pair], change: Change| pairs.iter().filter(|it| it.change == change).count();
            prop_assert_eq!(count(&there, Change::Same), count(&back, Change::Same));
            let only = |pairs: &[Pair], change| count(pairs, change);
            let net = |pairs: &[Pair]| only(pairs, Change::Added) as i64 - only(pairs, Change::Removed) as i64;
            prop_assert_eq!(net(&there), -net(&back));
        }
    }

    #[test]
    fn the_key_says_what_belongs_together() {
        let (first, second) = ([episode("a", 0, 5)], [episode("b", 0, 5)]);
        assert_eq!(changes(&first, &second).len(), 2);
        assert_eq!(compare(&first, &second, &|_| Labels::default()).len(), 1);
    }
}
