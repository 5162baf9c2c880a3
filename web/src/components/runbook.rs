//! The runbook, and beside it what stands at the cursor. It must not know how a runbook is written.

use super::icon::{TICK, flag, icon, severity};
use super::pane::Props;
use super::prose::{bullets, inline, paragraph};
use super::rule_pane::copy;
use super::{explain, readout};
use crate::markup::{all, page};
use crate::parts::{Chart, Parts};
use crate::ui::Act;
use playground::event::Event;
use playground::view::Runbook;
use playground::view::markup::{Block, Inline};
use yew::{Callback, Html, html};

/// The runbook, or what stands at the cursor.
pub(crate) fn view(props: &Props, chart: &Chart) -> Html {
    let Props { parts: Parts { runbook, .. }, ui, send, act, .. } = props;
    let at = ui.at;
    let clock = chart.readout.as_ref().map_or("the cursor", |readout| &readout.clock);
    let tab = |id: &'static str, word: String, this: bool| {
        page!(
            "<button type=button role=tab id=$ aria-controls=guide aria-selected=$ $>$</button>",
            id,
            flag(this == at),
            act.reform(move |_| Act::At(this)),
            word
        )
    };
    let shown = if at {
        page!("$$", explain::view(&chart.explain), readout::table(&chart.readout, chart.explain.slot, send))
    } else {
        text(runbook, (send, act))
    };
    page!(
        "<section class=\"sec s-runbook\" aria-label=Runbook><div class=tabs role=tablist aria-label=\"Runbook or readout\">$$</div>\
         <div class=\"rb sec-b\" id=guide role=tabpanel aria-labelledby=$>$</div></section>",
        tab("tab-runbook", "Runbook".to_owned(), false),
        tab("tab-at", format!("At {clock}"), true),
        if at { "tab-at" } else { "tab-runbook" },
        shown
    )
}

/// Where ticks and copies go.
type To<'a> = (&'a Callback<Event>, &'a Callback<Act>);

fn text(runbook: &Runbook, to: To<'_>) -> Html {
    let parts = runbook.sections.iter().map(|section| {
        page!("<div class=part><h3>$</h3>$</div>", &section.title, blocks(&section.blocks, runbook, to))
    });
    page!("<p class=st>$<span>$</span></p>$", severity(&runbook.severity), &runbook.status, all(parts))
}

fn blocks(blocks: &[Block], runbook: &Runbook, to: To<'_>) -> Html {
    all(blocks.iter().map(|it| block(it, runbook, to)))
}

fn block(block: &Block, runbook: &Runbook, to: To<'_>) -> Html {
    match block {
        Block::Paragraph(text) => paragraph(text),
        Block::Bullets(items) => bullets(items),
        Block::Step { idx, title, body } => step((*idx, title, body), runbook, to),
        Block::Code { text, .. } => {
            let copy = copy(&plain(text), "Copy command", to.1);
            page!("<div class=cmd><code>$</code>$</div>", inline(text), copy)
        }
    }
}

/// A step: a box to tick, and the evidence for it, if there is some.
fn step((idx, title, body): (u32, &[Inline], &[Block]), runbook: &Runbook, to: To<'_>) -> Html {
    let done = runbook.ticked.contains(&idx);
    let evidence = runbook.supported.iter().find(|(it, _)| *it == idx).map(|(_, words)| words);
    let tick = to.0.reform(move |_| Event::Tick(idx));
    let evidence = evidence.map(|words| page!("<p class=evid>$$</p>", icon(TICK), words));
    page!(
        "<div class=$><label>$<span>$</span></label><div class=body>$$</div></div>",
        if done { "step done" } else { "step" },
        html! { <input type="checkbox" checked={done} onchange={tick} /> },
        inline(title),
        evidence.unwrap_or_default(),
        blocks(body, runbook, to)
    )
}

/// The text alone, to be copied.
fn plain(text: &[Inline]) -> String {
    text.iter()
        .map(|run| match run {
            Inline::Text(it) | Inline::Strong(it) | Inline::Emphasis(it) | Inline::Code(it) => it.as_str(),
            Inline::Filled { value, .. } => value.as_str(),
        })
        .collect()
}
