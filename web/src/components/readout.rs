//! What stands at the cursor: as a tooltip, as a line below a narrow chart, as a table. It must not know where the
//! cursor is.

use super::icon::{cell, flag, marker};
use crate::markup::{all, page};
use playground::event::Event;
use playground::view::{Readout, ReadoutRow};
use plot::clock;
use yew::{Callback, Html};

/// The most instances that a tooltip lists; the rest are counted.
pub(super) const MOST: usize = 8;
/// The most instances of the table.
const ROWS: usize = 60;
/// The height of a row of the tooltip in CSS pixels, and that of all else.
const ROW: f64 = 16.0;
const REST: f64 = 34.0;

/// The tooltip's height in CSS pixels with at most `most` rows: it is placed before it is laid out.
pub(super) fn height(readout: &Readout, most: usize) -> f64 {
    let rows = readout.rows.len().min(most) + usize::from(readout.rows.len() > most);
    rest(readout) + ROW * rows as f64
}

/// The height of all but the instances: a message has a line of its own.
fn rest(readout: &Readout) -> f64 {
    if readout.sent.is_empty() { REST } else { REST + ROW }
}

/// How many instances a tooltip lists in `room` pixels of height.
pub(super) fn fitting(readout: &Readout, room: f64) -> usize {
    let rows = ((room - rest(readout)) / ROW).max(0.0) as usize;
    // What is left out is counted, in a row of its own.
    if readout.rows.len() <= rows.min(MOST) { MOST } else { rows.saturating_sub(1).min(MOST) }
}

/// The tooltip with at most `most` instances, its times `zone` milliseconds from UTC.
pub(super) fn tooltip(readout: &Readout, most: usize, zone: i64) -> Html {
    let more = readout.rows.len().saturating_sub(most);
    let local = clock::seconds(readout.time.saturating_add(zone));
    let beside = if zone == 0 { readout.window.clone() } else { clock::zone(zone) };
    let rows = readout.rows.iter().take(most).enumerate().map(|(idx, row)| tip_row(idx == 0, row));
    let rest = (more > 0).then(|| page!("<tr><td colspan=5>and $ more</td></tr>", more.to_string()));
    let sent = (!readout.sent.is_empty()).then(|| page!("<tr><td colspan=5>$</td></tr>", &readout.sent));
    page!(
        "<div class=tip><p><b class=num>$</b><span>$</span></p><table aria-hidden=true><tbody>$$$</tbody></table></div>",
        local,
        beside,
        all(rows),
        rest.unwrap_or_default(),
        sent.unwrap_or_default()
    )
}

fn tip_row(first: bool, row: &ReadoutRow) -> Html {
    page!(
        "<tr class=$><td>$</td>$$$$</tr>",
        first.then_some("first"),
        marker(row.slot),
        cell("", &row.name),
        cell("num", &row.value),
        cell("num mult", &row.multiple),
        cell(state_class(&row.state), &row.state)
    )
}

/// The readout in one line, below a narrow chart.
pub(super) fn line(readout: &Option<Readout>) -> Html {
    let Some(readout) = readout else { return page!("<div class=readout></div>") };
    let rows = readout.rows.iter().take(3);
    let rows = rows.map(|row| page!("<span class=num>$$ $</span>", marker(row.slot), &row.name, &row.value));
    page!("<div class=readout><b class=num>$</b>$</div>", &readout.clock, all(rows))
}

/// The readout in full.
pub(super) fn table(readout: &Option<Readout>, selected: u32, send: &Callback<Event>) -> Html {
    let Some(readout) = readout else {
        return page!("<p class=none>Point at the chart, or click it to keep an instant here.</p>");
    };
    let rows = readout.rows.iter().take(ROWS).map(|row| {
        let pick = pick(row, row.slot == selected, send);
        let state = cell(state_class(&row.state), &row.state);
        page!("<tr><td>$</td>$$$</tr>", pick, cell("r", &row.value), cell("r", &row.multiple), state)
    });
    let sent = (!readout.sent.is_empty()).then(|| page!("<p class=none>$</p>", &readout.sent));
    page!(
        "<h3>All instances</h3>$<table class=\"eps at-rows\" aria-label=\"All instances\"><thead><tr><th scope=col>Instance</th>\
         <th scope=col class=r>Value</th><th scope=col class=r>Of threshold</th><th scope=col>State</th></tr></thead>\
         <tbody>$</tbody></table>",
        sent.unwrap_or_default(),
        all(rows)
    )
}

/// The button that makes an instance the selected one.
fn pick(row: &ReadoutRow, chosen: bool, send: &Callback<Event>) -> Html {
    let slot = row.slot;
    let click = send.reform(move |_| Event::PickInstance(slot));
    page!(
        "<button type=button class=inst aria-pressed=$ $>$$</button>",
        flag(chosen),
        click,
        marker(slot),
        &row.name
    )
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
    if !readout.sent.is_empty() {
        text.push_str(&format!(", {}", readout.sent));
    }
    text
}
