//! Messages for the whole page: a broken link, an engine that stopped. It must not know their causes.

use super::icon::{CLOSE, NOTE, WARN, WRONG, button, icon, word};
use crate::markup::{all, coded, page};
use crate::ui::Act;
use crate::work::Slot;
use playground::view::{Grade, Head, Notice};
use yew::{Callback, Html, MouseEvent};

/// The page's own messages, newest first, then the engine's; above them what is offered.
pub(crate) fn view(
    head: &Head,
    own: &[Notice],
    dismiss: Callback<MouseEvent>,
    other: Html,
    report: Html,
) -> Html {
    let all_notices = own.iter().chain(&head.notices);
    let close =
        (!own.is_empty() || !head.notices.is_empty()).then(|| button("Dismiss messages", CLOSE, dismiss));
    let notices = all(all_notices.map(notice));
    page!("$<div class=notices role=alert>$$$</div>", other, notices, report, close.unwrap_or_default())
}

/// What another tab has made since: to be opened, or left.
pub(crate) fn other(other: Option<&Slot>, act: &Callback<Act>) -> Html {
    let Some(slot) = other else { return Html::default() };
    page!(
        "<section class=offer aria-label=\"Other work\">$<span>Other work is kept in this browser: <b>$</b>$</span>$$</section>",
        sign(Grade::Note),
        &slot.title,
        format!(", {}.", slot.clock()),
        word("btn small line", "Open it", act.reform(|_| Act::Other(true))),
        word("btn small", "Keep this", act.reform(|_| Act::Other(false)))
    )
}

/// The way to what is known of an engine that stopped.
pub(crate) fn report(known: bool, act: &Callback<Act>) -> Html {
    if !known {
        return Html::default();
    }
    page!(
        "<p class=grade-note>$<span>It holds versions, the reason and your document. Nothing is sent.</span></p>",
        word("btn small line", "Copy a report", act.reform(|_| Act::Report))
    )
}

fn notice(notice: &Notice) -> Html {
    page!(
        "<p class=$>$<span>$</span></p>",
        grade_class(notice.grade),
        sign(notice.grade),
        coded(&notice.text)
    )
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
