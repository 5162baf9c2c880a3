//! The study: threshold and `for` over a grid, what each point is worth, and a way to take one. A program of its own, which the
//! page fetches when it is first opened. It must not compute a measure.

mod app;
mod controls;
mod curves;
mod heat;
mod scale;
mod table;

use crate::browser::study::{self, HOST, OPEN};
use app::Study;
use std::cell::RefCell;
use yew::{AppHandle, Callback, Renderer};

thread_local! {
    /// The study that was shown last.
    static SHOWN: RefCell<Option<AppHandle<Study>>> = const { RefCell::new(None) };
}

/// Shows the study whenever the page opens it.
pub fn listen() {
    study::hear(OPEN, Callback::from(|_| show())).forget();
}

fn show() {
    let Some(host) = gloo::utils::document().get_element_by_id(HOST) else { return };
    let before = SHOWN.with(|it| it.borrow_mut().take());
    if let Some(before) = before {
        before.destroy();
    }
    let shown = Renderer::<Study>::with_root(host).render();
    SHOWN.with(|it| *it.borrow_mut() = Some(shown));
}
