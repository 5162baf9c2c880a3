//! One of many: the browser's own list. It must not know what is picked.

use crate::browser::input;
use playground::view::Choice;
use yew::{AttrValue, Callback, Event, Html, html};

/// What a list shows and how it is found.
#[derive(Default)]
pub(crate) struct List<'a> {
    pub(crate) choices: &'a [Choice],
    pub(crate) value: &'a str,
    /// What is shown for a value that is none of the choices, where it is not the value itself.
    pub(crate) other: &'a str,
    /// Its element, where a label points to it.
    pub(crate) id: Option<AttrValue>,
    /// Its accessible name, where no label does.
    pub(crate) name: Option<&'static str>,
    pub(crate) describedby: Option<AttrValue>,
    pub(crate) wrong: bool,
}

/// A list. Whoever shows it calls [`crate::browser::select::settle`] afterwards: a list takes no value that it does
/// not hold yet, and keeps a person's own pick over any attribute.
#[inline(never)]
pub(crate) fn picker(list: List<'_>, pick: Callback<String>) -> Html {
    let onchange = pick.reform(|event: Event| input::text(&event));
    // A value that is not among the choices is shown as itself: a draft, or a rule of one's own.
    let other = !list.choices.iter().any(|choice| choice.id == list.value);
    let value = AttrValue::from(list.value.to_owned());
    let shown = if list.other.is_empty() { value.clone() } else { AttrValue::from(list.other.to_owned()) };
    html! {
        <select id={list.id} aria-label={list.name} aria-describedby={list.describedby} aria-invalid={list.wrong.then_some("true")}
            data-value={value.clone()} {onchange}>
            if other { <option value={value.clone()}>{ shown }</option> }
            { for list.choices.iter().map(|choice| html! {
                <option key={choice.id.clone()} value={choice.id.clone()} title={choice.note.clone()} selected={choice.id == list.value}>{ &choice.title }</option>
            }) }
        </select>
    }
}
