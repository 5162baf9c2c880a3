//! Calls back after a while. It must not know what for.

use gloo::timers::callback::Timeout;
use yew::Callback;

/// After so long, in milliseconds, a frame has been shown.
pub(crate) const A_FRAME: u32 = 20;

/// Calls back once, after so many milliseconds, unless it is dropped before. In one place of the program: each kind of
/// closure that the browser calls is some hundred bytes of the download.
#[inline(never)]
pub(crate) fn later(millis: u32, call: Callback<()>) -> Timeout {
    Timeout::new(millis, move || call.emit(()))
}
