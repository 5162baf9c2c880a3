//! What lint found: facts with their numbers, a place to look at, a repair. It must not know the checks.

use super::change;
use super::notices::{grade_class, sign};
use super::section::{Head, section};
use crate::markup::{all, coded, page};
use playground::event::Event;
use playground::view::{Finding, Findings, Steps};
use yew::{Callback, Html};

pub(crate) fn view(findings: &Findings, steps: &Steps, send: &Callback<Event>) -> Html {
    let rows = findings.rows.iter().enumerate().map(|(idx, row)| finding(idx as u32, row, send));
    let rows = page!("$<ul class=find>$</ul>", change::view(steps, send), all(rows));
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
    let show = show.map(|click| {
        page!(
            "<button type=button class=link aria-label=$ $>Show</button>",
            ["Show: ", &row.title].concat(),
            click
        )
    });
    let fix = fix.map(|click| {
        let name = ["Fix: ", &row.repair].concat();
        page!("<button type=button class=link aria-label=$ title=$ $>Fix</button>", name, &row.repair, click)
    });
    page!(
        "<li class=$>$<h3>$</h3><span class=act>$$</span><p>$</p></li>",
        grade_class(row.grade),
        sign(row.grade),
        coded(&row.title),
        show.unwrap_or_default(),
        fix.unwrap_or_default(),
        coded(&row.detail)
    )
}
