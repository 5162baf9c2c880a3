//! The load of the frontend: its course, its fields, the shares of the answers. It must not know how it is computed.

use super::field::field;
use super::load::Load;
use crate::markup::{all, page};
use crate::parts::Ptr;
use playground::event::{Event, Field};
use playground::view::{Form, Traffic};
use yew::{Callback, Html, html};

pub(crate) fn view(form: &Ptr<Form>, traffic: &Ptr<Traffic>, send: &Callback<Event>) -> Html {
    let field = |it: Field, label: &'static str, unit: &'static str| field(form, send, it, label, unit);
    page!(
        "<div class=sec-b>$<div class=grid2>$$</div>$<div class=grid3>$$$</div>$<div class=grid3>$$$</div></div>",
        html! { <Load traffic={traffic.clone()} send={send.clone()} /> },
        field(Field::Shape, "Shape", ""),
        field(Field::Requests, "Requests", "req/s"),
        field(Field::Curve, "By hand", ""),
        field(Field::Swing, "Swing", "%"),
        field(Field::Noise, "Noise", "%"),
        field(Field::Seed, "Seed", ""),
        shares(traffic),
        field(Field::Share3xx, "3xx", "%"),
        field(Field::Share4xx, "4xx", "%"),
        field(Field::Share5xx, "5xx", "%")
    )
}

/// The shares of the answers, as a bar and in figures.
fn shares(traffic: &Traffic) -> Html {
    let mut from = 0.0;
    let names = ["2xx", "3xx", "4xx", "5xx"];
    let bars = names.iter().zip(traffic.shares).map(|(name, share)| {
        let (x, width) = (from as u32, (share * 2.4 - 1.0).max(0.0) as u32);
        from += share * 2.4;
        let (x, width) = (x.to_string(), width.max(1).to_string());
        page!("<rect class=$ x=$ width=$ height=8/>", ["share-", name].concat(), x, width)
    });
    let bars = all(bars);
    let figures = names.iter().zip(traffic.shares);
    let figures =
        figures.map(|(name, share)| page!("<div><dt>$</dt><dd>$%</dd></div>", *name, plot::short(share)));
    page!(
        "<div class=mix><svg viewBox=\"0 0 240 8\" preserveAspectRatio=none role=img aria-label=\"Answers by class\">$</svg><dl>$</dl></div>",
        bars,
        all(figures)
    )
}
