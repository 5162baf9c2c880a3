//! A plotters backend over Canvas2D: crisp at any device pixel ratio, lines between pixels, text measured by the
//! canvas itself. It must not know what is drawn.

use gloo::utils::window;
use plot::draw::{Never, RING_WIDTH, Sheet, UNITS, is_ring};
use plotters_backend::FontStyle;
use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};
use std::cell::Cell;
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
    /// What has been traced and is not drawn yet: what looks the same is drawn as one.
    open: Option<Shape>,
}

/// How what is traced is to be drawn.
#[derive(Clone, Copy, PartialEq)]
struct Shape {
    ink: Ink,
    /// The width of a line, in units; nothing of what is filled.
    width: Option<u32>,
}

/// Where an element lies, and how large it is: top, width, height and ratio, as they were written last.
pub(crate) type Place = Cell<[f64; 4]>;

/// So many points are a shape that is drawn with its likes. A line through more has edges everywhere: two of them are faster alone.
const SHORT: usize = 16;

/// What a canvas has below once it has grown, in CSS pixels: a few lanes.
const ROOM: f64 = 72.0;

/// A colour and its strength.
type Ink = ((u8, u8, u8), f64);
type Done = Result<(), DrawingErrorKind<Never>>;

/// Device pixels per CSS pixel.
pub(crate) fn ratio() -> f64 {
    plot::between(window().device_pixel_ratio(), 1.0, 4.0)
}

impl Canvas {
    /// The canvas `element`, emptied, laid over its parent from `top` on, `width` by `height` CSS pixels; `place` is what
    /// it was given last. One that is high enough stays as it is, and one that has become too low gets some room below: a canvas of
    /// another size takes new memory. What is drawn is in the parent's coordinates.
    pub(crate) fn new(
        element: &NodeRef,
        place: &Place,
        width: f64,
        (top, bottom): (f64, f64),
    ) -> Option<Self> {
        let element: HtmlCanvasElement = element.get()?.unchecked_into();
        let (ratio, was) = (ratio(), place.get());
        let top = top.floor();
        let mut height = (bottom - top).ceil().max(0.0);
        if [width, ratio] == [was[1], was[3]] && height != was[2] && was[2] - height <= 2.0 * ROOM {
            height = if height < was[2] { was[2] } else { height + ROOM };
        }
        let device = |length: f64| (length * ratio).ceil() as u32;
        let context: CanvasRenderingContext2d = element.get_context("2d").ok()??.unchecked_into();
        let pixels = (device(width), device(height));
        let wanted = [top, width, height, ratio];
        let sized = (element.width(), element.height()) == pixels;
        if place.replace(wanted) != wanted || !sized {
            lay(&element, top, width, height);
            if !sized {
                // This empties the canvas, and takes new memory for it.
                element.set_width(pixels.0);
                element.set_height(pixels.1);
                context.set_line_join("round");
            }
            context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, -top * ratio).ok()?;
        }
        if sized {
            context.clear_rect(0.0, top, width + 1.0, height + 1.0);
        }
        let units = |length: f64| (length * f64::from(UNITS)) as u32;
        let size = (units(width), units(bottom));
        Some(Self::Screen(Screen { context, size, bold: None, side: None, inks: [None; 2], open: None }))
    }
}

/// A colour, and how wide a line is.
struct Style(BackendColor, u32);

impl BackendStyle for Style {
    fn color(&self) -> BackendColor {
        self.0
    }

    fn stroke_width(&self) -> u32 {
        self.1
    }
}

impl Canvas {
    /// Draws a line through points, or fills what they are the corners of. Not generic: each kind of shape would have both pens
    /// to itself otherwise.
    #[inline(never)]
    fn put(&mut self, points: &[BackendCoord], colour: BackendColor, width: Option<u32>) -> Done {
        match self {
            Self::Screen(it) => it.trace(points, colour, width),
            Self::Sheet(it) => {
                let (points, style) = (points.iter().copied(), Style(colour, width.unwrap_or_default()));
                return match width {
                    Some(_) => it.draw_path(points, &style),
                    None => it.fill_polygon(points, &style),
                };
            }
        }
        Ok(())
    }
}

