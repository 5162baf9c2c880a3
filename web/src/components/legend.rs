//! The legend: a button for each line that puts it out and on again. It must not know the chart's rows.

use super::icon::{flag, line_marker};
use yew::{Callback, Html, KeyboardEvent, MouseEvent, html};

/// More than these are named in a count.
const MOST: usize = 10;

/// The legend of `lines`, of which those in `hidden` are out. With Alt a line is left alone.
pub(crate) fn view(
    lines: &plot::Lines,
    hidden: &[u32],
    toggle: &Callback<u32>,
    isolate: &Callback<u32>,
) -> Html {
    let more = lines.lines.len().saturating_sub(MOST);
    html! {
        <div class="legend" role="group" aria-label="Lines">
            { for lines.lines.iter().take(MOST).map(|line| {
                let (slot, toggle, isolate, alone) = (line.slot, toggle.clone(), isolate.clone(), isolate.clone());
                let shown = !hidden.contains(&slot);
                html! {
                    <button type="button" key={slot} class={if shown { "" } else { "off" }} aria-pressed={flag(shown)}
                        title={format!("{}\nAlt and click: this one alone", line.labels)}
                        onclick={move |event: MouseEvent| if event.alt_key() { &isolate } else { &toggle }.emit(slot)}
                        onkeydown={move |event: KeyboardEvent| if event.alt_key() && matches!(event.key().as_str(), " " | "Enter") {
                            event.prevent_default();
                            alone.emit(slot);
                        }}>{ line_marker(slot) }{ &line.name }</button>
                }
            }) }
            if more > 0 { <span class="n">{ "+" }{ more }</span> }
        </div>
    }
}
