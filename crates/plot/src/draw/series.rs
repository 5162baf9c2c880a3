//! The lines and their gaps. It must not know the threshold.

use super::pen::{Face, Pen, Stroke, Xy};
use super::{Scene, inputs, marker};
use crate::chart::{Gap, Line};
use plotters::prelude::DrawingBackend;

pub(super) fn draw<DB: DrawingBackend>(scene: Scene<'_>, pen: &Pen<'_, DB>) {
    // The selected line is drawn last, above the others.
    let shown = |line: &&Line| !scene.hidden.contains(&line.slot);
    let count = scene.lines.lines.iter().filter(shown).map(|line| points(&line.runs)).sum();
    for line in scene.lines.lines.iter().filter(shown).filter(|line| !line.selected) {
        draw_line(scene, pen, line, count);
    }
    for line in scene.lines.lines.iter().filter(shown).filter(|line| line.selected) {
        draw_line(scene, pen, line, points(&line.runs));
    }
    let values = scene.layout.values(scene.frame);
    inputs::traces(scene, pen, &scene.lines.others, &values, Some((2.0, 3.0)));
    for gap in scene.lines.gaps.iter().filter(|gap| !scene.hidden.contains(&gap.slot)) {
        draw_gap(scene, pen, gap);
    }
}

/// How many points the runs of a line have.
pub(super) fn points<T>(runs: &[Vec<T>]) -> usize {
    runs.iter().map(Vec::len).sum()
}

/// The width of lines that have `count` points together. Where those are dense, wide joins cost twenty times what a device
/// pixel does, and hide what they join.
pub(super) fn width(scene: Scene<'_>, count: usize, width: f64) -> f64 {
    let dense = count as f64 > (scene.layout.right - scene.layout.left) * 1.5;
    if dense { 1.0 / scene.ratio.max(1.0) } else { width }
}

/// Draws a line, one of those that have `count` points together.
fn draw_line<DB: DrawingBackend>(scene: Scene<'_>, pen: &Pen<'_, DB>, line: &Line, count: usize) {
    let Scene { layout, frame, palette, .. } = scene;
    let (times, values) = (layout.times(frame), layout.values(frame));
    let width = width(scene, count, if line.selected { 2.0 } else { 1.5 });
    let stroke = Stroke(palette.line(line.slot), width);
    for run in &line.runs {
        let points: Vec<Xy> = run.iter().map(|it| (times.x(it.time), values.y(it.value))).collect();
        if let [only] = points[..] {
            marker::draw(pen, line.slot, only, 2.0, stroke.0);
        } else if (4..8).contains(&line.slot) {
            pen.dashes(&points, (6.0, 3.0), stroke);
        } else {
            pen.path(&points, stroke);
        }
        for (point, at) in run.iter().zip(&points) {
            if point.value.is_infinite() {
                infinite(pen, *at, point.value > 0.0, stroke);
            }
        }
    }
}

/// An infinite value: an arrow at the plot's edge.
fn infinite<DB: DrawingBackend>(pen: &Pen<'_, DB>, (x, y): Xy, up: bool, stroke: Stroke) {
    // With the clock, as all that is filled: one shape with the marker of a point by itself.
    let (side, tip) = if up { (4.0, -6.0) } else { (-4.0, 6.0) };
    pen.polygon(&[(x - side, y), (x, y + tip), (x + side, y)], stroke.0, 1.0)
}

/// A gap that says why it is one: a bracket over the axis.
fn draw_gap<DB: DrawingBackend>(scene: Scene<'_>, pen: &Pen<'_, DB>, gap: &Gap) {
    let Scene { layout, frame, palette, .. } = scene;
    let Some((from, to)) = layout.times(frame).clip(gap.span) else { return };
    let y = layout.plot.bottom - 12.5;
    pen.path(&[(from, y - 4.0), (from, y), (to, y), (to, y - 4.0)], Stroke(palette.axis, 1.0));
    if to - from < 90.0 {
        return;
    }
    pen.text(&gap.why, ((from + to) / 2.0, y - 10.0), Face::middle(palette.ink_3).over(palette.surface))
}
