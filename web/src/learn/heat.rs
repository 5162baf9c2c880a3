//! The map: a cell for each threshold and `for`, coloured by one measure, hatched where recall is too low, with the marks of the
//! rule. It must not know what a click does.

use super::points::Points;
use super::scale::{STEPS, Scale};
use crate::markup::{all, page};
use playground::learn::Measure;
use std::fmt::Write;
use yew::Html;

/// Room for the figures of the axes.
const LEFT: f64 = 48.0;
const RIGHT: f64 = 12.0;
const TOP: f64 = 8.0;
const BOTTOM: f64 = 40.0;
/// Pixels between two figures of the axis below, and of the one beside.
const APART: f64 = 44.0;
const APART_UP: f64 = 26.0;

/// Where the cells lie.
#[derive(Clone, Copy)]
pub(super) struct Layout {
    columns: usize,
    rows: usize,
    pub(super) width: f64,
    pub(super) height: f64,
    cell: (f64, f64),
}

impl Layout {
    /// `columns` by `rows` cells in so many pixels of width.
    pub(super) fn new(columns: usize, rows: usize, width: f64) -> Self {
        let (columns, rows) = (columns.max(1), rows.max(1));
        let tall = (rows as f64 * 22.0).clamp(220.0, 420.0);
        let cell = ((width - LEFT - RIGHT).max(40.0) / columns as f64, tall / rows as f64);
        // A rule without a threshold has one column, which need not be as wide as all.
        let cell = (cell.0.min(160.0), cell.1);
        Self { columns, rows, width, height: TOP + tall + BOTTOM, cell }
    }

    /// The cell at a place of the map, if there is one: column and row.
    pub(super) fn at(&self, x: f64, y: f64) -> Option<(usize, usize)> {
        let (column, up) = ((x - LEFT) / self.cell.0, (self.height - BOTTOM - y) / self.cell.1);
        let within = |it: f64, most: usize| it >= 0.0 && it < most as f64;
        (within(column, self.columns) && within(up, self.rows)).then_some((column as usize, up as usize))
    }

    fn corner(&self, column: usize, row: usize) -> (f64, f64) {
        (LEFT + column as f64 * self.cell.0, self.height - BOTTOM - (row + 1) as f64 * self.cell.1)
    }

    fn centre(&self, (column, row): (usize, usize)) -> (f64, f64) {
        let (x, y) = self.corner(column, row);
        (x + self.cell.0 / 2.0, y + self.cell.1 / 2.0)
    }
}

/// What is drawn beside the points.
pub(super) struct Look<'a> {
    pub(super) layout: Layout,
    pub(super) measure: Measure,
    pub(super) scale: &'a Scale,
    /// Recall from which on a point is not hatched.
    pub(super) outline: f64,
}

/// What stays while places are picked: the cells, their figures, the axes. Cells are drawn in units of cells, row 0 below.
pub(super) fn ground(points: &Points, look: &Look<'_>) -> Html {
    let Layout { columns, rows, height, cell: (w, h), .. } = look.layout;
    let recalls = |column, row| points.recalls(column, row, look.outline);
    let step = |column, row| {
        let value = points.cell(column, row)?.get(look.measure);
        Some(value.map_or(STEPS, |it| look.scale.step(it)))
    };
    let steps: [String; STEPS + 1] = runs(look.layout, step);
    let [hatch] = runs(look.layout, |column, row| (!recalls(column, row)).then_some(0));
    let class = |idx| if idx == STEPS { "h-none".to_owned() } else { format!("h{idx}") };
    page!(
        "<defs><pattern id=hatch width=6 height=6 patternUnits=userSpaceOnUse patternTransform=$>\
         <path class=hatch-l d=\"M0 0v6\"/></pattern></defs>\
         <g transform=$>$<path class=h-lines d=$/><path fill=\"url(#hatch)\" d=$/><path class=h-edge d=$/></g><g class=h-steps>$</g>$",
        format!("scale({} {}) rotate(45)", 1.0 / w, -1.0 / h),
        format!("translate({LEFT} {}) scale({w} -{h})", height - BOTTOM),
        all(steps.iter().enumerate().map(|(idx, path)| page!("<path class=$ d=$/>", class(idx), path))),
        lines(columns, rows),
        hatch,
        edge(columns, rows, recalls),
        numbers(look.layout, step),
        axes(points, look.layout)
    )
}

/// The marks above the ground.
pub(super) fn marks(points: &Points, layout: Layout) -> Html {
    all(points.marks().into_iter().map(|(class, name, place)| mark(layout, class, name, place)))
}

/// A path for each kind of cells; neighbours in a row are drawn as one.
fn runs<const N: usize>(layout: Layout, kind: impl Fn(usize, usize) -> Option<usize>) -> [String; N] {
    let mut out = [const { String::new() }; N];
    for row in 0..layout.rows {
        let mut column = 0;
        while column < layout.columns {
            let (from, of) = (column, kind(column, row));
            while column < layout.columns && kind(column, row) == of {
                column += 1;
            }
            if let Some(out) = of.and_then(|it| out.get_mut(it)) {
                let _ = write!(out, "M{from} {row}h{0}v1h-{0}z", column - from);
            }
        }
    }
    out
}

