//! The study: threshold and `for` over a grid, and exercises. A program of its own, which the page fetches when it is first
//! opened. It must not compute a measure.

mod controls;
mod curves;
mod exercises;
mod heat;
mod scale;
mod sweep;
mod table;

use crate::browser::study::{self, EXERCISES, HOST, OPEN};
use std::cell::RefCell;
use web_sys::Element;
use yew::{BaseComponent, Callback, Renderer};

thread_local! {
    /// Ends what was shown last.
    static END: RefCell<Option<Box<dyn FnOnce()>>> = const { RefCell::new(None) };
}

/// Shows the study whenever the page opens it.
pub fn listen() {
    study::hear(OPEN, Callback::from(|what: String| show(&what))).forget();
}

fn show(what: &str) {
    let Some(host) = gloo::utils::document().get_element_by_id(HOST) else { return };
    if let Some(end) = END.with(|it| it.borrow_mut().take()) {
        end();
    }
    let end =
        if what == EXERCISES { begin::<exercises::Exercises>(host) } else { begin::<sweep::Sweep>(host) };
    END.with(|it| *it.borrow_mut() = Some(end));
}

/// Shows a component in `host`; the way to end it.
fn begin<C: BaseComponent<Properties = ()>>(host: Element) -> Box<dyn FnOnce()> {
    let shown = Renderer::<C>::with_root(host).render();
    Box::new(move || shown.destroy())
}
