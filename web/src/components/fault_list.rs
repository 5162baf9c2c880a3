//! The faults: a list, and the form of the open one. It must not know what a fault does.

use super::field::{FieldBox, field};
use super::icon::{PLUS, button, flag, word};
use super::section::{Head, section};
use crate::parts::Ptr;
use playground::event::{Event, FaultField, Field};
use playground::view::{FaultRow, Form, Traffic};
use yew::{Callback, Html, html};

pub(crate) fn view(form: &Ptr<Form>, traffic: &Traffic, send: &Callback<Event>) -> Html {
    let actions = button("Add fault", PLUS, send.reform(|_| Event::AddFault));
    let note = match traffic.faults.len() {
        0 => "none".to_owned(),
        count => count.to_string(),
    };
    let rows = html! {
        <ul class="faults">{ for traffic.faults.iter().enumerate().map(|(idx, row)| fault(form, send, idx as u32, row)) }</ul>
    };
    section(Head { name: "Faults", note: &note, actions, class: "s-faults" }, rows)
}

fn fault(form: &Ptr<Form>, send: &Callback<Event>, idx: u32, row: &FaultRow) -> Html {
    let pick = send.reform({
        let open = row.open;
        move |_| Event::PickFault((!open).then_some(idx))
    });
    html! {
        <li class={if row.open { "open" } else { "" }}>
            <button type="button" class="row" aria-expanded={flag(row.open)} onclick={pick}>
                <svg class="fk" viewBox="0 0 12 12" aria-hidden="true"><rect x="1" y="3" width="10" height="6" rx="1.500" /></svg>
                <span class="nm"><b>{ &row.target }</b>{ " " }{ &row.what }</span>
                <span class="tm num">{ &row.from }</span>
            </button>
            if row.open { { fields(form, send, idx) } }
        </li>
    }
}

fn fields(form: &Ptr<Form>, send: &Callback<Event>, idx: u32) -> Html {
    let field = |it: FaultField, label: &'static str| field(form, send, Field::Fault(idx, it), label, "");
    html! {
        <div class="form">
            <div class="grid2">
                { field(FaultField::Kind, "Kind") }
                { field(FaultField::Target, "Target") }
                { field(FaultField::From, "From") }
                { field(FaultField::For, "Lasts") }
            </div>
            <div class="with-slider">
                <FieldBox form={form.clone()} field={Field::Fault(idx, FaultField::Strength)} label="Strength" slider=true send={send.clone()} />
                <FieldBox form={form.clone()} field={Field::Fault(idx, FaultField::Strength)} label="Strength" name="Strength in percent"
                    unit="%" send={send.clone()} />
            </div>
            { word("btn small line", "Remove fault", send.reform(move |_| Event::RemoveFault(idx))) }
        </div>
    }
}
