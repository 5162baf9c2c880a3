//! The load over the scenario: drawn by hand, knot by knot or in one stroke. It must not know how it is simulated.

mod curve;

use crate::browser::pointer;
use crate::markup::{all, keys, page};
use crate::parts::Ptr;
use curve::{Curve, Point};
use playground::event::{Event, Field};
use playground::view::Traffic;
use plot::{between, clock};
use yew::{
    Callback, Component, Context, Html, KeyboardEvent, MouseEvent, NodeRef, PointerEvent, Properties, html,
};

/// The drawing's height in CSS pixels.
const HEIGHT: f64 = 58.0;
/// So near to a knot the pointer takes hold of it.
const REACH: f64 = 12.0;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) traffic: Ptr<Traffic>,
    pub(crate) send: Callback<Event>,
}

pub(crate) enum Msg {
    Down(PointerEvent),
    Move(PointerEvent),
    Up,
    Double(MouseEvent),
    /// A key on a knot.
    Key(usize, KeyboardEvent),
}

/// What the pointer does.
enum Held {
    /// It moves a knot.
    Knot(usize),
    /// It draws, from this point on.
    Pen(Point),
}

pub(crate) struct Load {
    host: NodeRef,
    held: Option<Held>,
    /// What has been drawn and the engine has not shown yet.
    drawn: Option<Curve>,
    /// The upper end of the axis while something is held.
    top: Option<f64>,
}

impl Component for Load {
    type Message = Msg;
    type Properties = Props;

    fn create(_: &Context<Self>) -> Self {
        Self { host: NodeRef::default(), held: None, drawn: None, top: None }
    }

    fn changed(&mut self, _: &Context<Self>, _: &Props) -> bool {
        if self.held.is_none() {
            self.drawn = None;
        }
        true
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Down(event) => self.press(ctx, &event),
            Msg::Move(event) => self.motion(ctx, &event),
            Msg::Up => {
                self.held = None;
                self.top = None;
            }
            Msg::Double(event) => self.add(ctx, &event),
            Msg::Key(idx, event) => self.key(ctx, idx, &event),
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let (traffic, link) = (&ctx.props().traffic, ctx.link());
        let highest = traffic.load.iter().copied().fold(0.0f32, f32::max);
        let lowest = traffic.load.iter().copied().fold(highest, f32::min);
        let words = |rate: f32| plot::short(f64::from(rate));
        let top = self.top(ctx);
        let line = path(traffic.load.iter().map(|it| f64::from(*it)), top);
        let area = if line.is_empty() { String::new() } else { format!("{line}L240 58L0 58Z") };
        let label = format!("Load: {} to {} requests a second", words(lowest), words(highest));
        let lines = page!(
            "<svg viewBox=\"0 0 240 58\" preserveAspectRatio=none role=img aria-label=$><path class=area d=$/><path class=ln d=$/></svg>\
             <svg class=knots width=100% height=58>$</svg>",
            label,
            area,
            line,
            self.knots(ctx, top)
        );
        let draw = html! {
            <div class="draw" ref={self.host.clone()} title="Draw the load; a double click adds a knot"
                onpointerdown={link.callback(Msg::Down)} onpointermove={link.callback(Msg::Move)} onpointerup={link.callback(|_| Msg::Up)}
                onpointercancel={link.callback(|_| Msg::Up)} ondblclick={link.callback(Msg::Double)}>{ lines }</div>
        };
        page!(
            "<div class=load><span class=\"peak num\">$ req/s</span>$<span class=\"ends num\"><span>$</span><span>$</span></span></div>",
            words(highest),
            draw,
            &traffic.ends.0,
            &traffic.ends.1
        )
    }
}

impl Load {
    /// The curve as it is now.
    fn curve(&self, ctx: &Context<Self>) -> Curve {
        let traffic = &ctx.props().traffic;
        self.drawn.clone().unwrap_or_else(|| Curve::of(&traffic.knots, traffic.length))
    }

    /// The upper end of the axis: it holds still while something is held.
    fn top(&self, ctx: &Context<Self>) -> f64 {
        let highest = ctx.props().traffic.load.iter().copied().fold(0.0f32, f32::max);
        self.top.unwrap_or((f64::from(highest) * 1.12).max(1.0))
    }

    /// The drawn line and its knots, each a slider.
    fn knots(&self, ctx: &Context<Self>, top: f64) -> Html {
        let curve = self.curve(ctx);
        let length = ctx.props().traffic.length;
        let knots = curve.points.iter().enumerate().map(|(idx, at)| {
            let y = HEIGHT - 1.0 - between(at.rate / top, 0.0, 1.0) * (HEIGHT - 2.0);
            let rate = plot::short(at.rate);
            let name = format!("Load after {}", clock::length((at.share * length as f64) as i64));
            page!(
                "<circle class=knot role=slider tabindex=0 aria-label=$ aria-valuemin=0 aria-valuemax=$ aria-valuenow=$ aria-valuetext=$ $ cx=$ cy=$ r=4.5/>",
                name,
                plot::short(top),
                plot::at_resolution(at.rate, 0.01),
                format!("{rate} requests a second"),
                keys(ctx.link().callback(move |event| Msg::Key(idx, event))),
                format!("{}%", plot::at_resolution(at.share * 100.0, 0.1)),
                (y as i32).to_string()
            )
        });
        all(knots)
    }

