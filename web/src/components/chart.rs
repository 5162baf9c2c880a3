//! The chart: canvases for what is seen, shapes over them for what can be held or read out. It must not know how a
//! layer is drawn, nor what an alert is.

mod drag;
mod keys;
mod look;
mod overlay;
mod paint;
mod press;
mod tip;

use super::field::FieldBox;
use super::readout;
use crate::browser::{canvas, first, pointer, resize::Watch};
use crate::parts::{self, Ptr};
use drag::{Drag, Preview};
use gloo::timers::callback::Timeout;
use look::{Look, Switch};
use paint::Dirty;
use playground::event::{Event, Field};
use playground::view::{Form, Rule};
use plot::draw::{Layer, Palette};
use plot::{FaultBar, Frame, Layout, Span, States, Target};
use tip::Tip;
use web_sys::Node;
use yew::{
    AttrValue, Callback, Component, Context, Html, KeyboardEvent, NodeRef, PointerEvent, Properties,
    WheelEvent, html,
};

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) chart: parts::Chart,
    /// For the fields right below a phone's chart.
    pub(crate) form: Ptr<Form>,
    /// For the comparisons to choose from.
    pub(crate) rule: Ptr<Rule>,
    pub(crate) palette: Ptr<Palette>,
    pub(crate) summary: AttrValue,
    /// Whether everything that was asked has been answered.
    pub(crate) settled: bool,
    pub(crate) send: Callback<Event>,
}

pub(crate) enum Msg {
    Resized(f64),
    /// The live chart is being painted: once it is, the first one can go.
    Live,
    /// A line is to be put out, or on again, by its slot.
    Toggle(u32),
    /// A line is to be left alone, by its slot.
    Isolate(u32),
    Turn(Switch),
    CloseTip,
    Save(Picture),
    Wheel(WheelEvent),
    Down(PointerEvent),
    Move(PointerEvent),
    Up(PointerEvent),
    /// The pointer left, or the system took it away.
    Gone,
    Key(KeyboardEvent),
    /// A key on a fault's bar, by the fault's place.
    FaultKey(u32, KeyboardEvent),
    ThresholdKey(KeyboardEvent),
    /// A key on the end of `for` or of `keep_firing_for`.
    SpanKey(Target, KeyboardEvent),
}

/// What the chart is saved as.
#[derive(Clone, Copy)]
pub(crate) enum Picture {
    /// Lines and text.
    Svg,
    /// Pixels, as many as the screen has.
    Png,
}

/// What the chart shows: the parts, with what is being dragged put over them.
#[derive(Default)]
pub(crate) struct Shown {
    pub(crate) layout: Layout,
    pub(crate) frame: Option<Frame>,
    pub(crate) states: Ptr<States>,
    pub(crate) faults: Ptr<Vec<FaultBar>>,
}

pub(crate) struct Chart {
    host: NodeRef,
    /// The chart that came with the document, until there is a live one.
    first: Option<Node>,
    /// Whether that has been painted, and the wait for more of it.
    live: bool,
    painting: Option<Timeout>,
    canvases: [NodeRef; Layer::ALL.len()],
    places: [canvas::Place; Layer::ALL.len()],
    /// What gives the figure its size.
    shapes: NodeRef,
    tip_node: NodeRef,
    tip: Tip,
    watch: Option<Watch>,
    width: f64,
    shown: Shown,
    dirty: Dirty,
    drag: Option<Drag>,
    preview: Preview,
    /// The y axis at the start of a drag, its lower and upper end and where a logarithmic one begins: it holds still until the pointer is lifted.
    frozen: Option<(f64, f64, f64)>,
    /// The window that was asked for by keys, until the engine shows it.
    zoom: Option<Span>,
    /// The evaluation under the pointer.
    hover: Option<i64>,
    /// The cursor that was asked for, until the engine has put it there.
    asked: Option<i64>,
    /// What the pointer could take hold of.
    over: Option<Target>,
    look: Look,
}

impl Component for Chart {
    type Message = Msg;
    type Properties = Props;

