//! The messages that a person gets: a bell for a page, smaller signs for what follows it. It must not know who groups
//! them.

use super::Scene;
use super::pen::{Face, Pen, Stroke, Xy};
use crate::chart::NoticeKind;
use plotters::prelude::DrawingBackend;

pub(super) fn draw<DB: DrawingBackend>(scene: Scene<'_>, pen: &Pen<'_, DB>) {
    let Scene { layout, frame, palette, states, .. } = scene;
    let Some(row) = layout.notes else { return };
    let y = row.middle();
    pen.text("Pages", (12.0, y), Face::left(palette.ink_3));
    for notice in &states.notes {
        let x = layout.times(frame).x(notice.time);
        if x < layout.left || x > layout.right {
            continue;
        }
        match notice.kind {
            NoticeKind::Page => {
                pen.disc((x, y), 9.0, palette.firing, 1.0);
                bell(pen, (x, y), Stroke(palette.on_firing, 1.3));
            }
            NoticeKind::Firing => pen.disc((x, y), 4.0, palette.firing, 1.0),
            NoticeKind::Resolved => {
                pen.disc((x, y), 4.0, palette.ink_3, 1.0);
                pen.disc((x, y), 2.6, palette.surface, 1.0);
            }
        }
    }
}

/// A bell about its middle.
pub(super) fn bell<DB: DrawingBackend>(pen: &Pen<'_, DB>, (x, y): Xy, stroke: Stroke) {
    const BODY: [Xy; 8] = [
        (-4.0, 2.5),
        (-3.0, 2.5),
        (-3.0, -1.0),
        (-1.5, -3.5),
        (1.5, -3.5),
        (3.0, -1.0),
        (3.0, 2.5),
        (4.0, 2.5),
    ];
    let body: Vec<Xy> = BODY.iter().map(|(dx, dy)| (x + dx, y + dy)).collect();
    pen.path(&body, stroke);
    pen.line((x - 4.0, y + 2.5), (x + 4.0, y + 2.5), stroke);
    pen.line((x - 1.0, y + 4.8), (x + 1.0, y + 4.8), stroke);
}
