//! Grid, axes, ticks and the caption. It must not know lines or lanes.

use super::Scene;
use super::pen::{Face, Pen, Stroke, crisp};
use crate::{clock, ticks};
use plotters::prelude::DrawingBackend;

pub(super) fn draw<DB: DrawingBackend>(scene: Scene<'_>, pen: &Pen<'_, DB>) {
    let Scene { layout, frame, palette, .. } = scene;
    let (times, values) = (layout.times(frame), layout.values(frame));
    let ticks = if values.log { ticks::decades } else { ticks::values };
    for (value, text) in ticks(values.low, values.high) {
        let y = crisp(values.y(value));
        pen.line((layout.left, y), (layout.right, y), Stroke(palette.grid, 1.0));
        pen.text(&text, (layout.left - 10.0, y), Face::right(palette.ink_3));
    }
    for (time, text) in ticks::times(frame.window, frame.zone, layout.right - layout.left) {
        let x = crisp(times.x(time));
        pen.line((x, layout.plot.top), (x, layout.axis), Stroke(palette.grid, 1.0));
        pen.line((x, layout.axis), (x, layout.axis + 5.0), Stroke(palette.axis, 1.0));
        // A tick gives way to the cursor's chip.
        let hidden = scene.cursor.is_some_and(|cursor| (times.x(cursor) - x).abs() < 52.0);
        if !hidden {
            pen.text(&text, (x, layout.axis + 13.0), Face::middle(palette.ink_3));
        }
    }
    let separator = crisp(layout.separator);
    pen.line((0.0, separator), (layout.width, separator), Stroke(palette.hairline, 1.0));
    let axis = crisp(layout.axis);
    pen.line((layout.left, axis), (layout.right, axis), Stroke(palette.axis, 1.0));
    pen.text(&clock::zone(frame.zone), (12.0, layout.axis + 13.0), Face::left(palette.ink_3));
    pen.text("Faults", (12.0, layout.faults.middle()), Face::left(palette.ink_3));
    if frame.unit.is_empty() {
        return;
    }
    let scale = if values.log { ", logarithmic" } else { "" };
    let caption = format!("\u{2191} {}{scale}", frame.unit);
    pen.text(&caption, (12.0, layout.caption), Face::left(palette.ink_3))
}
