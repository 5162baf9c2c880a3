//! A dialog over the page: a name, a way to close it, a body, of which a part may come once the rest is seen. It must not know
//! its body, nor how the focus stays in it.

use super::icon::{CLOSE, button};
use crate::browser::dialog::{self, Held};
use crate::browser::later::{A_FRAME, later};
use crate::markup::page;
use crate::ui::{self, Act};
use yew::{Callback, Component, Context, Html, NodeRef, Properties, html};

#[derive(Clone, Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) kind: ui::Dialog,
    pub(crate) name: &'static str,
    /// The class by which a sheet finds it.
    pub(crate) class: &'static str,
    pub(crate) act: Callback<Act>,
    #[prop_or_default]
    pub(crate) children: Html,
    /// What comes after the first frame: a long body is work for the browser.
    #[prop_or_default]
    pub(crate) rest: Html,
}

#[derive(Default)]
pub(crate) struct Dialog {
    element: NodeRef,
    /// Whether the rest is there.
    whole: bool,
    held: Option<Held>,
}

impl Component for Dialog {
    type Message = ();
    type Properties = Props;

    fn create(_: &Context<Self>) -> Self {
        Self::default()
    }

    fn update(&mut self, _: &Context<Self>, (): ()) -> bool {
        self.whole = true;
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let Props { name, class, children, rest, .. } = ctx.props();
        let (body, rest) =
            if self.whole { ("dialog-b", rest.clone()) } else { ("dialog-b waits", Html::default()) };
        let close = button("Close", CLOSE, Callback::from(|_| dialog::close_open()));
        let class = ["dialog ", *class].concat();
        let dialog = page!(
            "<section class=$ role=dialog aria-modal=true aria-label=$><div class=sec-h><h2>$</h2><span class=end>$</span></div>\
             <div class=$>$$</div></section>",
            class,
            *name,
            *name,
            close,
            body,
            children.clone(),
            rest
        );
        html! { <div ref={self.element.clone()} class="veil" tabindex="-1">{ dialog }</div> }
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        if first {
            let Props { kind, act, .. } = ctx.props().clone();
            self.held = dialog::show(&self.element, move || act.emit(Act::Close(kind)));
            later(A_FRAME, ctx.link().callback(|()| ())).forget();
        }
    }
}
