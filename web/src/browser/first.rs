//! The frame, the chart and the words that came with the document, until the live ones take their place. It must not know what
//! they show.

use gloo::utils::{document, document_element, window};
use std::cell::RefCell;
use web_sys::{Element, Node};

thread_local! {
    static KEPT: RefCell<[Option<Node>; 2]> = const { RefCell::new([None, None]) };
}

/// The element that all of the page is in.
pub(crate) fn frame() -> Option<Element> {
    document().query_selector(".app").ok().flatten()
}

/// Keeps the chart and the words of the document, which the live parts take over; none where this visit begins with others
/// (`web/first.js`).
pub(crate) fn keep() {
    let own = document_element().get_attribute("data-first").is_some_and(|it| it == "none");
    let all = [".first-chart", ".first-words"];
    KEPT.set(all.map(|it| document().query_selector(it).ok().flatten().filter(|_| !own).map(Into::into)));
}

/// Takes those parts out of the document that stay until this turn.
pub(crate) fn give_way(turn: u8) {
    let parts = ["[data-until='", &turn.to_string(), "']"].concat();
    while let Ok(Some(part)) = document().query_selector(&parts) {
        part.remove();
    }
}

/// The chart that was kept, once.
pub(crate) fn take() -> Option<Node> {
    KEPT.with_borrow_mut(|it| it[0].take())
}

/// The words that were kept.
pub(crate) fn words() -> Option<Node> {
    KEPT.with_borrow(|it| it[1].clone())
}

/// Marks that the live chart has been painted; without a first one it is the first to be seen.
pub(crate) fn live() {
    let Some(performance) = window().performance() else { return };
    for mark in ["chart-visible", "engine-live"] {
        if performance.get_entries_by_name(mark).length() == 0 {
            let _ = performance.mark(mark);
        }
    }
}
