//! The whole scenario in one row: the highest value of all lines, the threshold, what fired, and the window in view.
//! It must not know single lines.

use super::Scene;
use super::pen::{Face, Pen, Stroke, Xy, crisp};
use crate::chart::Span;
use crate::layout::Row;
use crate::map::ValueMap;
use crate::{clock, ticks};
use plotters::prelude::DrawingBackend;

pub(super) fn draw<DB: DrawingBackend>(scene: Scene<'_>, pen: &Pen<'_, DB>) {
    let Scene { layout, frame, palette, states, .. } = scene;
    let Some(row) = layout.overview else { return };
    let whole = layout.whole(frame);
    pen.fill((layout.left, row.top), (layout.right, row.bottom), palette.inset, 1.0);
    heights(scene, pen, row);
    for (from, to) in states.overview.iter().filter_map(|&span| whole.clip(span)) {
        pen.fill((from, row.bottom - 4.0), (to.max(from + 2.0), row.bottom), palette.firing, 1.0);
    }
    window(scene, pen, row);
    let length = clock::length(frame.range.to - frame.range.from);
    pen.text(&length, (12.0, row.middle()), Face::left(palette.ink_3));
    clock_texts(scene, pen, row)
}

/// The highest values, and the threshold among them.
fn heights<DB: DrawingBackend>(scene: Scene<'_>, pen: &Pen<'_, DB>, row: Row) {
    let Scene { layout, palette, states, lines, .. } = scene;
    let values = &lines.overview;
    let threshold = states.threshold.as_ref().map(|it| it.value).filter(|it| it.is_finite());
    let finite = values.iter().map(|&it| f64::from(it)).filter(|it| it.is_finite()).chain(threshold);
    let (low, high) = finite.fold((0.0f64, 0.0f64), |(low, high), it| (low.min(it), high.max(it)));
    let map = ValueMap {
        low,
        high: high + (high - low) * 0.1,
        top: row.top + 2.0,
        bottom: row.bottom - 1.0,
        log: false,
    };
    if let Some(value) = threshold {
        let y = crisp(map.y(value));
        pen.fill((layout.left, y - 0.5), (layout.right, y + 0.5), palette.firing, 0.6);
    }
    let slice = (layout.right - layout.left) / values.len().max(1) as f64;
    let mut run: Vec<Xy> = Vec::new();
    for (idx, &value) in values.iter().enumerate() {
        if value.is_nan() {
            pen.path(&run, Stroke(palette.ink_2, 1.0));
            run.clear();
        } else {
            run.push((layout.left + (idx as f64 + 0.5) * slice, map.y(f64::from(value))));
        }
    }
    pen.path(&run, Stroke(palette.ink_2, 1.0))
}

/// The window in view: what is outside pales, its edges bear grips.
fn window<DB: DrawingBackend>(scene: Scene<'_>, pen: &Pen<'_, DB>, row: Row) {
    let Scene { layout, frame, palette, .. } = scene;
    let whole = layout.whole(frame);
    let Some((from, to)) = whole.clip(frame.window) else { return };
    let stroke = Stroke(palette.ink_2, 1.0);
    pen.fill((layout.left, row.top), (from, row.bottom), palette.surface, 0.62);
    pen.fill((to, row.top), (layout.right, row.bottom), palette.surface, 0.62);
    let (top, bottom) = (row.top + 0.5, row.bottom - 0.5);
    pen.path(&[(from, top), (to, top), (to, bottom), (from, bottom), (from, top)], stroke);
    for x in [from, to] {
        pen.card((x - 3.5, row.top + 7.0), (x + 3.5, row.bottom - 7.0), 2.5, palette.surface, Some(stroke));
        pen.line((x, row.top + 11.0), (x, row.bottom - 11.0), stroke);
    }
}

fn clock_texts<DB: DrawingBackend>(scene: Scene<'_>, pen: &Pen<'_, DB>, row: Row) {
    let Scene { layout, frame, palette, .. } = scene;
    let whole = layout.whole(frame);
    let y = row.bottom + 9.0;
    let Span { from, to } = frame.range;
    for (time, text) in ticks::times(frame.range, frame.zone, layout.right - layout.left) {
        let x = whole.x(time);
        // The ends of the scenario are written flush; nothing may run into them.
        if x > layout.left + 50.0 && x < layout.right - 50.0 {
            pen.text(&text, (x, y), Face::middle(palette.ink_3));
        }
    }
    pen.text(&clock::minutes(from.saturating_add(frame.zone)), (layout.left, y), Face::left(palette.ink_3));
    pen.text(&clock::minutes(to.saturating_add(frame.zone)), (layout.right, y), Face::right(palette.ink_3))
}
