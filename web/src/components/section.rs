//! A pane's section: a region with a heading, a note beside it and actions at its end. It must not know its content.

use yew::{Html, html};

/// What stands in a section's head.
#[derive(Default)]
pub(crate) struct Head<'a> {
    /// The region's name and heading.
    pub(crate) name: &'static str,
    /// One more fact beside it.
    pub(crate) note: &'a str,
    /// Buttons at its end.
    pub(crate) actions: Html,
    /// The class by which a narrow page finds it.
    pub(crate) class: &'static str,
}

/// A section.
#[inline(never)]
pub(crate) fn section(head: Head<'_>, body: Html) -> Html {
    html! {
        <section class={yew::classes!("sec", head.class)} aria-label={head.name}>
            <div class="sec-h">
                <h2>{ head.name }</h2>
                <span class="n">{ head.note }</span>
                <span class="end">{ head.actions }</span>
            </div>
            { body }
        </section>
    }
}