    /// Where the pointer is on both axes.
    fn point(&self, ctx: &Context<Self>, (x, y): (f64, f64)) -> Point {
        let width = pointer::width(&self.host).max(1.0);
        let up = between((HEIGHT - 1.0 - y) / (HEIGHT - 2.0), 0.0, 1.0);
        Point { share: between(x / width, 0.0, 1.0), rate: up * self.top(ctx) }
    }

    fn press(&mut self, ctx: &Context<Self>, event: &PointerEvent) {
        if event.button() != 0 {
            return;
        }
        pointer::capture(event, &self.host);
        let (x, y) = pointer::position(event, &self.host);
        self.top = Some(self.top(ctx));
        let width = pointer::width(&self.host);
        let at = self.point(ctx, (x, y));
        let curve = self.curve(ctx);
        let near = curve.points.iter().position(|it| {
            let height = (it.rate - at.rate).abs() / self.top(ctx) * HEIGHT;
            (it.share * width - x).abs() <= REACH && height <= REACH
        });
        self.held = Some(near.map_or(Held::Pen(at), Held::Knot));
    }

    fn motion(&mut self, ctx: &Context<Self>, event: &PointerEvent) {
        let Some(held) = &self.held else { return };
        let at = self.point(ctx, pointer::position(event, &self.host));
        let mut curve = self.curve(ctx);
        match *held {
            Held::Knot(idx) => curve.put(idx, at),
            Held::Pen(from) => {
                if self.drawn.is_none() && (at.share - from.share).abs() < 0.01 {
                    // A click draws nothing.
                    return;
                }
                curve.stroke(from, at, &ctx.props().traffic.load);
                self.held = Some(Held::Pen(at));
            }
        }
        self.tell(ctx, curve);
    }

    /// A knot more, on the line or where the click was.
    fn add(&mut self, ctx: &Context<Self>, event: &MouseEvent) {
        let at = self.point(ctx, pointer::place_of(event, &self.host));
        let mut curve = self.curve(ctx);
        curve.add(at);
        self.tell(ctx, curve);
    }

    /// Arrows move a knot by a fiftieth of the axes, with Shift by a five-hundredth; Delete takes it away.
    fn key(&mut self, ctx: &Context<Self>, idx: usize, event: &KeyboardEvent) {
        let mut curve = self.curve(ctx);
        let Some(at) = curve.points.get(idx).copied() else { return };
        let step = if event.shift_key() { 0.002 } else { 0.02 };
        let rate = step * self.top(ctx);
        match event.key().as_str() {
            "ArrowUp" => curve.put(idx, Point { rate: at.rate + rate, ..at }),
            "ArrowDown" => curve.put(idx, Point { rate: (at.rate - rate).max(0.0), ..at }),
            "ArrowLeft" => curve.put(idx, Point { share: at.share - step, ..at }),
            "ArrowRight" => curve.put(idx, Point { share: at.share + step, ..at }),
            "Delete" if curve.points.len() > 1 => _ = curve.points.remove(idx),
            _ => return,
        }
        event.prevent_default();
        self.tell(ctx, curve);
    }

    fn tell(&mut self, ctx: &Context<Self>, curve: Curve) {
        let traffic = &ctx.props().traffic;
        let text = curve.text(traffic.length, traffic.mean);
        self.drawn = Some(curve);
        ctx.props().send.emit(Event::Edit { field: Field::Curve, text });
    }
}

/// A line through values over 240 by 58, in tenths so that no float is written.
fn path(values: impl ExactSizeIterator<Item = f64>, top: f64) -> String {
    let mut path = String::new();
    let last = values.len().saturating_sub(1).max(1) as f64;
    for (idx, value) in values.enumerate() {
        let share = if top > 0.0 { between(value / top, 0.0, 1.0) } else { 0.0 };
        path.push(if idx == 0 { 'M' } else { 'L' });
        tenths(&mut path, idx as f64 / last * 240.0);
        path.push(' ');
        tenths(&mut path, 57.0 - share * 56.0);
    }
    path
}

fn tenths(path: &mut String, value: f64) {
    let count = (value * 10.0 + 0.5) as u32;
    path.push_str(&(count / 10).to_string());
    path.push('.');
    path.push_str(&(count % 10).to_string());
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_course_is_a_path() {
        assert_eq!(super::path([0.0, 10.0].into_iter(), 10.0), "M0.0 57.0L240.0 1.0");
        assert_eq!(super::path([].into_iter(), 0.0), "");
    }
}
