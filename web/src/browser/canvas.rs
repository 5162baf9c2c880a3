//! A plotters backend over Canvas2D: crisp at any device pixel ratio, lines between pixels, text measured by the
//! canvas itself. It must not know what is drawn.

use gloo::utils::window;
use plot::draw::{Never, Sheet, UNITS};
use plotters_backend::FontStyle;
use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};
use std::f64::consts::TAU;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, HtmlElement};
use yew::NodeRef;

/// What a chart is drawn on: a canvas whose pixels are device pixels and whose coordinates are [`UNITS`]ths of CSS pixels, or
/// the text of an SVG. One type for both: all that draws would be in the download twice otherwise.
pub(crate) enum Canvas {
    /// A canvas.
    Screen(Screen),
    /// A text.
    Sheet(Sheet),
}

/// A canvas.
pub(crate) struct Screen {
    context: CanvasRenderingContext2d,
    size: (u32, u32),
    /// Whether bold text is set now, and to which side: both are read anew, as text, whenever they are given.
    bold: Option<bool>,
    side: Option<HPos>,
    /// The colours that are filled and drawn with: each is read anew, as text, whenever it is given.
    inks: [Option<Ink>; 2],
}

/// A colour and its strength.
type Ink = ((u8, u8, u8), f64);
type Done = Result<(), DrawingErrorKind<Never>>;

/// Device pixels per CSS pixel.
pub(crate) fn ratio() -> f64 {
    plot::between(window().device_pixel_ratio(), 1.0, 4.0)
}

impl Canvas {
    /// The canvas `element`, emptied, laid over its parent from `top` on, `width` by `height` CSS pixels. What is
    /// drawn is in the parent's coordinates.
    pub(crate) fn new(element: &NodeRef, width: f64, (top, bottom): (f64, f64)) -> Option<Self> {
        let element: HtmlCanvasElement = element.get()?.unchecked_into();
        let ratio = ratio();
        let top = top.floor();
        let height = (bottom - top).ceil().max(0.0);
        place(&element, top, width, height);
        let device = |length: f64| (length * ratio).ceil() as u32;
        let context: CanvasRenderingContext2d = element.get_context("2d").ok()??.unchecked_into();
        let pixels = (device(width), device(height));
        if (element.width(), element.height()) == pixels {
            context.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0).ok()?;
            context.clear_rect(0.0, 0.0, pixels.0.into(), pixels.1.into());
        } else {
            // Another size empties the canvas; the same one would too, and take new memory for it.
            element.set_width(pixels.0);
            element.set_height(pixels.1);
        }
        let unit = ratio / f64::from(UNITS);
        context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, -top * ratio).ok()?;
        context.set_line_join("round");
        let size = ((width * ratio / unit) as u32, (bottom * ratio / unit) as u32);
        Some(Self::Screen(Screen { context, size, bold: None, side: None, inks: [None; 2] }))
    }
}

impl Screen {
    fn trace(&self, points: impl IntoIterator<Item = BackendCoord>) {
        self.context.begin_path();
        for (idx, point) in points.into_iter().enumerate() {
            let (x, y) = pixels(point);
            if idx == 0 { self.context.move_to(x, y) } else { self.context.line_to(x, y) }
        }
    }

    fn stroke<S: BackendStyle>(&mut self, style: &S) {
        self.dip(style.color(), 1);
        self.context.set_line_width(f64::from(style.stroke_width()) / f64::from(UNITS));
        self.context.stroke();
    }

    fn ink<S: BackendStyle>(&mut self, style: &S) {
        self.dip(style.color(), 0);
        self.context.fill();
    }

    /// Takes a colour for what is filled (0) or drawn (1).
    #[inline(never)]
    fn dip(&mut self, colour: BackendColor, what: usize) {
        let ink = Some((colour.rgb, colour.alpha));
        if self.inks[what] == ink {
            return;
        }
        self.inks[what] = ink;
        let text = css(colour);
        if what == 0 {
            self.context.set_fill_style_str(&text)
        } else {
            self.context.set_stroke_style_str(&text)
        }
    }
}

/// Fixes the element's place; by the object model, since the page's policy forbids style attributes.
fn place(element: &HtmlCanvasElement, top: f64, width: f64, height: f64) {
    let style = element.unchecked_ref::<HtmlElement>().style();
    for (property, value) in [("top", top), ("width", width), ("height", height)] {
        let _ = style.set_property(property, &format!("{}px", value as i64));
    }
}

