//! The study's frame: its tabs, of which one is there at a time, and the one engine that they share. It must not know what a tab
//! does.

use super::link::Link;
use super::{compare, drill, exercises, sweep};
use crate::browser::later::later;
use crate::browser::study::{COMPARE, DRILL, EXERCISES, HOST, SWEEP};
use crate::browser::{dialog, focus};
use crate::components::icon::flag;
use crate::markup::{all, page};
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use std::cell::RefCell;
use web_sys::Element;
use yew::{
    AppHandle, Callback, Component, Context, Html, KeyboardEvent, MouseEvent, Properties, Renderer, html,
};

/// The tabs: the name by which the page opens one, and what people read.
const TABS: [(&str, &str); 4] =
    [(SWEEP, "Sweep"), (COMPARE, "Compare"), (EXERCISES, "Exercises"), (DRILL, "Drill")];

/// What is shown, and where.
struct Shown {
    host: Element,
    frame: AppHandle<Frame>,
    _closed: Option<EventListener>,
    /// Runs once the dialog is closed.
    ending: Option<Timeout>,
}

/// How long the frame lives without its dialog, in milliseconds: what was asked for just before is still handed to the page.
const GRACE: u32 = 1000;

thread_local! {
    static SHOWN: RefCell<Option<Shown>> = const { RefCell::new(None) };
}

/// Shows the tab that is called `name`, in the frame that is there or in a new one.
pub(super) fn show(name: &str) {
    let Some(host) = gloo::utils::document().get_element_by_id(HOST) else { return };
    let tab = TABS.iter().position(|it| it.0 == name).unwrap_or_default();
    let there = SHOWN.with_borrow(|it| {
        let there = it.as_ref().filter(|it| it.host == host && it.ending.is_none());
        there.inspect(|it| it.frame.send_message(Msg { tab, moved: false })).is_some()
    });
    if there {
        return;
    }
    end();
    let over = host.closest(dialog::OPEN).ok().flatten();
    let closed = over.map(|it| EventListener::once(&it, "close", |_| end_soon()));
    let frame = Renderer::<Frame>::with_root_and_props(host.clone(), Props { tab }).render();
    SHOWN.set(Some(Shown { host, frame, _closed: closed, ending: None }));
}

/// Ends the frame, unless another one takes its place before.
fn end_soon() {
    SHOWN.with_borrow_mut(|it| {
        if let Some(shown) = it {
            shown.ending = Some(later(GRACE, Callback::from(|()| end())));
        }
    });
}

/// Ends the frame that is there, its tab, and the engine.
fn end() {
    if let Some(shown) = SHOWN.take() {
        shown.frame.destroy();
    }
}

#[derive(Properties, PartialEq)]
struct Props {
    tab: usize,
}

/// A tab is to be shown; `moved` by a key, which takes the focus along.
struct Msg {
    tab: usize,
    moved: bool,
}

struct Frame {
    link: Link,
    tab: usize,
    moved: bool,
}

impl Component for Frame {
    type Message = Msg;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        Self { link: Link::new(), tab: ctx.props().tab, moved: false }
    }

    fn update(&mut self, _: &Context<Self>, msg: Msg) -> bool {
        self.moved = msg.moved;
        std::mem::replace(&mut self.tab, msg.tab) != msg.tab
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let tabs = (0..TABS.len()).map(|idx| self.tab(ctx, idx));
        let at = self.tab;
        let key = ctx.link().batch_callback(move |event: KeyboardEvent| {
            let tab = beside(at, &event.key())?;
            event.prevent_default();
            Some(Msg { tab, moved: true })
        });
        let link = self.link.clone();
        let body = match TABS[at].0 {
            COMPARE => html! { <compare::Compare {link} /> },
            DRILL => html! { <drill::Drills {link} /> },
            EXERCISES => html! { <exercises::Exercises {link} /> },
            _ => html! { <sweep::Sweep {link} /> },
        };
        html! {
            <>
                <div class="tabs" role="tablist" aria-label="Study" onkeydown={key}>{ all(tabs) }</div>
                { page!("<div id=study-panel role=tabpanel aria-labelledby=$>$</div>", TABS[at].0, body) }
            </>
        }
    }

    fn rendered(&mut self, _: &Context<Self>, _: bool) {
        if std::mem::take(&mut self.moved) {
            focus::on(TABS[self.tab].0);
        }
    }
}

impl Frame {
    /// The button of a tab; the others are reached by arrow keys.
    fn tab(&self, ctx: &Context<Self>, idx: usize) -> Html {
        let (id, title) = TABS[idx];
        let at = idx == self.tab;
        page!(
            "<button type=button role=tab id=$ aria-controls=study-panel aria-selected=$ tabindex=$ $>$</button>",
            id,
            flag(at),
            if at { "0" } else { "-1" },
            ctx.link().callback(move |_: MouseEvent| Msg { tab: idx, moved: false }),
            title
        )
    }
}

/// The tab that a key leads to.
fn beside(tab: usize, key: &str) -> Option<usize> {
    match key {
        "ArrowRight" => Some((tab + 1) % TABS.len()),
        "ArrowLeft" => Some((tab + TABS.len() - 1) % TABS.len()),
        "Home" => Some(0),
        "End" => Some(TABS.len() - 1),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrow_keys_go_round() {
        let last = TABS.len() - 1;
        assert_eq!((beside(0, "ArrowLeft"), beside(last, "ArrowRight")), (Some(last), Some(0)));
        assert_eq!(
            (beside(0, "ArrowRight"), beside(last, "Home"), beside(0, "End")),
            (Some(1), Some(0), Some(last))
        );
        assert_eq!(beside(0, "Enter"), None);
    }
}
