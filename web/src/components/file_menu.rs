//! The menu of the top bar: what can be saved, copied and opened; on narrow pages also what has no room in the bar. It must not
//! know what is in a file.

use super::pane::Props;
use super::top;
use crate::ui::{Act, Dialog};
use playground::event::Event;
use playground::export::Format;
use yew::{Callback, Html, MouseEvent, html};

/// The menu's element.
pub(super) const ID: &str = "menu-export";

const FILES: [(Format, &str, &str); 6] = [
    (Format::Rules, "Rule file", "rules.yml"),
    (Format::UnitTest, "promtool test", "rules_test.yml"),
    (Format::OpenMetrics, "Samples, OpenMetrics", "metrics.om"),
    (Format::Csv, "Samples, CSV", "samples.csv"),
    (Format::Scenario, "Scenario", "scenario.yml"),
    (Format::Document, "Everything", "alertplay.yml"),
];

/// The menu.
pub(super) fn view(props: &Props) -> Html {
    let Props { parts, send, act, .. } = props;
    let steps = &parts.steps;
    let file = |&(format, name, file): &(Format, &'static str, &'static str)| {
        item(name, file, send.reform(move |_| Event::Export(format)))
    };
    html! {
        <div id={ID} class="menu" popover="auto" role="group" aria-label="Export and more">
            <div class="only-s">
                { item("Share link", &top::length(&parts.head), act.reform(|_| Act::Share)) }
                if !steps.undo.is_empty() { { item("Undo", &steps.undo, send.reform(|_| Event::Undo)) } }
                if !steps.redo.is_empty() { { item("Redo", &steps.redo, send.reform(|_| Event::Redo)) } }
                { item("Help", "", act.reform(|_| Act::Open(Dialog::Help))) }
                { for ["light", "dark", "system"].map(|it| item("Theme", it, act.reform(move |_| Act::Theme(it)))) }
            </div>
            <div class="only-m">{ item("Open a file", "", act.reform(|_| Act::AskFile)) }</div>
            <h3>{ "Save" }</h3>
            { for FILES.iter().map(file) }
            <h3>{ "Copy, with the link" }</h3>
            { item("Text for a chat", "", send.reform(|_| Event::Export(Format::Text))) }
            { item("Frame for another page", "", act.reform(|_| Act::Embed)) }
            { item("Markdown", "", send.reform(|_| Event::Export(Format::Markdown))) }
        </div>
    }
}

/// An entry; the menu closes with it.
fn item(name: &'static str, note: &str, onclick: Callback<MouseEvent>) -> Html {
    html! {
        <button type="button" class="menu-item" popovertarget={ID} popovertargetaction="hide" {onclick}>
            { name }<span class="note">{ note }</span>
        </button>
    }
}
