//! The list of firing episodes; a click goes to the place. It must not know how episodes come about.

use super::icon::{cell, marker};
use super::pane::Props;
use crate::parts::Parts;
use playground::event::Event;
use playground::view::EpisodeRow;
use yew::{Callback, Html, html};

pub(crate) fn same(it: &Parts, other: &Parts) -> bool {
    it.episodes == other.episodes
}

pub(crate) fn view(props: &Props) -> Html {
    let Props { parts, send, .. } = props;
    let episodes = &parts.episodes;
    html! {
        <section class="eps-s" aria-label="Episodes">
            <div class="sec-h tight"><h2 id="episodes">{ "Firing episodes" }</h2><span class="n">{ &episodes.summary }</span></div>
            if !episodes.empty.is_empty() { <p class="none">{ &episodes.empty }</p> }
            <table class="eps" aria-labelledby="episodes">
                <thead><tr>
                    <th scope="col">{ "Instance" }</th><th scope="col" class="r hide-s">{ "Pending" }</th><th scope="col" class="r">{ "Fired" }</th>
                    <th scope="col" class="r hide-s">{ "Resolved" }</th><th scope="col" class="r">{ "Length" }</th>
                    <th scope="col" class="r">{ "Peak" }</th><th scope="col">{ "Cause" }</th>
                </tr></thead>
                <tbody>{ for episodes.rows.iter().enumerate().map(|(idx, row)| episode(idx as u32, row, send)) }</tbody>
            </table>
        </section>
    }
}

fn episode(idx: u32, row: &EpisodeRow, send: &Callback<Event>) -> Html {
    let pick = send.reform(move |_| Event::PickEpisode(idx));
    html! {
        <tr class={if row.selected { "sel" } else { "" }}>
            <td>
                <button type="button" class="inst" aria-current={row.selected.then_some("true")} aria-label={format!("{}, fired {}", row.name, row.fired)}
                    onclick={pick}>{ marker(row.slot) }{ &row.name }</button>
            </td>
            { cell("r hide-s", &row.pending) }{ cell("r", &row.fired) }{ cell("r hide-s", &row.resolved) }
            { cell("r", &row.length) }{ cell("r", &row.peak) }{ cell("cause", &row.cause) }
        </tr>
    }
}
