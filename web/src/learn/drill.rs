//! Drills as a component: the list, a clock that runs, questions, picks, how it went. It must not know what lies ahead.

mod chart;
mod debrief;
mod evidence;
mod lists;
mod picks;
mod stand;

use super::link::{Heard, Props, Seat};
use crate::browser::later::later;
use crate::browser::resize::Watch;
use crate::browser::study::{self, CHANGE};
use crate::browser::{clock, dialog, focus, storage};
use crate::markup::page;
use gloo::timers::callback::Timeout;
use playground::learn::{
    Ask, Brief, Debrief, DrillAsk, DrillRow, DrillTold, Evidence, Now, Phase, Picked, Told,
};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::{Component, Context, Html, KeyboardEvent, NodeRef, html};

/// What was done in this browser: `name=requests`, with spaces between.
const DONE: &str = "alertplay.drills";
/// The clock moves so often, milliseconds of the reader.
const TICK: u32 = 250;
/// So many answers are kept in view.
const KEPT: usize = 8;

pub(super) enum Msg {
    Heard(Heard),
    Wide(f64),
    /// A drill is to be looked at, or the list again.
    Look(Option<String>),
    Begin,
    Run(bool),
    /// How many minutes of the drill a second lasts.
    Speed(i64),
    Tick,
    Ask(DrillAsk),
    Text(String),
}

pub(super) struct Drills {
    engine: Seat,
    node: NodeRef,
    watch: Option<Watch>,
    width: f64,
    list: Vec<DrillRow>,
    brief: Option<Brief>,
    /// Whether it was begun; nothing of it is there before its traffic is computed.
    begun: bool,
    now: Option<Rc<Now>>,
    running: bool,
    speed: i64,
    tick: Option<Timeout>,
    text: String,
    evidence: Vec<Rc<Evidence>>,
    picked: Vec<Picked>,
    debrief: Option<Rc<Debrief>>,
    wrong: String,
    /// What is to have the focus once it is there.
    focus: &'static str,
}

impl Component for Drills {
    type Message = Msg;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        Self {
            engine: Seat::take(ctx, Msg::Heard),
            node: NodeRef::default(),
            watch: None,
            width: 700.0,
            list: Vec::new(),
            brief: None,
            begun: false,
            now: None,
            running: false,
            speed: 1,
            tick: None,
            text: String::new(),
            evidence: Vec::new(),
            picked: Vec::new(),
            debrief: None,
            wrong: String::new(),
            focus: "",
        }
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Heard(Heard::Ready) => self.ask(DrillAsk::List),
            Msg::Heard(Heard::Told(Told::Drill(told))) => self.take(told),
            Msg::Heard(Heard::Told(Told::Wrong(why))) => self.wrong = why,
            Msg::Heard(Heard::Told(Told::Document(text))) => {
                study::tell(CHANGE, &text);
                // It is to be seen.
                dialog::close_open();
            }
            Msg::Heard(Heard::Told(_)) => return false,
            Msg::Heard(Heard::Stopped(words)) => {
                self.wrong = format!("The drill stopped ({words}). Close this and open it again.");
            }
            Msg::Wide(width) => self.width = width,
            Msg::Look(name) => self.look(name),
            Msg::Begin => self.begin(),
            Msg::Run(on) => self.running = on,
            Msg::Speed(speed) => self.speed = speed,
            Msg::Tick => {
                self.tick = None;
                if self.running && self.runs() {
                    self.ask(DrillAsk::Go(self.speed * 60 * i64::from(TICK)));
                }
                return false;
            }
            Msg::Ask(ask) => self.ask(ask),
            Msg::Text(text) => self.text = text,
        }
        if self.running && self.runs() && self.tick.is_none() {
            self.tick = Some(later(TICK, ctx.link().callback(|()| Msg::Tick)));
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let wrong =
            (!self.wrong.is_empty()).then(|| page!("<p class=sweep-wrong role=alert>$</p>", &self.wrong));
        let body = match &self.brief {
            None => lists::all(self, ctx),
            Some(it) if !self.begun => lists::brief(it, ctx),
            Some(it) => stand::view(self, it, ctx),
        };
        let can = self.runs();
        let running = self.running;
        let key = ctx.link().batch_callback(move |event: KeyboardEvent| {
            let on_control = event
                .target()
                .and_then(|it| it.dyn_into::<Element>().ok())
                .is_some_and(|it| ["BUTTON", "INPUT", "SUMMARY"].contains(&it.tag_name().as_str()));
            (can && event.key() == " " && !on_control).then(|| {
                event.prevent_default();
                Msg::Run(!running)
            })
        });
        html! {
            <div class="exercises drill" ref={self.node.clone()} onkeydown={key}>{ wrong.unwrap_or_default() }{ body }</div>
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        if first {
            let link = ctx.link().clone();
            self.watch = Watch::new(&self.node, move |width| link.send_message(Msg::Wide(width)));
        }
        if !self.focus.is_empty() {
            focus::on(std::mem::take(&mut self.focus));
        }
    }
}

impl Drills {
    fn ask(&self, ask: DrillAsk) {
        self.engine.send(&Ask::Drill(ask));
    }

    /// How far the drill has come.
    fn phase(&self) -> Phase {
        self.now.as_ref().map(|it| it.phase).unwrap_or_default()
    }

    /// Whether its clock can run.
    fn runs(&self) -> bool {
        matches!(self.phase(), Phase::Watch | Phase::Treated)
    }

    fn take(&mut self, told: DrillTold) {
        match told {
            DrillTold::List(list) => self.list = list,
            DrillTold::Brief(brief) => {
                self.brief = Some(*brief);
                self.focus = "drill-h";
            }
            DrillTold::Now(now) if self.begun => self.stands(*now),
            DrillTold::Evidence(it) => {
                self.evidence.insert(0, Rc::new(*it));
                self.evidence.truncate(KEPT);
            }
            DrillTold::Picked(it) => {
                self.running |= it.remedy;
                self.picked.push(it);
            }
            DrillTold::Debrief(it) => self.ended(*it),
            DrillTold::Now(_) => {}
        }
    }

    fn stands(&mut self, now: Now) {
        let before = self.phase();
        if now.phase == Phase::Called && before != Phase::Called {
            self.running = false;
            self.focus = "drill-call";
        }
        self.now = Some(Rc::new(now));
    }

    fn ended(&mut self, it: Debrief) {
        let name = self.brief.as_ref().map(|it| it.name.clone()).unwrap_or_default();
        let own = it.costs.first().map(|it| it.1.round());
        if let (Some(true), Some(true), Some(cost)) = (it.cause, it.remedy, own) {
            // Where the browser keeps nothing, the mark is gone with the page.
            let _ = storage::write(DONE, &lists::kept(&storage::read(DONE), &name, cost));
        }
        self.debrief = Some(Rc::new(it));
        self.running = false;
        self.focus = "drill-h";
    }

    fn look(&mut self, name: Option<String>) {
        self.reset();
        (self.brief, self.begun) = (None, false);
        self.ask(name.map_or(DrillAsk::Leave, DrillAsk::Look));
    }

    fn begin(&mut self) {
        self.reset();
        (self.begun, self.running) = (true, true);
        self.focus = "drill-h";
        self.ask(DrillAsk::Begin(clock::now()));
    }

    fn reset(&mut self) {
        (self.now, self.debrief, self.tick) = (None, None, None);
        self.running = false;
        self.evidence.clear();
        self.picked.clear();
        self.text.clear();
        self.wrong.clear();
    }
}
