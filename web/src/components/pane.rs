//! A part of the page that is made anew only when what it shows is new. One component for all of them: each further
//! one costs the download some kilobytes. It must not know what they show.

use crate::parts::Parts;
use playground::event::Event;
use yew::{Callback, Html, Properties, function_component};

#[derive(Properties)]
pub(crate) struct Props {
    pub(crate) parts: Parts,
    /// Whether two states of the view look the same in this pane.
    pub(crate) same: fn(&Parts, &Parts) -> bool,
    /// The pane itself.
    pub(crate) view: fn(&Parts, &Callback<Event>) -> Html,
    pub(crate) send: Callback<Event>,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        (self.same)(&self.parts, &other.parts)
    }
}

#[function_component]
pub(crate) fn Pane(props: &Props) -> Html {
    (props.view)(&props.parts, &props.send)
}
