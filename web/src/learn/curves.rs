//! All points as precision against recall, and as time to detection against false pages, each with the front that no point
//! beats. It must not know the map.

use super::heat::{px, sign};
use super::scale::figure;
use super::sweep::Points;
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
pub(super) struct Plot {
    pub(super) wide: bool,
    pub(super) width: f64,
    pub(super) outline: f64,
}

/// Both plots.
pub(super) fn view(points: &Points, plot: &Plot) -> Html {
    let width = if plot.wide { (plot.width * 0.36).floor() - 8.0 } else { plot.width };
    let cells = points.cells();
    let mut found: Vec<Cell> = cells.to_vec();
    for it in &mut found {
        if it.get(Measure::Recall).is_none_or(|it| it < plot.outline - 1e-6) {
            *it = Cell::default();
        }
    }
    let share = format!("recall {} or better", figure(Measure::Recall.unit(), plot.outline));
    page!(
        "<div><h3>Precision and recall</h3><p class=note>$</p>$</div><div><h3>Detection and false pages</h3><p class=note>$</p>$</div>",
        "Up: share of episodes that found an incident. Right: share of incidents that were found.",
        one(points, cells, [Measure::Recall, Measure::Precision], width),
        format!("Up: time to detection. Right: false pages a day. Points with {share}."),
        one(points, &found, [Measure::FalsePages, Measure::Detection], width)
    )
}

fn one(points: &Points, cells: &[Cell], of: [Measure; 2], width: f64) -> Html {
    let places: Vec<Option<[f64; 2]>> =
        cells.iter().map(|it| Some([it.get(of[0])?, it.get(of[1])?])).collect();
    let most = |axis: usize| {
        let greatest = places.iter().flatten().map(|it| it[axis]).fold(0.0, f64::max);
        if of[axis] == Measure::Recall || of[axis] == Measure::Precision {
            1.0
        } else {
            end(of[axis], greatest)
        }
    };
    let ends = [most(0), most(1)];
    let (w, h) = ((width - LEFT - RIGHT).max(40.0), HEIGHT - TOP - BOTTOM);
    let at = move |it: [f64; 2]| (LEFT + it[0] / ends[0] * w, HEIGHT - BOTTOM - it[1] / ends[1] * h);
    let dots = dots(places.iter().flatten().map(|it| at(*it)));
    let front: Vec<_> =
        front(cells, of[0], of[1]).into_iter().filter_map(|idx| places[idx]).map(at).collect();
    let line: Vec<String> = front.iter().map(|(x, y)| format!("{x:.1} {y:.1}")).collect();
    let line = if line.is_empty() { String::new() } else { format!("M{}", line.join("L")) };
    let columns = points.size().0;
    let marks = points.marks().into_iter().filter_map(|(class, name, (column, row))| {
        let (x, y) = at(places.get(row * columns + column).copied().flatten()?);
        let left = x > LEFT + w * 0.75;
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
    let empty = places.iter().all(Option::is_none);
    page!(
        "<svg width=$ height=$ role=img aria-label=$>$<path class=dots d=$/><path class=front d=$/>$$</svg>",
        px(width),
        px(HEIGHT),
        format!("{} against {}, {} points on the front", of[1].title(), of[0].title(), front.len()),
        axes(of, ends, (w, h)),
        dots,
        line,
        all(marks),
        if empty {
            page!(
                "<text class=tick x=$ y=$ text-anchor=middle>No point has both</text>",
                px(LEFT + w / 2.0),
                px(TOP + h / 2.0)
            )
        } else {
            Html::default()
        }
    )
}

/// A dot at each of `places`; thousands of points lie on few of them.
fn dots(places: impl Iterator<Item = (f64, f64)>) -> String {
    let (mut dots, mut drawn) = (String::new(), BTreeSet::new());
    for (x, y) in places {
        if drawn.insert((x as i32, y as i32)) {
            let _ = write!(dots, "M{:.1} {y:.1}a2 2 0 1 0 4 0a2 2 0 1 0-4 0z", x - 2.0);
        }
    }
    dots
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
