//! Shapes as short paths: relative steps, one path for neighbours of one style. It must not know where they stand.

use crate::draw::UNITS;
use crate::draw::sheet::{colour, number, opacity};
use plotters_backend::{BackendColor, BackendCoord};

/// Shapes in the order of their drawing.
#[derive(Default)]
pub(super) struct Shapes {
    /// What is written.
    pub(super) text: String,
    /// The attributes of the path that is open, and its data.
    style: String,
    data: String,
    /// Where its last point is, in halves of a pixel.
    at: (i32, i32),
}

impl Shapes {
    /// Adds a path: to the open one, where that looks the same.
    pub(super) fn add(&mut self, points: &[BackendCoord], offset: i32, style: String) {
        if style != self.style {
            self.close();
            self.style = style;
        }
        let half = |it: i32| (2 * it + UNITS as i32 / 2).div_euclid(UNITS as i32);
        let mut points = points.iter().map(|&(x, y)| (half(x - offset), half(y)));
        let Some(first) = points.next() else { return };
        if self.data.is_empty() {
            self.step('M', first);
        } else {
            self.step('m', (first.0 - self.at.0, first.1 - self.at.1));
        }
        self.at = first;
        let mut step: Option<(i32, i32)> = None;
        for point in points {
            let next = (point.0 - self.at.0, point.1 - self.at.1);
            self.at = point;
            step = match step {
                // Straight on, level or upright: one step.
                Some(it)
                    if (it.1 == 0 && next.1 == 0 && it.0.signum() * next.0.signum() >= 0)
                        || (it.0 == 0 && next.0 == 0 && it.1.signum() * next.1.signum() >= 0) =>
                {
                    Some((it.0 + next.0, it.1 + next.1))
                }
                Some(it) => {
                    self.step('l', it);
                    Some(next)
                }
                None => Some(next),
            };
        }
        if let Some(step) = step {
            self.step('l', step);
        }
    }

    /// One command, in halves of a pixel; level and upright lines have commands of their own.
    fn step(&mut self, command: char, (x, y): (i32, i32)) {
        let unit = UNITS as i32 / 2;
        match (command, x, y) {
            ('l', x, 0) => {
                self.data.push('h');
                number(&mut self.data, x * unit);
            }
            ('l', 0, y) => {
                self.data.push('v');
                number(&mut self.data, y * unit);
            }
            _ => {
                self.data.push(command);
                number(&mut self.data, x * unit);
                if y >= 0 {
                    self.data.push(' ');
                }
                number(&mut self.data, y * unit);
            }
        }
    }

    /// Writes the open path.
    pub(super) fn close(&mut self) {
        if !self.data.is_empty() {
            self.text.push_str(&format!("<path{} d=\"{}\"/>", self.style, self.data));
        }
        self.data.clear();
    }
}

/// The attributes of a fill or a stroke.
pub(super) fn attributes(kind: &str, ink: BackendColor, width: Option<u32>) -> String {
    let mut text = format!(" {kind}=\"{}\"", colour(ink.rgb));
    let opacity = opacity(ink);
    if !opacity.is_empty() {
        text += &format!(" {kind}-opacity=\"{opacity}\"");
    }
    if let Some(width) = width.filter(|it| *it != UNITS) {
        text += " stroke-width=\"";
        number(&mut text, width as i32);
        text.push('"');
    }
    text
}

/// Rounded to halves of a pixel, in units.
pub(super) fn halved(units: i32) -> i32 {
    let half = UNITS as i32 / 2;
    (units + half / 2).div_euclid(half) * half
}
