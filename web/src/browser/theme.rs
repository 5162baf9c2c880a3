//! Light or dark, and the colours that follow. It must not know what is drawn in them.

use gloo::events::EventListener;
use gloo::utils::{document_element, window};
use plot::draw::{Palette, Rgb};
use wasm_bindgen::JsCast;
use web_sys::{CssStyleDeclaration, HtmlElement};

/// Shows the page in `theme`: `light`, `dark`, or the system's for anything else.
pub(crate) fn set(theme: &str) {
    let root = document_element();
    let _ = match theme {
        "light" | "dark" => root.set_attribute("data-theme", theme),
        _ => root.remove_attribute("data-theme"),
    };
}

/// Calls `heard` when the system's own choice changes.
pub(crate) fn listen(heard: impl Fn() + 'static) -> Option<EventListener> {
    let query = window().match_media("(prefers-color-scheme: dark)").ok()??;
    Some(EventListener::new(&query, "change", move |_| heard()))
}

/// The colours that the page's tokens have now.
pub(crate) fn palette() -> Palette {
    let mut palette = Palette::light();
    let Ok(Some(style)) = window().get_computed_style(&document_element()) else { return palette };
    for (token, colour) in palette.tokens() {
        if let Some(it) = resolve(&style, token) {
            *colour = it;
        }
    }
    // The same figure as `--shade-alpha`: a whole number of thousandths, so that no float is parsed here.
    let thousandths = style.get_property_value("--shade-thousandths").ok();
    if let Some(value) = thousandths.and_then(|text| text.trim().parse::<u32>().ok()) {
        palette.shade = f64::from(value) / 1000.0;
    }
    if let Ok(font) = style.get_property_value("--font-ui") {
        palette.font = font.trim().to_owned();
    }
    palette
}

/// The colour of a token: written in hexadecimal, or a system colour that only an element can resolve.
fn resolve(style: &CssStyleDeclaration, token: &str) -> Option<Rgb> {
    let text = style.get_property_value(token).ok()?;
    hexadecimal(text.trim()).or_else(|| probed(text.trim()))
}

fn hexadecimal(text: &str) -> Option<Rgb> {
    let digits = text.strip_prefix('#')?;
    let all = u32::from_str_radix(digits, 16).ok()?;
    match digits.len() {
        6 => Some(((all >> 16) as u8, (all >> 8) as u8, all as u8)),
        // `#abc` is `#aabbcc`.
        3 => Some((((all >> 8) & 15) as u8 * 17, ((all >> 4) & 15) as u8 * 17, (all & 15) as u8 * 17)),
        _ => None,
    }
}

/// What the browser makes of a colour's name: `rgb(1, 2, 3)`.
fn probed(name: &str) -> Option<Rgb> {
    let root: HtmlElement = document_element().unchecked_into();
    root.style().set_property("color", name).ok()?;
    let seen = window().get_computed_style(&root).ok()??.get_property_value("color").ok();
    let _ = root.style().set_property("color", "");
    let seen = seen?;
    let inside = seen.split_once('(')?.1.trim_end_matches(')');
    let mut parts = inside.split([',', ' ']).filter(|it| !it.is_empty()).map(|it| it.parse::<u8>().ok());
    Some((parts.next()??, parts.next()??, parts.next()??))
}
