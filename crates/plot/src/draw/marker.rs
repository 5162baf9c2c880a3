//! The sign of an instance beside its colour: circle, square, triangle. It must not know where it stands.

use super::palette::Rgb;
use super::pen::{Pen, Xy};
use plotters::prelude::DrawingBackend;

/// The marker of the line in `slot`, about `radius` CSS pixels around `centre`.
pub(super) fn draw<DB: DrawingBackend>(pen: &Pen<'_, DB>, slot: u32, (x, y): Xy, radius: f64, colour: Rgb) {
    match slot % 3 {
        0 => pen.disc((x, y), radius, colour, 1.0),
        1 => {
            let half = radius * 0.9;
            pen.fill((x - half, y - half), (x + half, y + half), colour, 1.0)
        }
        _ => {
            let half = radius * 1.1;
            let points = [(x, y - half), (x + half, y + half * 0.77), (x - half, y + half * 0.77)];
            pen.polygon(&points, colour, 1.0)
        }
    }
}
