//! The cursor: a line through all rows, its time on the axis, a marker on every line. It must not know whether it is
//! pinned.

use super::pen::{Face, Pen, Stroke, crisp};
use super::{Scene, inputs, marker};
use crate::chart::Point;
use crate::clock;
use crate::map::between;
use plotters::prelude::DrawingBackend;

pub(super) fn draw<DB: DrawingBackend>(scene: Scene<'_>, pen: &Pen<'_, DB>) {
    let Scene { layout, frame, palette, .. } = scene;
    if let Some(time) = scene.pointer {
        pointer(scene, pen, time);
    }
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
    pen.text(
        &clock::seconds(time.saturating_add(frame.zone)),
        (chip, (top + bottom) / 2.0),
        Face::middle(palette.surface),
    );
    let mark = |slot: u32, y: f64, size: f64| {
        marker::draw(pen, slot, (x, y), size + 1.4, palette.surface);
        marker::draw(pen, slot, (x, y), size, palette.line(slot));
    };
    for line in scene.lines.lines.iter().filter(|line| !scene.hidden.contains(&line.slot)).take(60) {
        if let Some(value) = at(&line.runs, time) {
            mark(line.slot, layout.values(frame).y(value), 3.8);
        }
    }
    for (panel, row) in scene.lines.inputs.iter().zip(&layout.inputs) {
        for trace in panel.traces.iter().filter(|it| !scene.hidden.contains(&it.slot)).take(20) {
            if let Some(value) = at(&trace.runs, time) {
                mark(trace.slot, inputs::axis(panel, *row).y(value), 2.2);
            }
        }
    }
}

/// Where the pointer is while the cursor stays elsewhere.
fn pointer<DB: DrawingBackend>(scene: Scene<'_>, pen: &Pen<'_, DB>, time: i64) {
    let Scene { layout, frame, palette, .. } = scene;
    let x = crisp(layout.times(frame).x(time));
    pen.dashes(&[(x, layout.plot.top), (x, layout.axis)], (3.0, 3.0), Stroke(palette.ink_3, 1.0));
    let at = (between(x, layout.left + 24.0, layout.right - 24.0), layout.plot.top - 8.0);
    let text = clock::seconds(time.saturating_add(frame.zone));
    pen.text(&text, at, Face::middle(palette.ink_2).over(palette.surface))
}

/// The height of a line at an instant, between its points where it was thinned; nothing in a gap.
fn at(runs: &[Vec<Point>], time: i64) -> Option<f64> {
    let run = runs.iter().find(|run| {
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
