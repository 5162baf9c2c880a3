//! What a side pane's head offers: a menu with its width in figures, and the button that folds it. It must not know what is in
//! the pane.

use super::icon::{LEFT, MORE, RIGHT, button, menu_button, word};
use crate::browser::input;
use crate::markup::page;
use crate::panes::Side;
use crate::ui::{Act, Ui};
use yew::{Callback, Event, Html, html};

/// The menu's button and the one that folds the pane. The wide page has both, the others have none.
pub(crate) fn actions(side: Side, ui: Ui, act: &Callback<Act>) -> Html {
    let (facts, menu) = (side.facts(), id(side));
    let (least, first, most) = facts.bounds;
    let set = act.reform(move |event: Event| {
        let typed = input::text(&event).parse();
        Act::Width(side, typed.unwrap_or(i32::from(first)))
    });
    let name = ["Menu of the ", facts.noun].concat();
    let fold = act.reform(move |_| Act::Fold(side));
    let input = html! {
        <input type="number" min={least.to_string()} max={most.to_string()} step="8" value={ui.panes.width(side).to_string()} onchange={set} />
    };
    page!(
        "<span class=wide>$$<div id=$ class=menu popover=auto aria-label=$ role=group><label class=menu-field>Width in pixels$</label>$</div></span>",
        menu_button(&name, MORE, menu),
        button(&["Fold the ", facts.noun].concat(), arrow(side, false), fold),
        menu,
        &name,
        input,
        word("menu-item", "First width", act.reform(move |_| Act::Width(side, first.into())))
    )
}

/// What a folded pane shows.
pub(crate) fn unfold(side: Side, ui: Ui, act: &Callback<Act>) -> Html {
    if !ui.panes.is_shut(side) {
        return Html::default();
    }
    let name = format!("Show the {}", side.facts().noun);
    page!("<div class=unfold>$</div>", button(&name, arrow(side, true), act.reform(move |_| Act::Fold(side))))
}

/// Where the pane goes when the button is pressed.
fn arrow(side: Side, shut: bool) -> &'static str {
    if (side == Side::Left) == shut { RIGHT } else { LEFT }
}

fn id(side: Side) -> &'static str {
    if side == Side::Left { "menu-left" } else { "menu-right" }
}
