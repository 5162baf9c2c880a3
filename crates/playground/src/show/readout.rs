//! All instances at the cursor or under the pointer. It must not know the chart's pixels.

use crate::scene::Scene;
use crate::view::{Readout, ReadoutRow};
use crate::words;
use alerting::{Peak, State};
use plot::NoticeKind;
use series::{format_clock, is_stale};

pub(super) fn readout(scene: &Scene<'_>) -> Readout {
    let time = scene.instant();
    let peak = crate::job::peak(&scene.picture.plan);
    let place = |slot| (rank(scene.state(slot, time)), order(scene, peak, slot, time), slot);
    let mut places: Vec<(u8, f64, usize)> = (0..scene.names.len()).map(place).collect();
    // The state comes before all; equal ones stay in the order of their slots.
    series::sort_by(&mut places, &|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let window = promql::windows(&scene.picture.plan.query).first().map(|it| it.millis);
    Readout {
        time,
        clock: format_clock(time),
        window: window
            .map(|millis| format!("window {}–{}", format_clock(time - millis), format_clock(time)))
            .unwrap_or_default(),
        pinned: scene.model.hover.is_none(),
        sent: sent(scene, time),
        rows: places.into_iter().map(|it| row(scene, it.2, time)).collect(),
    }
}

/// The messages after the evaluation before `time`, up to it.
fn sent(scene: &Scene<'_>, time: i64) -> String {
    let notes = scene.picture.states.notes.iter();
    let new = notes.filter(|it| time - scene.step() < it.time && it.time <= time);
    let word = |kind: NoticeKind| ["page", "message: firing", "message: resolved"][kind as usize];
    let said: Vec<_> = new.map(|it| format!("{} at {}", word(it.kind), format_clock(it.time))).collect();
    said.join(", ")
}

fn row(scene: &Scene<'_>, slot: usize, time: i64) -> ReadoutRow {
    let raw = scene.columns[slot].values.get(scene.idx(time)).copied();
    let value = scene.value(slot, time);
    let threshold = scene.threshold().filter(|it| *it != 0.0);
    let text = match raw {
        Some(value) if is_stale(value) => "no value".to_owned(),
        Some(value) => words::figure(value),
        None => "no value".to_owned(),
    };
    let multiple = value.zip(threshold).map(|(value, threshold)| format!("{:.2}×", value / threshold));
    ReadoutRow {
        name: scene.names[slot].clone(),
        slot: slot as u32,
        value: text,
        multiple: multiple.unwrap_or_default(),
        state: word(scene.state(slot, time)).to_owned(),
    }
}

/// What is firing stands above what is pending, and that above the rest.
fn rank(state: State) -> u8 {
    match state {
        State::Firing => 0,
        State::Kept => 1,
        State::Pending => 2,
        State::Inactive => 3,
    }
}

/// Where a value stands among those of its state, the least first: the highest where the comparison asks for high
/// values, the lowest where for low ones, the nearest where for one number; no value is last.
fn order(scene: &Scene<'_>, peak: Peak, slot: usize, time: i64) -> f64 {
    let Some(value) = scene.value(slot, time) else { return f64::INFINITY };
    match peak {
        Peak::Max => -value,
        Peak::Min => value,
        Peak::Last => scene.threshold().map_or(-value, |threshold| (value - threshold).abs()),
    }
}

/// A state in words.
pub(super) fn word(state: State) -> &'static str {
    match state {
        State::Inactive => "inactive",
        State::Pending => "pending",
        State::Firing => "firing",
        State::Kept => "kept firing",
    }
}
