//! What lies under the pointer: the inverse of the drawing. It must not know events or the browser.

use crate::chart::{FaultBar, Frame, Span, States, Threshold};
use crate::layout::Layout;

/// Which part of a bar is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Its left edge.
    Start,
    /// All of it.
    Whole,
    /// Its right edge.
    End,
}

/// What the pointer can take hold of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// The threshold: its line or its handle.
    Threshold,
    /// The end of `for`.
    Hold,
    /// The end of `keep_firing_for`.
    Keep,
    /// A fault, by its place in the document.
    Fault(u32, Part),
    /// The row of faults where there is none.
    FaultRow,
    /// Another threshold than the active one, by its place among all.
    Other(u32),
    /// The window in the overview.
    Window(Part),
    /// An instant: plot, lanes or axis.
    Instant,
}

/// Half the width of an edge's hit area: with the other half inside the bar it makes a target of 24 pixels.
const REACH: f64 = 12.0;

/// What lies at `x` and `y`.
pub fn hit(
    layout: &Layout,
    frame: &Frame,
    states: &States,
    faults: &[FaultBar],
    (x, y): (f64, f64),
) -> Option<Target> {
    if threshold(layout, frame, states, x, y) {
        return Some(Target::Threshold);
    }
    if let Some(idx) = other(layout, frame, states, x, y) {
        return Some(Target::Other(idx));
    }
    let times = layout.times(frame);
    if let Some(middle) = layout.spans
        && (y - middle).abs() <= REACH
    {
        let near = |end: i64| (times.x(end) - x).abs() <= REACH;
        if states.keep.as_ref().is_some_and(|keep| near(keep.span.to)) {
            return Some(Target::Keep);
        }
        if states.hold.as_ref().is_some_and(|hold| near(hold.span.to)) {
            return Some(Target::Hold);
        }
    }
    if y < layout.faults.bottom + 2.0 {
        let bars = faults.iter().filter_map(|bar| Some((bar, times.clip(bar.span)?)));
        // The selected bar lies on top.
        let bar = bars
            .filter_map(|(bar, ends)| Some((bar, part(ends, x, 6.0)?)))
            .max_by_key(|(bar, _)| bar.selected)
            .map(|(bar, part)| Target::Fault(bar.idx, part));
        let row = layout.left <= x && x <= layout.right;
        return bar.or_else(|| row.then_some(Target::FaultRow));
    }
    if let Some(row) = layout.overview
        && y >= row.top - 4.0
    {
        let whole = layout.whole(frame);
        return part((whole.x(frame.window.from), whole.x(frame.window.to)), x, REACH).map(Target::Window);
    }
    let inside = layout.left - 4.0 <= x && x <= layout.right + 4.0 && y <= layout.axis + 24.0;
    inside.then_some(Target::Instant)
}

fn threshold(layout: &Layout, frame: &Frame, states: &States, x: f64, y: f64) -> bool {
    let Some(threshold) = states.threshold.as_ref().filter(|it| it.draggable) else { return false };
    let line = layout.values(frame).y(threshold.value);
    if x > layout.right { (y - line).abs() <= 22.0 } else { x >= layout.left && (y - line).abs() <= 5.0 }
}

/// The chip of another threshold: its line belongs to the plot.
fn other(layout: &Layout, frame: &Frame, states: &States, x: f64, y: f64) -> Option<u32> {
    let values = layout.values(frame);
    let near = |(_, it): &&(u32, Threshold)| x > layout.right && (y - values.y(it.value)).abs() <= REACH;
    states.others.iter().find(near).map(|(idx, _)| *idx)
}

/// The part of a bar from `ends.0` to `ends.1` at `x`; a bar too short to have edges is all one piece.
fn part(ends: (f64, f64), x: f64, reach: f64) -> Option<Part> {
    let (from, to) = ends;
    if x < from - reach || x > to + reach {
        None
    } else if to - from > 3.0 * reach && (x - from).abs() <= reach {
        Some(Part::Start)
    } else if to - from > 2.0 * reach && (x - to).abs() <= reach {
        Some(Part::End)
    } else {
        Some(Part::Whole)
    }
}

