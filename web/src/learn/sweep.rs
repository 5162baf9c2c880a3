//! The sweep as a component: what is asked, what was told, what is picked. It must not know how a map is drawn.

use super::busy;
use super::controls::Controls;
use super::curves::{self, Plot};
use super::heat::{self, Layout, Look};
use super::link::{Heard, Link, Props};
use super::scale::{self, Scale, figure};
use super::table;
use crate::browser::resize::Watch;
use crate::browser::study::{self, CHANGE, DOCUMENT};
use crate::markup::{all, page};
use gloo::events::EventListener;
use playground::learn::{Ask, Cell, Marks, Measure, Point, SweepAsk, Swept, Told};
use yew::{Component, Context, Html, KeyboardEvent, MouseEvent, NodeRef, html};

/// A sweep as it is shown: its cells, and the place that is picked.
pub(super) struct Points {
    pub(super) swept: Swept,
    cells: Vec<Cell>,
    pub(super) picked: Option<(usize, usize)>,
}

impl Points {
    fn new(swept: Swept) -> Self {
        Self { cells: swept.cells(&swept.train), swept, picked: None }
    }

    pub(super) fn size(&self) -> (usize, usize) {
        (self.swept.columns(), self.swept.holds.len())
    }

    pub(super) fn cells(&self) -> &[Cell] {
        &self.cells
    }

    pub(super) fn cell(&self, column: usize, row: usize) -> Option<&Cell> {
        self.cells.get(row * self.swept.columns() + column)
    }

    /// Whether a cell finds as much as is wanted; where nothing can be found there is nothing to miss.
    pub(super) fn recalls(&self, column: usize, row: usize, wanted: f64) -> bool {
        let recall = self.cell(column, row).and_then(|it| it.get(Measure::Recall));
        recall.is_none_or(|it| it >= wanted - 1e-6)
    }

    pub(super) fn threshold(&self, column: usize) -> String {
        self.swept.thresholds.get(column).map_or("as written".to_owned(), ToString::to_string)
    }

    pub(super) fn hold(&self, row: usize) -> String {
        self.swept.holds.get(row).map(|it| scale::span(*it as f64 / 1000.0)).unwrap_or_default()
    }

    /// What the axis below says.
    pub(super) fn axis(&self) -> String {
        let op = &self.swept.op;
        if op.is_empty() {
            "the rule has no threshold to sweep".to_owned()
        } else {
            format!("threshold, {op}")
        }
    }

    /// The marks: class, name, place. What is picked lies above.
    pub(super) fn marks(&self) -> Vec<(&'static str, &'static str, (usize, usize))> {
        let Marks { now, published } = self.swept.marks;
        let place = |it: (u32, u32)| (it.0 as usize, it.1 as usize);
        let mut all = Vec::new();
        all.extend(published.filter(|_| published != now).map(|it| ("published", "published", place(it))));
        all.extend(now.map(|it| ("now", "now", place(it))));
        all.extend(self.picked.filter(|it| Some(*it) != now.map(place)).map(|it| ("picked", "picked", it)));
        all
    }

    fn point(&self, (column, row): (usize, usize), ask: &SweepAsk) -> Option<Point> {
        Some(Point {
            threshold: self.swept.thresholds.get(column).copied(),
            hold: *self.swept.holds.get(row)?,
            keep: ask.keep.clone(),
            window: ask.window.clone(),
        })
    }
}

pub(super) enum Msg {
    Heard(Heard),
    Document(String),
    Wide(f64),
    Ask(SweepAsk),
    Measure(Measure),
    Outline(f64),
    /// A place of the map, in CSS pixels: pointed at, or clicked.
    At(f64, f64, bool),
    Key(String),
    Apply,
    Cancel,
}

pub(super) struct Sweep {
    engine: Link,
    _document: EventListener,
    map: NodeRef,
    watch: Option<Watch>,
    width: f64,
    ask: SweepAsk,
    measure: Measure,
    outline: f64,
    points: Option<Points>,
    progress: Option<f32>,
    wrong: String,
}

impl Component for Sweep {
    type Message = Msg;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        let link = ctx.link();
        let engine = ctx.props().link.clone();
        engine.begin(link.callback(Msg::Heard));
        let listener = study::hear(DOCUMENT, link.callback(Msg::Document));
        Self {
            engine,
            _document: listener,
            map: NodeRef::default(),
            watch: None,
            width: 800.0,
            ask: SweepAsk { train: 1, ..SweepAsk::default() },
            measure: Measure::FalsePages,
            outline: 1.0,
            points: None,
            progress: Some(0.0),
            wrong: String::new(),
        }
    }

    fn update(&mut self, _: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Heard(Heard::Ready) => study::tell(CHANGE, ""),
            Msg::Heard(Heard::Told(told)) => self.take(told),
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
            Msg::Wide(width) => self.width = width,
            Msg::Ask(ask) => {
                self.ask = ask;
                self.progress = Some(0.0);
                self.wrong.clear();
                self.engine.send(&Ask::Sweep(self.ask.clone()));
            }
            Msg::Measure(measure) => self.measure = measure,
            Msg::Outline(outline) => self.outline = outline,
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
        let body = match &self.points {
            Some(points) => self.body(ctx, points),
            None => page!("<p class=none>$</p>", if self.wrong.is_empty() { "Sweeping." } else { "" }),
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
    fn take(&mut self, told: Told) {
        match told {
            Told::Progress(progress) => self.progress = Some(progress),
            Told::Sweep(swept) => {
                let points = Points::new(*swept);
                self.points = Some(points);
                self.progress = None;
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

    /// The map has the left two thirds where there is room for the curves beside it.
    fn layout(&self) -> Option<Layout> {
        let (columns, rows) = self.points.as_ref()?.size();
        let width = if self.width >= 900.0 { (self.width * 0.64).floor() - 16.0 } else { self.width };
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

    fn body(&self, ctx: &Context<Self>, points: &Points) -> Html {
        let Some(layout) = self.layout() else { return Html::default() };
        let most = points.cells().iter().filter_map(|it| it.get(self.measure)).fold(0.0, f64::max);
        let scale = Scale::new(self.measure, most);
        let look = Look { layout, measure: self.measure, scale: &scale, outline: self.outline };
        let plot = Plot { wide: self.width >= 900.0, width: self.width, outline: self.outline };
        page!(
            "<section class=sweep-map aria-label=Map><div class=sweep-h><h3>$</h3>$</div><p class=note>$</p>$$</section>\
             <section class=sweep-curves aria-label=Curves>$</section><section class=sweep-table aria-label=Points>$</section>",
            self.measure.title(),
            legend(&scale),
            format!(
                "{}. Hatched: recall below {}. A click takes a point; arrow keys pick one, Enter takes it.",
                scale::better(self.measure),
                figure(Measure::Recall.unit(), self.outline)
            ),
            self.field(ctx, points, &look),
            page!("<p class=vh role=status>$</p>", self.said(points)),
            curves::view(points, &plot),
            table::view(points)
        )
    }

    /// The map as something that is pointed at and moved about in.
    fn field(&self, ctx: &Context<Self>, points: &Points, look: &Look<'_>) -> Html {
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
        let size = [look.layout.width, look.layout.height].map(|it| format!("{it:.0}"));
        html! {
            <div class="sweep-f" tabindex="0" role="application" aria-label="Threshold and for" onkeydown={key} onclick={at(true)} onmousemove={at(false)}>
                <svg width={size[0].clone()} height={size[1].clone()} aria-hidden="true">{ heat::map(points, look) }</svg>
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
