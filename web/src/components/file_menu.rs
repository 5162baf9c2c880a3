//! The menu of the top bar: what can be saved, copied and opened; on narrow pages also what has no room in the bar. It must not
//! know what is in a file.

use super::pane::Props;
use super::top;
use crate::markup::{all, page};
use crate::ui::{Act, Dialog};
use playground::event::Event;
use playground::export::Format;
use yew::{Callback, Html, MouseEvent};

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
    let [undo, redo] = [&parts.steps.undo, &parts.steps.redo];
    let does = |name: &str, note: &str, it: Act| item(name, note, act.reform(move |_| it));
    let step = |name: &str, note: &str, event: fn() -> Event| {
        if note.is_empty() { Html::default() } else { item(name, note, send.reform(move |_| event())) }
    };
    let file = |name: &str, note: &str, format: Format| {
        item(name, note, send.reform(move |_| Event::Export(format)))
    };
    page!(
        "<div id=$ class=menu popover=auto role=group aria-label=\"Export and more\"><div class=only-s>$$$$$</div>\
         <div class=only-m>$</div><h2>Save</h2>$<h2>Copy, with the link</h2>$$$</div>",
        ID,
        does("Share link", &top::length(&parts.head), Act::Share),
        step("Undo", undo, || Event::Undo),
        step("Redo", redo, || Event::Redo),
        does("Help", "", Act::Open(Dialog::Help)),
        all(["light", "dark", "system"].into_iter().map(|it| does("Theme", it, Act::Theme(it)))),
        does("Open a file", "", Act::AskFile),
        all(FILES.iter().map(|&(format, name, note)| file(name, note, format))),
        file("Text for a chat", "", Format::Text),
        does("Frame for another page", "", Act::Embed),
        file("Markdown", "", Format::Markdown)
    )
}

/// An entry; the menu closes with it.
fn item(name: &str, note: &str, click: Callback<MouseEvent>) -> Html {
    page!(
        "<button type=button class=menu-item popovertarget=$ popovertargetaction=hide $>$<span class=note>$</span></button>",
        ID,
        click,
        name,
        note
    )
}
