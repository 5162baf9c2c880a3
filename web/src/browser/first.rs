//! The chart that came with the document, until the live one takes its place. It must not know what it shows.

use gloo::utils::{document, document_element, window};
use std::cell::RefCell;
use web_sys::Node;

thread_local! {
    static KEPT: RefCell<Option<Node>> = const { RefCell::new(None) };
}

/// Keeps the chart of the document, before the page's program empties it; none where this visit begins with another one
/// (`web/first.js`).
pub(crate) fn keep() {
    let own = document_element().has_attribute("data-first");
    let Some(chart) = document().query_selector(".first-chart").ok().flatten() else { return };
    chart.remove();
    KEPT.set((!own).then(|| chart.into()));
}

/// The chart that was kept, once.
pub(crate) fn take() -> Option<Node> {
    KEPT.take()
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
