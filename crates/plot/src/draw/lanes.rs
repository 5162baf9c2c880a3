//! A lane for each instance: pending, firing, kept, no value, and the spans of `for` and `keep_firing_for`. It must
//! not know how states come about.

use super::pen::{Face, Pen, Stroke, Xy, crisp};
use super::{Scene, marker, notes};
use crate::chart::{Hold, Lane, LaneState, Span};
use crate::clock;
use crate::layout::Row;
use plotters::prelude::DrawingBackend;

pub(super) fn draw<DB: DrawingBackend>(scene: Scene<'_>, pen: &Pen<'_, DB>) {
    let Scene { layout, palette, states, .. } = scene;
    for (lane, row) in states.lanes.iter().zip(&layout.lanes) {
        draw_lane(scene, pen, lane, *row);
    }
    if let Some(y) = layout.spans {
        for hold in [&states.hold, &states.keep].into_iter().flatten() {
            draw_span(scene, pen, hold, y);
        }
    }
    notes::draw(scene, pen);
    let Some(y) = layout.quiet else { return };
    // The first sentence names them; the rest needs a wide chart.
    let narrow = layout.overview.is_none();
    let end = states.quiet.as_bytes().windows(2).position(|pair| pair == b". ").filter(|_| narrow);
    let words = end.and_then(|end| states.quiet.get(..end)).unwrap_or(&states.quiet);
    pen.text(words, (12.0, y), Face::left(palette.ink_3).over(palette.surface))
}

fn draw_lane<DB: DrawingBackend>(scene: Scene<'_>, pen: &Pen<'_, DB>, lane: &Lane, row: Row) {
    let Scene { layout, frame, palette, .. } = scene;
    let middle = crisp(row.middle());
    pen.line((layout.left, middle), (layout.right, middle), Stroke(palette.axis, 1.0));
    for &(state, span) in &lane.bars {
        if let Some(ends) = layout.times(frame).clip(span) {
            draw_bar(scene, pen, state, span, ends, row);
        }
    }
    if layout.is_small() {
        return;
    }
    // The name stands left of the plot; a long one is cut rather than set over the bars.
    let name = shortened(&lane.name, if layout.left < 60.0 { 5 } else { 6 });
    marker::draw(pen, lane.slot, (16.0, row.middle()), 3.6, palette.line(lane.slot));
    let mut face = Face::left(palette.ink).bold(lane.selected);
    // A short one ends before the plot: with nothing below it, it needs no ground, which is eight more texts.
    if 25.0 + name.chars().count() as f64 * 7.0 > layout.left {
        face = face.over(palette.surface);
    }
    pen.text(&name, (25.0, row.middle()), face)
}

fn shortened(name: &str, most: usize) -> String {
    if name.chars().count() <= most + 1 {
        return name.to_owned();
    }
    let mut text: String = name.chars().take(most - 1).collect();
    text.push('\u{2026}');
    text
}

pub(super) fn draw_bar<DB: DrawingBackend>(
    scene: Scene<'_>,
    pen: &Pen<'_, DB>,
    state: LaneState,
    span: Span,
    (from, to): (f64, f64),
    row: Row,
) {
    let palette = scene.palette;
    let middle = row.middle();
    // A lane leaves three pixels above and below; a low one has no room for words.
    let half = row.bottom - middle - 3.0;
    let (top, bottom) = (middle - half, middle + half);
    let low = half < 9.0;
    let to = to.max(from + 1.5);
    match state {
        LaneState::Pending => {
            let (top, bottom) = (middle - half / 2.0, middle + half / 2.0);
            pen.fill((from, top), (to, bottom), palette.pending_wash, 1.0);
            hatch(scene, pen, (from, top), (to, bottom));
            frame(pen, (from, top), (to, bottom), Stroke(palette.pending_edge, 1.0))
        }
        LaneState::Firing => {
            pen.card((from, top), (to, bottom), 2.0, palette.firing, None);
            if !low {
                firing_label(scene, pen, span, (from, to), middle);
            }
        }
        LaneState::Kept => {
            pen.fill((from, top), (to, bottom), palette.firing_wash, 1.0);
            dots(scene, pen, (from, top), (to, bottom));
            frame(pen, (from, top), (to, bottom), Stroke(palette.firing, 1.0));
            if low || to - from < 34.0 {
                return;
            }
            pen.text("kept", ((from + to) / 2.0, middle), Face::middle(palette.ink).over(palette.firing_wash))
        }
        LaneState::NoValue => {
            pen.fill((from, middle - 6.0), (to, middle + 6.0), palette.surface, 1.0);
            pen.dashes(&[(from, crisp(middle)), (to, crisp(middle))], (2.0, 4.0), Stroke(palette.ink_3, 1.0));
            if to - from < 64.0 {
                return;
            }
            pen.text(
                "no value",
                ((from + to) / 2.0, middle),
                Face::middle(palette.ink_3).over(palette.surface),
            )
        }
    }
}

