//! Lines, areas and text in CSS pixels, on plotters' elements. It must not know what they stand for.

use super::palette::{Palette, Rgb};
use super::{Area, Drawn, UNITS};
use plotters::element::{Circle, PathElement, Polygon, Text};
use plotters::prelude::DrawingBackend;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{FontDesc, FontFamily, FontStyle, RGBAColor, ShapeStyle, TextStyle};
use plotters_backend::BackendColor;
use std::cell::RefCell;

/// A position in CSS pixels.
pub(super) type Xy = (f64, f64);

/// A stroke: colour and width in CSS pixels.
#[derive(Clone, Copy)]
pub(super) struct Stroke(pub Rgb, pub f64);

/// How a text is set.
#[derive(Clone, Copy)]
pub(super) struct Face {
    pub ink: Rgb,
    pub side: HPos,
    pub bold: bool,
    /// The ground that keeps it readable over lines.
    pub halo: Option<Rgb>,
}

/// The size of all text in the chart, in CSS pixels.
const TEXT: f64 = 11.0;

/// How strong a colour is that a text is ringed with. plotters knows no outlines of text, and no text is pale: what is told to be
/// is the ring of the one that comes next, [`RING_WIDTH`] wide around its letters.
const RING: f64 = 0.5;
/// The stroke of a ring in CSS pixels: half of it lies outside the letters. The sheets write it as a word.
pub const RING_WIDTH: u32 = 4;

/// Whether a text of this colour is a ring.
pub fn is_ring(colour: BackendColor) -> bool {
    colour.alpha < 1.0
}

/// Draws on an area. The first error ends the drawing and is kept: whoever draws need not ask after every line.
pub(super) struct Pen<'a, DB: DrawingBackend> {
    area: &'a Area<DB>,
    font: &'a str,
    /// Whether no text is set.
    mute: bool,
    drawn: RefCell<Drawn<DB>>,
}

impl<'a, DB: DrawingBackend> Pen<'a, DB> {
    pub(super) fn new(area: &'a Area<DB>, palette: &'a Palette, mute: bool) -> Self {
        Self { area, font: &palette.font, mute, drawn: RefCell::new(Ok(())) }
    }

    /// What the drawing came to.
    pub(super) fn finish(self) -> Drawn<DB> {
        self.drawn.into_inner()
    }

    fn put(&self, draw: impl FnOnce() -> Drawn<DB>) {
        if self.drawn.borrow().is_ok() {
            let drawn = draw();
            *self.drawn.borrow_mut() = drawn;
        }
    }

    /// A line through points, not closed.
    pub(super) fn path(&self, points: &[Xy], stroke: Stroke) {
        if points.len() < 2 {
            return;
        }
        let mut kept: Vec<(i32, i32)> = Vec::with_capacity(points.len());
        for point in points.iter().copied().map(units) {
            // A point on a level with those before and behind it is not seen: a counter at rest has hundreds.
            if let [.., (x, y), it] = kept[..]
                && (y, y) == (it.1, point.1)
                && x <= it.0
                && it.0 <= point.0
            {
                kept.pop();
            }
            kept.push(point);
        }
        self.put(|| self.area.draw(&PathElement::new(kept, outline(stroke))));
    }

    /// A straight line.
    pub(super) fn line(&self, from: Xy, to: Xy, stroke: Stroke) {
        self.path(&[from, to], stroke)
    }

    /// A line through points in dashes of `on` pixels with gaps of `off` pixels.
    pub(super) fn dashes(&self, points: &[Xy], (on, off): (f64, f64), stroke: Stroke) {
        let mut rest = on;
        let mut down = true;
        let mut dash: Vec<Xy> = points.first().copied().into_iter().collect();
        for pair in points.windows(2) {
            let (from, to) = (pair[0], pair[1]);
            let length = ((to.0 - from.0) * (to.0 - from.0) + (to.1 - from.1) * (to.1 - from.1)).sqrt();
            let mut done = 0.0;
            while length - done > rest {
                done += rest;
                let share = done / length;
                let here = (from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share);
                if down {
                    dash.push(here);
                    self.path(&dash, stroke);
                }
                down = !down;
                rest = if down { on } else { off };
                dash = vec![here];
            }
            rest -= length - done;
            if down {
                dash.push(to);
            }
        }
        if down {
            self.path(&dash, stroke);
        }
    }

    /// A filled rectangle.
    pub(super) fn fill(&self, from: Xy, to: Xy, colour: Rgb, alpha: f64) {
        self.polygon(&[from, (to.0, from.1), to, (from.0, to.1)], colour, alpha)
    }

