//! The top bar: brand, the two pickers, the link, the theme. It must not know what a link carries.

use super::file_menu;
use super::gallery;
use super::icon::{DOWN, EXPORT, HELP, LINK, OPEN, REDO, UNDO, button, icon, severity};
use super::pane::Props;
use super::picker::{List, picker};
use crate::markup::page;
use crate::parts::Parts;
use crate::ui::{Act, Dialog};
use playground::event::Event;
use playground::view::Head;
use yew::{Callback, Html, MouseEvent};

pub(crate) fn same(it: &Props, other: &Props) -> bool {
    let (ui, was) = (it.ui, other.ui);
    let (it, other) = (&it.parts, &other.parts);
    ui.copied == was.copied
        && ui.theme == was.theme
        && it.head == other.head
        && it.runbook.severity == other.runbook.severity
        && it.steps == other.steps
}

pub(crate) fn view(props: &Props) -> Html {
    let Props { parts: Parts { head, runbook, steps, .. }, ui, send, act, .. } = props;
    let brand = page!(
        "<span class=brand><svg viewBox=\"0 0 22 22\" aria-hidden=true>\
         <rect class=brand-ground x=1 y=1 width=20 height=20 rx=5/><path class=brand-line d=\"M4 11.500h4l2-5 2.500 9 2-4H18\"/></svg>\
         <h1>alertplay</h1></span>"
    );
    let edited = head.scenario_edited.then(|| page!("<span class=edited title=edited></span>"));
    let rule = page!(
        "<button type=button class=pick-button aria-haspopup=dialog aria-label=$ $><span>$</span>$</button>",
        format!("Rule: {}", head.alert_title),
        act.reform(|_| Act::Open(Dialog::Catalogue)),
        &head.alert_title,
        icon(DOWN)
    );
    let share = page!(
        "<button type=button class=\"btn primary share\" aria-label=$ disabled=$ $>$<span class=word>$</span></button>",
        if ui.copied { "Share link: copied" } else { "Share link" },
        head.fragment.is_empty().then_some("disabled"),
        act.reform(|_| Act::Share),
        icon(LINK),
        if ui.copied { "Copied" } else { "Share link" }
    );
    page!(
        "<header class=top>$<span class=rule-v></span>\
         <div class=\"pick pick-scenario\"><span class=k aria-hidden=true>Scenario</span>$$$</div>\
         <div class=\"pick pick-rule\"><span class=k aria-hidden=true>Rule</span>$$</div>\
         <div class=end><span class=history>$$</span>$$<button type=button class=\"btn hide-m\" $>$Open</button>\
         <button type=button class=\"btn export\" aria-label=\"Export and more\" popovertarget=$>$<span class=word>Export</span></button>\
         <span class=\"hide-s looks\">$$</span>$</div></header>",
        brand,
        scenarios(head, send),
        gallery::open(act),
        edited.unwrap_or_default(),
        rule,
        severity(&runbook.severity),
        step("Undo", &steps.undo, UNDO, send.reform(|_| Event::Undo)),
        step("Redo", &steps.redo, REDO, send.reform(|_| Event::Redo)),
        meter(head),
        share,
        act.reform(|_| Act::AskFile),
        icon(OPEN),
        file_menu::ID,
        icon(EXPORT),
        themes(ui.theme, act),
        button("Keys and help", HELP, act.reform(|_| Act::Open(Dialog::Help))),
        file_menu::view(props)
    )
}

/// A button of the history, named after what it does next.
fn step(word: &str, name: &str, path: &'static str, click: Callback<MouseEvent>) -> Html {
    let none = name.is_empty();
    let name = if none { format!("Nothing to {}", word.to_lowercase()) } else { format!("{word} {name}") };
    page!(
        "<button type=button class=icon aria-label=$ title=$ disabled=$ $>$</button>",
        &name,
        &name,
        none.then_some("disabled"),
        click,
        icon(path)
    )
}

/// The list of scenarios.
pub(crate) fn scenarios(head: &Head, send: &Callback<Event>) -> Html {
    let list = List {
        name: Some("Scenario"),
        choices: &head.scenarios,
        value: &head.scenario,
        other: &head.scenario_title,
        ..List::default()
    };
    picker(list, send.reform(Event::PickScenario))
}

/// One button goes round: three beside each other would be a setting, not a switch.
fn themes(theme: &'static str, act: &Callback<Act>) -> Html {
    let (next, path) = match theme {
        "light" => (
            "dark",
            "M8 5.200a2.800 2.800 0 1 0 .1 0M8 1.500v1.200M8 13.300v1.200M1.500 8h1.200M13.300 8h1.200M3.400 3.400l.9.9M11.700 11.700l.9.9M3.400 12.600l.9-.9M11.700 4.300l.9-.9",
        ),
        "dark" => ("system", "M6.500 2.500A5.800 5.800 0 1 0 13.500 9.500 4.800 4.800 0 0 1 6.500 2.500z"),
        _ => ("light", "M8 2.300a5.700 5.700 0 1 0 .1 0M8 2.300v11.400M10 3v10M12 4.500v7"),
    };
    button(&format!("Theme: {theme}. Change to {next}"), path, act.reform(move |_| Act::Theme(next)))
}

/// How long the link is, against what passes every chat.
fn meter(head: &Head) -> Html {
    let (length, limit) = (head.fragment.len() as u32, head.fragment_limit);
    if length == 0 || limit == 0 {
        return Html::default();
    }
    let fill = (40 * length.min(limit) / limit).max(1);
    page!(
        "<span class=meter title=\"Characters of the link, and how many pass every chat\"><svg viewBox=\"0 0 40 6\" aria-hidden=true>\
         <rect class=bar width=40 height=6 rx=3/><rect class=fill width=$ height=6 rx=3/></svg><span class=num>$</span></span>",
        fill.to_string(),
        self::length(head)
    )
}

/// How long it is, in figures: `1,234 / 2,000`.
pub(super) fn length(head: &Head) -> String {
    format!("{} / {}", grouped(head.fragment.len() as u64), grouped(head.fragment_limit.into()))
}

/// `12,345`.
pub(super) fn grouped(number: u64) -> String {
    if number < 1000 {
        return number.to_string();
    }
    let rest = (number % 1000 + 1000).to_string();
    format!("{},{}", grouped(number / 1000), &rest[1..])
}

#[cfg(test)]
mod tests {
    #[test]
    fn thousands_are_grouped() {
        assert_eq!(super::grouped(7), "7");
        assert_eq!(super::grouped(2000), "2,000");
        assert_eq!(super::grouped(1_020_003), "1,020,003");
    }
}
