//! How far the engine has come, as a bar with a way to stop it. It must not know what is computed.

use crate::components::icon::word;
use crate::markup::page;
use yew::{Callback, Html, MouseEvent};

/// The bar of `what` is done, 0 to 1; nothing but its room where nothing is.
pub(super) fn view(what: &str, progress: Option<f32>, cancel: Callback<MouseEvent>) -> Html {
    let Some(progress) = progress else { return page!("<p class=sweep-busy aria-hidden=true></p>") };
    let done = (progress * 100.0).round();
    page!(
        "<p class=sweep-busy role=status><svg viewBox=\"0 0 100 4\" preserveAspectRatio=none aria-hidden=true>\
         <rect class=bar width=100 height=4/><rect class=fill width=$ height=4/></svg><span>$</span>$</p>",
        format!("{done:.0}"),
        format!("{what}, {done:.0}%"),
        word("btn small line", "Cancel", cancel)
    )
}
