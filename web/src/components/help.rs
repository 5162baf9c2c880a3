//! Help: how to begin, the keys, the limits. It must not know how anything works.

use super::dialog::Dialog;
use super::icon::{cell, flag};
use super::pane::Props;
use crate::browser::input;
use crate::commands::{COMMANDS, PLACES};
use crate::ui::{self, Act};
use playground::limits;
use yew::{Event, Html, html};

/// The first three minutes: what to do, and what it shows.
const LESSONS: [(&str, &str); 6] = [
    (
        "Read the chart.",
        "It draws the left side of the rule's comparison and its threshold. Below it each instance has a lane: a line is inactive, hatched is pending, solid is firing, dotted is kept firing.",
    ),
    (
        "Drag the threshold.",
        "Take the chip at the right end of the line, or type into Threshold. Lanes and episodes follow, and so does the text of the rule.",
    ),
    (
        "Wait with for.",
        "Raise for until a short fault only reaches pending. The list of firing episodes says how much later the alert comes.",
    ),
    (
        "Break something else.",
        "Add a fault, choose what happens to whom, and drag its bar on the chart. Does the rule see it?",
    ),
    (
        "Look at one instant.",
        "Click into the chart or press the arrow keys: every instance with its value, its state, and the annotations as they would be sent.",
    ),
    (
        "Pick another rule.",
        "Each published rule comes with a scenario, a runbook and what is wrong with it under Findings. Undo brings back what you had.",
    ),
];

/// The dialog.
pub(crate) fn view(props: &Props) -> Html {
    let Props { ui, act, .. } = props;
    let single = act.reform(|event: Event| Act::SingleKeys(input::checked(&event)));
    html! {
        <Dialog key="help" kind={ui::Dialog::Help} name="Help" class="help" act={act.clone()}>
            <h3>{ "In three minutes" }</h3>
            <ol class="lessons">{ for LESSONS.iter().map(|(what, why)| html! { <li><b>{ *what }</b>{ " " }{ *why }</li> }) }</ol>
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