    fn create(_: &Context<Self>) -> Self {
        Self {
            host: NodeRef::default(),
            first: first::take(),
            live: false,
            painting: None,
            canvases: Default::default(),
            places: Default::default(),
            shapes: NodeRef::default(),
            tip_node: NodeRef::default(),
            tip: Tip::default(),
            watch: None,
            width: 0.0,
            shown: Shown::default(),
            dirty: Dirty::default(),
            drag: None,
            preview: Preview::default(),
            frozen: None,
            zoom: None,
            hover: None,
            asked: None,
            over: None,
            look: Look::default(),
        }
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        if matches!(msg, Msg::Toggle(_) | Msg::Isolate(_) | Msg::Turn(_)) {
            self.dirty = Dirty::ALL;
        }
        let moved = matches!(msg, Msg::Move(_));
        match msg {
            Msg::Resized(width) => self.resize(ctx, width),
            Msg::Live if self.live => self.first = None,
            Msg::Live => {
                self.paint(ctx);
                return false;
            }
            Msg::Toggle(slot) => self.look.toggle(slot),
            Msg::Isolate(slot) => self.look.isolate(slot, &ctx.props().chart.lines),
            Msg::Turn(switch) => self.look.turn(switch),
            Msg::CloseTip => self.dismiss(),
            Msg::Save(format) => self.save(ctx.props(), format),
            Msg::Wheel(event) => self.wheel(ctx, &event),
            Msg::Down(event) => self.press(ctx, &event),
            Msg::Move(event) => self.motion(ctx, &event),
            Msg::Up(event) => self.release(ctx, &event),
            Msg::Gone => {
                self.let_go(ctx);
                self.drag = None;
                self.frozen = None;
                self.preview = Preview::default();
                self.dirty = Dirty::ALL;
                self.point_at(ctx, None);
            }
            Msg::Key(event) => self.key(ctx, &event),
            Msg::FaultKey(idx, event) => self.fault_key(ctx, idx, &event),
            Msg::ThresholdKey(event) => self.threshold_key(ctx, &event),
            Msg::SpanKey(target, event) => self.span_key(ctx, target, &event),
        }
        self.refresh(ctx);
        !(moved && self.paint_held(ctx))
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &Props) -> bool {
        let (new, old) = (ctx.props(), old);
        self.dirty.compare(new, old);
        // Answers to older keys come while newer ones wait: what was asked last stands until all is answered.
        let over = self.drag.is_none() && new.settled;
        if over {
            self.preview = Preview::default();
            self.zoom = None;
        }
        // That something was asked is nothing to be seen here.
        let same = new.chart == old.chart
            && new.form == old.form
            && new.rule == old.rule
            && new.palette == old.palette
            && new.summary == old.summary;
        if same && (old.settled || !over) {
            return false;
        }
        if new.chart.readout != old.chart.readout {
            self.asked = None;
        }
        self.refresh(ctx);
        !self.paint_held(ctx)
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let Props { chart, form, send, .. } = ctx.props();
        html! {
            <section class="sticky" aria-label="Chart">
                { look::head(self, ctx) }
                { look::comparisons(&ctx.props().rule, send) }
                { self.figure(ctx) }
                { readout::line(&chart.readout) }
                <div class="quick">
                    <FieldBox form={form.clone()} field={Field::Threshold} label="Threshold" lead=true stepper=true send={send.clone()} name="Threshold, quick" />
                    <FieldBox form={form.clone()} field={Field::For} label="for" lead=true name="for, quick" send={send.clone()} />
                </div>
            </section>
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        if first {
            let link = ctx.link().clone();
            self.watch = Watch::new(&self.host, move |width| link.send_message(Msg::Resized(width)));
        }
        self.size();
        if self.live {
            self.paint(ctx);
        } else {
            self.paint_later(ctx);
        }
        pointer::place(&self.tip_node, tip::placed(self, ctx).map(|(_, place)| place.at));
    }
}

impl Chart {
    fn figure(&self, ctx: &Context<Self>) -> Html {
        let link = ctx.link();
        html! {
            <figure class="chart" ref={self.host.clone()} data-over={overlay::shape(self.over, self.drag.as_ref())}
                onpointerdown={link.callback(Msg::Down)} onpointermove={link.callback(Msg::Move)} onpointerup={link.callback(Msg::Up)}
                onpointercancel={link.callback(|_| Msg::Gone)} onpointerleave={link.batch_callback({
                    let dragging = self.drag.is_some();
                    move |_| (!dragging).then_some(Msg::Gone)
                })} onkeydown={link.callback(Msg::Key)} onwheel={link.callback(Msg::Wheel)}>
                // Of no size before they are painted: then they are not seen to move.
                { for self.canvases.iter().map(|canvas| html! { <canvas ref={canvas.clone()} width="0" height="0" aria-hidden="true"></canvas> }) }
                { overlay::view(self, ctx) }
            </figure>
        }
    }

    fn resize(&mut self, ctx: &Context<Self>, width: f64) {
        self.width = width;
        self.dirty = Dirty::ALL;
        let layout = Layout::new(width, &self.shown.states, 0);
        let columns = (layout.right - layout.left) * canvas::ratio();
        ctx.props().send.emit(Event::Width(columns as u32));
    }

    /// Puts the drag over the parts, and finds where the rows lie now.
    fn refresh(&mut self, ctx: &Context<Self>) {
        let chart = &ctx.props().chart;
        let frame = chart.frame.as_deref().cloned().map(|mut frame| {
            if let Some((low, high, floor)) = self.frozen {
                (frame.low, frame.high) = (frame.low.min(low), frame.high.max(high));
                frame.floor = if floor > 0.0 { floor } else { frame.floor };
            }
            self.look.onto(frame)
        });
        if frame != self.shown.frame {
            self.shown.frame = frame;
            self.dirty = Dirty::ALL;
        }
        self.shown.states = self.preview.states(&chart.states);
        self.shown.faults = self.preview.faults(&chart.faults);
        let inputs = if self.look.inputs { chart.lines.inputs.len() } else { 0 };
        let layout = Layout::new(self.width, &self.shown.states, inputs);
        if layout != self.shown.layout {
            self.dirty.move_rows(&self.shown.layout, &layout);
            self.shown.layout = layout;
            self.size();
        }
    }

    /// Paints while a handle moves: no element is made anew for it. Says whether one does.
    fn paint_held(&mut self, ctx: &Context<Self>) -> bool {
        let held = self.live && self.drag.as_ref().is_some_and(Drag::is_held);
        if held {
            self.paint(ctx);
        }
        held
    }

    /// The handle that is held, if one is, rests from now on.
    fn let_go(&self, ctx: &Context<Self>) {
        if self.drag.as_ref().is_some_and(Drag::is_held) {
            ctx.props().send.emit(Event::Held(false));
        }
    }

    /// The instant that is read out: a tooltip that stays holds it against the pointer.
    fn marked(&self, props: &Props) -> Option<i64> {
        let at_rest = || self.asked.or_else(|| props.chart.readout.as_ref().map(|it| it.time));
        if self.tip.pinned { at_rest() } else { self.cursor(props) }
    }

    /// The instant that is marked: under the pointer, asked for, or the engine's.
    fn cursor(&self, props: &Props) -> Option<i64> {
        self.hover.or(self.asked).or_else(|| props.chart.readout.as_ref().map(|readout| readout.time))
    }
}
