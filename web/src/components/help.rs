//! Help: how to begin, the keys, the limits. It must not know how anything works.

use super::dialog::Dialog;
use super::icon::{cell, flag, word};
use super::pane::Props;
use super::top::grouped;
use crate::browser::{dialog, input, study};
use crate::commands::{COMMANDS, PLACES};
use crate::lessons::LESSONS;
use crate::markup::{all, page};
use crate::ui::{self, Act};
use playground::limits;
use yew::{Event, Html, html};

/// The dialog.
pub(crate) fn view(props: &Props) -> Html {
    let Props { ui, act, .. } = props;
    let single = act.reform(|event: Event| Act::SingleKeys(input::checked(&event)));
    // The dialog closes first, so that the focus is back where it was.
    let tour = act.reform(|_| {
        dialog::close_open();
        Act::Lesson(Some(0))
    });
    let commands = COMMANDS.iter().filter(|it| !it.keys.is_empty());
    let commands = commands.map(|it| keys("Anywhere", it.keys, it.name));
    let limit =
        |(what, most): &(&'static str, u64)| page!("<tr>$$</tr>", cell("", what), cell("r", &grouped(*most)));
    let body = page!(
        "<h3>In three minutes</h3><ol class=lessons>$</ol>$ $<h3 id=help-keys>Keys</h3>\
         <table class=help-t aria-labelledby=help-keys><tbody>$$</tbody></table>\
         <label class=check>$Keys without Ctrl work outside fields</label><h3 id=help-limits>Limits</h3>\
         <table class=help-t aria-labelledby=help-limits><tbody>$</tbody></table>\
         <p class=note>What goes beyond is refused with a message; nothing is cut off silently. Everything is computed in this browser, nothing is sent anywhere.</p>",
        all(LESSONS.iter().map(|it| page!("<li><b>$</b> $</li>", it.what, it.why))),
        word("btn small line", "Start the tour", tour),
        word("btn small line", "Exercises", act.reform(|_| Act::Study(study::EXERCISES))),
        all(commands),
        all(PLACES.iter().map(|(place, pressed, what)| keys(place, pressed, what))),
        html! { <input type="checkbox" checked={ui.single_keys} aria-checked={flag(ui.single_keys)} onchange={single} /> },
        all(limits::TABLE.iter().map(limit))
    );
    html! { <Dialog key="help" kind={ui::Dialog::Help} name="Help" class="help" act={act.clone()} rest={body} /> }
}

fn keys(place: &'static str, pressed: &'static str, what: &'static str) -> Html {
    let pressed = pressed.split(' ').map(|key| page!("<kbd>$</kbd>", key));
    page!("<tr><td>$</td>$$</tr>", all(pressed), cell("", what), cell("where", place))
}
