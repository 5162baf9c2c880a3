//! A plotters backend that writes a chart which fills whatever width it is given: what lies in the plot stretches, what
//! stands in the gutters and all text stays as it is. It must not know what is drawn.
//!
//! The page's first chart is written with it, before anybody knows how wide the page is. It is short: points on a line
//! are left out, neighbours of one style are one path of relative steps, a text with its ring is one text.

mod shapes;

use super::sheet::{Never, colour, number};
use super::{Rgb, UNITS, is_ring};
use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontStyle,
};
use shapes::{Shapes, attributes, halved};
use std::cell::RefCell;
use std::rc::Rc;

/// The pen that writes. What it has written is shared, since plotters takes its backends for itself.
#[derive(Clone)]
pub struct Stretch {
    parts: Rc<RefCell<Parts>>,
    /// Width and height in CSS pixels.
    size: (u32, u32),
    /// The plot's edges, in units.
    plot: (i32, i32),
}

/// What has been written, by the place where it stands.
#[derive(Default)]
struct Parts {
    /// From edge to edge of the chart.
    whole: Shapes,
    /// In the plot.
    plot: Shapes,
    /// Left of it, or bound to its left edge.
    left: Shapes,
    /// The same on the right.
    right: Shapes,
    /// Text in the plot, and in the gutters.
    words: [String; 3],
    /// The ring of the next text.
    ring: Option<Rgb>,
}

/// A text, set but not yet written.
struct Words {
    words: String,
    ink: Rgb,
    bold: bool,
    side: HPos,
    /// Its foot, in units.
    at: BackendCoord,
}

type Done = Result<(), DrawingErrorKind<Never>>;

/// Text so near to an edge of the plot, in units, is bound to that edge.
const NEAR: i32 = 8 * UNITS as i32;

impl Stretch {
    /// An empty chart, drawn for so many CSS pixels, whose plot lies between `left` and `right`.
    pub fn new(width: f64, height: f64, (left, right): (f64, f64)) -> Self {
        let unit = |it: f64| (it * f64::from(UNITS)) as i32;
        let size = (width as u32, height as u32);
        Self { parts: Rc::default(), size, plot: (unit(left), unit(right)) }
    }

    /// What has been written, as elements that lie over each other in a page that has the sheet for them; `words` are its name.
    pub fn finish(&self, words: &str) -> String {
        let name = words.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
        self.shapes();
        let parts = self.parts.borrow();
        let Parts { whole, plot, left, right, words, .. } = &*parts;
        let (width, height) = self.size;
        let (from, to) = (self.plot.0 / UNITS as i32, self.plot.1 / UNITS as i32);
        let stretched = |class: &str, x: i32, width: i32, shapes: &Shapes| {
            format!(
                "<svg class=\"{class}\" height=\"{height}\" viewBox=\"{x} 0 {width} {height}\" preserveAspectRatio=\"none\">{}</svg>",
                shapes.text
            )
        };
        format!(
            "<div role=\"img\" aria-label=\"{name}\">{}{}<svg class=\"in\" height=\"{height}\">{}</svg><svg class=\"all\" height=\"{height}\">{}{}<svg x=\"100%\">{}{}</svg></svg></div>\n",
            stretched("all", 0, width as i32, whole),
            stretched("in", from, to - from, plot),
            words[0],
            left.text,
            words[1],
            right.text,
            words[2],
        )
    }

    /// What has been written, as shapes that lie over each other, without their element and without text.
    pub fn shapes(&self) -> String {
        let mut parts = self.parts.borrow_mut();
        let Parts { whole, plot, left, right, .. } = &mut *parts;
        let all = [whole, plot, left, right].into_iter().map(|it| {
            it.close();
            it.text.clone()
        });
        all.collect()
    }

    fn path<S: BackendStyle>(
        &self,
        points: impl IntoIterator<Item = BackendCoord>,
        style: &S,
        fill: bool,
    ) -> Done {
        let ink = style.color();
        let attributes =
            attributes(if fill { "fill" } else { "stroke" }, ink, (!fill).then(|| style.stroke_width()));
        let points: Vec<BackendCoord> = points.into_iter().collect();
        self.put(&points, attributes);
        Ok(())
    }