/// The numbers of the steps, which forced colours show in place of colours: a text for a row, each digit at its place.
fn numbers(layout: Layout, step: impl Fn(usize, usize) -> Option<usize>) -> Html {
    let places: Vec<String> =
        (0..layout.columns).map(|column| format!("{:.0} ", layout.centre((column, 0)).0)).collect();
    all((0..layout.rows).map(|row| {
        let (mut at, mut digits) = (String::new(), String::new());
        for (column, place) in places.iter().enumerate() {
            if let Some(step) = step(column, row).filter(|it| *it < STEPS) {
                at.push_str(place);
                let _ = write!(digits, "{step}");
            }
        }
        page!("<text x=$ y=$>$</text>", at, px(layout.centre((0, row)).1 + 4.0), digits)
    }))
}

/// The lines between the cells.
fn lines(columns: usize, rows: usize) -> String {
    let mut out = String::new();
    for column in 1..columns {
        let _ = write!(out, "M{column} 0v{rows}");
    }
    for row in 1..rows {
        let _ = write!(out, "M0 {row}h{columns}");
    }
    out
}

/// The line between the cells that recall enough and the others.
fn edge(columns: usize, rows: usize, recalls: impl Fn(usize, usize) -> bool) -> String {
    let mut out = String::new();
    for row in 0..rows {
        for column in 0..columns {
            let good = recalls(column, row);
            if column + 1 < columns && good != recalls(column + 1, row) {
                let _ = write!(out, "M{} {row}v1", column + 1);
            }
            if row + 1 < rows && good != recalls(column, row + 1) {
                let _ = write!(out, "M{column} {}h1", row + 1);
            }
        }
    }
    out
}

fn axes(points: &Points, layout: Layout) -> Html {
    let every = |size: f64, apart: f64| (apart / size).ceil().max(1.0) as usize;
    let bottom = layout.height - BOTTOM;
    let below = (0..layout.columns).step_by(every(layout.cell.0, APART)).map(|column| {
        let x = layout.centre((column, 0)).0;
        page!(
            "<text class=tick x=$ y=$ text-anchor=middle>$</text>",
            px(x),
            px(bottom + 15.0),
            points.threshold(column)
        )
    });
    let beside = (0..layout.rows).step_by(every(layout.cell.1, APART_UP)).map(|row| {
        let y = layout.centre((0, row)).1;
        page!(
            "<text class=tick x=$ y=$ text-anchor=end>$</text>",
            px(LEFT - 6.0),
            px(y + 4.0),
            points.hold(row)
        )
    });
    let right = LEFT + layout.cell.0 * layout.columns as f64;
    page!(
        "$$<text class=tick x=$ y=$ text-anchor=end>$</text>",
        all(below),
        all(beside),
        px(right),
        px(bottom + 32.0),
        points.axis()
    )
}

/// A mark and its name: a square for the published rule, a circle for the rule as it is, a diamond for what is picked.
fn mark(layout: Layout, class: &'static str, name: &'static str, place: (usize, usize)) -> Html {
    let (x, y) = layout.centre(place);
    let sign = sign(class, x, y);
    let left = x > layout.width * 0.7;
    let (at, anchor) = if left { (x - 11.0, "end") } else { (x + 11.0, "start") };
    page!(
        "<path class=$ d=$/><text class=mark-name x=$ y=$ text-anchor=$>$</text>",
        ["mark ", class].concat(),
        sign,
        px(at),
        px(if y < 24.0 { y + 14.0 } else { y - 6.0 }),
        anchor,
        name
    )
}

/// The outline of a mark.
pub(super) fn sign(class: &str, x: f64, y: f64) -> String {
    match class {
        "published" => format!("M{:.1} {:.1}h9v9h-9z", x - 4.5, y - 4.5),
        "now" => format!("M{:.1} {y:.1}a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0-11 0z", x - 5.5),
        _ => format!("M{x:.1} {:.1}l6.5 6.5l-6.5 6.5l-6.5-6.5z", y - 6.5),
    }
}

/// A coordinate as an attribute.
pub(super) fn px(it: f64) -> String {
    format!("{it:.1}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_leads_to_the_cell_that_is_drawn_there() {
        let layout = Layout::new(31, 21, 800.0);
        for place in [(0, 0), (30, 20), (7, 13)] {
            let (x, y) = layout.centre(place);
            assert_eq!(layout.at(x, y), Some(place));
        }
        assert_eq!(layout.at(LEFT - 1.0, 100.0), None);
        assert_eq!(layout.at(100.0, layout.height - BOTTOM + 1.0), None);
    }
}
