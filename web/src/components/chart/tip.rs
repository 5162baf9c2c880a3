//! The tooltip: when it is there, where, and how much of it has room. It covers neither the threshold nor the lanes. It
//! must not know what stands in it.

use super::{Chart, Msg, Shown};
use crate::components::icon::{CLOSE, button};
use crate::components::readout;
use playground::view::Readout;
use yew::{Context, Html, PointerEvent, html};

/// The tooltip's width in CSS pixels.
const WIDTH: f64 = 236.0;
/// How far it keeps from what it must not cover.
const APART: f64 = 9.0;

/// Whether the tooltip is shown, and whether it stays.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Tip {
    /// It stays at the cursor while the pointer moves on: by a click or Enter.
    pub(super) pinned: bool,
    /// It was dismissed, until the next instant is asked for.
    pub(super) closed: bool,
}

/// Where the tooltip stands, and how many instances it has room for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Place {
    /// Its upper left corner.
    pub(super) at: (f64, f64),
    /// The most rows.
    pub(super) rows: usize,
}

/// The tooltip, unless something is being dragged.
pub(super) fn view(chart: &Chart, ctx: &Context<Chart>) -> Html {
    let Some((readout, place)) = placed(chart, ctx) else { return Html::default() };
    let link = ctx.link();
    let inside = |event: PointerEvent| event.stop_propagation();
    html! {
        <div class={if chart.tip.pinned { "tip-at pinned" } else { "tip-at" }} ref={chart.tip_node.clone()}
            onpointerdown={inside} onpointermove={inside} onpointerup={inside}>
            { readout::tooltip(readout, place.rows, chart.shown.frame.as_ref().map_or(0, |it| it.zone)) }
            if chart.tip.pinned { { button("Close", CLOSE, link.callback(|_| Msg::CloseTip)) } }
        </div>
    }
}

/// What the tooltip shows and where; nothing while it is not shown.
pub(super) fn placed<'a>(chart: &Chart, ctx: &'a Context<Chart>) -> Option<(&'a Readout, Place)> {
    let shown = &chart.shown;
    let hidden = chart.tip.closed || chart.drag.is_some() || shown.layout.overview.is_none();
    let readout = ctx.props().chart.readout.as_ref().filter(|_| !hidden)?;
    Some((readout, place(shown, readout)?))
}

/// Right of the cursor or, in the right part, left of it; above the threshold, or below where more room is.
fn place(shown: &Shown, readout: &Readout) -> Option<Place> {
    let (layout, frame) = (&shown.layout, shown.frame.as_ref()?);
    let x = layout.times(frame).x(readout.time);
    if x < layout.left || x > layout.right {
        return None;
    }
    let flipped = x > layout.left + (layout.right - layout.left) * 0.6;
    let left = if flipped { x - 14.0 - WIDTH } else { x + 14.0 };
    let line = shown.states.threshold.as_ref().map(|it| layout.values(frame).y(it.value));
    let (top, foot) = (layout.faults.bottom + 2.0, layout.separator - 2.0);
    let below = line.map_or(layout.plot.top + 8.0, |y| y + APART);
    let above = line.map_or(top, |y| y - APART);
    let wanted = readout.rows.len().min(readout::MOST);
    let rows = |room: f64| readout::fitting(readout, room);
    let (up, down) = (rows(above - top), rows(foot - below));
    let fits = above - top >= readout::height(readout, up);
    let is_up = line.is_some() && fits && up >= wanted.min(down);
    let rows = if is_up { up } else { down };
    let height = readout::height(readout, rows);
    let y = if is_up { above - height } else { below };
    Some(Place { at: (left, y), rows })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parts::Ptr;
    use playground::view::ReadoutRow;
    use plot::{Frame, Layout, Side, Span, States, Threshold};

    fn shown(threshold: Option<f64>) -> Shown {
        let threshold = threshold.map(|value| Threshold {
            value,
            text: String::new(),
            side: Side::Above,
            draggable: true,
            resolution: 0.1,
        });
        let states = States { threshold, ..States::default() };
        let window = Span { from: 0, to: 1000 };
        let frame = Frame { window, range: window, high: 10.0, ..Frame::default() };
        let layout = Layout::new(776.0, &states, 0);
        Shown { layout, frame: Some(frame), states: Ptr::new(states), ..Shown::default() }
    }

    fn readout(time: i64, rows: usize) -> Readout {
        let row = ReadoutRow {
            name: String::new(),
            slot: 0,
            value: String::new(),
            multiple: String::new(),
            state: String::new(),
        };
        let (clock, window, sent) = Default::default();
        Readout { time, clock, window, pinned: true, sent, rows: vec![row; rows] }
    }

    /// Wherever the threshold lies and however many instances there are: the tooltip touches neither it nor the lanes.
    #[test]
    fn neither_threshold_nor_lanes_are_covered() {
        for tenth in 0..=100 {
            for rows in [0, 1, 3, 6, 8, 9, 600] {
                let shown = shown(Some(f64::from(tenth) / 10.0));
                let readout = readout(500, rows);
                let place = place(&shown, &readout).unwrap();
                let (top, foot) = (place.at.1, place.at.1 + readout::height(&readout, place.rows));
                let line = 250.0 - 198.0 * f64::from(tenth) / 100.0;
                assert!(foot <= line - 8.9 || top >= line + 8.9, "{tenth} {rows}: {top} to {foot} at {line}");
                assert!(top >= 20.0 && foot <= shown.layout.separator, "{tenth} {rows}: {top} to {foot}");
                assert!(place.rows >= rows.min(3), "{tenth} {rows}");
            }
        }
    }

    #[test]
    fn it_flips_and_leaves_with_the_cursor() {
        let shown = shown(None);
        assert!((place(&shown, &readout(100, 3)).unwrap().at.0 - 138.8).abs() < 1e-9);
        assert!((place(&shown, &readout(900, 3)).unwrap().at.0 - 393.2).abs() < 1e-9);
        assert_eq!(place(&shown, &readout(2000, 3)), None);
    }
}
