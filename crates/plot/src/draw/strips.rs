//! Lanes by themselves, one below the other on the chart's time axis: what a list shows of each of its rows. It must not
//! know what the rows are.

use super::pen::Pen;
use super::{Area, Drawn, Palette, Scene, lanes};
use crate::chart::{Frame, LaneState, Lines, Span, States};
use crate::layout::{Layout, Row};
use plotters::prelude::DrawingBackend;

/// The height of a row in CSS pixels: words, and the lane below them.
pub const STRIP: f64 = 44.0;

/// Where the lane lies in its row.
const LANE: (f64, f64) = (24.0, 40.0);

/// Draws a lane for each of `rows` in a list that is as wide as the chart.
///
/// # Errors
/// The backend's.
pub fn strips<DB: DrawingBackend>(
    rows: &[&[(LaneState, Span)]],
    frame: &Frame,
    width: f64,
    palette: &Palette,
    area: &Area<DB>,
) -> Drawn<DB> {
    let (lines, states) = (Lines::default(), States::default());
    let layout = Layout::new(width, &states, 0);
    let scene = Scene::new(&layout, frame, &lines, &states, &[], palette);
    let pen = Pen::new(area, palette, false);
    let rows = rows.iter().enumerate().map(|(idx, bars)| {
        let top = STRIP * idx as f64;
        (*bars, Row { top: top + LANE.0, bottom: top + LANE.1 })
    });
    lanes::bars(scene, &pen, &rows.collect::<Vec<_>>());
    pen.finish()
}
