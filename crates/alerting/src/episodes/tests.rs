//! Episodes from timelines. They must not replay.

use super::{Peak, episodes};
use crate::{InstanceTimeline, State, StateSpan, Timeline};
use promql::{Column, Steps};
use series::{Labels, STALE};

#[test]
fn from_firing_to_resolved_and_open_at_the_ends() {
    let span = |state, from, to| StateSpan { state, from, to };
    let labels = Labels::new([("alertname", "A"), ("i", "a")]);
    let series = Labels::new([("i", "a")]);
    let spans = vec![
        span(State::Firing, 0, 2),
        span(State::Inactive, 2, 3),
        span(State::Pending, 3, 4),
        span(State::Firing, 4, 6),
        span(State::Kept, 6, 7),
        span(State::Firing, 7, 9),
    ];
    let instance = InstanceTimeline { labels, series: series.clone(), also: Vec::new(), spans };
    let timeline = Timeline { instances: vec![instance], errors: Vec::new() };
    let values = vec![1.0, 2.0, STALE, 9.0, 3.0, f64::INFINITY, STALE, f64::NAN, 4.0];
    let columns = [Column { labels: series, values }];
    let steps = Steps { start: 0, end: 8, step: 1 };
    let of = |peak| -> Vec<_> {
        episodes(&timeline, &columns, steps, peak)
            .into_iter()
            .map(|it| (it.pending_from, it.from, it.to, it.peak, it.open_start, it.open_end))
            .collect()
    };
    assert_eq!(of(Peak::Max), [(None, 0, 2, 2.0, true, false), (Some(3), 4, 9, f64::INFINITY, false, true)]);
    assert_eq!(of(Peak::Min)[1].3, 3.0);
    assert_eq!(of(Peak::Last)[1].3, 4.0);
}
