//! One of many: the browser's own list, always at the value that the engine says. It must not know what is picked.

use playground::view::Choice;
use web_sys::HtmlSelectElement;
use yew::{AttrValue, Callback, Component, Context, Event, Html, NodeRef, Properties, TargetCast, html};

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) choices: Vec<Choice>,
    pub(crate) value: AttrValue,
    #[prop_or_default]
    pub(crate) id: AttrValue,
    /// Its accessible name, where no label points to it.
    #[prop_or_default]
    pub(crate) name: Option<&'static str>,
    #[prop_or_default]
    pub(crate) describedby: Option<AttrValue>,
    #[prop_or_default]
    pub(crate) invalid: bool,
    pub(crate) pick: Callback<String>,
}

pub(crate) struct Picker {
    select: NodeRef,
}

impl Component for Picker {
    type Message = ();
    type Properties = Props;

    fn create(_: &Context<Self>) -> Self {
        Self { select: NodeRef::default() }
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let props = ctx.props();
        let pick = props.pick.clone();
        let onchange = Callback::from(move |event: Event| {
            pick.emit(event.target_unchecked_into::<HtmlSelectElement>().value());
        });
        // A value that is not among the choices is shown as itself: a draft, or a rule of one's own.
        let other = !props.choices.iter().any(|choice| choice.id == *props.value);
        html! {
            <select ref={self.select.clone()} id={(!props.id.is_empty()).then(|| props.id.clone())} aria-label={props.name}
                aria-describedby={props.describedby.clone()} aria-invalid={props.invalid.then_some("true")} {onchange}>
                if other { <option value={&props.value}>{ &props.value }</option> }
                { for props.choices.iter().map(|choice| html! {
                    <option key={choice.id.clone()} value={choice.id.clone()} title={choice.note.clone()}>{ &choice.title }</option>
                }) }
            </select>
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, _: bool) {
        // After its options: a list takes no value that it does not hold.
        if let Some(select) = self.select.cast::<HtmlSelectElement>() {
            select.set_value(&ctx.props().value);
        }
    }
}
