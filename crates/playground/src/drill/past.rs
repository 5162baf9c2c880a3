//! A picture up to an instant, as if nothing came after it. It must not know what is told of it.

use crate::job::peak;
use crate::picture::{Columns, Picture, States};
use alerting::{InstanceTimeline, State, StateSpan, Timeline};
use promql::{Column, Steps};
use series::{Store, is_stale};
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

/// `picture` up to `now`, an evaluation; its samples only where they are wanted, for they are many.
pub(super) fn past(picture: &Picture, now: i64, samples: bool) -> Picture {
    let mut plan = (*picture.plan).clone();
    plan.steps.end = now;
    plan.scenario.events.clear();
    let count = plan.steps.len();
    let mut store = if samples { Store::clone(&picture.store) } else { Store::new() };
    store.truncate(now);
    let columns = Columns {
        side: Rc::new(columns(&picture.columns.side, count)),
        whole: Arc::new(columns(&picture.columns.whole, count)),
        error: picture.columns.error.clone(),
        ..Columns::default()
    };
    let timeline = timeline(&picture.states.timeline, plan.steps);
    let episodes = alerting::episodes(&timeline, &columns.whole, plan.steps, peak(&plan));
    let notes = picture.states.notes.iter().filter(|it| it.time <= now).copied().collect();
    Picture {
        plan: Rc::new(plan),
        store: Rc::new(store),
        harm: Rc::default(),
        columns: Rc::new(columns),
        states: Rc::new(States { timeline, episodes, notes }),
        trouble: Rc::default(),
        found: RefCell::default(),
    }
}

/// The first `count` values of those that have any.
fn columns(all: &[Column], count: usize) -> Vec<Column> {
    let cut = |it: &Column| {
        let values = it.values.get(..count).unwrap_or(&it.values);
        let any = values.iter().any(|it| !is_stale(*it));
        any.then(|| Column { labels: it.labels.clone(), values: values.to_vec() })
    };
    all.iter().filter_map(cut).collect()
}

/// The instances that were ever active in `steps`, in these.
fn timeline(all: &Timeline, steps: Steps) -> Timeline {
    let end = steps.end + steps.step;
    let instance = |it: &InstanceTimeline| {
        let begun = it.spans.iter().filter(|it| it.from < end);
        let spans: Vec<_> = begun.map(|it| StateSpan { to: it.to.min(end), ..*it }).collect();
        let any = spans.iter().any(|it| it.state != State::Inactive);
        any.then(|| InstanceTimeline {
            labels: it.labels.clone(),
            series: it.series.clone(),
            also: Vec::new(),
            spans,
        })
    };
    let errors = all.errors.iter().filter(|it| it.0 <= steps.end).cloned().collect();
    Timeline { instances: all.instances.iter().filter_map(instance).collect(), errors }
}
