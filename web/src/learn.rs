//! The study: threshold and `for` over a grid, two rules beside each other, and exercises. A program of its own, which the page fetches when it is first
//! opened. It must not compute a measure.

mod busy;
mod compare;
mod controls;
mod curves;
mod exercises;
mod frame;
mod heat;
mod link;
mod scale;
mod sweep;
mod table;

use crate::browser::study::{self, OPEN};
use yew::Callback;

/// Shows the study whenever the page opens it.
pub fn listen() {
    study::hear(OPEN, Callback::from(|name: String| frame::show(&name))).forget();
}