    /// A filled shape.
    pub(super) fn polygon(&self, points: &[Xy], colour: Rgb, alpha: f64) {
        let points: Vec<(i32, i32)> = points.iter().copied().map(units).collect();
        self.put(|| self.area.draw(&Polygon::new(points, solid(colour, alpha))));
    }

    /// A rectangle with rounded corners: filled, then outlined if `edge` says so.
    pub(super) fn card(&self, from: Xy, to: Xy, radius: f64, ground: Rgb, edge: Option<Stroke>) {
        let mut points = rounded(from, to, radius);
        self.polygon(&points, ground, 1.0);
        if let Some(edge) = edge {
            points.push(points[0]);
            self.path(&points, edge);
        }
    }

    /// A filled disc.
    pub(super) fn disc(&self, centre: Xy, radius: f64, colour: Rgb, alpha: f64) {
        let radius = (radius * f64::from(UNITS)) as i32;
        self.put(|| self.area.draw(&Circle::new(units(centre), radius, solid(colour, alpha))));
    }

    /// A text whose middle is at `at`'s height and whose side, as the face says, is at its x.
    pub(super) fn text(&self, text: &str, at: Xy, face: Face) {
        if let Some(ground) = face.halo {
            self.set(text, at, rgba(ground, RING), face);
        }
        self.set(text, at, rgba(face.ink, 1.0), face)
    }

    fn set(&self, text: &str, at: Xy, colour: RGBAColor, face: Face) {
        if self.mute {
            return;
        }
        let weight = if face.bold { FontStyle::Bold } else { FontStyle::Normal };
        let font = FontDesc::new(FontFamily::Name(self.font), TEXT * f64::from(UNITS), weight);
        let style = TextStyle::from(font).color(&colour).pos(Pos::new(face.side, VPos::Center));
        self.put(|| self.area.draw(&Text::new(text, units(at), style)));
    }
}

impl Face {
    /// Text that begins at its x.
    pub(super) fn left(ink: Rgb) -> Self {
        Self { ink, side: HPos::Left, bold: false, halo: None }
    }

    /// Text around its x.
    pub(super) fn middle(ink: Rgb) -> Self {
        Self { side: HPos::Center, ..Self::left(ink) }
    }

    /// Text that ends at its x.
    pub(super) fn right(ink: Rgb) -> Self {
        Self { side: HPos::Right, ..Self::left(ink) }
    }

    pub(super) fn bold(self, bold: bool) -> Self {
        Self { bold, ..self }
    }

    pub(super) fn over(self, ground: Rgb) -> Self {
        Self { halo: Some(ground), ..self }
    }
}

/// A position between device pixels, on which lines of one pixel are sharp.
pub(super) fn crisp(position: f64) -> f64 {
    position.floor() + 0.5
}

/// The outline of a rectangle with rounded corners.
fn rounded((x0, y0): Xy, (x1, y1): Xy, radius: f64) -> Vec<Xy> {
    // A quarter of a circle in three chords.
    const ARC: [Xy; 4] = [(0.0, 1.0), (0.134, 0.5), (0.5, 0.134), (1.0, 0.0)];
    let r = radius.min((x1 - x0) / 2.0).min((y1 - y0) / 2.0).max(0.0);
    let mut points = Vec::with_capacity(16);
    points.extend(ARC.iter().map(|(u, v)| (x0 + u * r, y0 + v * r)));
    points.extend(ARC.iter().rev().map(|(u, v)| (x1 - u * r, y0 + v * r)));
    points.extend(ARC.iter().map(|(u, v)| (x1 - u * r, y1 - v * r)));
    points.extend(ARC.iter().rev().map(|(u, v)| (x0 + u * r, y1 - v * r)));
    points
}

fn units((x, y): Xy) -> (i32, i32) {
    let unit = |it: f64| (it * f64::from(UNITS) + 0.5).floor() as i32;
    (unit(x), unit(y))
}

fn rgba((r, g, b): Rgb, alpha: f64) -> RGBAColor {
    RGBAColor(r, g, b, alpha)
}

fn outline(Stroke(colour, width): Stroke) -> ShapeStyle {
    let stroke_width = (width * f64::from(UNITS) + 0.5) as u32;
    ShapeStyle { color: rgba(colour, 1.0), filled: false, stroke_width }
}

fn solid(colour: Rgb, alpha: f64) -> ShapeStyle {
    ShapeStyle { color: rgba(colour, alpha), filled: true, stroke_width: 0 }
}