impl Screen {
    /// Traces a line through points, or what they are the corners of.
    #[inline(never)]
    fn trace(&mut self, points: &[BackendCoord], colour: BackendColor, width: Option<u32>) {
        self.begin(Shape { ink: (colour.rgb, colour.alpha), width }, points.len() <= SHORT);
        for (idx, &point) in points.iter().enumerate() {
            let (x, y) = pixels(point);
            if idx == 0 { self.context.move_to(x, y) } else { self.context.line_to(x, y) }
        }
        if points.len() > SHORT {
            self.flush();
        }
    }

    /// Goes on with what is open where it looks the same, else draws that and begins anew. What can be seen through is drawn
    /// by itself: two such shapes are darker where both lie. What is filled goes round with the clock wherever two of a colour
    /// can meet: one that went the other way would be cut out of its neighbour.
    fn begin(&mut self, shape: Shape, joins: bool) {
        if joins && shape.ink.1 >= 1.0 && self.open == Some(shape) {
            return;
        }
        self.flush();
        self.context.begin_path();
        self.open = Some(shape);
    }

    /// Draws what is traced.
    fn flush(&mut self) {
        let Some(Shape { ink, width }) = self.open.take() else { return };
        self.dip(ink, usize::from(width.is_some()));
        match width {
            Some(width) => {
                self.context.set_line_width(f64::from(width) / f64::from(UNITS));
                self.context.stroke();
            }
            None => self.context.fill(),
        }
    }

    /// Takes a colour for what is filled (0) or drawn (1).
    #[inline(never)]
    fn dip(&mut self, ink: Ink, what: usize) {
        if self.inks[what] == Some(ink) {
            return;
        }
        self.inks[what] = Some(ink);
        let text = css(ink);
        if what == 0 {
            self.context.set_fill_style_str(&text)
        } else {
            self.context.set_stroke_style_str(&text)
        }
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        self.flush()
    }
}

/// Fixes the element's place; by the object model, since the page's policy forbids style attributes.
fn lay(element: &HtmlCanvasElement, top: f64, width: f64, height: f64) {
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
        self.put(&[from, to], style.color(), Some(style.stroke_width()))
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Done {
        let around = [from, (to.0, from.1), to, (from.0, to.1), from];
        self.put(&around, style.color(), (!fill).then(|| style.stroke_width()))
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Done {
        self.put(&path.into_iter().collect::<Vec<_>>(), style.color(), Some(style.stroke_width()))
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        centre: BackendCoord,
        radius: u32,
        style: &S,
        _: bool,
    ) -> Done {
        let it = match self {
            Self::Screen(it) => it,
            Self::Sheet(it) => return it.draw_circle(centre, radius, style, true),
        };
        // A chart has discs, and no rings.
        let (colour, (x, y)) = (style.color(), pixels(centre));
        let radius = f64::from(radius) / f64::from(UNITS);
        it.begin(Shape { ink: (colour.rgb, colour.alpha), width: None }, true);
        it.context.move_to(x + radius, y);
        let _ = it.context.arc(x, y, radius, 0.0, TAU);
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        points: I,
        style: &S,
    ) -> Done {
        self.put(&points.into_iter().collect::<Vec<_>>(), style.color(), None)
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
        self.flush();
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
        let (y, ink) = (y + foot * size, (style.color().rgb, 1.0));
        let _ = if is_ring(style.color()) {
            self.dip(ink, 1);
            self.context.set_line_width(RING_WIDTH.into());
            self.context.stroke_text(text, x, y)
        } else {
            self.dip(ink, 0);
            self.context.fill_text(text, x, y)
        };
    }
}

fn pixels((x, y): BackendCoord) -> (f64, f64) {
    (f64::from(x) / f64::from(UNITS), f64::from(y) / f64::from(UNITS))
}

/// `#rrggbbaa`.
fn css(((red, green, blue), alpha): Ink) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let alpha = (alpha * 255.0 + 0.5) as u8;
    let mut text = String::with_capacity(9);
    text.push('#');
    for byte in [red, green, blue, alpha] {
        text.push(char::from(DIGITS[usize::from(byte >> 4)]));
        text.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    text
}
