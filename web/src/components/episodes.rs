//! The list of firing episodes; a click goes to the place. It must not know how episodes come about.

use super::icon::{cell, marker, word};
use super::pane::Props;
use crate::markup::{all, page};
use crate::ui::Act;
use playground::event::Event;
use playground::view::EpisodeRow;
use yew::{Callback, Html};

/// As many rows stand there before more are asked for: each costs the page a dozen elements with every edit.
const MOST: usize = 20;

pub(crate) fn same(it: &Props, other: &Props) -> bool {
    it.ui.all == other.ui.all && it.parts.episodes == other.parts.episodes
}

pub(crate) fn view(props: &Props) -> Html {
    let Props { parts, send, ui, act, .. } = props;
    let episodes = &parts.episodes;
    let empty = (!episodes.empty.is_empty()).then(|| page!("<p class=none>$</p>", &episodes.empty));
    let count = episodes.rows.len();
    let shown = if ui.all { count } else { MOST };
    let name = if ui.all { "Show fewer" } else { "Show more" };
    let more = (count > MOST).then(|| word("btn small line more", name, act.reform(|_| Act::All)));
    let rows = episodes.rows.iter().take(shown).enumerate().map(|(idx, row)| episode(idx as u32, row, send));
    page!(
        "<section class=eps-s aria-label=Episodes>\
         <div class=\"sec-h tight\"><h2 id=episodes>Firing episodes</h2><span class=n>$</span></div>$\
         <table class=eps aria-labelledby=episodes><thead><tr><th scope=col>Instance</th>\
         <th scope=col class=\"r hide-s\">Pending</th><th scope=col class=r>Fired</th><th scope=col class=\"r hide-s\">Resolved</th>\
         <th scope=col class=r>Length</th><th scope=col class=r>Peak</th><th scope=col>Verdict</th><th scope=col>Cause</th></tr></thead>\
         <tbody>$</tbody></table>$</section>",
        &episodes.summary,
        empty.unwrap_or_default(),
        all(rows),
        more.unwrap_or_default()
    )
}

fn episode(idx: u32, row: &EpisodeRow, send: &Callback<Event>) -> Html {
    let pick = send.reform(move |_| Event::PickEpisode(idx));
    page!(
        "<tr class=$><td><button type=button class=inst aria-current=$ aria-label=$ $>$$</button></td>$$$$$$$</tr>",
        row.selected.then_some("sel"),
        row.selected.then_some("true"),
        format!("{}, fired {}", row.name, row.fired),
        pick,
        marker(row.slot),
        &row.name,
        cell("r hide-s", &row.pending),
        cell("r", &row.fired),
        cell("r hide-s", &row.resolved),
        cell("r", &row.length),
        cell("r", &row.peak),
        cell(if row.verdict == "caught" { "ok" } else { "bad" }, &row.verdict),
        cell("cause", &row.cause)
    )
}
