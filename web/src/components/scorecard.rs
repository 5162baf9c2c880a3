//! The scorecard of the selected rule: a strip of figures, each a button that says what it means and lists what stands
//! behind it. It must not know how anything is measured.

use super::icon::{GRID, MORE, TICK, WRONG, button, flag, icon};
use super::pane::Props;
use crate::browser::study;
use crate::markup::{all, page};
use crate::ui::Act;
use playground::event::Event;
use playground::view::{ScoreCell, ScoreRow};
use yew::Html;

/// As many cells stand in the strip; the others behind "more".
const STRIP: usize = 6;
/// Rows of a list that are shown.
const ROWS: usize = 60;

pub(crate) fn same(it: &Props, other: &Props) -> bool {
    let (ui, was) = (it.ui, other.ui);
    let (it, other) = (&it.parts, &other.parts);
    (ui.cell, ui.more) == (was.cell, was.more) && it.score == other.score && it.published == other.published
}

pub(crate) fn view(props: &Props) -> Html {
    let Props { parts, ui, act, .. } = props;
    let cells = &parts.score.cells;
    if cells.is_empty() {
        // With something in it, its room is kept on a phone as well.
        return page!("<section class=score-s><div class=score></div></section>");
    }
    let shown = if ui.more { cells.len() } else { STRIP };
    let strip = cells.iter().enumerate().take(shown).map(|(idx, it)| cell(props, idx, it));
    let name = if ui.more { "Fewer measures" } else { "More measures" };
    page!(
        "<section class=score-s aria-label=Scorecard><div class=score>$</div><span class=score-i>$$</span>$</section>",
        all(strip),
        button(name, MORE, act.reform(|_| Act::More)),
        button("Sweep threshold and for", GRID, act.reform(|_| Act::Study(study::SWEEP))),
        ui.cell.and_then(|it| cells.get(usize::from(it))).map(|it| behind(props, it)).unwrap_or_default()
    )
}

fn cell(props: &Props, idx: usize, it: &ScoreCell) -> Html {
    let open = props.ui.cell.map(usize::from) == Some(idx);
    let next = (!open).then_some(idx as u8);
    let published = props.parts.published.get(idx);
    let note = published.map_or_else(|| it.note.clone(), |it| ["published ", it].concat());
    page!(
        "<button type=button aria-expanded=$ title=$ $><span>$</span><b>$ <small>$</small></b><span>$</span></button>",
        flag(open),
        &note,
        props.act.reform(move |_| Act::Cell(next)),
        &it.name,
        &it.figure,
        &it.basis,
        &note
    )
}

/// What a measure means, and what stands behind its number.
fn behind(props: &Props, it: &ScoreCell) -> Html {
    let rows = it.behind.iter().filter_map(|idx| props.parts.score.rows.get(*idx as usize)).take(ROWS);
    page!(
        "<div class=behind><p class=note>$</p><ul aria-label=$>$</ul></div>",
        &it.about,
        &it.name,
        all(rows.map(|it| row(props, it)))
    )
}

fn row(props: &Props, it: &ScoreRow) -> Html {
    let ((from, to), (slot, fault)) = (it.span, it.about);
    page!(
        "<li><button type=button class=$ $>$<b>$</b><span class=num>$</span><span>$</span></button></li>",
        (!it.good).then_some("bad"),
        props.send.reform(move |_| Event::Look { from, to, slot, fault }),
        icon(if it.good { TICK } else { WRONG }),
        &it.title,
        &it.time,
        &it.note
    )
}
