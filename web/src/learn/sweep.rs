//! The sweep as a component: what is asked, what was told, what is picked. It must not know how a map is drawn.

use super::busy;
use super::controls::Controls;
use super::curves::{Curves, Room};
use super::heat::{self, Layout, Look};
use super::link::{Heard, Props, Seat};
use super::points::Points;
use super::scale::{self, Scale, figure};
use super::table;
use crate::browser::later::later;
use crate::browser::resize::Watch;
use crate::browser::study::{self, CHANGE};
use crate::markup::{all, page};
use gloo::timers::callback::Timeout;
use playground::learn::{Ask, Measure, SweepAsk, Told};
use yew::{Component, Context, Html, KeyboardEvent, MouseEvent, NodeRef, html};

pub(super) enum Msg {
    Heard(Heard),
    Document(String),
    Wide(f64),
    Ask(SweepAsk),
    Measure(Measure),
    Outline(f64),
    /// The curves are to be drawn.
    Curves,
    /// A place of the map, in CSS pixels: pointed at, or clicked.
    At(f64, f64, bool),
    Key(String),
    Apply,
    Cancel,
}

pub(super) struct Sweep {
    engine: Seat,
    map: NodeRef,
    watch: Option<Watch>,
    width: f64,
    ask: SweepAsk,
    measure: Measure,
    outline: f64,
    points: Option<Points>,
    /// What is drawn of them: drawing takes too long for every place that is pointed at.
    ground: Html,
    curves: Option<Curves>,
    drawing: Option<Timeout>,
    /// Whether all was told that was asked.
    swept: bool,
    /// Until all of that is drawn.
    progress: Option<f32>,
    wrong: String,
}

impl Component for Sweep {
    type Message = Msg;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        Self {
            engine: Seat::take(ctx, Msg::Heard).with_document(ctx, Msg::Document),
            map: NodeRef::default(),
            watch: None,
            width: 800.0,
            ask: SweepAsk { train: 1, ..SweepAsk::default() },
            measure: Measure::FalsePages,
            outline: 1.0,
            points: None,
            ground: Html::default(),
            curves: None,
            drawing: None,
            swept: false,
            progress: Some(0.0),
            wrong: String::new(),
        }
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Heard(Heard::Ready) => study::tell(CHANGE, ""),
            Msg::Heard(Heard::Told(told)) => self.take(ctx, told),
            Msg::Heard(Heard::Stopped(words)) => {
                self.wrong = format!("The sweep stopped ({words}). Close it and open it again.");
                self.progress = None;
            }
            Msg::Document(text) => {
                self.engine.send(&Ask::Document(text));
                if self.points.is_none() && self.wrong.is_empty() {
                    self.engine.send(&Ask::Sweep(self.ask.clone()));
                }
            }
            Msg::Wide(width) => {
                self.width = width;
                self.draw(ctx);
            }
            Msg::Ask(ask) => {
                self.ask = ask;
                self.swept = false;
                self.progress = Some(0.0);
                self.wrong.clear();
                self.engine.send(&Ask::Sweep(self.ask.clone()));
            }
            Msg::Measure(measure) => {
                self.measure = measure;
                self.draw(ctx);
            }
            Msg::Outline(outline) => {
                self.outline = outline;
                self.draw(ctx);
            }
            Msg::Curves => {
                let room = Room { wide: self.is_wide(), width: self.width, outline: self.outline };
                self.curves = self.points.as_ref().map(|it| Curves::new(it, &room));
                self.drawing = None;
                self.progress = self.progress.filter(|_| !self.swept);
            }
            Msg::At(x, y, click) => {
                let place = self.layout().and_then(|it| it.at(x, y));
                let Some(points) = &mut self.points else { return false };
                let moved = place.is_some() && points.picked != place;
                points.picked = place.or(points.picked);
                if click && place.is_some() {
                    self.apply();
                }
                return moved || click;
            }
            Msg::Key(key) => return self.key(&key),
            Msg::Apply => self.apply(),
            Msg::Cancel => {
                self.engine.send(&Ask::Close);
                self.progress = None;
            }
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let link = ctx.link();
        let body = match (&self.points, &self.curves) {
            (Some(points), Some(curves)) => self.body(ctx, points, curves),
            _ => page!("<p class=none>$</p>", if self.wrong.is_empty() { "Sweeping." } else { "" }),
        };
        let wrong =
            (!self.wrong.is_empty()).then(|| page!("<p class=sweep-wrong role=alert>$</p>", &self.wrong));
        html! {
            <div class="sweep">
                { self.controls(ctx) }
                { wrong.unwrap_or_default() }
                { busy::view("Sweeping", self.progress, link.callback(|_: MouseEvent| Msg::Cancel)) }
                <div ref={self.map.clone()} class="sweep-b">{ body }</div>
            </div>
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        if first {
            let link = ctx.link().clone();
            self.watch = Watch::new(&self.map, move |width| link.send_message(Msg::Wide(width)));
        }
    }
}

impl Sweep {
    fn take(&mut self, ctx: &Context<Self>, told: Told) {
        match told {
            Told::Progress(progress) => self.progress = Some(progress),
            Told::Sweep(swept) => {
                self.points = Some(Points::new(*swept));
                self.draw(ctx);
                self.swept = true;
                self.wrong.clear();
            }
            Told::Marks(marks) => {
                if let Some(points) = &mut self.points {
                    points.swept.marks = marks;
                }
            }
            Told::Wrong(why) => {
                self.wrong = why;
                self.progress = None;
            }
            Told::Document(text) => study::tell(CHANGE, &text),
            // What exercises are told.
            _ => {}
        }
    }

