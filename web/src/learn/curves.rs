//! All points as precision against recall, and as time to detection against false pages, each with the front that no point
//! beats. It must not know the map.

use super::heat::{px, sign};
use super::points::Points;
use super::scale::figure;
use crate::markup::{all, page};
use playground::learn::{Cell, Measure, Unit, front};
use std::collections::BTreeSet;
use std::fmt::Write;
use yew::Html;

const LEFT: f64 = 48.0;
const RIGHT: f64 = 16.0;
const TOP: f64 = 10.0;
const BOTTOM: f64 = 36.0;
const HEIGHT: f64 = 220.0;
/// Figures of an axis, from end to end.
const TICKS: usize = 4;

/// How much room there is, and what is wanted of recall.
pub(super) struct Room {
    pub(super) wide: bool,
    pub(super) width: f64,
    pub(super) outline: f64,
}

/// Both plots, as they stay while places are picked.
pub(super) struct Curves {
    plots: [Curve; 2],
    found: String,
}

impl Curves {
    pub(super) fn new(points: &Points, room: &Room) -> Self {
        let width = if room.wide { (room.width * 0.36).floor() - 8.0 } else { room.width };
        let cells = points.cells();
        let mut found = cells.to_vec();
        for it in &mut found {
            if it.get(Measure::Recall).is_none_or(|it| it < room.outline - 1e-6) {
                *it = Cell::default();
            }
        }
        let plots = [
            Curve::new(cells, [Measure::Recall, Measure::Precision], width, points.size()),
            Curve::new(&found, [Measure::FalsePages, Measure::Detection], width, points.size()),
        ];
        Self { plots, found: figure(Measure::Recall.unit(), room.outline) }
    }

    /// Both plots with the marks.
    pub(super) fn view(&self, points: &Points) -> Html {
        let [first, second] = self.plots.each_ref().map(|it| it.view(points));
        page!(
            "<div><h3>Precision and recall</h3><p class=note>$</p>$</div><div><h3>Detection and false pages</h3><p class=note>$</p>$</div>",
            "Up: share of episodes that found an incident. Right: share of incidents that were found.",
            first,
            format!(
                "Up: time to detection. Right: false pages a day. Points with recall {} or better.",
                self.found
            ),
            second
        )
    }
}

/// One measure against another.
struct Curve {
    label: String,
    width: f64,
    /// Columns and rows of the map whose cells these are.
    size: (usize, usize),
    /// Where each cell lies, in whole pixels, where it has both numbers.
    places: Vec<Option<(f64, f64)>>,
    ground: Html,
}

impl Curve {
    fn new(cells: &[Cell], of: [Measure; 2], width: f64, size: (usize, usize)) -> Self {
        let values: Vec<_> = cells.iter().map(|it| Some([it.get(of[0])?, it.get(of[1])?])).collect();
        let most = |axis: usize| {
            let greatest = values.iter().flatten().map(|it| it[axis]).fold(0.0, f64::max);
            let share = of[axis].unit() == Unit::Share;
            if share { 1.0 } else { end(of[axis], greatest) }
        };
        let ends = [most(0), most(1)];
        let room = ((width - LEFT - RIGHT).max(40.0), HEIGHT - TOP - BOTTOM);
        let at = |it: [f64; 2]| {
            let (x, y) = (it[0] / ends[0] * room.0, it[1] / ends[1] * room.1);
            ((LEFT + x).round(), (HEIGHT - BOTTOM - y).round())
        };
        let places: Vec<_> = values.into_iter().map(|it| it.map(at)).collect();
        let front: Vec<_> = front(cells, of[0], of[1]).into_iter().filter_map(|it| places[it]).collect();
        let label =
            format!("{} against {}, {} points on the front", of[1].title(), of[0].title(), front.len());
        let ground = page!(
            "$<path class=dots d=$/><path class=front d=$/>$",
            axes(of, ends, room),
            dots(&places),
            line(&front),
            if places.iter().all(Option::is_none) { nothing(room) } else { Html::default() }
        );
        Self { label, width, size, places, ground }
    }

