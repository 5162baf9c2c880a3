//! Work that takes long: after a second how far it has come, after three a way to cancel it. It must not know what the work is.

use crate::browser::keyboard;
use crate::browser::later::later;
use crate::markup::page;
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use playground::event::Event;
use yew::{Callback, Component, Context, Html, MouseEvent, Properties};

/// Milliseconds until the bar is shown, and from then on until the work can be cancelled.
const PATIENCE: [u32; 2] = [1000, 2000];

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct Props {
    /// Whether there is no work.
    pub(crate) settled: bool,
    /// Another number for other work.
    pub(crate) asked: u32,
    /// What is done, in words.
    pub(crate) words: String,
    /// How much of it is done, in percent; nothing where nobody knows.
    pub(crate) percent: Option<u32>,
    /// Whether somebody listens who can cancel it.
    pub(crate) heard: bool,
    pub(crate) send: Callback<Event>,
}

/// The bar.
pub(crate) struct Busy {
    /// How many of the waits are over.
    waited: usize,
    waiting: Option<Timeout>,
    keys: Option<EventListener>,
}

impl Component for Busy {
    /// A wait is over.
    type Message = ();
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        let mut it = Self { waited: 0, waiting: None, keys: None };
        it.wait(ctx);
        it
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &Props) -> bool {
        let new = ctx.props();
        if new.settled != old.settled || new.asked != old.asked {
            (self.waited, self.keys) = (0, None);
            self.wait(ctx);
        }
        true
    }

    fn update(&mut self, ctx: &Context<Self>, (): ()) -> bool {
        self.waited += 1;
        self.wait(ctx);
        if self.waited == PATIENCE.len() {
            let send = ctx.props().send.clone();
            self.keys = Some(keyboard::listen(move |press| {
                let is_escape = press.chord == "Escape";
                if is_escape {
                    send.emit(Event::Cancel);
                }
                is_escape
            }));
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let Props { words, percent, heard, send, .. } = ctx.props();
        let stoppable = self.waited > 1 && *heard;
        // One text: a second one behind the words would move whenever they change.
        let told = percent.map_or_else(|| words.clone(), |it| format!("{words} {it}%"));
        let cancel = || {
            let click = send.reform(|_: MouseEvent| Event::Cancel);
            page!(
                "<button type=button class=\"btn line\" $>Cancel<kbd aria-hidden=true>Esc</kbd></button>",
                click
            )
        };
        let float = || {
            page!(
                "<span class=float><span class=num>$</span><progress aria-label=$ max=100 value=$></progress>$</span>",
                told,
                words,
                percent.map(|it| it.to_string()).as_deref(),
                stoppable.then(cancel).unwrap_or_default()
            )
        };
        page!(
            "<section class=busy aria-label=Work>$<span class=vh role=status>$</span></section>",
            (self.waited > 0).then(float).unwrap_or_default(),
            if stoppable { "This takes long. Escape cancels it." } else { "" }
        )
    }
}

impl Busy {
    /// Waits for the next moment, if there is work.
    fn wait(&mut self, ctx: &Context<Self>) {
        let millis = PATIENCE.get(self.waited).filter(|_| !ctx.props().settled);
        self.waiting = millis.map(|it| later(*it, ctx.link().callback(|()| ())));
    }
}