/// A bell and how long it fires, where the bar has room for it.
fn firing_label<DB: DrawingBackend>(
    scene: Scene<'_>,
    pen: &Pen<'_, DB>,
    span: Span,
    (from, to): (f64, f64),
    middle: f64,
) {
    let ink = scene.palette.on_firing;
    if to - from < 22.0 || scene.layout.is_small() {
        return;
    }
    notes::bell(pen, (from + 12.0, middle), Stroke(ink, 1.3));
    let label = format!("firing {}", clock::length(span.to - span.from));
    if to - from < 34.0 + label.chars().count() as f64 * 6.6 {
        return;
    }
    pen.text(&label, (from + 22.0, middle), Face::left(ink).bold(true))
}

/// A rectangle's outline.
fn frame<DB: DrawingBackend>(pen: &Pen<'_, DB>, (x0, y0): Xy, (x1, y1): Xy, stroke: Stroke) {
    pen.path(&[(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)], stroke)
}

/// Slanting lines through a rectangle, cut at its edges.
fn hatch<DB: DrawingBackend>(scene: Scene<'_>, pen: &Pen<'_, DB>, (x0, y0): Xy, (x1, y1): Xy) {
    let height = y1 - y0;
    let mut head = x0 + 3.0;
    while head < x1 + height {
        let foot = head - height;
        let low = if foot < x0 { (x0, y1 - (x0 - foot)) } else { (foot, y1) };
        let high = if head > x1 { (x1, y0 + (head - x1)) } else { (head, y0) };
        pen.line(low, high, Stroke(scene.palette.pending, 2.0));
        head += 6.0;
    }
}

/// Dots in a rectangle, in rows set off against each other.
fn dots<DB: DrawingBackend>(scene: Scene<'_>, pen: &Pen<'_, DB>, (x0, y0): Xy, (x1, y1): Xy) {
    let mut odd = false;
    let mut y = y0 + 2.5;
    while y < y1 - 1.0 {
        let mut x = x0 + if odd { 5.0 } else { 2.5 };
        while x < x1 - 1.0 {
            pen.disc((x, y), 0.95, scene.palette.firing, 0.55);
            x += 5.0;
        }
        y += 4.0;
        odd = !odd;
    }
}

/// A span of `for` or `keep_firing_for`, with its grip.
fn draw_span<DB: DrawingBackend>(scene: Scene<'_>, pen: &Pen<'_, DB>, hold: &Hold, y: f64) {
    let Scene { layout, frame, palette, .. } = scene;
    let Some((from, to)) = layout.times(frame).clip(hold.span) else { return };
    let stroke = Stroke(palette.ink_2, 1.0);
    let y = crisp(y);
    pen.line((from, y), (to, y), stroke);
    pen.line((from, y - 4.0), (from, y + 4.0), stroke);
    if hold.span.to <= frame.window.to {
        pen.card((to - 4.0, y - 8.0), (to + 4.0, y + 8.0), 3.0, palette.surface, Some(stroke));
        for x in [to - 1.0, to + 1.0] {
            pen.line((x, y - 3.5), (x, y + 3.5), stroke);
        }
    }
    // A narrow chart has room for the short word only, and only beside the other span's grip.
    let mut label = hold.label.clone();
    if let (true, Some(length)) = (layout.overview.is_none(), label.strip_prefix("keep_firing_for")) {
        label = format!("keep{length}");
    }
    let before = scene.states.hold.as_ref().filter(|other| other.span.to <= hold.span.from);
    let taken = before.map_or(0.0, |other| layout.times(frame).x(other.span.to) + 6.0);
    let wide = label.chars().count() as f64 * 5.6;
    if from - 7.0 - wide < taken {
        return;
    }
    pen.text(&label, (from - 7.0, y), Face::right(palette.ink).over(palette.surface))
}
