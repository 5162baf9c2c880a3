//! The whole chart as an SVG file. It must not know anything that the page does not draw too.

use crate::chart::{FaultBar, Frame, Lines, States};
use crate::draw::{Layer, Palette, Scene, UNITS};
use crate::layout::Layout;
use plotters::drawing::IntoDrawingArea;
use plotters::prelude::SVGBackend;

/// The chart, `width` CSS pixels wide, on paper.
///
/// # Errors
/// What plotters says; it has no reason to.
pub fn svg(
    frame: &Frame,
    lines: &Lines,
    states: &States,
    faults: &[FaultBar],
    cursor: Option<i64>,
    width: u32,
) -> Result<String, String> {
    let palette = Palette::light();
    let layout = Layout::new(f64::from(width), states);
    let scene = Scene {
        layout: &layout,
        frame,
        lines,
        states,
        faults,
        palette: &palette,
        hidden: &[],
        cursor,
        ratio: 1.0,
    };
    let height = layout.height.ceil() as u32;
    let size = (width.saturating_mul(UNITS), height.saturating_mul(UNITS));
    let mut text = String::new();
    {
        let area = SVGBackend::with_string(&mut text, size).into_drawing_area();
        for layer in Layer::ALL {
            layer.draw(scene, &area).map_err(|error| error.to_string())?;
        }
        area.present().map_err(|error| error.to_string())?;
    }
    // The backend's size is in units; the file is to be shown in pixels.
    Ok(text.replacen(&format!("width=\"{}\"", size.0), &format!("width=\"{width}\""), 1).replacen(
        &format!("height=\"{}\"", size.1),
        &format!("height=\"{height}\""),
        1,
    ))
}
