//! The bundled scenarios with their pictures: what each teaches, what to look at, and what its alert does. It must not know
//! how a scenario is simulated, nor how a picture is drawn.

use super::dialog::Dialog;
use super::icon::{GALLERY, button, flag, search};
use super::pane::Props;
use crate::browser::{dialog, meta};
use crate::markup::{all, page};
use crate::parts::Ptr;
use crate::ui::{self, Act};
use playground::event::Event;
use playground::view::{Card, Head, Verdict};
use yew::{Callback, Component, Context, Html, MouseEvent, Properties, html};

/// What the alerts of the cards do, and how that is said; nothing stands for all.
const VERDICTS: [(Option<Verdict>, &str); 4] = [
    (None, "All"),
    (Some(Verdict::Fires), "Fires"),
    (Some(Verdict::FiresWrongly), "Fires wrongly"),
    (Some(Verdict::SilentWrongly), "Silent wrongly"),
];

/// The way to it.
pub(crate) fn open(act: &Callback<Act>) -> Html {
    button("Gallery of scenarios", GALLERY, act.reform(|_| Act::Open(ui::Dialog::Gallery)))
}

/// The dialog.
pub(crate) fn view(props: &Props) -> Html {
    let Props { parts, send, act, .. } = props;
    html! {
        <Dialog key="gallery" kind={ui::Dialog::Gallery} name="Scenarios" class="gallery" act={act.clone()}>
            <Cards head={parts.head.clone()} cards={parts.gallery.clone()} send={send.clone()} />
        </Dialog>
    }
}

#[derive(Properties, PartialEq)]
pub(crate) struct CardsProps {
    head: Ptr<Head>,
    cards: Ptr<Vec<Card>>,
    send: Callback<Event>,
}

pub(crate) enum Msg {
    Typed(String),
    Verdict(Option<Verdict>),
}

pub(crate) struct Cards {
    typed: String,
    verdict: Option<Verdict>,
    /// The address of the file with all pictures.
    pictures: String,
}

impl Component for Cards {
    type Message = Msg;
    type Properties = CardsProps;

    fn create(ctx: &Context<Self>) -> Self {
        if ctx.props().cards.is_empty() {
            ctx.props().send.emit(Event::Gallery);
        }
        Self { typed: String::new(), verdict: None, pictures: meta::content("pictures") }
    }

    fn update(&mut self, _: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Typed(text) => self.typed = text,
            Msg::Verdict(it) => self.verdict = it,
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let link = ctx.link();
        let known = &ctx.props().cards;
        let cards: Vec<_> = known.iter().filter(|it| self.fits(it)).collect();
        let none = if known.is_empty() { "Loading the gallery." } else { "No scenario fits." };
        let none = if cards.is_empty() { page!("<p class=none>$</p>", none) } else { Html::default() };
        let search = search("Rule, lesson or fault", &self.typed, link.callback(Msg::Typed));
        let verdicts = VERDICTS.iter().map(|&(it, word)| {
            let click = link.callback(move |_| Msg::Verdict(it));
            page!("<button type=button aria-pressed=$ $>$</button>", flag(self.verdict == it), click, word)
        });
        page!(
            "<div class=filters>$<span class=seg role=group aria-label=\"What the alert does\">$</span></div><ul class=cards>$</ul>$\
             <p class=note>Opening a scenario keeps your work: it is one step of undo.</p>",
            search,
            all(verdicts),
            all(cards.iter().map(|card| self.card(ctx.props(), card))),
            none
        )
    }
}

impl Cards {
    fn fits(&self, card: &Card) -> bool {
        let Card { title, teaches, about, alert, exporter, .. } = card;
        let text = format!("{title} {teaches} {about} {alert} {exporter}").to_lowercase();
        let words = self.typed.to_lowercase();
        self.verdict.is_none_or(|it| it == card.verdict)
            && words.split_whitespace().all(|word| text.contains(word))
    }

    fn card(&self, props: &CardsProps, card: &Card) -> Html {
        let (send, name) = (props.send.clone(), card.name.clone());
        let current = props.head.scenario == card.name;
        let pick = Callback::from(move |_: MouseEvent| {
            dialog::close_open();
            send.emit(Event::OpenScenario(name.clone()));
        });
        let said = VERDICTS.iter().find(|it| it.0 == Some(card.verdict)).map_or("", |it| it.1);
        let class = if card.verdict == Verdict::Fires { "verdict" } else { "verdict wrongly" };
        page!(
            "<li><button type=button class=card aria-current=$ $>\
             <svg viewBox=\"0 0 240 86\" aria-hidden=true><use href=$/></svg><b>$</b><span class=told><span class=teaches>$</span>\
             <span class=about>$</span><span class=tag>$, $</span><span class=$>$</span></span></button></li>",
            current.then_some("true"),
            pick,
            format!("{}#{}", self.pictures, card.name),
            &card.title,
            &card.teaches,
            &card.about,
            &card.alert,
            &card.exporter,
            class,
            said
        )
    }
}
