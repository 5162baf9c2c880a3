//! The foot: what was worked, with which settings, and whether the browser keeps it. It must not know the engine.

use playground::view::Head;
use yew::{Html, html};

/// `kept` says whether the browser keeps the document, and whether it keeps the page for use without a network, `busy` what is done while there is something.
pub(crate) fn view(head: &Head, (kept, offline): (bool, bool), busy: Option<String>) -> Html {
    html! {
        <footer class="foot">
            <span>{ &head.work }</span>
            <span class="hide-m">{ &head.settings }</span>
            <span class="end">
                if let Some(busy) = busy {
                    <span class="num">{ busy }</span>
                }
                if offline { <span class="hide-m">{ "Opens without a network" }</span> }
                <span>{ if kept { "Saved in this browser" } else { "Not saved: the browser keeps nothing" } }</span>
            </span>
        </footer>
    }
}
