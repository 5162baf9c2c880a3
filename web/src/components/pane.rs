//! A part of the page that is made anew only when what it shows is new. One component for all of them: each further
//! one costs the download a kilobyte. It must not know what they show.

use crate::browser::select;
use crate::parts::Parts;
use crate::ui::{Act, Ui};
use playground::event::Event;
use yew::{Callback, Component, Context, Html, Properties};

/// All of what stands further below in a pane.
pub(crate) const WHOLE: u8 = 2;

/// What a pane is made from.
#[derive(Clone, Properties)]
pub(crate) struct Props {
    pub(crate) parts: Parts,
    /// How much of what stands further below is to be made, too: none, some of it, all.
    pub(crate) rest: u8,
    pub(crate) ui: Ui,
    pub(crate) send: Callback<Event>,
    pub(crate) act: Callback<Act>,
    /// Whether two states of the page look the same in this pane.
    pub(crate) same: fn(&Props, &Props) -> bool,
    /// The pane itself.
    pub(crate) view: fn(&Props) -> Html,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        self.rest == other.rest && (self.same)(self, other)
    }
}

pub(crate) struct Pane;

impl Component for Pane {
    type Message = ();
    type Properties = Props;

    fn create(_: &Context<Self>) -> Self {
        Self
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        (ctx.props().view)(ctx.props())
    }

    fn rendered(&mut self, _: &Context<Self>, _: bool) {
        select::settle(false);
    }
}
