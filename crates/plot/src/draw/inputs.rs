//! What the lines are made of: a row for each input of the expression, with an axis of its own. It must not know how
//! inputs become a value.

use super::pen::{Face, Pen, Stroke, Xy, crisp};
use super::{Scene, series};
use crate::chart::{Panel, Trace};
use crate::layout::Row;
use crate::map::ValueMap;
use crate::number;
use plotters::prelude::DrawingBackend;

/// The axis of a row.
pub(super) fn axis(panel: &Panel, row: Row) -> ValueMap {
    ValueMap { low: panel.low, high: panel.high, top: row.top, bottom: row.bottom, log: false }
}

/// The rows: what stands still while values change is the axis' part.
pub(super) fn draw_axes<DB: DrawingBackend>(scene: Scene<'_>, pen: &Pen<'_, DB>) {
    let Scene { layout, palette, .. } = scene;
    for (panel, row) in scene.lines.inputs.iter().zip(&layout.inputs) {
        for value in [panel.low, panel.high] {
            let y = crisp(axis(panel, *row).y(value));
            pen.line((layout.left, y), (layout.right, y), Stroke(palette.grid, 1.0));
            pen.text(&number::short(value), (layout.left - 10.0, y), Face::right(palette.ink_3));
        }
    }
}

pub(super) fn draw<DB: DrawingBackend>(scene: Scene<'_>, pen: &Pen<'_, DB>) {
    let Scene { layout, palette, .. } = scene;
    for (panel, row) in scene.lines.inputs.iter().zip(&layout.inputs) {
        let values = axis(panel, *row);
        traces(scene, pen, &panel.traces, &values, None);
        // Where the lines begin low there is room above them, else below.
        let first = panel.traces.iter().filter_map(|it| it.runs.first()?.first());
        let (count, sum) = first.fold((0.0, 0.0), |(count, sum), it| (count + 1.0, sum + values.y(it.value)));
        let at =
            (layout.left + 6.0, if sum > row.middle() * count { row.top + 8.0 } else { row.bottom - 8.0 });
        pen.text(&panel.caption, at, Face::left(palette.ink_3).over(palette.surface));
    }
}

fn is_selected(scene: Scene<'_>, slot: u32) -> bool {
    scene.lines.lines.iter().any(|line| line.selected && line.slot == slot)
}

/// Thin lines in the colours of their slots, whole or in dashes; the selected ones lie above the others.
pub(super) fn traces<DB: DrawingBackend>(
    scene: Scene<'_>,
    pen: &Pen<'_, DB>,
    traces: &[Trace],
    values: &ValueMap,
    dashes: Option<(f64, f64)>,
) {
    let shown = || traces.iter().filter(|it| !scene.hidden.contains(&it.slot));
    let width = series::width(scene, shown().map(|it| series::points(&it.runs)).sum(), 1.25);
    for chosen in [false, true] {
        let lines = shown().filter(|it| is_selected(scene, it.slot) == chosen);
        lines.for_each(|it| draw_trace(scene, pen, it, values, (width, dashes)));
    }
}

fn draw_trace<DB: DrawingBackend>(
    scene: Scene<'_>,
    pen: &Pen<'_, DB>,
    trace: &Trace,
    values: &ValueMap,
    (width, dashes): (f64, Option<(f64, f64)>),
) {
    let times = scene.layout.times(scene.frame);
    let stroke = Stroke(scene.palette.line(trace.slot), width);
    for run in &trace.runs {
        let points: Vec<Xy> = run.iter().map(|it| (times.x(it.time), values.y(it.value))).collect();
        match (&points[..], dashes) {
            ([only], _) => pen.disc(*only, 1.5, stroke.0, 1.0),
            (_, Some(dashes)) => pen.dashes(&points, dashes, stroke),
            (_, None) => pen.path(&points, stroke),
        }
    }
}
