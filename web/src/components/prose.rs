//! A runbook's text, on the page and in a drill. It must not know what stands beside it.

use crate::markup::{all, page};
use playground::view::markup::Inline;
use yew::Html;

/// What stands on a line.
pub(crate) fn inline(text: &[Inline]) -> Html {
    all(text.iter().map(|run| match run {
        Inline::Text(it) => page!("$", it),
        Inline::Strong(it) => page!("<strong>$</strong>", it),
        Inline::Emphasis(it) => page!("<em>$</em>", it),
        Inline::Code(it) => page!("<code>$</code>", it),
        Inline::Filled { value, from } => page!("<b class=filled title=$>$</b>", from, value),
    }))
}

/// A paragraph.
pub(crate) fn paragraph(text: &[Inline]) -> Html {
    page!("<p>$</p>", inline(text))
}

/// A list without numbers.
pub(crate) fn bullets(items: &[Vec<Inline>]) -> Html {
    page!("<ul>$</ul>", all(items.iter().map(|it| page!("<li>$</li>", inline(it)))))
}
