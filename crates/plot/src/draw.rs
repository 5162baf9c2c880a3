//! The chart, drawn layer by layer onto any plotters backend: the page's canvases and the SVG file come from the
//! same code. It must not know the browser, and measures no text.
//!
//! A backend's pixel is a [`UNITS`]th of a CSS pixel: plotters' coordinates are whole numbers, lines are not.

mod axis;
mod cursor;
mod faults;
mod inputs;
mod lanes;
mod marker;
mod notes;
mod overview;
mod palette;
mod pen;
mod series;
mod sheet;
mod states;
mod stretch;
mod strips;

use crate::chart::{FaultBar, Frame, Lines, States};
use crate::layout::Layout;
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind};
use plotters::prelude::DrawingBackend;

pub use palette::{Palette, Rgb};
pub use pen::{RING_WIDTH, is_ring};
pub use sheet::{Never, Sheet};
pub use stretch::Stretch;
pub use strips::{STRIP, strips};

/// Units of the backend per CSS pixel.
pub const UNITS: u32 = 8;

/// What a layer draws on.
pub type Area<DB> = DrawingArea<DB, Shift>;
/// What drawing comes to: the backend's error, if it has one.
pub type Drawn<DB> = Result<(), DrawingAreaErrorKind<<DB as DrawingBackend>::ErrorType>>;

/// Everything that a chart is drawn from.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// Where the rows lie.
    pub layout: &'a Layout,
    /// The axes.
    pub frame: &'a Frame,
    /// The lines.
    pub lines: &'a Lines,
    /// Threshold, crossings and lanes.
    pub states: &'a States,
    /// The faults.
    pub faults: &'a [FaultBar],
    /// The colours.
    pub palette: &'a Palette,
    /// The lines, by slot, that the reader has put out.
    pub hidden: &'a [u32],
    /// Whether what the filter returns is set off.
    pub result: bool,
    /// The instant of the cursor, if there is one.
    pub cursor: Option<i64>,
    /// The instant under the pointer, where that is another one.
    pub pointer: Option<i64>,
    /// Device pixels per CSS pixel: how thin a dense line is drawn.
    pub ratio: f64,
}

impl<'a> Scene<'a> {
    /// A scene with everything shown and no cursor.
    pub fn new(
        layout: &'a Layout,
        frame: &'a Frame,
        lines: &'a Lines,
        states: &'a States,
        faults: &'a [FaultBar],
        palette: &'a Palette,
    ) -> Self {
        Self {
            layout,
            frame,
            lines,
            states,
            faults,
            palette,
            hidden: &[],
            result: true,
            cursor: None,
            pointer: None,
            ratio: 1.0,
        }
    }
}

/// One layer: what is repainted together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layer {
    /// Grid, axes and ticks.
    Axis,
    /// The lines, and what they are made of.
    Series,
    /// Shaded side, fill, threshold, crossings, peaks.
    States,
    /// Faults and the guides at their edges.
    Faults,
    /// A lane for each instance.
    Lanes,
    /// The whole scenario.
    Overview,
    /// The cursor and its markers.
    Cursor,
}

impl Layer {
    /// All layers, the undermost first.
    pub const ALL: [Self; 7] =
        [Self::Axis, Self::Series, Self::States, Self::Faults, Self::Lanes, Self::Overview, Self::Cursor];

    /// The rows that the layer covers, as y from and to.
    pub fn rows(self, layout: &Layout) -> (f64, f64) {
        let below_axis = layout.axis + 24.0;
        match self {
            Self::Axis => (layout.faults.top, below_axis),
            Self::Faults | Self::Cursor => (0.0, below_axis),
            Self::Series => (layout.plot.top - 10.0, layout.separator - 6.0),
            // The chip and its arrows reach below a threshold at the foot of the plot.
            Self::States => (layout.faults.bottom, layout.plot.bottom + 23.0),
            Self::Lanes => (layout.separator, layout.axis),
            Self::Overview => (below_axis, layout.height),
        }
    }

    /// Draws the layer.
    pub fn draw<DB: DrawingBackend>(self, scene: Scene<'_>, area: &Area<DB>) -> Drawn<DB> {
        let pen = pen::Pen::new(area, scene.palette, scene.layout.is_small());
        match self {
            Self::Axis => {
                axis::draw(scene, &pen);
                inputs::draw_axes(scene, &pen)
            }
            Self::Series => {
                series::draw(scene, &pen);
                inputs::draw(scene, &pen)
            }
            Self::States => states::draw(scene, &pen),
            Self::Faults => faults::draw(scene, &pen),
            Self::Lanes => lanes::draw(scene, &pen),
            Self::Overview => overview::draw(scene, &pen),
            Self::Cursor => cursor::draw(scene, &pen),
        }
        pen.finish()
    }
}
