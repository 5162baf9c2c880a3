//! The foot: what was worked, with which settings, and whether the browser keeps it. It must not know the engine.

use playground::view::Head;
use yew::{Html, html};

/// `kept` says whether the browser keeps the document, `progress` how far the work has come while there is some.
pub(crate) fn view(head: &Head, kept: bool, progress: Option<f32>) -> Html {
    html! {
        <footer class="foot">
            <span>{ &head.work }</span>
            <span class="hide-m">{ &head.settings }</span>
            <span class="end">
                if let Some(progress) = progress {
                    <span class="num">{ "Computing " }{ (progress * 100.0) as u32 }{ "%" }</span>
                }
                <span>{ if kept { "Saved in this browser" } else { "Not saved: the browser keeps nothing" } }</span>
            </span>
        </footer>
    }
}
