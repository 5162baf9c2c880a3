//! The alert's left side in the last hour, and what it is compared with. It must not know what comes after.

use crate::components::icon::line_marker;
use crate::learn::scale;
use crate::markup::{all, page};
use playground::learn::{Brief, Chart, Now};
use std::fmt::Write;
use yew::Html;

const LEFT: f64 = 52.0;
const RIGHT: f64 = 8.0;
const TOP: f64 = 8.0;
const BOTTOM: f64 = 22.0;
const HEIGHT: f64 = 190.0;
/// The chart's hour, milliseconds.
const HOUR: f64 = 3_600_000.0;

/// Where values and times are drawn.
struct Place {
    width: f64,
    most: f64,
    from: i64,
}

impl Place {
    fn x(&self, time: i64) -> f64 {
        LEFT + (time - self.from) as f64 / HOUR * self.width
    }

    fn y(&self, value: f64) -> f64 {
        let share = (value / self.most).clamp(0.0, 1.04);
        HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM) / 1.04
    }
}

/// The chart, with its legend; `width` is that of the whole drill.
pub(super) fn view(now: &Now, (width, brief): (f64, &Brief)) -> Html {
    let width = if width >= 900.0 { (width * 0.5).floor() - 12.0 } else { width };
    let chart = &now.chart;
    let from = now.time - HOUR as i64;
    let place = Place { width: (width - LEFT - RIGHT).max(40.0), most: most(chart), from };
    let lines = chart.series.iter().enumerate().map(|(slot, (_, values))| {
        page!(
            "<path class=$ d=$/>",
            ["line s1", "line s2", "line s3", "line s4"][slot % 4],
            line(chart, values, &place)
        )
    });
    let legend = chart.series.iter().zip(0..).map(|((name, values), slot)| {
        let value = values.last().copied().filter(|it| !it.is_nan()).map(value).unwrap_or_default();
        page!("<li>$$ <b>$</b></li>", line_marker(slot), name, value)
    });
    let more = (chart.more > 0).then(|| page!("<li>$</li>", format!("and {} more", chart.more)));
    page!(
        "<figure class=dr-chart><svg width=$ height=$ role=img aria-label=$>$$$</svg><ul class=dr-l>$$</ul></figure>",
        px(width),
        px(HEIGHT),
        format!("The left side of {} in the last hour", brief.alert.0),
        axes(&place, now.time),
        all(lines),
        threshold(chart, &place),
        all(legend),
        more.unwrap_or_default()
    )
}

/// The end of the axis: above all finite values and the threshold.
fn most(chart: &Chart) -> f64 {
    let values = chart.series.iter().flat_map(|it| &it.1).map(|it| f64::from(*it));
    let all = values.chain(chart.threshold.iter().map(|it| it.1 * 1.2)).filter(|it| it.is_finite());
    let most = all.fold(0.0, f64::max);
    if most > 0.0 { most } else { 1.0 }
}

/// A series as a path with gaps.
fn line(chart: &Chart, values: &[f32], place: &Place) -> String {
    let (mut path, mut on, mut time) = (String::new(), false, chart.from);
    for value in values {
        if value.is_nan() {
            on = false;
        } else {
            let (x, y) = (place.x(time), place.y(f64::from(*value)));
            let _ = write!(path, "{}{x:.1} {y:.1}", if on { 'L' } else { 'M' });
            on = true;
        }
        time += chart.step;
    }
    path
}

fn axes(place: &Place, now: i64) -> Html {
    let ticks = [0.0, 0.5, 1.0].map(|part| {
        let y = place.y(part * place.most);
        page!(
            "<path class=grid d=$/><text class=tick x=$ y=$ text-anchor=end>$</text>",
            format!("M{LEFT} {y:.1}h{:.1}", place.width),
            px(LEFT - 6.0),
            px(y + 4.0),
            value((part * place.most) as f32)
        )
    });
    let quarter = 900_000;
    let first = place.from.div_euclid(quarter) * quarter + quarter;
    let last = now - (HOUR / place.width * 16.0) as i64;
    let times = (0..4).map(|idx| first + idx * quarter).filter(|it| *it <= last);
    let times = times.map(|time| {
        let minutes = time.rem_euclid(86_400_000) / 60_000;
        page!(
            "<text class=tick x=$ y=$ text-anchor=middle>$</text>",
            px(place.x(time)),
            px(HEIGHT - 6.0),
            format!("{:02}:{:02}", minutes / 60, minutes % 60)
        )
    });
    page!("$$", all(ticks.into_iter()), all(times))
}

fn threshold(chart: &Chart, place: &Place) -> Html {
    let Some((text, value)) = &chart.threshold else { return Html::default() };
    let y = place.y(*value);
    page!(
        "<path class=dr-t d=$/><text class=dr-tt x=$ y=$ text-anchor=end>$</text>",
        format!("M{LEFT} {y:.1}h{:.1}", place.width),
        px(LEFT + place.width - 4.0),
        px(if y < 24.0 { y + 14.0 } else { y - 5.0 }),
        text
    )
}

/// A value beside the chart.
fn value(it: f32) -> String {
    if it.is_infinite() {
        return if it > 0.0 { "+Inf" } else { "-Inf" }.to_owned();
    }
    scale::figure(playground::learn::Unit::Count, f64::from(it))
}

fn px(it: f64) -> String {
    format!("{it:.0}")
}