    /// Puts a path where its ends say.
    fn put(&self, points: &[BackendCoord], style: String) {
        let ends = |it: &BackendCoord| it.0;
        let (Some(from), Some(to)) = (points.iter().map(ends).min(), points.iter().map(ends).max()) else {
            return;
        };
        let (left, right) = self.plot;
        let mut parts = self.parts.borrow_mut();
        let (shapes, offset) = if from < left - NEAR && to > right + NEAR {
            (&mut parts.whole, 0)
        } else if to <= left {
            (&mut parts.left, 0)
        } else if from >= right {
            (&mut parts.right, self.size.0 as i32 * UNITS as i32)
        } else {
            (&mut parts.plot, 0)
        };
        shapes.add(points, offset, style);
    }

    fn write(&self, it: &Words, ground: Option<Rgb>) {
        let (left, right) = self.plot;
        let x = it.at.0;
        let mut place = String::new();
        let starts = matches!(it.side, HPos::Left);
        let group = if x < left || (starts && x <= left + NEAR) {
            number(&mut place, halved(x));
            1
        } else if x > right || (matches!(it.side, HPos::Right) && x >= right - NEAR) {
            number(&mut place, halved(x) - self.size.0 as i32 * UNITS as i32);
            2
        } else {
            // Hundredths of the plot's width, with two digits more.
            let share = i64::from(x - left) * 10_000 / i64::from((right - left).max(1));
            place = format!("{}.{:02}", share / 100, share % 100);
            place = place.trim_end_matches('0').trim_end_matches('.').to_owned() + "%";
            0
        };
        let mut y = String::new();
        number(&mut y, halved(it.at.1));
        let side = match it.side {
            HPos::Left => "",
            HPos::Center => " text-anchor=\"middle\"",
            HPos::Right => " text-anchor=\"end\"",
        };
        let weight = if it.bold { " font-weight=\"600\"" } else { "" };
        let ring = ground
            .map(colour)
            .map(|it| format!(" stroke=\"{it}\" stroke-width=\"4\" paint-order=\"stroke\""));
        let words = it.words.replace('&', "&amp;").replace('<', "&lt;");
        let (ink, ring) = (colour(it.ink), ring.unwrap_or_default());
        let text = format!("<text x=\"{place}\" y=\"{y}\"{side}{weight}{ring} fill=\"{ink}\">{words}</text>");
        self.parts.borrow_mut().words[group].push_str(&text);
    }
}

impl DrawingBackend for Stretch {
    type ErrorType = Never;

    fn get_size(&self) -> (u32, u32) {
        (self.size.0 * UNITS, self.size.1 * UNITS)
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
        _: bool,
    ) -> Done {
        // A dot of a round pen keeps its shape where everything is stretched.
        let style = attributes("stroke", style.color(), Some(2 * radius)) + " stroke-linecap=\"round\"";
        self.put(&[centre, centre], style);
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        points: I,
        style: &S,
    ) -> Done {
        self.path(points, style, true)
    }

