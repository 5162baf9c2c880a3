//! A slider of a field that has bounds, beside its text. It must not know what the field means.

use super::field::{edited, id};
use crate::browser::number;
use crate::parts::Ptr;
use playground::event::{Event, Field};
use playground::view::Form;
use web_sys::HtmlInputElement;
use yew::{Callback, Component, Context, Html, InputEvent, Properties, TargetCast, html};

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) form: Ptr<Form>,
    pub(crate) field: Field,
    pub(crate) label: &'static str,
    pub(crate) send: Callback<Event>,
}

/// The knob's place while it is being moved: the engine's own would lag behind it.
#[derive(Default)]
pub(crate) struct Slider {
    draft: Option<String>,
}

pub(crate) enum Msg {
    Moved(String),
    Let,
}

impl Component for Slider {
    type Message = Msg;
    type Properties = Props;

    fn create(_: &Context<Self>) -> Self {
        Self::default()
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Moved(text) => {
                self.draft = Some(text.clone());
                ctx.props().send.emit(Event::Edit { field: ctx.props().field, text });
            }
            Msg::Let => self.draft = None,
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let Props { form, field, label, .. } = ctx.props();
        let Some(view) = form.field(*field) else { return Html::default() };
        let Some((least, greatest, step)) = view.slider else { return Html::default() };
        let link = ctx.link();
        let id = format!("{}-slider", id(*field));
        let oninput = link.callback(|event: InputEvent| {
            Msg::Moved(event.target_unchecked_into::<HtmlInputElement>().value())
        });
        html! {
            <div class="field">
                <label for={id.clone()}>{ label }{ edited(view) }</label>
                <input class="range" type="range" {id} min={number::text(least)} max={number::text(greatest)} step={number::text(step)}
                    value={self.draft.clone().unwrap_or_else(|| view.text.clone())} {oninput}
                    onchange={link.callback(|_| Msg::Let)} />
            </div>
        }
    }
}
