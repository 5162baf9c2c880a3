//! A dialog over the page: a name, a way to close it, a body, of which a part may come once the rest is seen. The browser's own
//! element holds the focus and hears Escape. It must not know its body.

use super::icon::{CLOSE, button};
use crate::browser::dialog;
use crate::browser::later::later;
use crate::ui::{self, Act};
use yew::{Callback, Component, Context, Html, NodeRef, Properties, html};

/// After so long, in milliseconds, a frame has been shown.
const A_FRAME: u32 = 20;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) kind: ui::Dialog,
    pub(crate) name: &'static str,
    /// The class by which a sheet finds it.
    pub(crate) class: &'static str,
    pub(crate) act: Callback<Act>,
    #[prop_or_default]
    pub(crate) children: Html,
    /// What comes after the first frame: opening a dialog is work for the browser already, since it restyles all that lies below.
    #[prop_or_default]
    pub(crate) rest: Html,
}

#[derive(Default)]
pub(crate) struct Dialog {
    element: NodeRef,
    /// Whether the rest is there.
    whole: bool,
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
        let Props { kind, name, class, act, children, rest } = ctx.props();
        let kind = *kind;
        let element = self.element.clone();
        let (body, rest) =
            if self.whole { ("dialog-b", rest.clone()) } else { ("dialog-b waits", Html::default()) };
        let close = Callback::from(move |_| dialog::close(&element));
        html! {
            <dialog ref={self.element.clone()} class={["dialog ", *class].concat()} aria-label={*name} onclose={act.reform(move |_| Act::Close(kind))}>
                <div class="sec-h"><h2>{ *name }</h2><span class="end">{ button("Close", CLOSE, close) }</span></div>
                <div class={body}>{ children.clone() }{ rest }</div>
            </dialog>
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        if first {
            dialog::show(&self.element);
            later(A_FRAME, ctx.link().callback(|()| ())).forget();
        }
    }
}
