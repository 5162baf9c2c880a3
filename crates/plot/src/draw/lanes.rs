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
    let rows = || states.lanes.iter().zip(&layout.lanes);
    bars(scene, pen, &rows().map(|(lane, row)| (lane.bars.as_slice(), *row)).collect::<Vec<_>>());
    if !layout.is_small() {
        rows().for_each(|(lane, row)| {
            marker::draw(pen, lane.slot, (16.0, row.middle()), 3.6, palette.line(lane.slot));
        });
        rows().for_each(|(lane, row)| draw_name(scene, pen, lane, *row));
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

/// A lane in each row, without its name. The rows are drawn together, all shapes of a colour one after the other: the page's canvas
/// draws those as one.
pub(super) fn bars<DB: DrawingBackend>(
    scene: Scene<'_>,
    pen: &Pen<'_, DB>,
    rows: &[(&[(LaneState, Span)], Row)],
) {
    let Scene { layout, frame, palette, .. } = scene;
    for (_, row) in rows {
        let middle = crisp(row.middle());
        pen.line((layout.left, middle), (layout.right, middle), Stroke(palette.axis, 1.0));
    }
    let mut all = Vec::new();
    for (bars, row) in rows {
        for &(state, span) in *bars {
            let ends = layout.times(frame).clip(span);
            all.extend(ends.map(|ends| Bar { state, span, ends, row: *row }));
        }
    }
    // As they follow each other in time; what has no value lies above what is kept in spite of it.
    for state in [LaneState::Pending, LaneState::Firing, LaneState::Kept, LaneState::NoValue] {
        for coat in [Coat::Ground, Coat::Pattern, Coat::Edge, Coat::Words] {
            all.iter().filter(|it| it.state == state).for_each(|it| draw_bar(scene, pen, it, coat));
        }
    }
}

/// A stretch of a lane.
struct Bar {
    state: LaneState,
    span: Span,
    /// Its ends in view.
    ends: (f64, f64),
    row: Row,
}

/// What is drawn of a bar, the undermost first.
#[derive(Clone, Copy)]
enum Coat {
    Ground,
    Pattern,
    Edge,
    Words,
}

/// The name stands left of the plot; a long one is cut rather than set over the bars.
fn draw_name<DB: DrawingBackend>(scene: Scene<'_>, pen: &Pen<'_, DB>, lane: &Lane, row: Row) {
    let Scene { layout, palette, .. } = scene;
    let name = shortened(&lane.name, if layout.left < 60.0 { 5 } else { 6 });
    let mut face = Face::left(palette.ink).bold(lane.selected);
    // A short one ends before the plot: with nothing below it, it needs no ground, which is one more text.
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

fn draw_bar<DB: DrawingBackend>(scene: Scene<'_>, pen: &Pen<'_, DB>, bar: &Bar, coat: Coat) {
    let palette = scene.palette;
    let (from, to) = bar.ends;
    let middle = bar.row.middle();
    // A lane leaves three pixels above and below; a low one has no room for words.
    let half = bar.row.bottom - middle - 3.0;
    let (low, to) = (half < 9.0, to.max(from + 1.5));
    let (top, bottom) = (middle - half, middle + half);
    let centre = ((from + to) / 2.0, middle);
    match (bar.state, coat) {
        (LaneState::Pending, _) => {
            pending(scene, pen, (from, middle - half / 2.0), (to, middle + half / 2.0), coat);
        }
        (LaneState::Firing, Coat::Ground) => pen.card((from, top), (to, bottom), 2.0, palette.firing, None),
        (LaneState::Firing, Coat::Edge | Coat::Words) if !low => firing_label(scene, pen, bar, coat),
        (LaneState::Kept, Coat::Ground) => pen.fill((from, top), (to, bottom), palette.firing_wash, 1.0),
        (LaneState::Kept, Coat::Pattern) => dots(scene, pen, (from, top), (to, bottom)),
        (LaneState::Kept, Coat::Edge) => {
            frame(pen, (from, top), (to, bottom), Stroke(palette.firing, 1.0));
        }
        (LaneState::Kept, Coat::Words) if !low && to - from >= 34.0 => {
            pen.text("kept", centre, Face::middle(palette.ink).over(palette.firing_wash));
        }
        (LaneState::NoValue, Coat::Ground) => {
            pen.fill((from, middle - 6.0), (to, middle + 6.0), palette.surface, 1.0);
        }
        (LaneState::NoValue, Coat::Edge) => {
            let y = crisp(middle);
            pen.dashes(&[(from, y), (to, y)], (2.0, 4.0), Stroke(palette.ink_3, 1.0));
        }
        (LaneState::NoValue, Coat::Words) if to - from >= 64.0 => {
            pen.text("no value", centre, Face::middle(palette.ink_3).over(palette.surface));
        }
        _ => {}
    }
}

fn pending<DB: DrawingBackend>(scene: Scene<'_>, pen: &Pen<'_, DB>, from: Xy, to: Xy, coat: Coat) {
    let palette = scene.palette;
    match coat {
        Coat::Ground => pen.fill(from, to, palette.pending_wash, 1.0),
        Coat::Pattern => hatch(scene, pen, from, to),
        Coat::Edge => frame(pen, from, to, Stroke(palette.pending_edge, 1.0)),
        Coat::Words => {}
    }
}

/// A bell and how long it fires, where the bar has room for it.
fn firing_label<DB: DrawingBackend>(scene: Scene<'_>, pen: &Pen<'_, DB>, bar: &Bar, coat: Coat) {
    let ink = scene.palette.on_firing;
    let (from, to) = bar.ends;
    let middle = bar.row.middle();
    if to - from < 22.0 || scene.layout.is_small() {
        return;
    }
    if let Coat::Edge = coat {
        return notes::bell(pen, (from + 12.0, middle), Stroke(ink, 1.3));
    }
    let label = format!("firing {}", clock::length(bar.span.to - bar.span.from));
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
