//! The shaded side, what the filter returns, the threshold, its crossings and the peaks. It must not know lanes.

use super::pen::{Face, Pen, Stroke, Xy};
use super::{Scene, marker};
use crate::chart::{LaneState, Line, Point, Side, Span, Threshold};
use crate::map::between;
use crate::number;
use plotters::prelude::DrawingBackend;

pub(super) fn draw<DB: DrawingBackend>(scene: Scene<'_>, pen: &Pen<'_, DB>) {
    match &scene.states.threshold {
        Some(threshold) => {
            shade(scene, pen, threshold);
            result(scene, pen, threshold);
            scene.states.others.iter().for_each(|(_, it)| other(scene, pen, it));
            draw_threshold(scene, pen, threshold);
            crossings(scene, pen, threshold);
        }
        // Two lines against each other: what is returned has no height of its own.
        None if !scene.lines.others.is_empty() => bands(scene, pen),
        None => {}
    }
    if !scene.layout.is_small() {
        peaks(scene, pen)
    }
}

/// The whole side on which the comparison is true, faintly.
fn shade<DB: DrawingBackend>(scene: Scene<'_>, pen: &Pen<'_, DB>, threshold: &Threshold) {
    let Scene { layout, frame, palette, .. } = scene;
    let y = layout.values(frame).y(threshold.value);
    let (top, bottom) = match threshold.side {
        Side::Above => (layout.plot.top, y),
        Side::Below => (y, layout.plot.bottom),
        Side::On | Side::Off => return,
    };
    pen.fill((layout.left, top), (layout.right, bottom), palette.firing, palette.shade)
}

/// So many lines are filled; of more, the selected one alone.
const FILLED: usize = 8;

/// What the filter returns: the area between threshold and line while it does, or the stretches themselves for equality.
fn result<DB: DrawingBackend>(scene: Scene<'_>, pen: &Pen<'_, DB>, threshold: &Threshold) {
    let below = match threshold.side {
        Side::Above => false,
        Side::Below => true,
        Side::On | Side::Off => return bands(scene, pen),
    };
    let edge = scene.layout.values(scene.frame).y(threshold.value);
    let lines = &scene.lines.lines;
    let few = lines.len() <= FILLED;
    let shown = lines.iter().filter(|it| scene.result && (few || it.selected));
    for line in shown.filter(|it| !scene.hidden.contains(&it.slot)) {
        for points in returned_parts(scene, line) {
            for area in areas(&points, edge, below) {
                pen.polygon(&area, scene.palette.line(line.slot), if line.selected { 0.14 } else { 0.1 });
            }
        }
    }
}

/// The stretches in which the filter returns the selected series.
fn bands<DB: DrawingBackend>(scene: Scene<'_>, pen: &Pen<'_, DB>) {
    let Scene { layout, frame, palette, states, .. } = scene;
    let times = layout.times(frame);
    for (from, to) in states.filled.iter().filter(|_| scene.result).filter_map(|&span| times.clip(span)) {
        pen.fill((from, layout.plot.top), (to, layout.plot.bottom), palette.firing, 0.08);
    }
}

/// The points of a line while the alert's expression returns it, from the point before on: where the line crosses.
fn returned_parts(scene: Scene<'_>, line: &Line) -> Vec<Vec<Xy>> {
    let Scene { layout, frame, .. } = scene;
    let (times, values) = (layout.times(frame), layout.values(frame));
    let lanes = scene.states.lanes.iter().filter(|lane| lane.slot == line.slot).flat_map(|lane| &lane.bars);
    let mut spans: Vec<Span> = Vec::new();
    for (_, span) in lanes.filter(|(state, _)| matches!(state, LaneState::Pending | LaneState::Firing)) {
        match spans.last_mut() {
            Some(last) if last.to >= span.from => last.to = span.to,
            _ => spans.push(*span),
        }
    }
    let parts = spans.iter().flat_map(|span| {
        let inside = |it: &&Point| span.from - frame.step <= it.time && it.time <= span.to;
        let points = move |run: &Vec<Point>| {
            run.iter().filter(inside).map(|it| (times.x(it.time), values.y(it.value))).collect::<Vec<_>>()
        };
        line.runs.iter().map(points)
    });
    parts.filter(|points| points.len() > 1).collect()
}

