//! The foot: what was worked, with which settings, and whether the browser keeps it. It must not know the engine.

use playground::view::Head;
use yew::{Html, html};

/// `kept` says whether the browser keeps the document, `busy` what is done while there is something.
pub(crate) fn view(head: &Head, kept: bool, busy: Option<String>) -> Html {
    html! {
        <footer class="foot">
            <span>{ &head.work }</span>
            <span class="hide-m">{ &head.settings }</span>
            <span class="end">
                if let Some(busy) = busy {
                    <span class="num">{ busy }</span>
                }
                <span>{ if kept { "Saved in this browser" } else { "Not saved: the browser keeps nothing" } }</span>
            </span>
        </footer>
    }
}
