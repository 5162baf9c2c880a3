//! The foot: what was worked, with which settings, and whether the browser keeps it. It must not know the engine.

use super::icon::word;
use crate::browser::storage::Refusal;
use crate::markup::page;
use crate::ui::Act;
use crate::work::Kept;
use playground::view::Head;
use yew::{Callback, Html};

/// `kept` says whether the browser keeps the document, and whether it keeps the page for use without a network, `busy` what is done while there is something.
pub(crate) fn view(
    head: &Head,
    (kept, offline): (Kept, bool),
    busy: Option<String>,
    act: &Callback<Act>,
) -> Html {
    let busy = busy.map(|it| page!("<span class=num>$</span>", it));
    let offline = offline.then(|| page!("<span class=hide-m>Opens without a network</span>"));
    let tour = act.reform(|_| Act::Lesson(Some(0)));
    let new = (kept == Kept::Nothing).then(|| word("link", "New here? A tour of three minutes", tour));
    page!(
        "<footer class=foot><span>$</span><span class=hide-m>$</span>$<span class=end>$$<span>$</span></span></footer>",
        &head.work,
        &head.settings,
        busy.unwrap_or_default(),
        offline.unwrap_or_default(),
        new.unwrap_or_default(),
        words(kept)
    )
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
