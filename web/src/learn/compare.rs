//! Two rules on the same traffic as a component: what is chosen, what was told. It must not know how lanes are drawn.

mod changes;
mod choose;
mod lanes;
mod measures;

use super::busy;
use super::link::{Heard, Props, Seat};
use crate::browser::resize::Watch;
use crate::browser::study::{self, CHANGE};
use crate::markup::page;
use choose::Picks;
use playground::learn::{Ask, Choices, CompareAsk, Compared, Told};
use yew::{Component, Context, Html, MouseEvent, NodeRef, html};

pub(super) enum Msg {
    Heard(Heard),
    Document(String),
    Wide(f64),
    /// A (0) or B (1) is to be this rule.
    Pick(usize, String),
    Seeds(String),
    /// The draft as it is being written.
    Draft(String),
    /// What is chosen is to be compared.
    Compare,
    Take,
    Cancel,
}

pub(super) struct Compare {
    engine: Seat,
    body: NodeRef,
    watch: Option<Watch>,
    width: f64,
    picks: Picks,
    told: Option<Box<Compared>>,
    progress: Option<f32>,
    wrong: String,
}

impl Component for Compare {
    type Message = Msg;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        Self {
            engine: Seat::take(ctx, Msg::Heard).with_document(ctx, Msg::Document),
            body: NodeRef::default(),
            watch: None,
            width: 800.0,
            picks: Picks::default(),
            told: None,
            progress: Some(0.0),
            wrong: String::new(),
        }
    }

    fn update(&mut self, _: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Heard(Heard::Ready) => {
                study::tell(CHANGE, "");
                self.engine.send(&Ask::Choices);
            }
            Msg::Heard(Heard::Told(told)) => self.take(told),
            Msg::Heard(Heard::Stopped(words)) => {
                self.wrong = format!("The comparison stopped ({words}). Close this and open it again.");
                self.progress = None;
            }
            Msg::Document(text) => self.engine.send(&Ask::Document(text)),
            Msg::Wide(width) => self.width = width,
            Msg::Pick(idx, id) => {
                self.picks.pick(idx, &id);
                self.ask();
            }
            Msg::Seeds(text) => {
                self.picks.seeds = text.parse().unwrap_or(1);
                self.ask();
            }
            Msg::Draft(text) => {
                self.picks.write(text);
                return false;
            }
            Msg::Compare => self.ask(),
            Msg::Take => self.engine.send(&Ask::Take(self.picks.which(1))),
            Msg::Cancel => {
                self.engine.send(&Ask::Close);
                self.engine.send(&Ask::Choices);
                self.progress = None;
            }
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let link = ctx.link();
        let wrong =
            (!self.wrong.is_empty()).then(|| page!("<p class=sweep-wrong role=alert>$</p>", &self.wrong));
        let body = self.told.as_ref().map(|it| self.told(it));
        html! {
            <div class="sweep compare">
                { self.picks.view(&link.callback(|it| it)) }
                { wrong.unwrap_or_default() }
                { busy::view("Comparing", self.progress, link.callback(|_: MouseEvent| Msg::Cancel)) }
                <div ref={self.body.clone()}>{ body.unwrap_or_default() }</div>
            </div>
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        if first {
            let link = ctx.link().clone();
            self.watch = Watch::new(&self.body, move |width| link.send_message(Msg::Wide(width)));
        }
    }
}

impl Compare {
    fn take(&mut self, told: Told) {
        match told {
            Told::Choices(choices) => self.learn(choices),
            Told::Progress(progress) if self.progress.is_some() => self.progress = Some(progress),
            Told::Compared(it) => {
                self.told = Some(it);
                self.progress = None;
                self.wrong.clear();
            }
            Told::Wrong(why) => {
                self.wrong = why;
                self.progress = None;
            }
            Told::Document(text) => study::tell(CHANGE, &text),
            _ => {}
        }
    }

    fn learn(&mut self, choices: Choices) {
        if self.picks.learn(choices) {
            self.ask();
        }
    }

    fn ask(&mut self) {
        self.progress = Some(0.0);
        self.wrong.clear();
        let rules = [self.picks.which(0), self.picks.which(1)];
        self.engine.send(&Ask::Compare(CompareAsk { rules, seeds: self.picks.seeds }));
    }

    fn told(&self, it: &Compared) -> Html {
        page!(
            "<p class=cmp-sum role=status>$</p><section class=cmp-lanes aria-label=Lanes><div class=sweep-h><h3>Lanes</h3>$</div><p class=note>$</p>$</section>\
             <section aria-label=Changes><h3>Episodes that differ</h3>$</section>\
             <section class=sweep-table aria-label=Scorecards><h3>Scorecards</h3><p class=note>$</p>$</section>",
            changes::summary(it),
            lanes::legend(),
            format!("A is {}, B is {}. {}", it.names[0], it.names[1], lanes::note(it)),
            lanes::view(it, self.width),
            changes::view(it),
            measures::note(it),
            measures::view(it)
        )
    }
}
