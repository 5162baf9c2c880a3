//! What stands at the cursor: as a tooltip, as a line below a narrow chart, as a table. It must not know where the
//! cursor is.

use super::icon::{cell, marker};
use playground::view::{Readout, ReadoutRow};
use yew::{Html, html};

/// The most instances that a tooltip lists; the rest are counted.
const MOST: usize = 8;

/// The tooltip's height in CSS pixels: it is placed before it is laid out.
pub(super) fn height(readout: &Readout) -> f64 {
    let rows = readout.rows.len().min(MOST) + usize::from(readout.rows.len() > MOST);
    34.0 + 16.0 * rows as f64
}

/// The tooltip.
pub(super) fn tooltip(readout: &Readout) -> Html {
    let more = readout.rows.len().saturating_sub(MOST);
    html! {
        <div class="tip">
            <p><b class="num">{ &readout.clock }</b><span>{ &readout.window }</span></p>
            <table aria-hidden="true"><tbody>
                { for readout.rows.iter().take(MOST).enumerate().map(|(idx, row)| tip_row(idx == 0, row)) }
                if more > 0 { <tr><td colspan="5">{ "and " }{ more }{ " more" }</td></tr> }
            </tbody></table>
        </div>
    }
}

fn tip_row(first: bool, row: &ReadoutRow) -> Html {
    html! {
        <tr class={if first { "first" } else { "" }}>
            <td>{ marker(row.slot) }</td>{ cell("", &row.name) }{ cell("num", &row.value) }{ cell("num mult", &row.multiple) }{ cell(state_class(&row.state), &row.state) }
        </tr>
    }
}

/// The readout in one line, below a narrow chart.
pub(super) fn line(readout: &Option<Readout>) -> Html {
    let Some(readout) = readout else { return html! { <div class="readout"></div> } };
    html! {
        <div class="readout">
            <b class="num">{ &readout.clock }</b>
            { for readout.rows.iter().take(3).map(|row| html! {
                <span class="num">{ marker(row.slot) }{ &row.name }{ " " }{ &row.value }</span>
            }) }
        </div>
    }
}

/// The readout in full.
pub(super) fn table(readout: &Option<Readout>) -> Html {
    let Some(readout) = readout else {
        return html! { <p class="none">{ "Point at the chart, or click it to keep an instant here." }</p> };
    };
    html! {
        <>
            <p class="at"><b class="num">{ &readout.clock }</b>{ " " }<span>{ &readout.window }</span></p>
            <table class="eps at-rows">
                <thead><tr><th scope="col">{ "Instance" }</th><th scope="col" class="r">{ "Value" }</th><th scope="col" class="r">{ "Of threshold" }</th><th scope="col">{ "State" }</th></tr></thead>
                <tbody>
                    { for readout.rows.iter().map(|row| html! {
                        <tr>
                            <td><span class="inst">{ marker(row.slot) }{ &row.name }</span></td>{ cell("r", &row.value) }{ cell("r", &row.multiple) }{ cell(state_class(&row.state), &row.state) }
                        </tr>
                    }) }
                </tbody>
            </table>
        </>
    }
}

fn state_class(state: &str) -> &'static str {
    match state {
        "firing" | "kept firing" => "state is-firing",
        "pending" => "state is-pending",
        _ => "state",
    }
}

/// The readout as a sentence, for the chart's description.
pub(super) fn words(readout: &Option<Readout>) -> String {
    let Some(readout) = readout else { return "no instant chosen".to_owned() };
    let mut text = readout.clock.clone();
    for row in readout.rows.iter().take(4) {
        text.push_str(&format!(", {} {} {}", row.name, row.value, row.state));
    }
    text
}
