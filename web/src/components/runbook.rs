//! The runbook, and beside it what stands at the cursor. It must not know how a runbook is written.

use super::icon::{TICK, flag, icon, severity};
use super::pane::Props;
use super::rule_pane::copy;
use super::{explain, readout};
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
        html! {
            <button type="button" role="tab" {id} aria-controls="guide" aria-selected={flag(this == at)} onclick={act.reform(move |_| Act::At(this))}>{ word }</button>
        }
    };
    html! {
        <section class="sec s-runbook" aria-label="Runbook">
            <div class="tabs" role="tablist" aria-label="Runbook or readout">
                { tab("tab-runbook", "Runbook".to_owned(), false) }
                { tab("tab-at", format!("At {clock}"), true) }
            </div>
            <div class="rb sec-b" id="guide" role="tabpanel" aria-labelledby={if at { "tab-at" } else { "tab-runbook" }}>
                if at { { explain::view(&chart.explain) }{ readout::table(&chart.readout, chart.explain.slot, send) } } else { { text(runbook, (send, act)) } }
            </div>
        </section>
    }
}

/// Where ticks and copies go.
type To<'a> = (&'a Callback<Event>, &'a Callback<Act>);

fn text(runbook: &Runbook, to: To<'_>) -> Html {
    html! {
        <>
            <p class="st">{ severity(&runbook.severity) }<span>{ &runbook.status }</span></p>
            { for runbook.sections.iter().map(|section| html! {
                <div class="part"><h3>{ &section.title }</h3>{ blocks(&section.blocks, runbook, to) }</div>
            }) }
        </>
    }
}

fn blocks(all: &[Block], runbook: &Runbook, to: To<'_>) -> Html {
    html! { { for all.iter().map(|it| block(it, runbook, to)) } }
}

fn block(block: &Block, runbook: &Runbook, to: To<'_>) -> Html {
    match block {
        Block::Paragraph(text) => html! { <p>{ inline(text) }</p> },
        Block::Bullets(items) => {
            html! { <ul>{ for items.iter().map(|item| html! { <li>{ inline(item) }</li> }) }</ul> }
        }
        Block::Step { idx, title, body } => step((*idx, title, body), runbook, to),
        Block::Code { text, .. } => html! {
            <div class="cmd"><code>{ inline(text) }</code>{ copy(&plain(text), "Copy command", to.1) }</div>
        },
    }
}

/// A step: a box to tick, and the evidence for it, if there is some.
fn step((idx, title, body): (u32, &[Inline], &[Block]), runbook: &Runbook, to: To<'_>) -> Html {
    let done = runbook.ticked.contains(&idx);
    let evidence = runbook.supported.iter().find(|(it, _)| *it == idx).map(|(_, words)| words);
    html! {
        <div class={if done { "step done" } else { "step" }}>
            <label>
                <input type="checkbox" checked={done} onchange={to.0.reform(move |_| Event::Tick(idx))} />
                <span>{ inline(title) }</span>
            </label>
            <div class="body">
                if let Some(words) = evidence { <p class="evid">{ icon(TICK) }{ words }</p> }
                { blocks(body, runbook, to) }
            </div>
        </div>
    }
}

fn inline(text: &[Inline]) -> Html {
    html! {
        { for text.iter().map(|run| match run {
            Inline::Text(it) => html! { { it } },
            Inline::Strong(it) => html! { <strong>{ it }</strong> },
            Inline::Emphasis(it) => html! { <em>{ it }</em> },
            Inline::Code(it) => html! { <code>{ it }</code> },
            Inline::Filled { value, from } => html! { <b class="filled" title={from.clone()}>{ value }</b> },
        }) }
    }
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