/// A threshold that is not the active one: a thin line, and a chip that makes it the active one.
fn other<DB: DrawingBackend>(scene: Scene<'_>, pen: &Pen<'_, DB>, threshold: &Threshold) {
    let Scene { layout, frame, palette, .. } = scene;
    let y = layout.values(frame).y(threshold.value);
    let stroke = Stroke(palette.firing, 1.0);
    pen.dashes(&[(layout.left, y), (layout.right + 8.0, y)], (4.0, 3.0), stroke);
    let width = between(layout.width - layout.right - 16.0, 36.0, 52.0);
    let left = layout.right + 8.0;
    pen.card((left, y - 9.0), (left + width - 4.0, y + 9.0), 4.0, palette.surface, Some(stroke));
    pen.text(&threshold.text, (left + width / 2.0 - 2.0, y), Face::middle(palette.ink_2))
}

/// The closed areas between a line and the height `edge`, on the side on which the comparison is true (y grows
/// downwards: `below` in value is greater in y).
fn areas(points: &[Xy], edge: f64, below: bool) -> Vec<Vec<Xy>> {
    let inside = |y: f64| if below { y > edge } else { y < edge };
    let mut areas = Vec::new();
    let mut area: Vec<Xy> = Vec::new();
    for (idx, &(x, y)) in points.iter().enumerate() {
        if let Some(&(x0, y0)) = idx.checked_sub(1).and_then(|before| points.get(before))
            && inside(y0) != inside(y)
        {
            area.push((x0 + (x - x0) * (edge - y0) / (y - y0), edge));
            if inside(y0) {
                areas.push(std::mem::take(&mut area));
            }
        }
        if inside(y) {
            if area.is_empty() {
                area.push((x, edge));
            }
            area.push((x, y));
        }
    }
    if let Some(&(x, _)) = area.last() {
        area.push((x, edge));
        areas.push(area);
    }
    areas.retain(|area| area.len() > 2);
    areas
}

fn draw_threshold<DB: DrawingBackend>(scene: Scene<'_>, pen: &Pen<'_, DB>, threshold: &Threshold) {
    let Scene { layout, frame, palette, .. } = scene;
    let y = layout.values(frame).y(threshold.value);
    let words = match threshold.side {
        Side::Above => "true above ",
        Side::Below => "true below ",
        Side::On => "true at ",
        Side::Off => "true unless ",
    };
    pen.line((layout.left, y), (layout.right, y), Stroke(palette.firing, 1.5));
    let label = format!("{words}{}", threshold.text);
    pen.text(
        &label,
        (layout.left + 6.0, words_at(scene, y)),
        Face::left(palette.firing_ink).over(palette.surface),
    );
    if !layout.is_small() {
        handle(scene, pen, threshold, y)
    }
}

/// Where the threshold's words stand: above the line, unless that would leave the plot.
fn words_at(scene: Scene<'_>, y: f64) -> f64 {
    if y - scene.layout.plot.top < 18.0 { y + 10.0 } else { y - 10.0 }
}

/// The chip in the right margin by which the threshold is dragged.
fn handle<DB: DrawingBackend>(scene: Scene<'_>, pen: &Pen<'_, DB>, threshold: &Threshold, y: f64) {
    let Scene { layout, palette, .. } = scene;
    let stroke = Stroke(palette.firing, 1.5);
    // The chip shrinks with the gutter of a phone.
    let width = between(layout.width - layout.right - 16.0, 36.0, 52.0);
    let left = layout.right + 6.0;
    pen.line((layout.right, y), (left, y), stroke);
    pen.card((left, y - 12.0), (left + width, y + 12.0), 5.0, palette.surface, Some(stroke));
    let mut text_x = left + width / 2.0;
    if threshold.draggable {
        for dot in 0..6 {
            let (column, row) = (f64::from(dot % 2), f64::from(dot / 2) - 1.0);
            pen.disc((left + 7.0 + 4.0 * column, y + 4.0 * row), 1.2, palette.firing, 1.0);
        }
        let middle = left + width / 2.0;
        for (side, tip) in [(-17.0, -21.0), (17.0, 21.0)] {
            pen.path(&[(middle - 4.0, y + side), (middle, y + tip), (middle + 4.0, y + side)], stroke);
        }
        text_x += 6.0;
    }
    pen.text(&threshold.text, (text_x, y), Face::middle(palette.ink).bold(true))
}

