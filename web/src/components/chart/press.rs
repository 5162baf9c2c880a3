//! The pointer on the chart: what it points at, takes hold of and lets go; the wheel. It must not know what a drag does.

use super::drag::Drag;
use super::tip::Tip;
use super::{Chart, Dirty};
use crate::browser::pointer;
use playground::event::Event;
use plot::Target;
use plot::draw::Layer;
use yew::{Context, PointerEvent, WheelEvent};

impl Chart {
    pub(super) fn point_at(&mut self, ctx: &Context<Self>, time: Option<i64>) {
        if time != self.hover {
            self.hover = time;
            self.dirty.add(&[Layer::Cursor, Layer::Axis]);
            // A tooltip that stays reads out the cursor, wherever the pointer goes.
            if !self.tip.pinned {
                self.tip.closed &= time.is_none();
                ctx.props().send.emit(Event::Hover(time));
            }
        }
    }

    pub(super) fn press(&mut self, ctx: &Context<Self>, event: &PointerEvent) {
        let at = pointer::position(event, &self.host);
        let Some(frame) = &self.shown.frame else { return };
        let Some(target) = plot::hit(&self.shown.layout, frame, &self.shown.states, &self.shown.faults, at)
        else {
            return;
        };
        if event.button() != 0 {
            return;
        }
        if let Target::Other(idx) = target {
            return ctx.props().send.emit(Event::PickThreshold(idx));
        }
        pointer::capture(event, &self.host);
        self.drag = Drag::begin(target, &self.shown, at);
        if self.drag.as_ref().is_some_and(Drag::is_held) {
            ctx.props().send.emit(Event::Held(true));
        }
        self.frozen = Some((frame.low, frame.high, frame.floor));
        if let Target::Fault(idx, _) = target {
            let open = self.shown.faults.iter().any(|bar| bar.idx == idx && bar.selected);
            if !open {
                ctx.props().send.emit(Event::PickFault(Some(idx)));
            }
        }
    }

    pub(super) fn motion(&mut self, ctx: &Context<Self>, event: &PointerEvent) {
        let at = pointer::position(event, &self.host);
        let Some(frame) = self.shown.frame.clone() else { return };
        if let Some(drag) = &mut self.drag {
            let fine = event.shift_key();
            let sent = drag.moved(&self.shown, &frame, at, fine, &mut self.preview);
            self.dirty.add(drag.layers());
            if let Some(event) = sent {
                ctx.props().send.emit(event);
            }
            return;
        }
        self.over = plot::hit(&self.shown.layout, &frame, &self.shown.states, &self.shown.faults, at);
        let layout = &self.shown.layout;
        let inside = layout.left - 4.0 <= at.0 && at.0 <= layout.right + 4.0 && at.1 <= layout.axis + 22.0;
        let time = inside.then(|| plot::snap(&frame, layout.times(&frame).time(at.0)));
        self.point_at(ctx, time);
    }

    pub(super) fn release(&mut self, ctx: &Context<Self>, event: &PointerEvent) {
        let at = pointer::position(event, &self.host);
        self.let_go(ctx);
        let (Some(drag), Some(frame)) = (self.drag.take(), self.shown.frame.clone()) else { return };
        self.frozen = None;
        self.dirty = Dirty::ALL;
        match drag.end(&self.shown, &frame, at) {
            Some(Event::Cursor(Some(time))) => self.pin(ctx, time),
            Some(event) => ctx.props().send.emit(event),
            None => {}
        }
    }

    /// Puts the cursor at an instant, and the tooltip that stays.
    pub(super) fn pin(&mut self, ctx: &Context<Self>, time: i64) {
        self.asked = Some(time);
        self.tip = Tip { pinned: true, closed: false };
        self.dirty.add(&[Layer::Cursor, Layer::Axis]);
        // The engine reads out the pointer's instant before the cursor's.
        ctx.props().send.emit(Event::Hover(None));
        ctx.props().send.emit(Event::Cursor(Some(time)));
    }

    /// Takes the tooltip away; the cursor stays.
    pub(super) fn dismiss(&mut self) {
        self.tip = Tip { pinned: false, closed: true };
        self.dirty.add(&[Layer::Cursor, Layer::Axis]);
    }

    /// With Alt the wheel turns the threshold; else it scrolls the page.
    pub(super) fn wheel(&mut self, ctx: &Context<Self>, event: &WheelEvent) {
        if !event.alt_key() || event.delta_y() == 0.0 {
            return;
        }
        event.prevent_default();
        self.step_threshold(ctx, if event.delta_y() < 0.0 { 1.0 } else { -1.0 }, event.shift_key());
    }
}