/// `span` with `part` of it moved by `millis`, at least `least` long and inside `range`.
pub fn moved(span: Span, part: Part, millis: i64, least: i64, range: Span) -> Span {
    let least = least.max(1).min(range.to.saturating_sub(range.from).max(1));
    let length = span.to.saturating_sub(span.from);
    match part {
        Part::Start => {
            let from = span.from.saturating_add(millis);
            Span { from: from.min(span.to.saturating_sub(least)).max(range.from), to: span.to }
        }
        Part::End => {
            let to = span.to.saturating_add(millis);
            Span { from: span.from, to: to.max(span.from.saturating_add(least)).min(range.to) }
        }
        Part::Whole => {
            let latest = range.to.saturating_sub(length).max(range.from);
            let from = span.from.saturating_add(millis).max(range.from).min(latest);
            Span { from, to: from.saturating_add(length).min(range.to) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::Side;

    fn chart() -> (Layout, Frame, States) {
        let window = Span { from: 0, to: 648_000 };
        let range = Span { from: 0, to: 6_480_000 };
        let frame = Frame { window, range, step: 15_000, high: 10.0, ..Frame::default() };
        let threshold = Threshold {
            value: 5.0,
            text: "5".to_owned(),
            side: Side::Above,
            draggable: true,
            resolution: 0.1,
        };
        let states = States { threshold: Some(threshold), ..States::default() };
        (Layout::new(776.0, &states, 0), frame, states)
    }

    #[test]
    fn the_threshold_is_taken_by_line_and_handle() {
        let (layout, frame, mut states) = chart();
        assert_eq!(hit(&layout, &frame, &states, &[], (300.0, 151.0)), Some(Target::Threshold));
        assert_eq!(hit(&layout, &frame, &states, &[], (740.0, 165.0)), Some(Target::Threshold));
        assert_eq!(hit(&layout, &frame, &states, &[], (300.0, 100.0)), Some(Target::Instant));
        if let Some(threshold) = &mut states.threshold {
            threshold.draggable = false;
        }
        assert_eq!(hit(&layout, &frame, &states, &[], (300.0, 151.0)), Some(Target::Instant));
    }

    #[test]
    fn another_threshold_is_taken_by_its_chip() {
        let (layout, frame, mut states) = chart();
        let two = Threshold { value: 2.0, ..states.threshold.clone().unwrap() };
        states.others = vec![(1, two)];
        assert_eq!(hit(&layout, &frame, &states, &[], (740.0, 212.0)), Some(Target::Other(1)));
        assert_eq!(hit(&layout, &frame, &states, &[], (300.0, 212.0)), Some(Target::Instant));
    }

    #[test]
    fn faults_are_taken_whole_or_by_an_edge() {
        let (layout, frame, states) = chart();
        let span = Span { from: 100_000, to: 200_000 };
        let bars = [FaultBar { idx: 3, label: String::new(), span, selected: false, counts: true }];
        let at = |x| hit(&layout, &frame, &states, &bars, (x, 16.0));
        assert_eq!(at(158.0), Some(Target::Fault(3, Part::Start)));
        assert_eq!(at(210.0), Some(Target::Fault(3, Part::Whole)));
        assert_eq!(at(261.0), Some(Target::Fault(3, Part::End)));
        assert_eq!(at(400.0), Some(Target::FaultRow));
        assert_eq!(at(40.0), None);
    }

    #[test]
    fn moves_stay_in_the_scenario() {
        let range = Span { from: 0, to: 1000 };
        let span = Span { from: 100, to: 300 };
        assert_eq!(moved(span, Part::Whole, -500, 15, range), Span { from: 0, to: 200 });
        assert_eq!(moved(span, Part::Whole, 5000, 15, range), Span { from: 800, to: 1000 });
        assert_eq!(moved(span, Part::Start, 5000, 15, range), Span { from: 285, to: 300 });
        assert_eq!(moved(span, Part::End, i64::MIN, 15, range), Span { from: 100, to: 115 });
        assert_eq!(moved(span, Part::End, i64::MAX, 15, range), Span { from: 100, to: 1000 });
    }
}