    /// Marks of another map wait for its own curves.
    fn view(&self, points: &Points) -> Html {
        let (columns, _) = self.size;
        let shown = if points.size() == self.size { points.marks() } else { Vec::new() };
        let marks = shown.into_iter().filter_map(|(class, name, (column, row))| {
            let (x, y) = self.places.get(row * columns + column).copied().flatten()?;
            let left = x > LEFT + (self.width - LEFT - RIGHT) * 0.75;
            Some(page!(
                "<path class=$ d=$/><text class=mark-name x=$ y=$ text-anchor=$>$</text>",
                ["mark ", class].concat(),
                sign(class, x, y),
                px(if left { x - 10.0 } else { x + 10.0 }),
                px(if y < 24.0 { y + 16.0 } else { y - 6.0 }),
                if left { "end" } else { "start" },
                name
            ))
        });
        page!(
            "<svg width=$ height=$ role=img aria-label=$>$$</svg>",
            px(self.width),
            px(HEIGHT),
            &self.label,
            self.ground.clone(),
            all(marks)
        )
    }
}

/// A dot at each of `places`; thousands of points lie on few of them.
fn dots(places: &[Option<(f64, f64)>]) -> String {
    let drawn: BTreeSet<_> = places.iter().flatten().map(|it| (it.0 as i32, it.1 as i32)).collect();
    let mut dots = String::new();
    for (x, y) in drawn {
        let _ = write!(dots, "M{x} {y}h0");
    }
    dots
}

fn line(front: &[(f64, f64)]) -> String {
    let mut line = String::new();
    for (idx, (x, y)) in front.iter().enumerate() {
        let _ = write!(line, "{}{x} {y}", if idx == 0 { 'M' } else { 'L' });
    }
    line
}

/// Said in place of points.
fn nothing((w, h): (f64, f64)) -> Html {
    page!(
        "<text class=tick x=$ y=$ text-anchor=middle>No point has both</text>",
        px(LEFT + w / 2.0),
        px(TOP + h / 2.0)
    )
}

fn axes(of: [Measure; 2], ends: [f64; 2], (w, h): (f64, f64)) -> Html {
    let bottom = HEIGHT - BOTTOM;
    let ticks = (0..=TICKS).map(|idx| {
        let part = idx as f64 / TICKS as f64;
        let (x, y) = (LEFT + part * w, bottom - part * h);
        let value = |axis: usize| figure(of[axis].unit(), part * ends[axis]);
        page!(
            "<path class=grid d=$/><text class=tick x=$ y=$ text-anchor=middle>$</text><text class=tick x=$ y=$ text-anchor=end>$</text>",
            format!("M{x:.1} {TOP}v{h:.1}M{LEFT} {y:.1}h{w:.1}"),
            px(x),
            px(bottom + 15.0),
            value(0),
            px(LEFT - 6.0),
            px(y + 4.0),
            value(1)
        )
    });
    page!(
        "$<text class=tick x=$ y=$ text-anchor=end>$</text>",
        all(ticks),
        px(LEFT + w),
        px(bottom + 31.0),
        of[0].title()
    )
}

/// The end of an axis that reaches `most`: 1, 2, 4 or 6 times a power of ten, of minutes where time is measured.
fn end(measure: Measure, most: f64) -> f64 {
    let unit = if measure.unit() == Unit::Seconds { 60.0 } else { 1.0 };
    let wanted = most / unit;
    if wanted.is_nan() || wanted <= 0.0 {
        return unit;
    }
    let mut size = 0.01;
    while size * 10.0 < wanted && size < 1e12 {
        size *= 10.0;
    }
    let step = [1.0, 2.0, 4.0, 6.0, 10.0].into_iter().find(|it| it * size >= wanted);
    step.unwrap_or(10.0) * size * unit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axes_end_at_round_numbers() {
        let pages = [0.0, 0.3, 3.6, 11.0].map(|it| end(Measure::FalsePages, it));
        assert_eq!(pages, [1.0, 0.4, 4.0, 20.0]);
        assert_eq!([45.0, 400.0].map(|it| end(Measure::Detection, it)), [60.0, 600.0]);
    }
}
