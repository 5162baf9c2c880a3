//! The whole chart as an SVG. It must not know anything that the page does not draw too.

use crate::chart::States;
use crate::draw::{Layer, Palette, Scene, Sheet, Stretch};
use crate::layout::Layout;
use plotters::drawing::IntoDrawingArea;
use plotters::prelude::DrawingBackend;

/// The scene as a file of its own, or (`inside`) as a piece of a page whose tokens its colours then are.
///
/// # Errors
/// What plotters says; it has no reason to.
pub fn svg(scene: Scene<'_>, inside: bool) -> Result<String, String> {
    let tokens = Palette::of_tokens();
    let scene = if inside { Scene { palette: &tokens, ..scene } } else { scene };
    let own = (!inside).then_some(scene.palette);
    let sheet = Sheet::new(scene.layout.width, scene.layout.height.ceil(), own);
    draw(scene, sheet.clone(), &Layer::ALL)?;
    Ok(sheet.finish())
}

/// The scene as a piece of a page, as wide as its place there: [`Stretch`]. `words` say what it shows.
///
/// # Errors
/// As [`svg`].
pub fn stretching(scene: Scene<'_>, words: &str) -> Result<String, String> {
    let scene = Scene { palette: &Palette::of_tokens(), ..scene };
    let Layout { width, height, left, right, .. } = *scene.layout;
    let sheet = Stretch::new(width, height.ceil(), (left, right));
    draw(scene, sheet.clone(), &Layer::ALL)?;
    Ok(sheet.finish(words))
}

/// The scene as a small picture in the colours of a page's tokens: lines, threshold, and the lane of the selected
/// instance. What it draws on says how it is written.
///
/// # Errors
/// As [`svg`].
pub fn small(scene: Scene<'_>, (width, height): (f64, f64)) -> Result<String, String> {
    let layout = Layout::small(width, height);
    let lane = scene.states.lanes.iter().find(|it| it.selected).or(scene.states.lanes.first());
    let states = States {
        threshold: scene.states.threshold.clone(),
        filled: scene.states.filled.clone(),
        lanes: lane.cloned().into_iter().collect(),
        ..States::default()
    };
    let scene = Scene { layout: &layout, states: &states, palette: &Palette::of_tokens(), ..scene };
    let sheet = Stretch::new(width, height, (layout.left, layout.right));
    draw(scene, sheet.clone(), &[Layer::Series, Layer::States, Layer::Lanes])?;
    Ok(sheet.shapes())
}

fn draw<DB: DrawingBackend>(scene: Scene<'_>, sheet: DB, layers: &[Layer]) -> Result<(), String> {
    let area = sheet.into_drawing_area();
    for layer in layers {
        layer.draw(scene, &area).map_err(|error| error.to_string())?;
    }
    Ok(())
}
