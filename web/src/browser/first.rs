//! The chart and the words that came with the document, until the live ones take their place. It must not know what they show.

use gloo::utils::{document, document_element, window};
use std::cell::RefCell;
use web_sys::Node;

thread_local! {
    static KEPT: RefCell<[Option<Node>; 2]> = const { RefCell::new([None, None]) };
}

/// Keeps the chart and the words of the document, before the page's program empties it; none where this visit begins with others
/// (`web/first.js`).
pub(crate) fn keep() {
    let own = document_element().has_attribute("data-first");
    KEPT.set([".first-chart", ".first-words"].map(|it| {
        let found = document().query_selector(it).ok().flatten()?;
        found.remove();
        (!own).then(|| found.into())
    }));
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
