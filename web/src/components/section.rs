//! A pane's section: a region with a heading, a note beside it and actions at its end. It must not know its content.

use crate::markup::page;
use yew::Html;

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
    page!(
        "<section class=$ aria-label=$><div class=sec-h><h2>$</h2><span class=n>$</span><span class=end>$</span></div>$</section>",
        ["sec ", head.class].concat(),
        head.name,
        head.name,
        head.note,
        head.actions,
        body
    )
}
