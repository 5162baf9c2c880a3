//! The page's small pieces: signs on a grid of 16, markers of instances, buttons, cells. It must not know where they
//! stand. Each is made in one place of the program: an element's code is some hundred bytes of the download.

use crate::browser::input;
use crate::markup::page;
use yew::{Callback, Html, InputEvent, MouseEvent, html};

/// A sign of 16 by 16, drawn with the text's colour.
pub(crate) fn icon(path: &'static str) -> Html {
    page!(r#"<svg class=ico viewBox="0 0 16 16" aria-hidden=true><path d=$/></svg>"#, path)
}

/// A button that is a sign; its name is read out and shown under the pointer.
#[inline(never)]
pub(crate) fn button(name: &str, path: &'static str, click: Callback<MouseEvent>) -> Html {
    page!("<button type=button class=icon aria-label=$ title=$ $>$</button>", name, name, click, icon(path))
}

/// A button that opens the menu `menu`, an element with the attribute `popover`.
#[inline(never)]
pub(crate) fn menu_button(name: &str, path: &'static str, menu: &'static str) -> Html {
    let sign = icon(path);
    page!(
        "<button type=button class=icon aria-label=$ title=$ popovertarget=$>$</button>",
        name,
        name,
        menu,
        sign
    )
}

/// A button with a word.
#[inline(never)]
pub(crate) fn word(class: &'static str, word: &'static str, click: Callback<MouseEvent>) -> Html {
    page!("<button type=button class=$ $>$</button>", class, click, word)
}

/// The field in which a dialog's list is searched.
#[inline(never)]
pub(crate) fn search(name: &'static str, typed: &str, heard: Callback<String>) -> Html {
    html! {
        <input type="text" class="search" aria-label={name} placeholder={name} autocomplete="off" spellcheck="false"
            value={typed.to_owned()} oninput={heard.reform(|event: InputEvent| input::text(&event))} />
    }
}

/// A cell of a table.
#[inline(never)]
pub(crate) fn cell(class: &'static str, text: &str) -> Html {
    page!("<td class=$>$</td>", (!class.is_empty()).then_some(class), text)
}

/// `true` or `false`, as ARIA writes it.
pub(crate) fn flag(it: bool) -> &'static str {
    if it { "true" } else { "false" }
}

pub(crate) const PLUS: &str = "M8 3v10M3 8h10";
pub(crate) const MINUS: &str = "M3 8h10";
pub(crate) const COPY: &str = "M6 6h7v7H6zM10 6V3H3v7h3";
pub(crate) const RESET: &str = "M3.5 5.500A5.200 5.200 0 1 1 3 9M3 2.500v3.500h3.500";
pub(crate) const WARN: &str = "M8 2.500l6 10.500H2zM8 6.500v3M8 11.300v.1";
pub(crate) const NOTE: &str = "M8 2.300a5.700 5.700 0 1 0 .1 0M8 7.500v3.500M8 5v.1";
pub(crate) const WRONG: &str = "M8 2.300a5.700 5.700 0 1 0 .1 0M6 6l4 4M10 6l-4 4";
pub(crate) const CLOSE: &str = "M4 4l8 8M12 4l-8 8";
pub(crate) const TICK: &str = "M3.500 8.500l3 3 6-7";
pub(crate) const LINK: &str = "M7 9a3 3 0 0 0 4.300 0l2-2a3 3 0 0 0-4.300-4.300L8 3.700M9 7a3 3 0 0 0-4.300 0l-2 2A3 3 0 0 0 7 13.300l1-1";
pub(crate) const UNDO: &str = "M6 3L3 6l3 3M3.500 6H10a3.500 3.500 0 0 1 0 7H7";
pub(crate) const REDO: &str = "M10 3l3 3-3 3M12.500 6H6a3.500 3.500 0 0 0 0 7h3";
pub(crate) const GRID: &str = "M3 3h10v10H3zM3 6.300h10M3 9.700h10M6.300 3v10M9.700 3v10";
pub(crate) const MORE: &str = "M3.300 8h.4M7.800 8h.4M12.300 8h.4";
pub(crate) const LEFT: &str = "M10 4L6 8l4 4";
pub(crate) const RIGHT: &str = "M6 4l4 4-4 4";
pub(crate) const DOWN: &str = "M4.500 6.500L8 10l3.500-3.500";
pub(crate) const EXPORT: &str = "M8 2.500v7.500M5 7l3 3 3-3M3 13h10";
pub(crate) const OPEN: &str = "M2.500 12.500v-9h4l1.500 2h5.500v7zM2.500 7h11";
pub(crate) const GALLERY: &str =
    "M2.500 3h4.500v4H2.500zM9 3h4.500v4H9zM2.500 9h4.500v4H2.500zM9 9h4.500v4H9z";
pub(crate) const HELP: &str = "M8 2.300a5.700 5.700 0 1 0 .1 0M6.300 6.500a1.700 1.700 0 1 1 2.400 1.600c-.5.2-.7.5-.7 1.100M8 11.300v.1";
pub(crate) const CHART: &str = "M2.500 2.500v11h11M5 10l2.500-3.500 2 2L13 4";
pub(crate) const SLIDERS: &str =
    "M2.500 5h6M12 5h1.500M2.500 11H4M7.500 11h6M10.200 3.300v3.400M5.700 9.300v3.400";
pub(crate) const BOOK: &str = "M8 4C6.500 3 4.500 2.800 2.500 3v9.500c2-.2 4 0 5.500 1 1.500-1 3.500-1.200 5.500-1V3c-2-.2-4 0-5.500 1zM8 4v9.500";
pub(crate) const FLASK: &str = "M6 2.500h4M7 2.500V6l-3.800 7h9.600L9 6V2.500M5 10h6";

/// The marker of the instance in `slot`: the shape and colour of its line.
pub(crate) fn marker(slot: u32) -> Html {
    let class = mark_class(slot);
    page!(r#"<svg class=mark viewBox="0 0 10 10" aria-hidden=true>$</svg>"#, shape(slot, class, 5))
}

/// The marker on a piece of its line, for the legend.
pub(crate) fn line_marker(slot: u32) -> Html {
    let class = mark_class(slot);
    page!(
        r#"<svg class=key viewBox="0 0 20 10" aria-hidden=true><path class=$ d="M0 5H20" stroke-dasharray=$/>$</svg>"#,
        class,
        (4..8).contains(&slot).then_some("4 2"),
        shape(slot, class, 10)
    )
}

fn shape(slot: u32, class: &'static str, x: u32) -> Html {
    let path = match (slot % 3, x) {
        (0, 5) => "M5 1.400a3.600 3.600 0 1 0 .01 0z",
        (0, _) => "M10 1.400a3.600 3.600 0 1 0 .01 0z",
        (1, 5) => "M1.800 1.800h6.400v6.400H1.800z",
        (1, _) => "M6.800 1.800h6.400v6.400H6.800z",
        (_, 5) => "M5 1.100l4.200 7.400H.8z",
        _ => "M10 1.100l4.200 7.400H5.800z",
    };
    page!("<path class=$ d=$/>", class, path)
}

fn mark_class(slot: u32) -> &'static str {
    if slot >= 8 {
        return "s0";
    }
    ["s1", "s2", "s3", "s4"][slot as usize % 4]
}

/// A severity: triangle and word.
pub(crate) fn severity(word: &str) -> Html {
    if word.is_empty() {
        return Html::default();
    }
    page!(
        r#"<span class=sev><svg viewBox="0 0 10 10" aria-hidden=true><path d="M5 0l5 9.500H0z"/></svg>$</span>"#,
        word
    )
}
