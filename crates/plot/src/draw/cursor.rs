//! The cursor: a line through all rows, its time on the axis, a marker on every line. It must not know whether it is
//! pinned.

use super::pen::{Face, Pen, Stroke, crisp};
use super::{Scene, marker};
use crate::chart::Line;
use crate::clock;
use crate::map::between;
use plotters::prelude::DrawingBackend;

pub(super) fn draw<DB: DrawingBackend>(scene: Scene<'_>, pen: &Pen<'_, DB>) {
    let Scene { layout, frame, palette, .. } = scene;
    let Some(time) = scene.cursor else { return };
    let times = layout.times(frame);
    let x = crisp(times.x(time));
    if x < layout.left - 1.0 || x > layout.right + 1.0 {
        return;
    }
    pen.line((x, layout.faults.bottom), (x, layout.axis + 4.0), Stroke(palette.ink_2, 1.0));
    let chip = between(x, 32.0, layout.width - 32.0);
    let (top, bottom) = (layout.axis + 4.0, layout.axis + 22.0);
    pen.card((chip - 31.0, top), (chip + 31.0, bottom), 4.0, palette.ink, None);
    pen.text(&clock::seconds(time), (chip, (top + bottom) / 2.0), Face::middle(palette.surface));
    for line in scene.lines.lines.iter().filter(|line| !scene.hidden.contains(&line.slot)).take(60) {
        if let Some(value) = at(line, time) {
            let y = layout.values(frame).y(value);
            marker::draw(pen, line.slot, (x, y), 5.2, palette.surface);
            marker::draw(pen, line.slot, (x, y), 3.8, palette.line(line.slot));
        }
    }
}

/// The height of a line at an instant, between its points where it was thinned; nothing in a gap.
fn at(line: &Line, time: i64) -> Option<f64> {
    let run = line.runs.iter().find(|run| {
        run.first().is_some_and(|first| first.time <= time)
            && run.last().is_some_and(|last| time <= last.time)
    })?;
    let after = run.partition_point(|point| point.time < time);
    let next = run.get(after)?;
    let Some(before) = after.checked_sub(1).and_then(|idx| run.get(idx)) else { return Some(next.value) };
    if next.time == time || next.value.is_infinite() || before.value.is_infinite() {
        return Some(next.value);
    }
    let share = (time - before.time) as f64 / (next.time - before.time).max(1) as f64;
    Some(before.value + (next.value - before.value) * share)
}
