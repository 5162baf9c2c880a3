//! What lint found: facts with their numbers, a place to look at, a repair. It must not know the checks.

use super::change;
use super::notices::{grade_class, sign};
use super::section::{Head, section};
use playground::event::Event;
use playground::view::{Finding, Findings, Steps};
use yew::{Callback, Html, html};

pub(crate) fn view(findings: &Findings, steps: &Steps, send: &Callback<Event>) -> Html {
    let rows = html! {
        <>
            { change::view(steps, send) }
            <ul class="find">{ for findings.rows.iter().enumerate().map(|(idx, row)| finding(idx as u32, row, send)) }</ul>
        </>
    };
    section(Head { name: "Findings", note: &findings.summary, class: "s-findings", ..Head::default() }, rows)
}

fn finding(idx: u32, row: &Finding, send: &Callback<Event>) -> Html {
    let (send_both, instance) = (send.clone(), row.instance);
    let show = row.at.map(|at| {
        Callback::from(move |_| {
            if let Some(slot) = instance {
                send_both.emit(Event::PickInstance(slot));
            }
            send_both.emit(Event::Cursor(Some(at)));
        })
    });
    let fix = (!row.repair.is_empty()).then(|| send.reform(move |_| Event::Repair(idx)));
    html! {
        <li class={grade_class(row.grade)}>
            { sign(row.grade) }
            <h3>{ &row.title }</h3>
            <span class="act">
                if let Some(onclick) = show {
                    <button type="button" class="link" aria-label={format!("Show: {}", row.title)} {onclick}>{ "Show" }</button>
                }
                if let Some(onclick) = fix {
                    <button type="button" class="link" aria-label={format!("Fix: {}", row.repair)} title={row.repair.clone()} {onclick}>{ "Fix" }</button>
                }
            </span>
            <p>{ &row.detail }</p>
        </li>
    }
}