impl DrawingBackend for Canvas {
    type ErrorType = Never;

    fn get_size(&self) -> (u32, u32) {
        match self {
            Self::Screen(it) => it.size,
            Self::Sheet(it) => it.get_size(),
        }
    }

    fn ensure_prepared(&mut self) -> Done {
        Ok(())
    }

    fn present(&mut self) -> Done {
        Ok(())
    }

    fn draw_pixel(&mut self, _: BackendCoord, _: BackendColor) -> Done {
        // Charts are lines, areas and text.
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Done {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Done {
        let around = [from, (to.0, from.1), to, (from.0, to.1), from];
        if fill { self.fill_polygon(around, style) } else { self.draw_path(around, style) }
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Done {
        match self {
            Self::Screen(it) => {
                it.trace(path);
                it.stroke(style)
            }
            Self::Sheet(it) => return it.draw_path(path, style),
        }
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        centre: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Done {
        let it = match self {
            Self::Screen(it) => it,
            Self::Sheet(it) => return it.draw_circle(centre, radius, style, fill),
        };
        let (x, y) = pixels(centre);
        it.context.begin_path();
        let _ = it.context.arc(x, y, f64::from(radius) / f64::from(UNITS), 0.0, TAU);
        if fill {
            it.ink(style)
        } else {
            it.stroke(style)
        }
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        points: I,
        style: &S,
    ) -> Done {
        match self {
            Self::Screen(it) => {
                it.trace(points);
                it.ink(style)
            }
            Self::Sheet(it) => return it.fill_polygon(points, style),
        }
        Ok(())
    }

    fn draw_text<T: BackendTextStyle>(&mut self, text: &str, style: &T, at: BackendCoord) -> Done {
        match self {
            Self::Screen(it) => it.text(text, style, at),
            Self::Sheet(it) => return it.draw_text(text, style, at),
        }
        Ok(())
    }

    fn estimate_text_size<T: BackendTextStyle>(
        &self,
        text: &str,
        style: &T,
    ) -> Result<(u32, u32), DrawingErrorKind<Never>> {
        // Nothing that is drawn depends on it.
        Ok((text.len() as u32, style.size() as u32))
    }

    fn blit_bitmap(&mut self, _: BackendCoord, _: (u32, u32), _: &[u8]) -> Done {
        Ok(())
    }
}

impl Screen {
    fn text<T: BackendTextStyle>(&mut self, text: &str, style: &T, at: BackendCoord) {
        let size = style.size() / f64::from(UNITS);
        // A chart has one family and one size.
        let bold = matches!(style.style(), FontStyle::Bold);
        if self.bold != Some(bold) {
            let weight = if bold { "600" } else { "400" };
            self.context.set_font(&format!("{weight} {}px {}", size as u32, style.family().as_str()));
            self.bold = Some(bold);
        }
        let side = style.anchor().h_pos;
        if self.side.is_none_or(|it| it as u8 != side as u8) {
            self.context.set_text_align(match side {
                HPos::Left => "left",
                HPos::Center => "center",
                HPos::Right => "right",
            });
            self.side = Some(side);
        }
        // Digits and capitals are about 0.72 of the size high: from their foot to the place that is asked for.
        let foot = match style.anchor().v_pos {
            VPos::Top => 0.72,
            VPos::Center => 0.36,
            VPos::Bottom => 0.0,
        };
        let (x, y) = pixels(at);
        self.dip(style.color(), 0);
        let _ = self.context.fill_text(text, x, y + foot * size);
    }
}

fn pixels((x, y): BackendCoord) -> (f64, f64) {
    (f64::from(x) / f64::from(UNITS), f64::from(y) / f64::from(UNITS))
}

/// `#rrggbbaa`.
fn css(colour: BackendColor) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let (red, green, blue) = colour.rgb;
    let alpha = (colour.alpha * 255.0 + 0.5) as u8;
    let mut text = String::with_capacity(9);
    text.push('#');
    for byte in [red, green, blue, alpha] {
        text.push(char::from(DIGITS[usize::from(byte >> 4)]));
        text.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    text
}