    fn apply(&self) {
        let points = self.points.as_ref();
        let point = points.and_then(|it| it.point(it.picked?, &self.ask));
        if let Some(point) = point {
            self.engine.send(&Ask::Apply(point));
        }
    }

    /// Arrow keys move what is picked, Enter takes it.
    fn key(&mut self, key: &str) -> bool {
        let Some(points) = &mut self.points else { return false };
        let (columns, rows) = points.size();
        let now = points.swept.marks.now.map(|it| (it.0 as usize, it.1 as usize));
        let (column, row) = points.picked.or(now).unwrap_or_default();
        points.picked = Some(match key {
            "ArrowLeft" => (column.saturating_sub(1), row),
            "ArrowRight" => ((column + 1).min(columns - 1), row),
            "ArrowDown" => (column, row.saturating_sub(1)),
            "ArrowUp" => (column, (row + 1).min(rows - 1)),
            "Home" => (0, row),
            "End" => (columns - 1, row),
            "Enter" => {
                self.apply();
                return true;
            }
            _ => return false,
        });
        true
    }

    /// Draws the map at once, and the curves in a task of their own.
    fn draw(&mut self, ctx: &Context<Self>) {
        let (Some(points), Some(layout)) = (&self.points, self.layout()) else { return };
        let scale = self.scale(points);
        let look = Look { layout, measure: self.measure, scale: &scale, outline: self.outline };
        self.ground = heat::ground(points, &look);
        self.drawing = Some(later(0, ctx.link().callback(|()| Msg::Curves)));
    }

    fn scale(&self, points: &Points) -> Scale {
        let values = points.cells().iter().filter_map(|it| it.get(self.measure));
        Scale::new(self.measure, values.fold(0.0, f64::max))
    }

    fn is_wide(&self) -> bool {
        self.width >= 900.0
    }

    /// The map has the left two thirds where there is room for the curves beside it.
    fn layout(&self) -> Option<Layout> {
        let (columns, rows) = self.points.as_ref()?.size();
        let width = if self.is_wide() { (self.width * 0.64).floor() - 16.0 } else { self.width };
        Some(Layout::new(columns, rows, width))
    }

    fn controls(&self, ctx: &Context<Self>) -> Html {
        let link = ctx.link();
        let swept = self.points.as_ref().map(|it| &it.swept);
        let lists = Controls { ask: &self.ask, swept, measure: self.measure, outline: self.outline };
        let picked = self.points.as_ref().is_some_and(|it| it.picked.is_some());
        page!(
            "<div class=sweep-c>$<span class=end><button type=button class=\"btn primary\" disabled=$ $>Apply picked point</button></span></div>",
            lists.view(&link.callback(|it| it)),
            (!picked).then_some("disabled"),
            link.callback(|_: MouseEvent| Msg::Apply)
        )
    }

    fn body(&self, ctx: &Context<Self>, points: &Points, curves: &Curves) -> Html {
        let Some(layout) = self.layout() else { return Html::default() };
        page!(
            "<section class=sweep-map aria-label=Map><div class=sweep-h><h3>$</h3>$</div><p class=note>$</p>$$</section>\
             <section class=sweep-curves aria-label=Curves>$</section><section class=sweep-table aria-label=Points>$</section>",
            self.measure.title(),
            legend(&self.scale(points)),
            format!(
                "{}. Hatched: recall below {}. A click takes a point; arrow keys pick one, Enter takes it.",
                scale::better(self.measure),
                figure(Measure::Recall.unit(), self.outline)
            ),
            self.field(ctx, points, layout),
            page!("<p class=vh role=status>$</p>", self.said(points)),
            curves.view(points),
            table::view(points)
        )
    }

    /// The map as something that is pointed at and moved about in.
    fn field(&self, ctx: &Context<Self>, points: &Points, layout: Layout) -> Html {
        let link = ctx.link();
        let at = |click: bool| {
            link.callback(move |event: MouseEvent| {
                Msg::At(f64::from(event.offset_x()), f64::from(event.offset_y()), click)
            })
        };
        let key = link.batch_callback(|event: KeyboardEvent| {
            let known = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End", "Enter"];
            known.contains(&event.key().as_str()).then(|| {
                event.prevent_default();
                Msg::Key(event.key())
            })
        });
        let size = [layout.width, layout.height].map(|it| format!("{it:.0}"));
        html! {
            <div class="sweep-f" tabindex="0" role="application" aria-label="Threshold and for" onkeydown={key} onclick={at(true)} onmousemove={at(false)}>
                <svg width={size[0].clone()} height={size[1].clone()} aria-hidden="true">{ self.ground.clone() }{ heat::marks(points, layout) }</svg>
            </div>
        }
    }

    /// The picked point for who listens.
    fn said(&self, points: &Points) -> String {
        let Some((column, row)) = points.picked else { return String::new() };
        let value = points.cell(column, row).and_then(|it| it.get(self.measure));
        let recall = points.cell(column, row).and_then(|it| it.get(Measure::Recall));
        format!(
            "Threshold {}, for {}: {} {}, recall {}",
            points.threshold(column),
            points.hold(row),
            self.measure.title(),
            figure(self.measure.unit(), value.unwrap_or(f64::NAN)),
            figure(Measure::Recall.unit(), recall.unwrap_or(f64::NAN))
        )
    }
}

fn legend(scale: &Scale) -> Html {
    let steps = (0..scale::STEPS).map(|step| {
        page!(
            "<li><svg width=20 height=10 aria-hidden=true><rect class=$ width=20 height=10/></svg><span class=step-n>$ </span>$</li>",
            format!("h{step}"),
            step.to_string(),
            scale.name(step)
        )
    });
    page!("<ul class=heat-l aria-label=Colours>$</ul>", all(steps))
}
