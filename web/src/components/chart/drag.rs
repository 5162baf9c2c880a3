//! Drags on the chart: what is held, what it shows meanwhile, what it tells the engine. It must not know the browser.

use super::Shown;
use crate::parts::Ptr;
use playground::event::{Event, Field};
use plot::draw::Layer;
use plot::{FaultBar, Frame, Part, Span, States, Target, at_resolution, between, clock, moved, snap};

/// A pointer that moved less than this has clicked.
const CLICK: f64 = 4.0;

/// What the pointer holds.
pub(super) enum Drag {
    /// Nothing yet: a click pins the cursor, a move begins to mark a window.
    Press(f64),
    /// The window from one x to another.
    Zoom(f64, f64),
    /// A fault to be, from one x to another.
    Add(f64, f64),
    /// The threshold, this far below the pointer.
    Threshold(f64),
    /// The end of `for` (or of `keep_firing_for`) that counts from an instant.
    Span(Field, i64),
    /// A fault's bar, from its span and the pointer's x.
    Fault(u32, Part, Span, f64),
    /// The window in the overview, from its span and the pointer's x.
    Window(Part, Span, f64),
}

/// What a drag shows before the engine has answered.
#[derive(Default)]
pub(super) struct Preview {
    threshold: Option<f64>,
    hold: Option<Span>,
    keep: Option<Span>,
    fault: Option<(u32, Span)>,
}

impl Preview {
    /// Shows the threshold at `value`.
    pub(super) fn put_threshold(&mut self, value: f64) {
        self.threshold = Some(value);
    }

    /// Shows the end of `for` or `keep_firing_for` at the end of `span`.
    pub(super) fn put_span(&mut self, target: Target, span: Span) {
        *(if target == Target::Keep { &mut self.keep } else { &mut self.hold }) = Some(span);
    }

    /// Shows fault `idx` at `span`.
    pub(super) fn put_fault(&mut self, idx: u32, span: Span) {
        self.fault = Some((idx, span));
    }

    /// The states with the drag over them.
    pub(super) fn states(&self, states: &Ptr<States>) -> Ptr<States> {
        if self.threshold.is_none() && self.hold.is_none() && self.keep.is_none() {
            return states.clone();
        }
        let mut shown = (**states).clone();
        if let (Some(value), Some(threshold)) = (self.threshold, &mut shown.threshold) {
            threshold.value = value;
            threshold.text = at_resolution(value, threshold.resolution / 10.0);
        }
        if let (Some(span), Some(hold)) = (self.hold, &mut shown.hold) {
            hold.span = span;
            hold.label = format!("for {}", clock::duration(span.to - span.from));
        }
        if let (Some(span), Some(keep)) = (self.keep, &mut shown.keep) {
            keep.span = span;
            keep.label = format!("keep_firing_for {}", clock::duration(span.to - span.from));
        }
        Ptr::new(shown)
    }

    /// The faults with the drag over them.
    pub(super) fn faults(&self, faults: &Ptr<Vec<FaultBar>>) -> Ptr<Vec<FaultBar>> {
        let Some((idx, span)) = self.fault else { return faults.clone() };
        let mut shown = (**faults).clone();
        shown.iter_mut().filter(|bar| bar.idx == idx).for_each(|bar| bar.span = span);
        Ptr::new(shown)
    }
}

impl Drag {
    /// Takes hold of what lies under the pointer.
    pub(super) fn begin(target: Target, shown: &Shown, (x, y): (f64, f64)) -> Option<Self> {
        let frame = shown.frame.as_ref()?;
        Some(match target {
            Target::Instant => Self::Press(x),
            Target::FaultRow => Self::Add(x, x),
            Target::Other(_) => return None,
            Target::Threshold => {
                let value = shown.states.threshold.as_ref()?.value;
                Self::Threshold(shown.layout.values(frame).y(value) - y)
            }
            Target::Hold => Self::Span(Field::For, shown.states.hold.as_ref()?.span.from),
            Target::Keep => Self::Span(Field::KeepFiringFor, shown.states.keep.as_ref()?.span.from),
            Target::Fault(idx, part) => {
                let bar = shown.faults.iter().find(|bar| bar.idx == idx)?;
                Self::Fault(idx, part, bar.span, x)
            }
            Target::Window(part) => Self::Window(part, frame.window, x),
        })
    }

