//! Samples by hand in the place of the left pane's traffic: which there are, and the way back. It must not know how they are
//! read.

use super::icon::word;
use super::section::{Head, section};
use crate::markup::{all, page};
use playground::event::Event;
use playground::view::Traffic;
use yew::{Callback, Html};

pub(crate) fn view(traffic: &Traffic, menu: Html, send: &Callback<Event>) -> Html {
    let row = |(series, values): &(String, String)| {
        page!("<li><code>$</code><code class=vals>$</code></li>", series, values)
    };
    let list = page!(
        "<div class=sec-b><p class=note>As in promtool, nothing else exists: no traffic is simulated.</p>$<ul class=given>$</ul></div>",
        word("btn small line", "Simulate traffic again", send.reform(|_| Event::Simulate)),
        all(traffic.input.iter().map(row))
    );
    section(Head { name: "Samples", note: &traffic.input_note, actions: menu, ..Head::default() }, list)
}
