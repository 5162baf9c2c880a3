//! Files for the person's own disk. It must not know what is in them.

use super::canvas::ratio;
use gloo::utils::document;
use js_sys::{Array, Uint8Array};
use plot::draw::Rgb;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Blob, BlobPropertyBag, CanvasRenderingContext2d, HtmlAnchorElement, HtmlCanvasElement, Url};
use yew::NodeRef;

/// Saves a text as file `name`.
pub(crate) fn text(name: &str, kind: &str, text: &str) {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let bytes = Uint8Array::from(text.as_bytes());
    if let Ok(it) = Blob::new_with_u8_array_sequence_and_options(&Array::of1(&bytes), &options) {
        blob(name, &it);
    }
}

/// Saves canvases that lie over each other as one picture on a ground, `size` CSS pixels large.
pub(crate) fn canvases(name: &'static str, layers: &[NodeRef], (width, height): (f64, f64), ground: Rgb) {
    let Some(sheet) =
        document().create_element("canvas").ok().map(JsCast::unchecked_into::<HtmlCanvasElement>)
    else {
        return;
    };
    let ratio = ratio();
    sheet.set_width((width * ratio) as u32);
    sheet.set_height((height * ratio) as u32);
    let Some(context) = sheet.get_context("2d").ok().flatten() else { return };
    let context: CanvasRenderingContext2d = context.unchecked_into();
    context.set_fill_style_str(&format!("rgb({},{},{})", ground.0, ground.1, ground.2));
    context.fill_rect(0.0, 0.0, width * ratio, height * ratio);
    for layer in layers.iter().filter_map(NodeRef::cast::<HtmlCanvasElement>) {
        let top = f64::from(layer.offset_top()) * ratio;
        // A canvas without height cannot be drawn, and has nothing to draw.
        let _ = context.draw_image_with_html_canvas_element(&layer, 0.0, top);
    }
    let saved = Closure::once_into_js(move |it: Option<Blob>| {
        if let Some(it) = it {
            blob(name, &it);
        }
    });
    let _ = sheet.to_blob(saved.unchecked_ref());
}

/// Follows a link that is no part of the page.
fn blob(name: &str, blob: &Blob) {
    let Ok(address) = Url::create_object_url_with_blob(blob) else { return };
    if let Ok(link) = document().create_element("a") {
        let link: HtmlAnchorElement = link.unchecked_into();
        link.set_href(&address);
        link.set_download(name);
        link.click();
    }
    let _ = Url::revoke_object_url(&address);
}
