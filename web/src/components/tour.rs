//! The tour: one lesson at a time, beside what it speaks of; whoever has seen enough skips the rest. It must not know how it is
//! seen that a lesson was done.

use super::icon::{TICK, icon, word};
use crate::lessons::LESSONS;
use crate::ui::{Act, Ui};
use yew::{Callback, Html, html};

/// The card, while the tour goes on.
pub(crate) fn view(ui: Ui, act: &Callback<Act>) -> Html {
    let Some((idx, lesson)) = ui.lesson.and_then(|idx| Some((idx, LESSONS.get(usize::from(idx))?))) else {
        return Html::default();
    };
    let to = |it: Option<u8>| act.reform(move |_| Act::Lesson(it));
    let next = (usize::from(idx) + 1 < LESSONS.len()).then_some(idx + 1);
    let done = ui.learned & (1 << idx) != 0;
    html! {
        <section class="tour" aria-label="Tour">
            <div aria-live="polite">
                <p class="note">{ format!("{} of {}", idx + 1, LESSONS.len()) }if done { <span class="good">{ icon(TICK) }{ "Done" }</span> }</p>
                <h2>{ lesson.what }</h2>
                <p>{ lesson.why }</p>
            </div>
            if let Some(before) = idx.checked_sub(1) { { word("btn small", "Back", to(Some(before))) } }
            if next.is_some() {
                { word("btn small line", "Next", to(next)) }
                { word("btn small", "Skip the rest", to(None)) }
            } else {
                { word("btn small line", "Finish", to(None)) }
            }
        </section>
    }
}
