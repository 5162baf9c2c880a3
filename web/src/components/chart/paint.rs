//! Which layers have to be painted again, and the painting. It must not know what a layer shows.

use super::{Chart, Msg, Picture, Props, Shown};
use crate::browser::canvas::{Canvas, ratio};
use crate::browser::later::later;
use crate::browser::{first, save};
use plot::Layout;
use plot::draw::{Layer, Scene, Sheet};
use plotters::drawing::IntoDrawingArea;
use web_sys::Element;
use yew::Context;

/// A chart that is not seen yet: taking memory for a canvas, and its first text, take long.
const LAYERS_A_TASK: usize = 2;

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

    /// Adds the layers that lie elsewhere in another layout.
    pub(super) fn move_rows(&mut self, old: &Layout, new: &Layout) {
        let plot = |it: &Layout| (it.width, it.left, it.right, it.plot, it.inputs.clone());
        if plot(old) != plot(new) {
            *self = Self::ALL;
        }
        // What is marked on the lanes changes with them, wherever their row begins.
        self.add(&[Layer::Lanes]);
        self.add_if(|layer| layer.rows(old) != layer.rows(new));
    }

    fn add_if(&mut self, is_dirty: impl Fn(Layer) -> bool) {
        Layer::ALL.into_iter().filter(|it| is_dirty(*it)).for_each(|it| self.add(&[it]));
    }

    fn has(self, layer: Layer) -> bool {
        self.0 & (1 << layer as u8) != 0
    }

    /// What other parts make necessary, axes apart: a drag of the threshold changes the states alone.
    pub(super) fn compare(&mut self, new: &Props, old: &Props) {
        let (it, was) = (&new.chart, &old.chart);
        if new.palette != old.palette {
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
    /// What is drawn; nothing before there is a chart.
    fn scene<'a>(&'a self, props: &'a Props) -> Option<Scene<'a>> {
        let Shown { layout, frame, states, faults } = &self.shown;
        let scene = Scene {
            hidden: &self.look.hidden,
            result: self.look.result,
            cursor: self.marked(props),
            pointer: self.hover.filter(|_| self.tip.pinned),
            ratio: ratio(),
            ..Scene::new(layout, frame.as_ref()?, &props.chart.lines, states, faults, &props.palette)
        };
        (self.width >= 1.0).then_some(scene)
    }

    /// Paints what is dirty. A chart that nobody has seen yet is painted in several tasks, while the first one still stands there.
    pub(super) fn paint(&mut self, ctx: &Context<Self>) {
        let dirty = self.dirty;
        let mut left = dirty;
        let most = if self.live { Layer::ALL.len() } else { LAYERS_A_TASK };
        let Some(scene) = self.scene(ctx.props()) else { return };
        let layers = Layer::ALL.into_iter().zip(&self.canvases).zip(&self.places);
        for ((layer, canvas), place) in layers.filter(|((layer, _), _)| dirty.has(*layer)).take(most) {
            left.0 &= !(1 << layer as u8);
            let rows = layer.rows(scene.layout);
            if let Some(canvas) = Canvas::new(canvas, place, scene.layout.width, rows) {
                // A canvas does not fail, plotters' own part has no cause to.
                let _ = layer.draw(scene, &canvas.into_drawing_area());
            }
        }
        self.dirty = left;
        if self.live {
            return;
        }
        self.live = !Layer::ALL.into_iter().any(|it| left.has(it));
        if self.live {
            first::live();
        }
        self.paint_later(ctx);
    }

    /// Paints in a task to come.
    pub(super) fn paint_later(&mut self, ctx: &Context<Self>) {
        self.painting = Some(later(0, ctx.link().callback(|()| Msg::Live)));
    }

    /// Gives the figure its size: by hand, since a handle that moves makes no element anew.
    pub(super) fn size(&self) {
        let Some(over) = self.shapes.cast::<Element>() else { return };
        let Layout { width, height, .. } = self.shown.layout;
        let least = if self.shown.frame.is_some() { 0.0 } else { 376.0 };
        for (name, value) in [("width", width), ("height", height.max(least))] {
            let _ = over.set_attribute(name, &(value as i64).to_string());
        }
    }

    /// Saves the chart as it is shown.
    pub(super) fn save(&self, props: &Props, format: Picture) {
        let Some(scene) = self.scene(props) else { return };
        match format {
            Picture::Svg => {
                let sheet = Sheet::new(scene.layout.width, scene.layout.height.ceil(), Some(scene.palette));
                let area = Canvas::Sheet(sheet.clone()).into_drawing_area();
                Layer::ALL.into_iter().for_each(|layer| _ = layer.draw(scene, &area));
                save::text("chart.svg", "image/svg+xml", &sheet.finish());
            }
            Picture::Png => {
                let size = (scene.layout.width, scene.layout.height.ceil());
                save::canvases("chart.png", &self.canvases, size, scene.palette.surface);
            }
        }
    }
}
