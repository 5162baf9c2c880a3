//! A plotters backend that writes an SVG: short, in CSS pixels, with the page's colours or their tokens. It must not know
//! what is drawn.

use super::{Palette, Rgb, UNITS, is_ring};
use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontStyle,
};
use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;

/// The pen that writes. What it has written is shared, since plotters takes its backends for itself.
#[derive(Clone)]
pub struct Sheet {
    text: Rc<RefCell<String>>,
    size: (u32, u32),
}

/// Writing does not fail.
#[derive(Debug)]
pub enum Never {}

impl fmt::Display for Never {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}

impl std::error::Error for Never {}

type Done = Result<(), DrawingErrorKind<Never>>;

impl Sheet {
    /// An empty sheet of so many CSS pixels, on the palette's ground where it is a file of its own: then it says its font
    /// too. Within a page both are the page's.
    pub fn new(width: f64, height: f64, own: Option<&Palette>) -> Self {
        let (width, height) = (width as u32, height as u32);
        let mut text = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" fill=\"none\" font-size=\"11\""
        );
        match own {
            Some(palette) => {
                let font = palette.font.replace('&', "&amp;").replace('"', "&quot;");
                let ground = colour(palette.surface);
                text += &format!(
                    " font-family=\"{font}\"><path fill=\"{ground}\" d=\"M0 0H{width}V{height}H0Z\"/>"
                );
            }
            None => text.push('>'),
        }
        Self { text: Rc::new(RefCell::new(text)), size: (width * UNITS, height * UNITS) }
    }

    /// What has been written, as a whole file.
    pub fn finish(&self) -> String {
        self.text.borrow().clone() + "</svg>\n"
    }

    fn shape(&self, name: &str, rest: &[(&str, &str)]) -> Done {
        let mut text = self.text.borrow_mut();
        text.push('<');
        text.push_str(name);
        for (name, value) in rest.iter().filter(|it| !it.1.is_empty()) {
            for part in [" ", name, "=\"", value, "\""] {
                text.push_str(part);
            }
        }
        text.push_str("/>");
        Ok(())
    }

    fn path<S: BackendStyle>(
        &self,
        points: impl IntoIterator<Item = BackendCoord>,
        style: &S,
        fill: bool,
    ) -> Done {
        let mut d = String::new();
        for (idx, (x, y)) in points.into_iter().enumerate() {
            d.push(if idx == 0 { 'M' } else { 'L' });
            number(&mut d, x);
            // A minus sign is a separator as well.
            if y >= 0 {
                d.push(' ');
            }
            number(&mut d, y);
        }
        self.inked("path", &[("d", &d)], style, fill)
    }

    fn inked<S: BackendStyle>(&self, name: &str, rest: &[(&str, &str)], style: &S, fill: bool) -> Done {
        let ink = style.color();
        let opacity = opacity(ink);
        let mut width = String::new();
        number(&mut width, style.stroke_width() as i32);
        let colour = colour(ink.rgb);
        let mut all = rest.to_vec();
        if fill {
            all.extend([("fill", colour.as_str()), ("fill-opacity", opacity.as_str())]);
        } else {
            all.extend([
                ("stroke", colour.as_str()),
                ("stroke-width", width.as_str()),
                ("stroke-opacity", opacity.as_str()),
            ]);
        }
        self.shape(name, &all)
    }
}

/// A length of whole units in CSS pixels.
pub(super) fn number(text: &mut String, units: i32) {
    let units = i64::from(units);
    if units < 0 {
        text.push('-');
    }
    let thousandths = units.abs() * 1000 / i64::from(UNITS);
    text.push_str(&(thousandths / 1000).to_string());
    let rest = thousandths % 1000;
    if rest > 0 {
        let digits = (1000 + rest).to_string();
        text.push('.');
        text.push_str(digits[1..].trim_end_matches('0'));
    }
}

/// `#rrggbb`; the name of a token where the colour stands for one ([`Palette::of_tokens`]).
pub(super) fn colour(rgb: Rgb) -> String {
    match Palette::token(rgb) {
        Some(name) => format!("var({name})"),
        None => format!("#{:02x}{:02x}{:02x}", rgb.0, rgb.1, rgb.2),
    }
}

/// The opacity in thousandths; nothing where it is full.
pub(super) fn opacity(ink: BackendColor) -> String {
    let thousandths = (ink.alpha * 1000.0 + 0.5) as u32;
    match thousandths {
        1000.. => String::new(),
        // The side on which the comparison is true: light and dark shade it differently.
        Palette::SHADE if Palette::token(ink.rgb).is_some() => "var(--shade-alpha)".to_owned(),
        _ => format!(".{thousandths:03}").trim_end_matches('0').to_owned(),
    }
}

impl DrawingBackend for Sheet {
    type ErrorType = Never;

    fn get_size(&self) -> (u32, u32) {
        self.size
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
        self.path([from, to], style, false)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Done {
        self.path([from, (to.0, from.1), to, (from.0, to.1), from], style, fill)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Done {
        self.path(path, style, false)
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        centre: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Done {
        let mut numbers = [String::new(), String::new(), String::new()];
        for (text, units) in numbers.iter_mut().zip([centre.0, centre.1, radius as i32]) {
            number(text, units);
        }
        let [x, y, r] = &numbers;
        self.inked("circle", &[("cx", x), ("cy", y), ("r", r)], style, fill)
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        points: I,
        style: &S,
    ) -> Done {
        self.path(points, style, true)
    }

    fn draw_text<T: BackendTextStyle>(&mut self, words: &str, style: &T, at: BackendCoord) -> Done {
        let anchor = match style.anchor().h_pos {
            HPos::Left => "",
            HPos::Center => " text-anchor=\"middle\"",
            HPos::Right => " text-anchor=\"end\"",
        };
        // As on the page's canvas: digits are about 0.72 of the size high.
        let foot = match style.anchor().v_pos {
            VPos::Top => 0.72,
            VPos::Center => 0.36,
            VPos::Bottom => 0.0,
        };
        let weight = if matches!(style.style(), FontStyle::Bold) { " font-weight=\"600\"" } else { "" };
        let (mut x, mut y) = (String::new(), String::new());
        number(&mut x, at.0);
        number(&mut y, at.1 + (foot * style.size()) as i32);
        let (kind, ring) = match is_ring(style.color()) {
            true => ("stroke", " stroke-width=\"4\" stroke-linejoin=\"round\""),
            false => ("fill", ""),
        };
        let ink = colour(style.color().rgb);
        let words = words.replace('&', "&amp;").replace('<', "&lt;");
        let text = format!("<text x=\"{x}\" y=\"{y}\"{anchor}{weight} {kind}=\"{ink}\"{ring}>{words}</text>");
        self.text.borrow_mut().push_str(&text);
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
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_short() {
        let text = |units| {
            let mut text = String::new();
            number(&mut text, units);
            text
        };
        assert_eq!([0, 8, 12, -1, 801].map(text), ["0", "1", "1.5", "-0.125", "100.125"]);
    }

    #[test]
    fn colours_are_hexadecimal_or_tokens() {
        assert_eq!(colour((0, 114, 178)), "#0072b2");
        assert_eq!(colour(Palette::of_tokens().firing), "var(--firing)");
        assert_eq!(colour(Palette::of_tokens().series[3]), "var(--series-4)");
    }
}
