//! The chart by keyboard: everything that a drag does. It must not know the pointer.

use super::{Chart, Msg};
use playground::event::{Event, Field};
use plot::draw::Layer;
use plot::{Frame, Part, Span, Target, at_resolution, clock, moved, snap};
use yew::{Context, KeyboardEvent};

impl Chart {
    /// Keys of the whole chart: the cursor, the zoom.
    pub(super) fn key(&mut self, ctx: &Context<Self>, event: &KeyboardEvent) {
        let Some(frame) = self.shown.frame.clone() else { return };
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let cursor = self.cursor(ctx.props()).unwrap_or(frame.window.from);
        let far = if event.shift_key() { 5 } else { 1 };
        let sent = match event.key().as_str() {
            "ArrowLeft" => self.put(&frame, cursor - far * frame.step),
            "ArrowRight" => self.put(&frame, cursor + far * frame.step),
            "Home" => self.put(&frame, frame.window.from),
            "End" => self.put(&frame, frame.window.to),
            "+" | "=" => self.zoomed(&frame, cursor, 2, 1),
            "-" => self.zoomed(&frame, cursor, 1, 2),
            "0" => Event::Zoom(None),
            "Escape" if self.drag.is_some() => {
                ctx.link().send_message(Msg::Gone);
                return;
            }
            "Escape" if !self.tip.closed => return self.dismiss(),
            "Enter" => return self.pin(ctx, cursor),
            _ => return,
        };
        event.prevent_default();
        ctx.props().send.emit(sent);
    }

    fn put(&mut self, frame: &Frame, time: i64) -> Event {
        let time = snap(frame, time);
        self.asked = Some(time);
        self.hover = None;
        self.tip.closed = false;
        self.dirty.add(&[Layer::Cursor, Layer::Axis]);
        Event::Cursor(Some(time))
    }

    /// The threshold: arrows one step, with Shift a tenth, page keys ten.
    pub(super) fn threshold_key(&mut self, ctx: &Context<Self>, event: &KeyboardEvent) {
        let steps = match event.key().as_str() {
            "ArrowUp" | "ArrowRight" => 1.0,
            "ArrowDown" | "ArrowLeft" => -1.0,
            "PageUp" => 10.0,
            "PageDown" => -10.0,
            _ => return,
        };
        taken(event);
        self.step_threshold(ctx, steps, event.shift_key());
    }

    /// Moves the threshold by some steps, tenths of them if `fine`.
    pub(super) fn step_threshold(&mut self, ctx: &Context<Self>, steps: f64, fine: bool) {
        let Some(threshold) = self.shown.states.threshold.as_ref().filter(|it| it.draggable) else { return };
        let step = if fine { threshold.resolution / 10.0 } else { threshold.resolution };
        let value = plot::round_to(threshold.value + steps * step, step);
        let text = at_resolution(value, step);
        // The next key counts from here, whether or not the engine has answered.
        self.preview.put_threshold(value);
        self.dirty.add(&[Layer::States]);
        ctx.props().send.emit(Event::Edit { field: Field::Threshold, text });
    }

    /// The end of `for` or `keep_firing_for`: one evaluation, with Shift five.
    pub(super) fn span_key(&mut self, ctx: &Context<Self>, target: Target, event: &KeyboardEvent) {
        let Some(frame) = &self.shown.frame else { return };
        let states = &self.shown.states;
        let (hold, field) = match target {
            Target::Keep => (&states.keep, Field::KeepFiringFor),
            _ => (&states.hold, Field::For),
        };
        let (Some(hold), Some(steps)) = (hold, sideways(event)) else { return };
        taken(event);
        let far = if event.shift_key() { 5 } else { 1 };
        let length = (hold.span.to - hold.span.from + steps * far * frame.step).max(0);
        let from = hold.span.from;
        self.preview.put_span(target, Span { from, to: from + length });
        self.dirty.add(&[Layer::Lanes]);
        ctx.props().send.emit(Event::Edit { field, text: clock::duration(length) });
    }

    /// A fault: arrows move it by an evaluation, with Alt they move its end.
    pub(super) fn fault_key(&mut self, ctx: &Context<Self>, idx: u32, event: &KeyboardEvent) {
        let Some(frame) = &self.shown.frame else { return };
        let Some(bar) = self.shown.faults.iter().find(|bar| bar.idx == idx) else { return };
        let send = &ctx.props().send;
        match event.key().as_str() {
            "Enter" | " " => {
                taken(event);
                send.emit(Event::PickFault(Some(idx)));
            }
            "Delete" => {
                taken(event);
                send.emit(Event::RemoveFault(idx));
            }
            _ => {
                let Some(steps) = sideways(event) else { return };
                taken(event);
                let far = if event.shift_key() { 5 } else { 1 };
                let part = if event.alt_key() { Part::End } else { Part::Whole };
                let Span { from, to } = moved(bar.span, part, steps * far * frame.step, 1000, frame.range);
                self.preview.put_fault(idx, Span { from, to });
                self.dirty.add(&[Layer::Faults]);
                send.emit(Event::MoveFault { idx, from, to });
            }
        }
    }
}

fn taken(event: &KeyboardEvent) {
    event.prevent_default();
    event.stop_propagation();
}

fn sideways(event: &KeyboardEvent) -> Option<i64> {
    match event.key().as_str() {
        "ArrowLeft" => Some(-1),
        "ArrowRight" => Some(1),
        _ => None,
    }
}

impl Chart {
    /// The window made shorter or longer around an instant, by a ratio of `less` to `more`.
    fn zoomed(&mut self, frame: &Frame, around: i64, less: i64, more: i64) -> Event {
        let Span { from, to } = self.zoom.unwrap_or(frame.window);
        let around = around.min(to).max(from);
        let from = around - (around - from) / less * more;
        let to = around + (to - around) / less * more;
        let from = from.max(frame.range.from);
        let to = to.min(frame.range.to).max(from + 4 * frame.step);
        let (from, to) = (snap(frame, from), snap(frame, to));
        self.zoom = Some(Span { from, to });
        Event::Zoom(Some((from, to)))
    }
}