    /// Whether a handle is moved, of which the engine hears at every step.
    pub(super) fn is_held(&self) -> bool {
        !matches!(self, Self::Press(_) | Self::Zoom(..) | Self::Add(..))
    }

    /// The layers that a drag changes.
    pub(super) fn layers(&self) -> &'static [Layer] {
        match self {
            Self::Press(_) | Self::Zoom(..) | Self::Add(..) | Self::Window(..) => &[],
            Self::Threshold(_) => &[Layer::States],
            Self::Span(..) => &[Layer::Lanes],
            Self::Fault(..) => &[Layer::Faults],
        }
    }

    /// Follows the pointer; gives what the engine has to know. `fine` makes the threshold's steps ten times smaller.
    pub(super) fn moved(
        &mut self,
        shown: &Shown,
        frame: &Frame,
        (x, y): (f64, f64),
        fine: bool,
        preview: &mut Preview,
    ) -> Option<Event> {
        let layout = &shown.layout;
        let x_inside = between(x, layout.left, layout.right);
        match self {
            Self::Press(from) => {
                if (x - *from).abs() > CLICK {
                    *self = Self::Zoom(between(*from, layout.left, layout.right), x_inside);
                }
                None
            }
            Self::Zoom(_, to) | Self::Add(_, to) => {
                *to = x_inside;
                None
            }
            Self::Threshold(below) => {
                let resolution = shown.states.threshold.as_ref()?.resolution;
                let step = if fine { resolution / 10.0 } else { resolution };
                let value = plot::round_to(layout.values(frame).value(y + *below), step);
                preview.threshold = Some(value);
                Some(Event::Edit { field: Field::Threshold, text: at_resolution(value, step) })
            }
            Self::Span(field, from) => {
                let step = frame.step.max(1);
                let length = layout.times(frame).time(x).saturating_sub(*from).max(0);
                let length = (length + step / 2) / step * step;
                let span = Some(Span { from: *from, to: from.saturating_add(length) });
                if *field == Field::For {
                    preview.hold = span
                } else {
                    preview.keep = span
                }
                Some(Event::Edit { field: *field, text: clock::duration(length) })
            }
            Self::Fault(idx, part, span, from) => {
                let millis = round(layout.times(frame).millis(x - *from), layout.times(frame).millis(2.0));
                let span = moved(*span, *part, millis, 1000, frame.range);
                preview.fault = Some((*idx, span));
                Some(Event::MoveFault { idx: *idx, from: span.from, to: span.to })
            }
            Self::Window(part, span, from) => {
                let millis = layout.whole(frame).millis(x - *from);
                let span = moved(*span, *part, millis, 4 * frame.step, frame.range);
                Some(Event::Zoom(Some((snap(frame, span.from), snap(frame, span.to)))))
            }
        }
    }

    /// The pointer was lifted: a click pins the cursor, a marked window is shown.
    pub(super) fn end(self, shown: &Shown, frame: &Frame, (x, _): (f64, f64)) -> Option<Event> {
        let times = shown.layout.times(frame);
        match self {
            Self::Press(_) => Some(Event::Cursor(Some(snap(frame, times.time(x))))),
            Self::Zoom(from, to) => {
                let (from, to) = (times.time(from.min(to)), times.time(from.max(to)));
                // A window of less than four evaluations shows nothing.
                (to - from >= 4 * frame.step).then(|| Event::Zoom(Some((snap(frame, from), snap(frame, to)))))
            }
            Self::Add(from, to) => {
                let start = times.time(from.min(to));
                // A click alone means the usual ten minutes.
                let end = if (to - from).abs() > CLICK { times.time(from.max(to)) } else { start + 600_000 };
                let round = |time: i64| round(time, times.millis(2.0));
                Some(Event::AddFaultAt { from: round(start), to: round(end) })
            }
            _ => None,
        }
    }
}

/// Whole seconds, in steps that go with the zoom.
fn round(millis: i64, pixels: i64) -> i64 {
    let step = [60_000, 30_000, 15_000, 5000].into_iter().find(|&step| step <= pixels).unwrap_or(1000);
    millis.saturating_add(step / 2).div_euclid(step) * step
}
