//! Messages for the whole page: a broken link, an engine that stopped. It must not know their causes.

use super::icon::{CLOSE, NOTE, WARN, WRONG, button, icon, word};
use crate::ui::Act;
use crate::work::Slot;
use playground::view::{Grade, Head, Notice};
use yew::{Callback, Html, MouseEvent, html};

/// The page's own messages, newest first, then the engine's; above them what is offered.
pub(crate) fn view(
    head: &Head,
    own: &[Notice],
    dismiss: Callback<MouseEvent>,
    other: Html,
    report: Html,
) -> Html {
    html! {
        <>
        { other }
        <div class="notices" role="alert">
            { for own.iter().chain(&head.notices).map(notice) }
            { report }
            if !own.is_empty() || !head.notices.is_empty() {
                { button("Dismiss messages", CLOSE, dismiss) }
            }
        </div>
        </>
    }
}

/// What another tab has made since: to be opened, or left.
pub(crate) fn other(other: Option<&Slot>, act: &Callback<Act>) -> Html {
    let Some(slot) = other else { return Html::default() };
    html! {
        <section class="offer" aria-label="Other work">
            { sign(Grade::Note) }
            <span>{ "Other work is kept in this browser: " }<b>{ &slot.title }</b>{ format!(", {}.", slot.clock()) }</span>
            { word("btn small line", "Open it", act.reform(|_| Act::Other(true))) }
            { word("btn small", "Keep this", act.reform(|_| Act::Other(false))) }
        </section>
    }
}

/// The way to what is known of an engine that stopped.
pub(crate) fn report(known: bool, act: &Callback<Act>) -> Html {
    if !known {
        return Html::default();
    }
    html! { <p class="grade-note">{ word("btn small line", "Copy a report", act.reform(|_| Act::Report)) }<span>{ "It holds versions, the reason and your document. Nothing is sent." }</span></p> }
}

fn notice(notice: &Notice) -> Html {
    html! { <p class={grade_class(notice.grade)}>{ sign(notice.grade) }<span>{ &notice.text }</span></p> }
}

/// The sign of a grade: a circle with a cross, a triangle, a circle with an i.
pub(crate) fn sign(grade: Grade) -> Html {
    icon(match grade {
        Grade::Error => WRONG,
        Grade::Warning => WARN,
        Grade::Note => NOTE,
    })
}

/// The class of a grade.
pub(crate) fn grade_class(grade: Grade) -> &'static str {
    match grade {
        Grade::Error => "grade-error",
        Grade::Warning => "grade-warning",
        Grade::Note => "grade-note",
    }
}
