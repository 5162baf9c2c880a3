//! What lies over the page: at most one dialog at a time. It must not know what each holds.

use super::dialog::Dialog as Window;
use super::pane::Props;
use super::{catalogue, gallery, help, palette};
use crate::markup::page;
use crate::ui::Dialog;
use yew::{Html, html};

pub(crate) fn same(it: &Props, other: &Props) -> bool {
    let (ui, was) = (it.ui, other.ui);
    let (it, other) = (&it.parts, &other.parts);
    (ui.dialog, ui.single_keys) == (was.dialog, was.single_keys)
        && (ui.dialog.is_none() || (it.head == other.head && it.gallery == other.gallery))
}

pub(crate) fn view(props: &Props) -> Html {
    match props.ui.dialog {
        None => Html::default(),
        Some(Dialog::Catalogue) => catalogue::view(props),
        Some(Dialog::Gallery) => gallery::view(props),
        Some(Dialog::Help) => help::view(props),
        Some(kind @ Dialog::Study) => {
            let body = page!("<div id=study></div>");
            html! { <Window key="study" {kind} name="Study" class="study" act={props.act.clone()}>{ body }</Window> }
        }
        Some(Dialog::Palette) => {
            let (head, send, act) = (props.parts.head.clone(), props.send.clone(), props.act.clone());
            html! { <palette::Palette {head} {send} {act} /> }
        }
    }
}
