//! What both rules make of each object: two lanes an object, those that differ first. It must not know episodes.

use crate::group::{lane_state, merged};
use crate::learn::Lanes;
use crate::picture::Picture;
use crate::scene::short_names;
use plot::{LaneState, Span};
use series::Labels;
use std::collections::BTreeMap;

/// Objects that are shown.
const ROWS: usize = 40;
/// Bars of a lane that are kept apart; of more, those are joined that nobody could tell apart in a picture.
const BARS: usize = 400;

/// Bars over time, later ones above earlier ones.
type Lane = Vec<(LaneState, Span)>;

/// One object.
#[derive(Default)]
pub(super) struct Object {
    pub(super) name: String,
    lanes: [Lane; 2],
}

/// All objects that either rule is ever active for.
pub(super) fn objects(pictures: [&Picture; 2], key: &dyn Fn(&Labels) -> Labels) -> BTreeMap<Labels, Object> {
    let mut objects: BTreeMap<Labels, Object> = BTreeMap::new();
    for (idx, picture) in pictures.into_iter().enumerate() {
        for instance in &picture.states.timeline.instances {
            let spans = instance.spans.iter();
            let bar =
                |it: &alerting::StateSpan| Some((lane_state(it.state)?, Span { from: it.from, to: it.to }));
            let lane = &mut objects.entry(key(&instance.labels)).or_default().lanes[idx];
            lane.extend(spans.filter_map(bar));
        }
    }
    let names = short_names(&objects.keys().collect::<Vec<_>>());
    for (object, name) in objects.values_mut().zip(names) {
        object.name = name;
    }
    objects
}

/// The rows that are shown, and how many are not.
pub(super) fn rows(objects: BTreeMap<Labels, Object>, range: Span) -> (Vec<Lanes>, u32) {
    let more = objects.len().saturating_sub(ROWS);
    let mut ranked: Vec<(bool, i64, Labels, Object)> = Vec::new();
    for (labels, object) in objects {
        let [a, b] = &object.lanes;
        // Only where not all are shown: otherwise an object keeps its place, whatever is compared.
        let weight = if more > 0 { -differing(a, b) } else { 0 };
        ranked.push((a == b, weight, labels, object));
    }
    series::sort_by(&mut ranked, &|a, b| (a.0, a.1, &a.2).cmp(&(b.0, b.1, &b.2)));
    let row = |(_, _, labels, object): (bool, i64, Labels, Object)| Lanes {
        name: object.name,
        labels: labels.to_string(),
        lanes: object.lanes.map(|it| joined(&it, range)),
    };
    (ranked.into_iter().take(ROWS).map(row).collect(), more as u32)
}

/// The bars of a lane, few enough to be drawn.
fn joined(lane: &Lane, range: Span) -> Lane {
    let gap = if lane.len() > BARS { (range.to - range.from) / BARS as i64 } else { 0 };
    let states = [LaneState::Pending, LaneState::Kept, LaneState::Firing];
    let of = |state| merged(&spans(lane, |it| it == state), gap).into_iter().map(move |span| (state, span));
    states.into_iter().flat_map(of).collect()
}

/// The spans of a lane's bars whose state is wanted, in order of time.
fn spans(lane: &Lane, wanted: impl Fn(LaneState) -> bool) -> Vec<Span> {
    let mut spans: Vec<Span> = lane.iter().filter(|it| wanted(it.0)).map(|it| it.1).collect();
    series::sort_by(&mut spans, &|a, b| (a.from, a.to).cmp(&(b.from, b.to)));
    spans
}

/// For how many milliseconds one fires and the other does not.
fn differing(a: &Lane, b: &Lane) -> i64 {
    let firing = |lane| merged(&spans(lane, |it| it != LaneState::Pending), 0);
    let (a, b) = (firing(a), firing(b));
    let length = |spans: &[Span]| spans.iter().map(|it| it.to - it.from).sum::<i64>();
    let (mut both, mut at) = (0, 0);
    for it in &a {
        while b.get(at).is_some_and(|other| other.to <= it.from) {
            at += 1;
        }
        let near = b[at..].iter().take_while(|other| other.from < it.to);
        both += near.map(|other| other.to.min(it.to) - other.from.max(it.from)).sum::<i64>();
    }
    length(&a) + length(&b) - 2 * both
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bar(state: LaneState, from: i64, to: i64) -> (LaneState, Span) {
        (state, Span { from, to })
    }

    #[test]
    fn differing_counts_what_one_alone_fires() {
        use LaneState::{Firing, Kept, Pending};
        let a = vec![bar(Pending, 0, 10), bar(Firing, 10, 30), bar(Kept, 30, 40), bar(Firing, 60, 70)];
        let b = vec![bar(Firing, 20, 35), bar(Firing, 50, 65), bar(Firing, 80, 81)];
        assert_eq!((differing(&a, &b), differing(&b, &a)), (10 + 5 + 10 + 5 + 1, 31));
        assert_eq!((differing(&a, &a), differing(&a, &Vec::new())), (0, 40));
    }

    #[test]
    fn what_differs_stands_first_and_the_rest_is_counted() {
        let object = |name: &str, from: i64| Object {
            name: name.to_owned(),
            lanes: [vec![bar(LaneState::Firing, 0, 50)], vec![bar(LaneState::Firing, from, 50)]],
        };
        let all = |count: usize, of: &dyn Fn(usize) -> i64| {
            let object = |it: usize| (Labels::new([("server", format!("s{it:03}"))]), object("", of(it)));
            (0..count).map(object).collect::<BTreeMap<_, _>>()
        };
        let range = Span { from: 0, to: 100 };
        let (few, more) = rows(all(3, &|it| if it == 1 { 9 } else { 0 }), range);
        assert_eq!((few[0].labels.as_str(), few.len(), more), ("{server=\"s001\"}", 3, 0));
        let (many, more) = rows(all(50, &|it| it as i64), range);
        assert_eq!((many[0].labels.as_str(), many.len(), more), ("{server=\"s049\"}", ROWS, 10));
    }

    #[test]
    fn a_lane_that_flaps_all_the_time_has_few_bars() {
        let lane: Lane = (0..100_000).map(|it| bar(LaneState::Firing, it * 30, it * 30 + 15)).collect();
        let joined = joined(&lane, Span { from: 0, to: 3_000_000 });
        assert!(joined.len() <= BARS && joined[0].1.from == 0, "{}", joined.len());
        assert_eq!(joined.last().map(|it| it.1.to), Some(99_999 * 30 + 15));
    }
}
