//! A dialog over the page: a name, a way to close it, a body. The browser's own element holds the focus and hears Escape.
//! It must not know its body.

use super::icon::{CLOSE, button};
use crate::browser::dialog;
use crate::ui::{self, Act};
use yew::{Callback, Component, Context, Html, NodeRef, Properties, html};

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) kind: ui::Dialog,
    pub(crate) name: &'static str,
    /// The class by which a sheet finds it.
    pub(crate) class: &'static str,
    pub(crate) act: Callback<Act>,
    pub(crate) children: Html,
}

#[derive(Default)]
pub(crate) struct Dialog(NodeRef);

impl Component for Dialog {
    type Message = ();
    type Properties = Props;

    fn create(_: &Context<Self>) -> Self {
        Self::default()
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let Props { kind, name, class, act, children } = ctx.props();
        let kind = *kind;
        let element = self.0.clone();
        let close = Callback::from(move |_| dialog::close(&element));
        html! {
            <dialog ref={self.0.clone()} class={["dialog ", *class].concat()} aria-label={*name} onclose={act.reform(move |_| Act::Close(kind))}>
                <div class="sec-h"><h2>{ *name }</h2><span class="end">{ button("Close", CLOSE, close) }</span></div>
                <div class="dialog-b">{ children.clone() }</div>
            </dialog>
        }
    }

    fn rendered(&mut self, _: &Context<Self>, first: bool) {
        if first {
            dialog::show(&self.0);
        }
    }
}
