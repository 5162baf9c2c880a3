//! One stable sort for everything that is not sorted often: the standard library's is compiled anew for every type, at
//! four kilobytes each. It must not know what is sorted.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// Sorts `items` by `compare`; equal ones keep their order.
pub fn sort_by<T>(items: &mut Vec<T>, compare: &dyn Fn(&T, &T) -> Ordering) {
    let Some(order) = order_of(items.len(), &|a, b| compare(&items[a], &items[b])) else { return };
    let mut taken: Vec<_> = items.drain(..).map(Some).collect();
    items.extend(order.into_iter().filter_map(|place| taken[place].take()));
}

/// Whether no two of `len` things are the same by `compare`, which gets their places. A set would say so, too, but to collect
/// one sorts first.
pub fn all_differ(len: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> bool {
    match order_of(len, compare) {
        Some(order) => order.windows(2).all(|pair| compare(pair[0], pair[1]).is_ne()),
        None => (1..len).all(|place| compare(place - 1, place).is_ne()),
    }
}

/// A set of `items`: to collect one would sort them first, by a sort for their type alone.
pub fn set_of<T: Ord>(items: impl IntoIterator<Item = T>) -> BTreeSet<T> {
    let mut set = BTreeSet::new();
    set.extend(items);
    set
}

/// A map of `entries`, as [`set_of`] makes a set.
pub fn map_of<K: Ord, V>(entries: impl IntoIterator<Item = (K, V)>) -> BTreeMap<K, V> {
    let mut map = BTreeMap::new();
    map.extend(entries);
    map
}

/// The places of `len` things in their order; nothing where they are in order, as most of what is sorted is. The one sort there is.
#[inline(never)]
fn order_of(len: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Option<Vec<usize>> {
    if (1..len).all(|place| compare(place - 1, place).is_le()) {
        return None;
    }
    let mut order: Vec<usize> = (0..len).collect();
    order.sort_by(|a, b| compare(*a, *b));
    Some(order)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_ones_keep_their_order() {
        let mut items: Vec<_> = (0..100).map(|it| (it % 7, it)).collect();
        sort_by(&mut items, &|a, b| a.0.cmp(&b.0));
        assert!(items.is_sorted() && items.len() == 100);
        sort_by(&mut items, &|a, b| b.1.cmp(&a.1));
        assert_eq!(items.first(), Some(&(1, 99)));
    }

    #[test]
    fn what_is_there_twice_is_found() {
        let differ = |all: &[&str]| all_differ(all.len(), &|a, b| all[a].cmp(all[b]));
        assert!(differ(&["a", "b"]) && !differ(&["a", "b", "b"]));
        assert!(differ(&[]) && differ(&["a"]) && differ(&["b", "a", "c"]));
        assert!(!differ(&["b", "a", "b"]));
    }
}
