//! The study: threshold and `for` over a grid, two rules beside each other, exercises and drills. A program of its own, which the page
//! fetches when it is first opened. It must not compute a measure.

mod busy;
mod compare;
mod controls;
mod curves;
mod drill;
mod exercises;
mod frame;
mod heat;
mod link;
mod points;
mod scale;
mod sweep;
mod table;

use crate::browser::study::{self, OPEN};
use yew::{Callback, Html, Renderer, function_component};

/// The trees of the page: what it is mounted in, and the frame that it shows itself in (`web/src/app/frame.rs`).
const PAGE_TREES: u32 = 2;

/// Shows the study whenever the page opens it.
pub fn listen() {
    take_the_first_numbers();
    study::hear(OPEN, Callback::from(|name: String| frame::show(&name))).forget();
}

/// Yew numbers the trees of a program from 1 on and marks their elements with it, so that of several trees the right one handles an
/// event. The page's trees have the first numbers of another program: with the same numbers here it would take the study's elements for
/// its own, and run whatever of its own has the same number as what was clicked.
fn take_the_first_numbers() {
    for _ in 0..PAGE_TREES {
        if let Ok(element) = gloo::utils::document().create_element("div") {
            Renderer::<Nothing>::with_root(element).render().destroy();
        }
    }
}

/// What is never shown.
#[function_component]
fn Nothing() -> Html {
    Html::default()
}
