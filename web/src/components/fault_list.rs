//! The faults: a list, and the form of the open one; labels beside them. It must not know what a fault does.

use super::field::{FieldBox, field};
use super::icon::{PLUS, button, flag, word};
use super::section::{Head, section};
use crate::markup::{all, page};
use crate::parts::Ptr;
use playground::event::{Event, FaultField, Field, LabelField};
use playground::view::{FaultRow, Form, Traffic};
use yew::{Callback, Html, html};

pub(crate) fn view(form: &Ptr<Form>, traffic: &Traffic, send: &Callback<Event>) -> Html {
    let actions = button("Add fault", PLUS, send.reform(|_| Event::AddFault));
    let note = match traffic.faults.len() {
        0 => "none".to_owned(),
        count => count.to_string(),
    };
    let rows = traffic.faults.iter().enumerate().map(|(idx, row)| fault(form, send, idx as u32, row));
    let rows = page!("<ul class=faults>$</ul>", all(rows));
    section(Head { name: "Faults", note: &note, actions, class: "s-faults" }, rows)
}

fn fault(form: &Ptr<Form>, send: &Callback<Event>, idx: u32, row: &FaultRow) -> Html {
    let pick = send.reform({
        let open = row.open;
        move |_| Event::PickFault((!open).then_some(idx))
    });
    page!(
        "<li class=$><button type=button class=row aria-expanded=$ $><svg class=$ viewBox=\"0 0 12 12\" aria-hidden=true>\
         <rect x=1 y=3 width=10 height=6 rx=1.500/></svg><span class=nm><b>$</b> $</span><span class=\"tm num\">$</span></button>$</li>",
        row.open.then_some("open"),
        flag(row.open),
        pick,
        if row.counts { "fk" } else { "fk not" },
        &row.target,
        &row.what,
        &row.from,
        if row.open { fields(form, send, idx) } else { Html::default() }
    )
}

fn fields(form: &Ptr<Form>, send: &Callback<Event>, idx: u32) -> Html {
    let field = |it: FaultField, label: &'static str| field(form, send, Field::Fault(idx, it), label, "");
    let strength = Field::Fault(idx, FaultField::Strength);
    page!(
        "<div class=form><div class=grid2>$$$$</div><div class=with-slider>$$</div>$$</div>",
        field(FaultField::Kind, "Kind"),
        field(FaultField::Target, "Target"),
        field(FaultField::From, "From"),
        field(FaultField::For, "Lasts"),
        html! { <FieldBox form={form.clone()} field={strength} label="Strength" slider=true send={send.clone()} /> },
        html! {
            <FieldBox form={form.clone()} field={strength} label="Strength" name="Strength in percent" unit="%" send={send.clone()} />
        },
        field(FaultField::Incident, "Counts as an incident"),
        word("btn small line", "Remove fault", send.reform(move |_| Event::RemoveFault(idx)))
    )
}

/// What counts beside the faults, and what is promised to users.
pub(crate) fn labels(form: &Ptr<Form>, send: &Callback<Event>) -> Html {
    let actions = button("Add label", PLUS, send.reform(|_| Event::AddLabel));
    let is_there = |idx: &u32| form.field(Field::Label(*idx, LabelField::Kind)).is_some();
    let rows = (0..).take_while(is_there).map(|idx| label(form, send, idx));
    let body = page!(
        "<div class=sec-b>$$</div>",
        field(form, send, Field::Slo, "Good requests promised, over 30 days", "%"),
        all(rows)
    );
    section(Head { name: "Incidents", note: "faults and labels", actions, class: "s-labels" }, body)
}

fn label(form: &Ptr<Form>, send: &Callback<Event>, idx: u32) -> Html {
    let field = |it: LabelField, label: &'static str| field(form, send, Field::Label(idx, it), label, "");
    page!(
        "<div class=\"grid2 label\" role=group aria-label=$>$$$$$</div>",
        format!("Label {}", idx + 1),
        field(LabelField::Kind, "Counts as"),
        field(LabelField::On, "On"),
        field(LabelField::From, "From"),
        field(LabelField::For, "Lasts"),
        word("btn small line", "Remove label", send.reform(move |_| Event::RemoveLabel(idx)))
    )
}
