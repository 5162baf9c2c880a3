//! The tour: one lesson at a time, beside what it speaks of; whoever has seen enough skips the rest. It must not know how it is
//! seen that a lesson was done.

use super::icon::{TICK, icon, word};
use crate::lessons::LESSONS;
use crate::markup::page;
use crate::ui::{Act, Ui};
use yew::{Callback, Html};

/// The card, while the tour goes on.
pub(crate) fn view(ui: Ui, act: &Callback<Act>) -> Html {
    let Some((idx, lesson)) = ui.lesson.and_then(|idx| Some((idx, LESSONS.get(usize::from(idx))?))) else {
        return Html::default();
    };
    let to = |it: Option<u8>| act.reform(move |_| Act::Lesson(it));
    let next = (usize::from(idx) + 1 < LESSONS.len()).then_some(idx + 1);
    let done = (ui.learned & (1 << idx) != 0).then(|| page!("<span class=good>$Done</span>", icon(TICK)));
    let back = idx.checked_sub(1).map(|it| word("btn small", "Back", to(Some(it))));
    let on = word("btn small line", if next.is_some() { "Next" } else { "Finish" }, to(next));
    let skip = next.map(|_| word("btn small", "Skip the rest", to(None)));
    page!(
        "<section class=tour aria-label=Tour><div aria-live=polite><p class=note>$$</p><h2>$</h2><p>$</p></div>$$$</section>",
        format!("{} of {}", idx + 1, LESSONS.len()),
        done.unwrap_or_default(),
        lesson.what,
        lesson.why,
        back.unwrap_or_default(),
        on,
        skip.unwrap_or_default()
    )
}
