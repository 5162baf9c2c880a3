//! Which episodes came, went or moved between two rules, as they are told. It must not know lanes but for the names of objects.

use super::lanes::Object;
use crate::learn::{Changed, Fired};
use crate::limits::ROWS;
use crate::picture::Picture;
use alerting::Episode;
use plot::Span;
use quality::{Change, compare};
use series::Labels;
use std::collections::BTreeMap;

/// How many pairs there are of each kind, and those that differ, in order of time.
pub(super) fn pairs(
    pictures: [&Picture; 2],
    key: &dyn Fn(&Labels) -> Labels,
    objects: &BTreeMap<Labels, Object>,
) -> ([u32; 4], Vec<Changed>) {
    let [first, second] = pictures.map(|it| it.states.episodes.as_slice());
    let (mut counts, mut changes) = ([0; 4], Vec::new());
    for pair in compare(first, second, key) {
        counts[place(pair.change)] += 1;
        if pair.change == Change::Same || changes.len() >= ROWS {
            continue;
        }
        let episodes = [pair.first.and_then(|it| first.get(it)), pair.second.and_then(|it| second.get(it))];
        let object = episodes.into_iter().flatten().next().and_then(|it| objects.get(&key(&it.labels)));
        let name = object.map(|it| it.name.clone()).unwrap_or_default();
        changes.push(Changed { name, episodes: episodes.map(|it| it.map(fired)) });
    }
    (counts, changes)
}

/// Its place among [`crate::learn::Compared::counts`].
fn place(change: Change) -> usize {
    match change {
        Change::Same => 0,
        Change::Moved => 1,
        Change::Added => 2,
        Change::Removed => 3,
    }
}

fn fired(it: &Episode) -> Fired {
    Fired { span: Span { from: it.from, to: it.to }, open: it.open_end }
}
