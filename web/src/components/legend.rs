//! The legend: a button for each line that puts it out and on again. It must not know the chart's rows.

use super::icon::{flag, line_marker};
use yew::{Callback, Html, html};

/// More than these are named in a count.
const MOST: usize = 10;

/// The legend of `lines`, of which those in `hidden` are out.
pub(crate) fn view(lines: &plot::Lines, hidden: &[u32], toggle: &Callback<u32>) -> Html {
    let more = lines.lines.len().saturating_sub(MOST);
    html! {
        <div class="legend" role="group" aria-label="Lines">
            { for lines.lines.iter().take(MOST).map(|line| {
                let (slot, toggle) = (line.slot, toggle.clone());
                let shown = !hidden.contains(&slot);
                html! {
                    <button type="button" key={slot} class={if shown { "" } else { "off" }} aria-pressed={flag(shown)}
                        title={line.labels.clone()} onclick={move |_| toggle.emit(slot)}>{ line_marker(slot) }{ &line.name }</button>
                }
            }) }
            if more > 0 { <span class="n">{ "+" }{ more }</span> }
        </div>
    }
}