    fn draw_text<T: BackendTextStyle>(&mut self, words: &str, style: &T, at: BackendCoord) -> Done {
        // As in a file: digits are about 0.72 of the size high.
        let foot = match style.anchor().v_pos {
            VPos::Top => 0.72,
            VPos::Center => 0.36,
            VPos::Bottom => 0.0,
        };
        let text = Words {
            words: words.to_owned(),
            ink: style.color().rgb,
            bold: matches!(style.style(), FontStyle::Bold),
            side: style.anchor().h_pos,
            at: (at.0, at.1 + (foot * style.size()) as i32),
        };
        if is_ring(style.color()) {
            self.parts.borrow_mut().ring = Some(text.ink);
        } else {
            let ring = self.parts.borrow_mut().ring.take();
            self.write(&text, ring);
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
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::palette::Palette;
    use crate::draw::pen::{Face, Pen, Stroke};
    use plotters::drawing::IntoDrawingArea;

    const INK: Rgb = (0, 0, 0);
    const GROUND: Rgb = (255, 255, 255);

    /// What is written of a chart of 300 by 100 pixels whose plot is 200 wide.
    fn written(draw: impl FnOnce(&Pen<'_, Stretch>)) -> String {
        let sheet = Stretch::new(300.0, 100.0, (60.0, 260.0));
        let area = sheet.clone().into_drawing_area();
        let palette = Palette::light();
        let pen = Pen::new(&area, &palette, false);
        draw(&pen);
        assert!(pen.finish().is_ok());
        sheet.finish("a \"b\"")
    }

    #[test]
    fn what_is_level_is_one_step_and_neighbours_of_one_style_are_one_path() {
        let text = written(|pen| {
            pen.path(&[(60.0, 10.0), (70.0, 10.0), (80.0, 10.0), (90.0, 20.0)], Stroke(INK, 2.0));
            pen.line((100.0, 20.0), (100.0, 30.0), Stroke(INK, 2.0));
            pen.line((100.0, 20.0), (100.0, 30.0), Stroke(INK, 1.0));
        });
        let paths = "<path stroke=\"#000000\" stroke-width=\"2\" d=\"M60 10h20l10 10m10 0v10\"/><path stroke=\"#000000\" d=\"M100 20v10\"/>";
        assert!(
            text.contains(&format!("<svg class=\"in\" height=\"100\" viewBox=\"60 0 200 100\" preserveAspectRatio=\"none\">{paths}</svg>")),
            "{text}"
        );
        assert!(
            text.starts_with("<div role=\"img\" aria-label=\"a &quot;b&quot;\"><svg class=\"all\""),
            "{text}"
        );
    }

    #[test]
    fn gutters_keep_their_distance_from_the_edges() {
        let text = written(|pen| {
            pen.line((10.0, 10.0), (50.0, 10.0), Stroke(INK, 1.0));
            pen.line((260.0, 10.0), (270.0, 10.0), Stroke(INK, 1.0));
            pen.line((0.0, 50.0), (300.0, 50.0), Stroke(INK, 1.0));
            pen.text("left", (50.0, 20.0), Face::right(INK));
            pen.text("right", (280.0, 20.0), Face::middle(INK));
            pen.text("in", (110.0, 20.0), Face::middle(INK));
        });
        assert!(text.contains("viewBox=\"0 0 300 100\" preserveAspectRatio=\"none\"><path stroke=\"#000000\" d=\"M0 50h300\"/></svg>"), "{text}");
        assert!(text.contains("<path stroke=\"#000000\" d=\"M10 10h40\"/><text x=\"50\" y=\"24\""), "{text}");
        assert!(
            text.contains(
                "<svg x=\"100%\"><path stroke=\"#000000\" d=\"M-40 10h10\"/><text x=\"-20\" y=\"24\""
            ),
            "{text}"
        );
        assert!(text.contains("<svg class=\"in\" height=\"100\"><text x=\"25%\" y=\"24\" text-anchor=\"middle\" fill=\"#000000\">in</text></svg>"), "{text}");
    }

    #[test]
    fn a_ring_is_a_stroke_and_equal_texts_stay_two() {
        let text = written(|pen| {
            pen.text("over", (100.0, 20.0), Face::left(INK).over(GROUND));
            pen.text("0", (50.0, 20.0), Face::right(INK));
            pen.text("0", (50.0, 60.0), Face::right(INK));
        });
        assert_eq!(text.matches("<text").count(), 3, "{text}");
        assert_eq!(
            text.matches(
                "stroke=\"#ffffff\" stroke-width=\"4\" paint-order=\"stroke\" fill=\"#000000\">over"
            )
            .count(),
            1
        );
    }

    #[test]
    fn a_dot_stays_round() {
        let text = written(|pen| pen.disc((100.0, 50.0), 3.5, INK, 1.0));
        assert!(
            text.contains("stroke=\"#000000\" stroke-width=\"7\" stroke-linecap=\"round\" d=\"M100 50h0\""),
            "{text}"
        );
    }
}
