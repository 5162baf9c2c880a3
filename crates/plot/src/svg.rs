//! The whole chart as an SVG. It must not know anything that the page does not draw too.

use crate::draw::{Layer, Palette, Scene, Sheet};
use plotters::drawing::IntoDrawingArea;

/// The scene as a file of its own, or (`inside`) as a piece of a page whose tokens its colours then are.
///
/// # Errors
/// What plotters says; it has no reason to.
pub fn svg(scene: Scene<'_>, inside: bool) -> Result<String, String> {
    let tokens = Palette::of_tokens();
    let scene = if inside { Scene { palette: &tokens, ..scene } } else { scene };
    let own = (!inside).then_some(scene.palette);
    let sheet = Sheet::new(scene.layout.width, scene.layout.height.ceil(), own);
    let area = sheet.clone().into_drawing_area();
    for layer in Layer::ALL {
        layer.draw(scene, &area).map_err(|error| error.to_string())?;
    }
    Ok(sheet.finish())
}
