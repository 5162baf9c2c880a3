//! Messages for the whole page: a broken link, an engine that stopped. It must not know their causes.

use super::icon::{CLOSE, NOTE, WARN, WRONG, button, icon};
use playground::view::{Grade, Head, Notice};
use yew::{Callback, Html, MouseEvent, html};

/// The page's own messages, newest first, then the engine's.
pub(crate) fn view(head: &Head, own: &[Notice], dismiss: Callback<MouseEvent>) -> Html {
    html! {
        <div class="notices" role="alert">
            { for own.iter().chain(&head.notices).map(notice) }
            if !own.is_empty() {
                { button("Dismiss messages", CLOSE, dismiss) }
            }
        </div>
    }
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
