//! The faults above the plot and the guides at their edges. It must not know what a fault does.

use super::Scene;
use super::pen::{Face, Pen, Stroke, crisp};
use crate::chart::FaultBar;
use plotters::prelude::DrawingBackend;

pub(super) fn draw<DB: DrawingBackend>(scene: Scene<'_>, pen: &Pen<'_, DB>) {
    for bar in scene.faults.iter().filter(|bar| !bar.selected) {
        draw_bar(scene, pen, bar);
    }
    for bar in scene.faults.iter().filter(|bar| bar.selected) {
        draw_bar(scene, pen, bar);
    }
}

fn draw_bar<DB: DrawingBackend>(scene: Scene<'_>, pen: &Pen<'_, DB>, bar: &FaultBar) {
    let Scene { layout, frame, palette, .. } = scene;
    let times = layout.times(frame);
    let Some((from, to)) = times.clip(bar.span) else { return };
    let row = layout.faults;
    let guide = Stroke(palette.ink_3, 1.0);
    for end in [bar.span.from, bar.span.to] {
        let x = crisp(times.x(end));
        if layout.left <= x && x <= layout.right + 1.0 {
            pen.dashes(&[(x, row.bottom), (x, layout.axis)], (1.0, 3.0), guide);
        }
    }
    // A reload takes no time, its bar must be seen nevertheless.
    let to = to.max(from + 3.0);
    let edge = Stroke(if bar.selected { palette.ink } else { palette.fault }, 1.0);
    if bar.counts {
        pen.card((from, row.top), (to, row.bottom), 3.0, palette.fault_wash, Some(edge));
    } else {
        let (top, bottom) = (row.top + 0.5, row.bottom - 0.5);
        pen.fill((from, top), (to, bottom), palette.surface, 1.0);
        let outline = [(from, top), (to, top), (to, bottom), (from, bottom), (from, top)];
        pen.dashes(&outline, (3.0, 3.0), edge);
    }
    label(scene, pen, bar, (from, to));
    if bar.selected {
        let inside = |time: i64| frame.window.from <= time && time <= frame.window.to;
        for end in [bar.span.from, bar.span.to].into_iter().filter(|&end| inside(end)) {
            let x = times.x(end);
            pen.card((x - 3.0, row.top - 1.0), (x + 3.0, row.bottom + 1.0), 2.5, palette.surface, Some(edge));
            pen.line((x, row.top + 6.0), (x, row.bottom - 6.0), edge);
        }
    }
}

/// The label goes into the bar, whole or as its first word, else beside it, else away.
fn label<DB: DrawingBackend>(scene: Scene<'_>, pen: &Pen<'_, DB>, bar: &FaultBar, (from, to): (f64, f64)) {
    let Scene { layout, palette, .. } = scene;
    // Without measuring: faces in use set a letter about this wide.
    let wide = |text: &str| text.chars().count() as f64 * 5.5;
    let y = layout.faults.middle();
    let face = Face::middle(palette.fault_ink);
    if to - from >= wide(&bar.label) + 14.0 {
        pen.text(&bar.label, ((from + to) / 2.0, y), face);
        return;
    }
    let short = bar.label.split(' ').next().unwrap_or_default();
    if to - from >= wide(short) + 14.0 {
        pen.text(short, ((from + to) / 2.0, y), face);
        return;
    }
    let end = to + wide(&bar.label) + 12.0;
    let next = |other: &FaultBar| layout.times(scene.frame).clip(other.span).map(|ends| ends.0);
    let taken = scene.faults.iter().filter_map(next).any(|x| x > from + 0.5 && x < end);
    if taken || end > layout.width {
        return;
    }
    pen.text(&bar.label, (to + 7.0, y), Face::left(palette.ink_3))
}
