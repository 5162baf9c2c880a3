//! The load of the frontend: its course, its fields, the shares of the answers. It must not know how it is computed.

use super::field::field;
use super::load::Load;
use crate::parts::Ptr;
use playground::event::{Event, Field};
use playground::view::{Form, Traffic};
use yew::{Callback, Html, html};

pub(crate) fn view(form: &Ptr<Form>, traffic: &Ptr<Traffic>, send: &Callback<Event>) -> Html {
    let field = |it: Field, label: &'static str, unit: &'static str| field(form, send, it, label, unit);
    html! {
        <div class="sec-b">
            <Load traffic={traffic.clone()} send={send.clone()} />
            <div class="grid2">
                { field(Field::Shape, "Shape", "") }
                { field(Field::Requests, "Requests", "req/s") }
            </div>
            { field(Field::Curve, "By hand", "") }
            <div class="grid3">
                { field(Field::Swing, "Swing", "%") }
                { field(Field::Noise, "Noise", "%") }
                { field(Field::Seed, "Seed", "") }
            </div>
            { shares(traffic) }
            <div class="grid3">
                { field(Field::Share3xx, "3xx", "%") }
                { field(Field::Share4xx, "4xx", "%") }
                { field(Field::Share5xx, "5xx", "%") }
            </div>
        </div>
    }
}

/// The shares of the answers, as a bar and in figures.
fn shares(traffic: &Traffic) -> Html {
    let mut from = 0.0;
    let names = ["2xx", "3xx", "4xx", "5xx"];
    let bars = names.iter().zip(traffic.shares).map(|(name, share)| {
        let (x, width) = (from as u32, (share * 2.4 - 1.0).max(0.0) as u32);
        from += share * 2.4;
        html! { <rect class={format!("share-{name}")} x={x.to_string()} width={width.max(1).to_string()} height="8" /> }
    });
    html! {
        <div class="mix">
            <svg viewBox="0 0 240 8" preserveAspectRatio="none" role="img" aria-label="Answers by class">{ for bars }</svg>
            <dl>
                { for names.iter().zip(traffic.shares).map(|(name, share)| html! {
                    <div><dt>{ name }</dt><dd>{ plot::short(share) }{ "%" }</dd></div>
                }) }
            </dl>
        </div>
    }
}
