//! Which layers have to be painted again, and the painting. It must not know what a layer shows.

use super::{Chart, Props};
use crate::browser::canvas::{Canvas, ratio};
use plot::draw::{Layer, Scene};
use plotters::drawing::IntoDrawingArea;

/// The layers that are not as they should be.
#[derive(Clone, Copy, Default)]
pub(super) struct Dirty(u8);

impl Dirty {
    pub(super) const ALL: Self = Self(u8::MAX);

    pub(super) fn add(&mut self, layers: &[Layer]) {
        for layer in layers {
            self.0 |= 1 << *layer as u8;
        }
    }

    fn has(self, layer: Layer) -> bool {
        self.0 & (1 << layer as u8) != 0
    }

    /// What other parts make necessary: a drag of the threshold changes the states alone.
    pub(super) fn compare(&mut self, new: &Props, old: &Props) {
        let (it, was) = (&new.chart, &old.chart);
        let axes = it.frame.as_deref() != was.frame.as_deref();
        if axes || new.palette != old.palette {
            *self = Self::ALL;
            return;
        }
        if it.lines != was.lines {
            self.add(&[Layer::Series, Layer::States, Layer::Overview, Layer::Cursor]);
        }
        if it.states != was.states {
            self.add(&[Layer::States, Layer::Lanes, Layer::Overview]);
        }
        if it.faults != was.faults {
            self.add(&[Layer::Faults]);
        }
        if it.readout != was.readout {
            self.add(&[Layer::Cursor, Layer::Axis]);
        }
    }
}

impl Chart {
    /// Paints what is dirty.
    pub(super) fn paint(&mut self, props: &Props) {
        let Some(frame) = &self.shown.frame else { return };
        if self.width < 1.0 {
            return;
        }
        let scene = Scene {
            layout: &self.shown.layout,
            frame,
            lines: &props.chart.lines,
            states: &self.shown.states,
            faults: &self.shown.faults,
            palette: &props.palette,
            hidden: &self.hidden,
            cursor: self.cursor(props),
            ratio: ratio(),
        };
        for (layer, canvas) in Layer::ALL.into_iter().zip(&self.canvases) {
            if !self.dirty.has(layer) {
                continue;
            }
            let rows = layer.rows(scene.layout);
            if let Some(canvas) = Canvas::new(canvas, scene.layout.width, rows) {
                // A canvas does not fail, plotters' own part has no cause to.
                let _ = layer.draw(scene, &canvas.into_drawing_area());
            }
        }
        self.dirty = Dirty::default();
    }
}
