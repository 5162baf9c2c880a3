//! The foot: what was worked, with which settings, and whether the browser keeps it. It must not know the engine.

use super::icon::word;
use crate::browser::storage::Refusal;
use crate::ui::Act;
use crate::work::Kept;
use playground::view::Head;
use yew::{Callback, Html, html};

/// `kept` says whether the browser keeps the document, and whether it keeps the page for use without a network, `busy` what is done while there is something.
pub(crate) fn view(
    head: &Head,
    (kept, offline): (Kept, bool),
    busy: Option<String>,
    act: &Callback<Act>,
) -> Html {
    html! {
        <footer class="foot">
            <span>{ &head.work }</span>
            <span class="hide-m">{ &head.settings }</span>
            <span class="end">
                if let Some(busy) = busy {
                    <span class="num">{ busy }</span>
                }
                if offline { <span class="hide-m">{ "Opens without a network" }</span> }
                if kept == Kept::Nothing { { word("link", "New here? A tour of three minutes", act.reform(|_| Act::Lesson(Some(0)))) } }
                <span>{ words(kept) }</span>
            </span>
        </footer>
    }
}

/// How the work is kept, in a few words.
fn words(kept: Kept) -> &'static str {
    match kept {
        Kept::Nothing => "Nothing to save yet",
        Kept::Safe => "Saved in this browser",
        Kept::Refused(Refusal::Full) => "Not saved: the browser's storage is full",
        Kept::Refused(Refusal::Forbidden) => "Not saved: the browser keeps nothing",
    }
}