/// A filled triangle where the comparison becomes true, a hollow one where that ends. Shapes of one colour follow each other:
/// the page's canvas draws them as one.
fn crossings<DB: DrawingBackend>(scene: Scene<'_>, pen: &Pen<'_, DB>, threshold: &Threshold) {
    let Scene { layout, frame, palette, states, .. } = scene;
    let y = layout.values(frame).y(threshold.value);
    for begins in [false, true] {
        let shown =
            states.crossings.iter().filter(|it| it.begins == begins && !scene.hidden.contains(&it.slot));
        let all = shown.map(|it| layout.times(frame).x(it.time));
        let all: Vec<f64> = all.filter(|x| layout.left <= *x && *x <= layout.right).collect();
        let (base, tip) = if begins { (y + 4.0, y - 5.0) } else { (y - 4.0, y + 5.0) };
        let triangle = |x| [(x - 5.0, base), (x, tip), (x + 5.0, base), (x - 5.0, base)];
        let colours = (palette.firing, palette.surface);
        let (ground, edge) = if begins { colours } else { (colours.1, colours.0) };
        all.iter().for_each(|x| pen.polygon(&triangle(*x), ground, 1.0));
        all.iter().for_each(|x| pen.path(&triangle(*x), Stroke(edge, 1.25)));
    }
}

/// The highest points, labelled where a label has room; at most four.
fn peaks<DB: DrawingBackend>(scene: Scene<'_>, pen: &Pen<'_, DB>) {
    let Scene { layout, frame, palette, .. } = scene;
    let mut placed: Vec<Xy> = Vec::new();
    let lines = &scene.lines.lines;
    // The selected line's label has the first choice of room.
    let order = lines.iter().filter(|line| line.selected).chain(lines.iter().filter(|line| !line.selected));
    for line in order.filter(|line| !scene.hidden.contains(&line.slot)) {
        let Some(peak) = line.peak.filter(|peak| line.selected || returned(scene, peak.value)) else {
            continue;
        };
        let (x, y) = (layout.times(frame).x(peak.time), layout.values(frame).y(peak.value));
        let near = placed.iter().any(|at| (at.0 - x).abs() < 110.0 && (at.1 - y).abs() < 16.0);
        if x < layout.left || x > layout.right || near || placed.len() == 4 {
            continue;
        }
        placed.push((x, y));
        marker::draw(pen, line.slot, (x, y), 3.4, palette.line(line.slot));
        let label = format!("{} peak {}", line.name, number::short(peak.value));
        let middle = between(x, layout.left + 44.0, layout.right - 44.0);
        // Below the point, where the threshold's words stand above it.
        let words =
            scene.states.threshold.as_ref().map(|it| words_at(scene, layout.values(frame).y(it.value)));
        let reach = layout.left + 96.0 + label.chars().count() as f64 * 3.1;
        let taken = words.is_some_and(|at| (at - y + 12.0).abs() < 14.0 && middle < reach);
        let label_y = if taken { y + 13.0 } else { y - 12.0 };
        pen.text(&label, (middle, label_y), Face::middle(palette.ink).over(palette.surface));
    }
}

/// Whether the filter returns a line with this value.
fn returned(scene: Scene<'_>, value: f64) -> bool {
    scene.states.threshold.as_ref().is_some_and(|threshold| match threshold.side {
        Side::Above => value > threshold.value,
        Side::Below => value < threshold.value,
        Side::On | Side::Off => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_end_where_the_line_crosses() {
        let line = [(0.0, 20.0), (10.0, 0.0), (20.0, 20.0), (30.0, 0.0)];
        let above = areas(&line, 10.0, false);
        assert_eq!(above[0], [(5.0, 10.0), (10.0, 0.0), (15.0, 10.0)]);
        assert_eq!(above[1], [(25.0, 10.0), (30.0, 0.0), (30.0, 10.0)]);
        let below = areas(&line, 10.0, true);
        assert_eq!(below[0], [(0.0, 10.0), (0.0, 20.0), (5.0, 10.0)]);
        assert_eq!(below[1], [(15.0, 10.0), (20.0, 20.0), (25.0, 10.0)]);
        assert!(areas(&line, -5.0, false).is_empty());
    }
}
