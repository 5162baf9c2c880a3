//! Help: how to begin, the keys, the limits. It must not know how anything works.

use super::dialog::Dialog;
use super::icon::{cell, flag, word};
use super::pane::Props;
use crate::browser::{dialog, input};
use crate::commands::{COMMANDS, PLACES};
use crate::lessons::LESSONS;
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
    html! {
        <Dialog key="help" kind={ui::Dialog::Help} name="Help" class="help" act={act.clone()}>
            <h3>{ "In three minutes" }</h3>
            <ol class="lessons">{ for LESSONS.iter().map(|it| html! { <li><b>{ it.what }</b>{ " " }{ it.why }</li> }) }</ol>
            { word("btn small line", "Start the tour", tour) }
            <h3 id="help-keys">{ "Keys" }</h3>
            <table class="help-t" aria-labelledby="help-keys"><tbody>
                { for COMMANDS.iter().filter(|it| !it.keys.is_empty()).map(|it| keys("Anywhere", it.keys, it.name)) }
                { for PLACES.iter().map(|(place, pressed, what)| keys(place, pressed, what)) }
            </tbody></table>
            <label class="check"><input type="checkbox" checked={ui.single_keys} aria-checked={flag(ui.single_keys)} onchange={single} />
                { "Keys without Ctrl work outside fields" }</label>
            <h3 id="help-limits">{ "Limits" }</h3>
            <table class="help-t" aria-labelledby="help-limits"><tbody>
                { for limits::TABLE.iter().map(|(what, most)| html! { <tr>{ cell("", what) }{ cell("r", &super::top::grouped(*most)) }</tr> }) }
            </tbody></table>
            <p class="note">{ "What goes beyond is refused with a message; nothing is cut off silently. Everything is computed in this browser, nothing is sent anywhere." }</p>
        </Dialog>
    }
}

fn keys(place: &'static str, pressed: &'static str, what: &'static str) -> Html {
    html! {
        <tr>
            <td>{ for pressed.split(' ').map(|key| html! { <kbd>{ key }</kbd> }) }</td>
            { cell("", what) }{ cell("where", place) }
        </tr>
    }
}
