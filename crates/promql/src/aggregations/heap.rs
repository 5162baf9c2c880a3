//! The heap behind `topk` and `bottomk`: which of equal values stays, and in which order, follows from Go's own
//! algorithms (container/heap and sort). It must not know labels.

use std::mem::swap;

/// A value and the number of its series.
pub(crate) type Entry = (f64, usize);

/// Which entry is on top.
#[derive(Clone, Copy)]
pub(crate) enum Top {
    /// The least value, for `topk` (`vectorByValueHeap`, promql/functions.go).
    Least,
    /// The greatest value, for `bottomk` (`vectorByReverseValueHeap`).
    Greatest,
}

impl Top {
    /// Whether `a` is nearer to the top than `b`. A NaN is nearer than everything, another NaN included.
    fn before(self, a: f64, b: f64) -> bool {
        match self {
            Self::Least => a.is_nan() || a < b,
            Self::Greatest => a.is_nan() || a > b,
        }
    }

    /// Whether `value` takes the place of `top` in a full heap.
    fn gives_way(self, top: f64, value: f64) -> bool {
        let better = match self {
            Self::Least => top < value,
            Self::Greatest => top > value,
        };
        better || (top.is_nan() && !value.is_nan())
    }

    /// Offers `entry` to a heap of at most `most` entries.
    pub(crate) fn offer(self, heap: &mut Vec<Entry>, entry: Entry, most: usize) {
        if heap.len() < most {
            self.push(heap, entry);
        } else if let Some(top) = heap.first_mut().filter(|it| self.gives_way(it.0, entry.0)) {
            *top = entry;
            self.sink(heap);
        }
    }

    /// `heap.Push`.
    pub(crate) fn push(self, heap: &mut Vec<Entry>, entry: Entry) {
        heap.push(entry);
        let mut at = heap.len() - 1;
        while at > 0 {
            let parent = (at - 1) / 2;
            if !self.before(heap[at].0, heap[parent].0) {
                return;
            }
            heap.swap(at, parent);
            at = parent;
        }
    }

    /// `heap.Fix` of the top.
    fn sink(self, heap: &mut [Entry]) {
        let mut at = 0;
        loop {
            let (left, right) = (2 * at + 1, 2 * at + 2);
            if left >= heap.len() {
                return;
            }
            let right_first = right < heap.len() && self.before(heap[right].0, heap[left].0);
            let child = if right_first { right } else { left };
            if !self.before(heap[child].0, heap[at].0) {
                return;
            }
            heap.swap(at, child);
            at = child;
        }
    }

    /// The order of the result: what is farthest from the top first, NaN last. Go sorts up to twelve entries by
    /// insertion; beyond that the order of equal values is its own.
    pub(crate) fn sort(self, heap: &mut Vec<Entry>) {
        if heap.len() > 12 {
            series::sort_by(heap, &|a, b| match (self.before(b.0, a.0), self.before(a.0, b.0)) {
                (true, false) => std::cmp::Ordering::Less,
                (false, true) => std::cmp::Ordering::Greater,
                _ => std::cmp::Ordering::Equal,
            });
            return;
        }
        for end in 1..heap.len() {
            for at in (1..=end).rev() {
                if !self.before(heap[at - 1].0, heap[at].0) {
                    break;
                }
                let (low, high) = heap.split_at_mut(at);
                swap(&mut low[at - 1], &mut high[0]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(top: Top, values: &[f64], most: usize) -> Vec<Entry> {
        let mut heap = Vec::new();
        values.iter().enumerate().for_each(|(idx, it)| top.offer(&mut heap, (*it, idx), most));
        top.sort(&mut heap);
        heap
    }

    #[test]
    fn the_best_in_order() {
        let values = [5.0, f64::NAN, 7.0, 1.0, 3.0];
        assert_eq!(best(Top::Least, &values, 2), [(7.0, 2), (5.0, 0)]);
        assert_eq!(best(Top::Greatest, &values, 3), [(1.0, 3), (3.0, 4), (5.0, 0)]);
        let all = best(Top::Least, &values, 9);
        assert!(all.len() == 5 && all[4].0.is_nan() && all[3] == (1.0, 3));
    }

    #[test]
    fn of_equal_values_the_first_come_stay() {
        assert_eq!(best(Top::Least, &[1.0; 5], 2), [(1.0, 0), (1.0, 1)]);
        let many: Vec<_> = (0..40).map(f64::from).collect();
        assert_eq!(best(Top::Greatest, &many, 20).first(), Some(&(0.0, 0)));
        assert_eq!(best(Top::Least, &many, 20).first(), Some(&(39.0, 39)));
        assert_eq!(best(Top::Least, &[f64::NAN; 30], 20).len(), 20);
    }
}
